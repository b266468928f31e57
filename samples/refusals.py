"""Small files that must be refused, each with the codes that are a right answer (``refused/codes.json``)."""
from __future__ import annotations

import io
import json
import shutil
import struct
import subprocess
import tempfile
import zipfile
from pathlib import Path

import word
from markup import parse
from PIL import Image

NOT_MINUTES = "not-minutes"
CODES: dict[str, list[str]] = {
    "vide.txt": ["empty"],
    "vide.docx": ["empty"],
    "blancs.txt": ["empty", "no-text"],
    "sans-texte.docx": ["empty", "no-text"],
    "page-blanche.pdf": ["empty", "no-text"],
    "protege.docx": ["encrypted"],
    "protege.pdf": ["encrypted"],
    "coupe.docx": ["truncated"],
    "coupe.pdf": ["truncated"],
    "coupe.odt": ["truncated"],
    "pdf-nomme-word.docx": ["mislabelled"],
    "image-nommee-pdf.pdf": ["mislabelled"],
    "word-nomme-texte.txt": ["mislabelled"],
    "classeur-nomme-word.docx": ["mislabelled", "unknown-format"],
    "macros.docm": ["macros"],
    "macros-cachees.docx": ["macros"],
    "bombe.docx": ["bomb", "too-large"],
    "donnees.bin": ["unknown-format"],
    "cv.txt": [NOT_MINUTES],
    "cv.docx": [NOT_MINUTES],
    "facture.docx": [NOT_MINUTES],
    "recette.html": [NOT_MINUTES],
    "article.txt": [NOT_MINUTES],
    "loi.txt": [NOT_MINUTES],
    "invitation.txt": [NOT_MINUTES],
    "liste-presence.docx": [NOT_MINUTES],
    "termes-de-reference.docx": [NOT_MINUTES],
    "programme.txt": [NOT_MINUTES],
    "match.txt": [NOT_MINUTES],
    "bruit.txt": [NOT_MINUTES, "unknown-format", "no-text", "mislabelled"],
}
CV = """= CURRICULUM VITAE
c: Document inventé pour démonstration
Nom : Halima TCHIROMA
Date de naissance : 12/03/1991
Lieu : Birni N'Konni
# Expérience
* 2019-2023 : chargée de suivi dans une ONG de protection des migrants à Tahoua
* 2016-2019 : assistante administrative à la mairie
# Formation
* Licence en sociologie, université de Tahoua, 2015
# Langues
Français, haoussa, tamajaq
"""
INVOICE = """= FACTURE N° 0147
c: Document inventé pour démonstration
Date : 17/04/2025
Lieu : Niamey
Doit : Secrétariat du cadre de concertation
| Désignation | Quantité | Prix unitaire | Montant |
| Pause café de la réunion technique | 45 | 2 500 | 112 500 |
| Location de salle | 1 | 75 000 | 75 000 |
| Total |  |  | 187 500 |

Arrêtée la présente facture à la somme de cent quatre-vingt-sept mille cinq cents francs CFA.
"""
ATTENDANCE = """= LISTE DE PRESENCE
c: Document inventé pour démonstration
c: Atelier de formation des points focaux, 4 mai 2024
| N° | Nom et prénom | Structure | Téléphone | Emargement |
| 1 | Moussa A. | DRECM/R | 90 00 00 01 |  |
| 2 | Aïchatou B. | OIM | 90 00 00 02 |  |
| 3 | Ibrahim C. | HCR | 90 00 00 03 |  |
"""
TERMS = """= TERMES DE REFERENCE
c: Document inventé pour démonstration
c: Atelier de formation des rapporteurs du GTM-Dosso
# Contexte
Les comptes rendus des groupes n'ont pas tous la même forme, ce qui gêne leur mise en commun.
# Objectif
Former vingt rapporteurs à la prise de notes.
# Résultats attendus
* Vingt rapporteurs sont formés
* Un modèle de prise de notes est disponible
# Date et lieu
L'atelier se tiendra du 3 au 5 mars 2026 à Gaya.
# Participants
DRECM/R, OIM, INS, communes
# Budget
| Rubrique | Quantité | Coût |
| Salle | 3 | 150 000 |
| Pause | 60 | 180 000 |
"""
TEXTS = {
    "programme.txt": """Document inventé pour démonstration

AGENDA DE L'ATELIER
Date : 12 mai 2026
Lieu : Tahoua

08h30 - 09h00   Accueil et installation des participants
09h00 - 09h30   Cérémonie d'ouverture
09h30 - 11h00   Présentation du guide
11h00 - 11h15   Pause café
11h15 - 13h00   Travaux en groupes
13h00           Clôture
""",
    "match.txt": """Document inventé pour démonstration

COMPTE RENDU DU MATCH

Dimanche 8 février 2026 à 16h00, stade régional de Maradi.
Les locaux ont ouvert le score à la 12ème minute sur une belle action de leur ailier. Le point d'équilibre a été
trouvé avant la pause. Au retour des vestiaires, les visiteurs ont pressé sans trouver la faille. Le gardien,
responsable du second but, a quitté le terrain en larmes. Score final : 2 à 1 devant 3 000 spectateurs.
""",
    "article.txt": """Document inventé pour démonstration

Migration : les transporteurs d'Agadez se tournent vers le maraîchage

Agadez, 3 mars 2024 - Ils conduisaient des pick-up vers le nord, ils vendent aujourd'hui des oignons. Dans la
palmeraie, une trentaine d'anciens passeurs ont repris des jardins abandonnés. « La réunion avec le gouverneur nous a
décidés », raconte l'un d'eux, qui préfère taire son nom. Les autorités promettent des motopompes. Sur le marché, le
sac se négocie à 14 000 francs. Notre reporter a passé trois jours avec eux.

La suite de ce reportage à lire dans notre prochaine édition.
""",
    "loi.txt": """Document inventé pour démonstration

LOI N° 0000-00 du 1er janvier 2000 portant organisation des marchés ruraux

Article premier : La présente loi fixe les règles de tenue des marchés ruraux.
Article 2 : Au sens de la présente loi, on entend par marché rural tout lieu ouvert d'échange de produits.
Article 3 : La commune tient un registre. Les structures responsables en rendent compte chaque année.
Article 4 : Sont abrogées toutes dispositions contraires.
Article 5 : La présente loi est publiée au Journal Officiel.
""",
    "invitation.txt": """Document inventé pour démonstration

LETTRE D'INVITATION

Madame, Monsieur,
J'ai l'honneur de vous inviter à un atelier de formation sur la saisie des données qui se tiendra le 12 mai 2025 à
9 heures à Niamey. Les frais de transport seront pris en charge. Vous voudrez bien confirmer votre venue par retour
de courrier et transmettre les pièces nécessaires.

Veuillez agréer, Madame, Monsieur, l'expression de ma considération distinguée.
""",
    "bruit.txt": "".join(chr(33 + (n * n * 7 + n) % 90) + ("\n" if n % 61 == 0 else "") for n in range(2000)),
    "blancs.txt": " \n\t\n   \n\n",
    "recette.html": """<html><head><meta charset=utf-8><title>Document inventé pour démonstration</title></head><body>
<h1>Dambou au moringa</h1><p>Pour 6 personnes, 45 minutes.</p><h2>Ingrédients</h2><ul><li>500 g de semoule de riz</li>
<li>300 g de feuilles de moringa</li><li>2 oignons</li></ul><h2>Préparation</h2><ol><li>Laver les feuilles.</li>
<li>Cuire la semoule à la vapeur.</li><li>Mélanger et servir chaud.</li></ol></body></html>
""",
}


def write(folder: Path, samples: Path) -> None:
    """Make every file of CODES in ``folder``, some of them out of good ``samples``."""
    folder.mkdir(exist_ok=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name, source in {"cv.docx": CV, "facture.docx": INVOICE, "liste-presence.docx": ATTENDANCE,
                         "termes-de-reference.docx": TERMS,
                         "sans-texte.docx": "~\n~"}.items():
        word.write(parse(source), folder / name)
    (folder / "cv.txt").write_text("\n".join(block.text for block in parse(CV)), encoding="utf-8")
    good = (samples / "gtm-niamey-2025-01-23.docx").read_bytes()
    _broken(folder, good, samples)
    _zips(folder, good)
    _office(folder)
    (folder / "codes.json").write_text(json.dumps(CODES, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _broken(folder: Path, good: bytes, samples: Path) -> None:
    pdf = (samples / "ccm-9-politique-2024-12-05.pdf").read_bytes()
    odt = (samples / "gtm-maradi-2025-11-20.odt").read_bytes()
    picture = io.BytesIO()
    Image.new("1", (60, 40), 1).save(picture, "PNG")
    for name, data in {
        "vide.txt": b"", "vide.docx": b"", "coupe.docx": good[:len(good) * 6 // 10], "coupe.pdf": pdf[:len(pdf) // 4],
        "coupe.odt": odt[:len(odt) // 2], "pdf-nomme-word.docx": pdf, "image-nommee-pdf.pdf": picture.getvalue(),
        "word-nomme-texte.txt": good, "donnees.bin": bytes((n * 37 + n // 7) % 256 for n in range(600)),
        "protege.docx": _encrypted_office(),
    }.items():
        (folder / name).write_bytes(data)


def _zips(folder: Path, good: bytes) -> None:
    """Macro-bearing, workbook-in-disguise and over-inflated Word files."""
    macro_type = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    plain_type = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(io.BytesIO(good)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    types = parts["[Content_Types].xml"]
    with_macros = parts | {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0 inerte"}
    _zip(folder / "macros-cachees.docx", with_macros)
    _zip(folder / "macros.docm", with_macros | {"[Content_Types].xml": types.replace(plain_type, macro_type)})
    _zip(folder / "bombe.docx", {"[Content_Types].xml": types, "word/document.xml": b" " * 90_000_000})
    _zip(folder / "classeur-nomme-word.docx", {
        "[Content_Types].xml": b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "xl/workbook.xml": b"<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'/>"})


def _zip(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name, data in parts.items():
            target.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


def _office(folder: Path) -> None:
    """A PDF that asks for a password and one with a single empty page."""
    locked = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}'
    soffice = shutil.which("soffice") or "soffice"
    with tempfile.TemporaryDirectory() as workshop:
        for name, text, options in (("protege", "Texte protégé", f"pdf:writer_pdf_Export:{locked}"),
                                    ("page-blanche", "~", "pdf")):
            draft = Path(workshop) / f"{name}.docx"
            word.write(parse(text), draft)
            subprocess.run([soffice, f"-env:UserInstallation=file://{workshop}/profile", "--headless",  # noqa: S603
                            "--convert-to", options, "--outdir", str(folder), str(draft)],
                           check=True, capture_output=True, timeout=120)


def _encrypted_office() -> bytes:
    """The container that Word writes for a password: two streams in a compound file (MS-CFB, 512-byte sectors)."""
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    fat = [table, end, *range(3, 10), end, *range(11, 18), end]
    fat += [free] * (128 - len(fat))
    header = struct.pack("<8s16s5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
                         0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    entries = b"".join((
        _entry("Root Entry", 5, child=1, start=end, size=0),
        _entry("EncryptionInfo", 2, left=2, start=2, size=4096),
        _entry("EncryptedPackage", 2, start=10, size=4096), bytes(128)))
    data = bytes((n * 31 + 11) % 251 for n in range(8192))
    return header + struct.pack("<128I", *fat) + entries + data


def _entry(name: str, kind: int, *, left: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    return struct.pack("<64sHBB3I36xIQ", text, len(text) + 2, kind, 1, left, 0xFFFFFFFF, child, start, size)
