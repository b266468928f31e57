"""The words by which minutes name their parts: header keys, markers of sections, columns of tables. All folded."""

from __future__ import annotations

import re
from functools import lru_cache

from canevas.governance.concertation.rules.reading.lines import Span
from canevas.tools.text.dates import parse_date
from canevas.tools.text.times import find_hours

_MEETING = r"(?:\s+(?:de |d')?(?:la |l'|le )?(?:reunion|rencontre|seance|session|assise|atelier|travaux))?"
KEYS: dict[str, str] = {
    "date": rf"date(?:s)?{_MEETING}|jour{_MEETING}|date et heures?|date et lieu|date,? heure et lieu",
    "start": rf"(?:heure\s+(?:de\s+|d'\s*)?)?(?:debut|ouverture|demarrage|commencement){_MEETING}|heure\s+(?:de\s+|"
    rf"d'\s*)?(?:debut|ouverture|demarrage){_MEETING}",
    "end": rf"heure\s+(?:de\s+|d'\s*)?(?:fin|cloture|levee|fermeture){_MEETING}|(?:fin|levee)(?: de la seance|"
    rf" de la reunion)?",
    "time": rf"heures?{_MEETING}|horaires?{_MEETING}|plage horaire|duree{_MEETING}",
    "place": rf"(?:lieux?|endroit|salle|local|venue){_MEETING}",
    "attendance": (
        r"(?:liste (?:de |des |d')?)?(?:presences?|participants?|presents?|"
        r"participantes? et participants?|participation)"
        r"(?: a la (?:reunion|rencontre|session))?(?:\s*/\s*\w+)?|"
        r"(?:structures?|membres?|organisations?|institutions?|acteurs|services|personnes|entites|"
        r"agences)\s+"
        r"(?:et \w+ )?(?:presente?s?|participante?s?|representee?s?)|"
        r"(?:etaient|sont|ont ete|est|etait)\s+(?:presente?s?|representee?s?)(?: a (?:la|"
        r"cette) (?:reunion|rencontre|session|seance))?|"
        r"(?:ont|a) (?:pris part|participe|assiste)(?: a (?:la|cette|l')\s?(?:reunion|rencontre|session|"
        r"seance|assise)?)?|"
        r"feuille de presence|liste d'emargement"
    ),
    "absent": r"(?:etaient |sont |membres |structures )?(?:absente?s?|excusee?s?)(?: (?:et|/|"
    r"ou)?\s*(?:non )?(?:excusee?s?|absente?s?))?|absences?",
    "chair": (
        rf"(?:le |la )?(?:co-?)?president(?:e|s|es)?(?:\(e\))?(?: de (?:la )?(?:seance|reunion|session)|"
        rf" du jour)?|(?:co-?)?presidence{_MEETING}|"
        r"(?:co-?)?presidee?s? par|sous la (?:co-?)?presidence de|seance presidee par|reunion presidee par|"
        r"bureau de seance"
    ),
    "officer": (
        rf"(?:le |la )?(?:rapporteure?s?|rapporteuse|secretaires? de seance|secretariat(?: de seance)?|"
        rf"redig\w+ par|prise de notes?){_MEETING}"
    ),
    "facilitator": (
        rf"(?:le |la )?(?:co-?)?(?:(?:moderat|facilitat|animat)(?:eur|rice|ion)s?|moderee? par|facilitee? par|"
        rf"animee? par){_MEETING}"
    ),
    "body": r"instance|cadre|groupe(?: technique)?|comite|nom (?:de l'instance|du groupe|du cadre)|"
    r"cadre de concertation|organe|commission|cluster",
    "session": r"(?:session|reunion|seance|rencontre)\s*(?:n\s?[°o]|numero)?|numero(?: de (?:la )?(?:session|"
    r"reunion))?",
    "stage": r"(?:type|nature|niveau|etape|categorie)(?: de (?:la )?(?:reunion|rencontre|session|seance))?",
    "subject": r"objet|sujet|theme|intitule|titre|region|references?|contact|telephone|email|e-mail|but|objectifs?",
}
_KEYS = [(name, re.compile(pattern)) for name, pattern in KEYS.items()]
_KEY_BEFORE_COLON = re.compile(r"(?P<key>[^:=]{3,70}?)\s*(?:[:=]|\s-\s)\s*")
_KEY_BEFORE_BLANKS = re.compile(r"(?P<key>[a-z][a-z' /()-]{2,40}?)\s{3,}(?=\S)")
_AGENDA = (
    r"(?:o\.?d\.?j\.?|(?:l'|de l'|a l')?ordre du jour(?: de la (?:reunion|rencontre|session|seance))?|"
    r"agenda(?: de la (?:reunion|rencontre))?)"
)
MARKERS: dict[str, str] = {
    "agenda": (
        rf"(?:rappel (?:de )?)?(?:les )?(?:points?|sujets?|questions?) (?:inscrits?|figurant|portes?|"
        rf"retenus?|prevus?|abordes?|a traiter|a discuter|"
        rf"a aborder|mis)?\s*(?:a|de|sur|au)?\s*{_AGENDA}|{_AGENDA}|(?:projet d'|proposition d')?ordre du jour|"
        r"points? (?:inscrits?|a l'ordre|a traiter|a discuter|a aborder)(?: a l'ordre du jour)?|"
        r"programme de la (?:reunion|seance)"
    ),
    "discussion": (
        r"principa(?:les|ux) (?:discussions?|echanges|points?)|"
        r"(?:principaux )?points?\s+(?:cles\s+)?(?:de|des)\s+(?:la\s+)?discussions?(?:\s+cles?)?|"
        r"points? (?:cles?|discutes?|abordes?|debattus?|saillants?)"
        r"(?: (?:discutes?|abordes?))?|discussions?(?: cles?| et echanges| et observations| generales?)?|"
        r"echanges?(?: et discussions?| et debats)?|"
        r"(?:resume|synthese|compte rendu|teneur|deroule) des (?:discussions?|echanges|debats|travaux)|"
        r"debats?|constats?|commentaires?|"
        r"observations?|deroulement|contenu|essentiel des discussions"
    ),
    "actions": (
        r"(?:principaux |principales )?points?\s+d'\s*actions?(?:\s+(?:cles?|retenu\w*|a suivre|"
        r"identifie\w*))?|actions?(?: (?:a mener|a entreprendre|retenues?|convenues?|"
        r"recommandees?|prevues?|de suivi|a suivre|requises?|identifiees?|attendues?|cles?|proposees?|"
        r"arretees?|a realiser|a faire))?|"
        r"plan d'actions?(?: .{0,40})?|taches?(?: a (?:faire|realiser))?|prochaines? etapes?|"
        r"suites? a donner|feuille de route|mesures? (?:a prendre|retenues?)|"
        r"decisions?\s*(?:/|et)\s*(?:points? d')?actions?(?: .{0,20})?|actions?\s*(?:/|et)\s*decisions?|"
        r"(?:tableau|synthese|recapitulati(?:f|on)|matrice|resume) (?:de suivi |recapitulatif |de synthese |des? )*"
        r"(?:des? )?(?:actions?|points d'actions?)(?: .{0,30})?|resolutions?|engagements?"
    ),
    "recommendations": (
        r"(?:principales |les |quelques |liste des )?(?:suggestions?|recommandations?|propositions?)"
        r"(?:\s*(?:/|et|-|,|&)\s*(?:les )?(?:suggestions?|recommandations?|propositions?|"
        r"resolutions?|perspectives?|conclusions?))?"
        r"(?: (?:formulees?|issues?|de la reunion|generales?|finales?|de la session|"
        r"des participants|principales).{0,50})?"
    ),
    "contributions": (
        r"(?:les )?(?:contributions?|observations?|amendements?|preoccupations?|interventions?)"
        r"(?:(?:,? et |/| et/ou )(?:observations?|amendements?|contributions?|suggestions?|"
        r"preoccupations?|questions?))?|ech?anges? de vues?"
    ),
    "decisions": r"(?:releve des? |principales |les )?decisions?(?: (?:prises?|retenues?|de la reunion|adoptees?|"
    r"arretees?).{0,30})?|conclusions et decisions",
    "opening": (
        r"introduction|(?:ceremonie d'|discours d'|mots? d'|allocutions? d')?ouverture(?: .{0,40})?|"
        r"allocutions?|mots? (?:de |d')?(?:bienvenue|introduct\w+)(?: .{0,30})?|"
        r"preambule|contexte(?: .{0,30})?|formalites?(?: .{0,20})?|discours(?: .{0,30})?|"
        r"contexte et justification|rappel du contexte|"
        r"civilites|presentation des participants|tour de table|objectifs?(?: de la (?:reunion|rencontre))?"
    ),
    "proceedings": (
        r"deroul\w+(?: (?:de|des) .{0,40})?|travaux|examen des points?(?: .{0,40})?|"
        r"developpement(?: .{0,30})?|examen de l'ordre du jour|traitement des points?(?: .{0,40})?|"
        r"ech?anges? de vues?|(?:les )?debats?|resultats(?: .{0,30})?"
    ),
    "closing": r"conclusions?|clotures?(?: .{0,40})?|mots? de (?:la )?(?:fin|cloture)(?: .{0,30})?|"
    r"ceremonie de cloture|fin de (?:la )?(?:reunion|seance|session)|levee de (?:la )?seance",
    "next": r"(?:date (?:et lieu )?de la )?prochaine (?:reunion|rencontre|session|seance)(?: .{0,30})?|"
    r"calendrier de la prochaine .{0,20}",
    "swot": r"(?:les |nos |points? )?(?:forces?|faiblesses?|opportunites?|menaces?|atouts?|contraintes?|forts?|"
    r"faibles?|points forts|points faibles|points a ameliorer)",
    "annex": r"ampliations?(?: .{0,60})?|p\.?j\.?(?:\s*:.{0,60})?|annexes?(?: .{0,60})?|pieces? jointes?|"
    r"ci[- ]?joint\w*.{0,80}|liste (?:de|des) (?:presences?|participants?)|documents? (?:joints?|annexes?)",
}
_MARKERS = [(name, re.compile(pattern)) for name, pattern in MARKERS.items()]
COLUMNS: dict[str, str] = {
    "number": r"n\s?[°o]?|num(?:ero)?s?|#|ordre|n° d'ordre",
    "item": r"(?:points?|sujets?|themes?|thematiques?|questions?|rubriques?)(?: (?:inscrits? )?(?:a|de|"
    r"d') ?l'ordre du jour| (?:abordes?|discutes?|traites?))?|ordre du jour",
    "discussion": (
        r"(?:synthese|resume|essentiel|contenu|points? cles?|compte rendu|teneur) (?:des? |"
        r"de la )?(?:echanges?|discussions?|debats?|interventions?)|discussions?(?: .{0,20})?|echanges?|"
        r"points? (?:de|des) discussions?(?: cles?)?|debats?|constats?|conclusions?|deliberations?"
    ),
    "action": (
        r"(?:points?\s+d'\s*)?actions?(?: (?:a mener|a entreprendre|retenues?|convenues?|recommandees?|"
        r"prevues?|de suivi|a suivre|requises?|identifiees?|prioritaires?|"
        r"cles?|proposees?|arretees?|a realiser|a faire|correctrices?|attendues?))?|taches?(?: .{0,20})?|"
        r"activites?(?: .{0,20})?|mesures?(?: .{0,20})?|"
        r"decisions?(?:\s*/\s*actions?)?(?: .{0,20})?|engagements?(?: .{0,20})?|suites? a donner|"
        r"actions?\s*/\s*\w+|resolutions?|prochaines? etapes?|quoi\s*\??"
    ),
    "recommendation": r"(?:recommandations?|suggestions?)(?:\s*/\s*\w+)?(?: (?:formulees?|retenues?|faites?|"
    r"issues? .{0,30}))?",
    "addressee": r"destinataires?|a l'(?:endroit|attention|intention) de|cibles?|adressee?s? a",
    "responsible": (
        r"(?:structures?|personnes?|agences?|organisations?|acteurs?|services?|entites?|institutions?|"
        r"points? focaux)?\s*(?:/\s*(?:structures?|agences?|organisations?|acteurs?|personnes?)\s*)?"
        r"(?:responsables?|responsabilites?|en charge|chargee?s?(?: .{0,30})?|concernee?s?|"
        r"pilotes?)(?:\(s\))?(?: (?:de (?:l'execution|la mise en oeuvre|suivi|l'action)|d'execution|"
        r"de mise en oeuvre))?|"
        r"qui\s*\??|(?:structures?|acteurs?|agences?|porteurs?|organisations?|pilotes?|"
        r"leads?)(?: de mise en oeuvre)?|responsable\(s\)|assignee? a"
    ),
    "deadline": (
        r"(?:dates?|delais?|echeances?|echeanciers?|periodes?|calendriers?|chronogrammes?|date/delai|"
        r"date butoir|quand\s*\??|timing|horizon|deadline)\s*"
        r"(?:\s*(?:limites?|butoirs?|d'execution|de realisation|d'echeance|prevue?s?|de mise en oeuvre|"
        r"indicati\w+|previsionnel\w*|fixee?s?|d'achevement))?(?:\s*/\s*\w+)?"
    ),
    "status": (
        r"statuts?|etats?(?: .{0,30})?|observations?|commentaires?|niveaux?(?: .{0,30})?|remarques?|suivi|"
        r"progres|avancement|realisation|indicateurs?(?: .{0,30})?|"
        r"moyens?(?: .{0,30})?|sources?(?: .{0,30})?|couts?|budget|priorites?|resultats?(?: .{0,20})?|"
        r"livrables?"
    ),
    "name": r"(?:noms?|prenoms?|noms?\s*(?:et|&|/|,)?\s*prenoms?|prenoms?\s*(?:et|&|/|,)?\s*noms?|participants?|"
    r"identite|representante?s?)(?:\(s\))?",
    "organisation": r"structures?(?: .{0,20})?|organisations?|institutions?(?: .{0,20})?|organismes?|"
    r"services?(?: .{0,20})?|agences?|entites?|provenance|structures?\s*/\s*\w+|ong|representation|"
    r"origine",
    "function": r"fonctions?|titres?|qualites?|postes?|fonctions?\s*/\s*\w+|grade",
    "contact": r"contacts?|telephones?|tel\.?|e-?mails?|adresses?(?: .{0,20})?|signatures?|emargements?|sexe|genre|"
    r"numeros?(?: .{0,20})?",
    "challenge": r"defis?",
    "priority": r"priorites?",
    "strategy": r"strategies?(?: recommandees?)?",
}
_SHORT_TAIL = re.compile(r"(?<=[a-z]{3}) ([a-z]{1,4})$")
"""The end of a word that a narrow column of a PDF cut: "recommandatio ns"."""
_COLUMNS = {name: re.compile(pattern) for name, pattern in COLUMNS.items()}
NOTHING = re.compile(
    r"(?:n\s?[/.]?\s?a\.?|neants?|ras|r\.a\.s\.?|nil|nul|aucune?s?(?: (?:action|point|remarque|"
    r"decision|recommandation)s?)?(?: .{0,30})?|rien(?: a signaler)?|pas d'actions?(?: .{0,30})?|"
    r"sans objet|non applicable|[-_/.—x\s]*|so|s\.o\.?|\(?n/a\)?|pas de points? d'actions?)"
)


def _clean(folded: str) -> str:
    folded = re.sub(r"\(\s*\d+\s*\)", "", folded)
    return (
        " ".join(folded.split()).strip(" :.;,-*_#=•?()")
        if "(s)" not in folded
        else " ".join(folded.split()).strip(" :.;,-*_#=•")
    )


@lru_cache(maxsize=20_000)
def key(folded: str) -> str | None:
    """The header field that ``folded`` names, when it is nothing but a header key."""
    words = _clean(folded)
    if not words or len(words) > 70:
        return None
    return next((name for name, pattern in _KEYS if pattern.fullmatch(words)), None)


@lru_cache(maxsize=20_000)
def marker(folded: str) -> str | None:
    """The part of minutes that ``folded`` announces, when it is nothing but its heading (number aside)."""
    words = _clean(folded)
    if not words or len(words) > 110:
        return None
    return next((name for name, pattern in _MARKERS if pattern.fullmatch(words)), None) or (
        "attendance" if re.fullmatch(KEYS["attendance"], words) else None
    )


@lru_cache(maxsize=20_000)
def columns(folded: str) -> tuple[str, ...]:
    """Every sort of column that a header cell may name, likeliest first."""
    words = _clean(folded)
    if not words or len(words) > 80:
        return ()
    found = tuple(name for name, pattern in _COLUMNS.items() if pattern.fullmatch(words))
    if not found and (mended := _SHORT_TAIL.sub(r"\1", words)) != words:
        return columns(mended)
    return found


def is_nothing(folded: str) -> bool:
    """ "N/A", "Néant", "RAS", "-" and their like: an empty cell in words."""
    return bool(NOTHING.fullmatch(" ".join(folded.split()).strip(" .;:•*()"))) or not folded.strip(" .;:•*-")


def key_value(span: Span) -> tuple[str, Span] | None:
    """A header key and the span of its value on the same line ("Lieu : salle …", "Date 17/05/2022", "Présence -A
    -B")."""
    folded = span.folded
    if match := _KEY_BEFORE_COLON.match(folded):
        name = key(match["key"])
        if name:
            return name, span.part(match.end()).strip()
    if (match := _KEY_BEFORE_BLANKS.match(folded)) and (name := key(match["key"])):
        return name, span.part(match.end()).strip()
    return _key_without_colon(span, folded)


_BARE = re.compile(r"(?P<key>date|jour|heures?|horaires?|lieu|presences?|presents?|participants?)\s+(?=\S)")


def _key_without_colon(span: Span, folded: str) -> tuple[str, Span] | None:
    match = _BARE.match(folded)
    if match is None or not span.text[0].isupper():
        return None
    name, value = key(match["key"]), span.part(match.end()).strip()
    if name == "date" and not re.match(
        r"(?:le |du |[a-z]+di |dimanche )?\W*\d|[a-z]+di |dimanche |premier", value.folded
    ):
        return None
    proved = {
        "date": lambda: parse_date(value.text) is not None and len(value.text) < 50,
        "time": lambda: bool(find_hours(value.text)) and len(value.text) < 50,
        "attendance": lambda: (
            bool(re.match(r"[-•*–]\s*\S", value.text)) or len(re.findall(r",|;|\s[-–]\s", value.text)) > 1
        ),
        "place": lambda: len(value.text) < 120 and not re.match(r"(?:d[eu]s?|et|ou|a ete|est|pour)\b", value.folded),
    }
    return (name, value) if name in proved and proved[name]() else None


_COLUMN_WORDS = re.compile(
    r"(?P<number>n°?\s+)?(?P<action>(?:points?\s+d'\s*)?actions?(?:\s+(?:a mener|a entreprendre|retenues?|prevues?|"
    r"recommandees?|convenues?))?|taches?|activites?|recommandations?|decisions?)\s+"
    r"(?P<responsible>(?:(?:personnes?|structures?|agences?|services?|acteurs?)\s*(?:/\s*(?:agences?|structures?|"
    r"services?)\s*)?)?"
    r"(?:responsables?(?:\(s\))?|en charge|chargee?s?(?: de l'execution)?|concernee?s?)|qui)\s+"
    r"(?P<deadline>(?:dates?|delais?|echeances?|echeanciers?|periodes?|quand)(?:\s+(?:limites?|butoirs?|d'execution|"
    r"de realisation))?)(?P<rest>\s+(?:statuts?|observations?|commentaires?|etats?))?"
)


_NOTHING_AFTER = re.compile(r"(?:\s+(?:n/a|neant|ras|nil|-))+$")


_INTERLEAVED = re.compile(
    r"(?P<action>(?:points?\s+d'\s*)?actions?)\s+(?P<responsible>structures?|personnes?|agences?)\s+"
    r"(?P<deadline>dates?\s+limites?|delais?|echeances?)\s+responsables?"
)
"""The same header where the second column was wrapped: its last word stands after the third."""


@lru_cache(maxsize=20_000)
def column_words(folded: str) -> bool:
    """Whether a line is the header of an action table whose columns are only separated by blanks."""
    words = _NOTHING_AFTER.sub("", _clean(folded))
    return bool(_COLUMN_WORDS.fullmatch(words) or _INTERLEAVED.fullmatch(words))


def split_column_words(span: Span) -> list[Span]:
    """The three header cells of :func:`column_words`."""
    match = _INTERLEAVED.search(span.folded) or _COLUMN_WORDS.search(span.folded)
    assert match
    return [span.part(*match.span(name)) for name in ("action", "responsible", "deadline")]


def names_columns(folded: str) -> bool:
    """Whether a line is the header of typed columns, however they are separated."""
    parts = [part for part in re.split(r"\s*\|\s*|\s{2,}|\t|\s+/\s+|\s:\s", folded.strip()) if part]
    return column_words(folded) or (len(parts) > 1 and all(columns(part) for part in parts))
