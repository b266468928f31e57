"""The words that open recommendations in French, folded (lower case, no accents), and the words that look alike."""
from __future__ import annotations


def _lexicon(words: str) -> frozenset[str]:
    return frozenset(words.split())


VERBS = _lexicon("""
abolir aborder aboutir abroger acceder accelerer accentuer accompagner accomplir accorder accroitre accueillir achever
acquerir acter activer actualiser adapter adherer adopter adresser affecter affiner affirmer agir aider alerter
aligner alimenter allouer alphabetiser ameliorer amenager amender amener amorcer analyser animer annuler anticiper
appeler appliquer apporter apprecier apprendre approfondir approuver approvisionner appuyer armer arreter articuler
assainir assister associer assurer atteindre attenuer attirer attribuer augmenter autonomiser autoriser avertir aviser
baliser batir beneficier capaciter capitaliser cartographier celebrer centraliser cerner certifier chercher choisir
cibler clarifier codifier collaborer collecter combattre combler commander commencer communiquer compiler completer
comprendre concerter concevoir concilier conclure concretiser conduire conferer confier confirmer conformer connaitre
connecter conseiller conserver considerer consolider constituer construire consulter contacter continuer contracter
contribuer controler convaincre convenir convoquer cooperer coordonner corriger couvrir creer creuser croiser cultiver
debattre debloquer debuter decentraliser decider declarer decloisonner deconcentrer decourager dedier defendre definir
degager delivrer delocaliser demander demanteler demarrer dematerialiser denoncer depister deployer deposer
desengorger designer determiner developper diagnostiquer dialoguer diffuser digitaliser diligenter diminuer discuter
disposer disseminer dissuader distribuer diversifier documenter domestiquer donner doter dresser dupliquer echanger
eclairer ecouter edicter editer eduquer effectuer elaborer elargir elever eliminer elire emettre empecher employer
encadrer enclencher encourager endiguer engager enqueter enregistrer enrichir enseigner entamer entreprendre
entretenir envisager envoyer eradiquer eriger etablir etendre etudier evacuer evaluer eveiller eviter examiner
executer exercer exhorter exiger expliquer exploiter explorer exprimer faciliter faire favoriser federer fideliser
finaliser financer fixer fluidifier fonder formaliser former formuler fournir fusionner garantir generaliser generer
gerer habiliter harmoniser hierarchiser humaniser identifier illustrer immatriculer implanter implementer impliquer
imposer inciter inclure incorporer indemniser indexer indiquer influencer informatiser informer initier innover
inscrire inserer insister inspecter installer instaurer instituer institutionnaliser instruire integrer intensifier
interconnecter interdire interesser internaliser interpeller intervenir introduire inventorier inverser investir
inviter isoler juger jumeler justifier labelliser laisser lancer legiferer legitimer lever liberer limiter lire
localiser loger lutter maintenir maitriser majorer manifester materialiser mediatiser mener mesurer mettre minimiser
mobiliser moderniser modifier monter montrer moraliser motiver multiplier mutualiser negocier nommer normaliser
notifier nouer nourrir numeriser observer obtenir octroyer oeuvrer offrir operationnaliser operer optimiser ordonner
organiser orienter outiller ouvrir pallier parachever parrainer partager participer parvenir passer penaliser pencher
perenniser perfectionner permettre plaider planifier poser positionner poursuivre pourvoir preciser preconiser prendre
preparer presenter preserver prevenir prevoir prioriser privilegier proceder produire professionnaliser programmer
prohiber prolonger promouvoir promulguer proposer proteger publier purger qualifier raccompagner raffermir ramener
ranger rapatrier rappeler rapporter rapprocher ratifier rationaliser reactiver reactualiser realiser reamenager
rebatir recenser recevoir rechercher recommander reconduire reconnaitre reconstruire recruter recueillir recuperer
redefinir rediger redoubler redresser reduire redynamiser reevaluer referer reflechir refleter refondre reformer
regler regulariser reguler regulier rehabiliter reinserer reintegrer relancer relayer relever relier relire reloger
remedier remettre remplacer rendre renforcer renouveler renseigner repartir reperer repertorier repondre reprendre
representer reprimer requerir reseauter resoudre respecter responsabiliser restaurer restituer restructurer retablir
retenir retirer reunir reussir revaloriser reviser revisiter revitaliser revoir saisir sanctionner satisfaire
sauvegarder sauver scolariser securiser selectionner sensibiliser separer servir signaler signer simplifier situer
socialiser soigner solliciter soulager soumettre souscrire soutenir specialiser specifier stabiliser standardiser
stimuler structurer subordonner subventionner suggerer suivre superviser supprimer surveiller susciter systematiser
tenir tester tirer tolerer traduire traiter transcrire transferer transformer transmettre transposer travailler
trouver unifier uniformiser utiliser vacciner valider valoriser veiller verifier verser viabiliser viser visiter vivre
voter vulgariser
""")
"""Infinitives."""

NOT_VERBS = _lexicon("""
bader guidiguir sinder tesker zinder
abdelkader abreuvoir alger amir atelier avenir avoir bachir banquier berger boucher boulanger cahier calendrier
chantier cher cluster computer conseiller container couloir courrier danger dernier desir devoir dortoir dossier
elixir entier espoir etranger familier fer fevrier fichier financier foyer frontalier gibier hier hiver hospitalier
infirmier jaber janvier kader kadir leader leger levier loisir manager master menhir mer messager metier meunier
mineur miroir mounir nadir nasser nassir niger noir officier ouvrier palier papier particulier partner passager pilier
plaisir plenier policier poster pouvoir premier prisonnier quartier regulier reporter reservoir routier savoir sentier
singulier soir sous-officier souvenir tahir tanger tasker territoir terroir trottoir twitter usager zakir
""")
"""Nouns, adjectives and names that end like an infinitive."""

NOUNS = _lexicon("""
acceleration accompagnement accroissement acquisition actualisation adaptation adhesion adoption allocation
amelioration amenagement amorce analyse animation application approfondissement approvisionnement appui assistance
attribution augmentation balisage capitalisation cartographie certification clarification collecte communication
conception concertation conclusion conduite consolidation constitution construction contribution controle coordination
creation debut decentralisation definition deploiement developpement diffusion digitalisation dissemination
distribution diversification domestication dotation effectivite elaboration elargissement encadrement encouragement
engagement enregistrement entretien equipement etablissement etude evacuation evaluation execution extension
facilitation federation finalisation financement formalisation formation formulation fourniture garantie gestion
harmonisation identification implementation implication information initiation inscription insertion installation
instauration institutionnalisation integration intensification introduction inventaire lancement limitation lutte
maintien maitrise mise mobilisation modernisation multiplication mutualisation negociation numerisation obtention
octroi operationnalisation optimisation organisation orientation ouverture partage participation passage perennisation
plaidoyer planification poursuite pourvoi preparation prevention priorisation prise production programmation promotion
protection publication rapatriement ratification reactivation realisation recensement recherche reconduction
reconversion recrutement redaction reduction redynamisation reforme rehabilitation reinsertion reintegration relance
remise renforcement renouvellement respect responsabilisation restauration restitution revalorisation revision
scolarisation securisation sensibilisation signature simplification soutien standardisation structuration suivi
supervision surveillance tenue traduction transfert transmission uniformisation utilisation validation valorisation
verification vulgarisation
""")
"""Nouns of actions."""

DETERMINERS = _lexicon("""
a au aux avec ce ces cet cette chaque contre d dans davantage de des du effectif effective effectivement en entre et l
la le les leur leurs mieux ou par plus pour progressivement rapidement regulierement sa ses son sous sur
systematiquement tous tout toute toutes un une urgemment
""")
"""What follows an infinitive."""

COMPLEMENTS = _lexicon("""
a au aux avec contre d dans de des du en entre et l par pour sur
""")
"""What follows a noun of action."""

FUNCTION_WORDS = _lexicon("""
le la les l un une des du de d a au aux et ou en par pour sur sous dans avec sans ce cet cette ces leur leurs son sa ses
notre nos votre vos chaque que qu qui dont entre vers chez selon afin ainsi comme y ne pas plus tres meme mais ni car
soit doit doivent peut peuvent faut veut est sont etre m mme mr dr
""")
"""Words that end no sentence: what follows them goes on."""

TITLED = _lexicon("""
projet projets programme programmes initiative initiatives campagne operation theme slogan phase volet composante axe
intitule intitulee denomme denommee dit dite ong fondation association reseau collectif cooperative mouvement consortium
""")
"""Words that a title or a name follows."""

INSTITUTIONS = _lexicon("""
ministere direction service comite commission cadre conseil agence bureau plan loi secretariat cellule division
""")
"""Words whose complement is a noun of action, as in "la direction de la Coordination"."""
