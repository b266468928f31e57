"""Tables of a synthesis, invented: sections, merged challenges, cells of one to five lines, a few layouts."""
from __future__ import annotations

import random
from itertools import pairwise

from tests.governance.recommendations.amending.marked_table import Line, Synthesis, TableCell, TableRow, Words

VERBS = [
    "Renforcer", "Créer", "Appuyer", "Former", "Doter", "Installer", "Vulgariser", "Harmoniser", "Ouvrir",
    "Publier", "Signer", "Relancer", "Étendre", "Équiper", "Recenser", "Réviser", "Soutenir", "Organiser",
]
WORDS = [
    "les", "des", "agents", "centres", "puits", "marchés", "écoles", "radios", "communes", "départements",
    "migrants", "jeunes", "femmes", "transporteurs", "éleveurs", "maires", "chefs", "canton", "dispositif", "fonds",
    "registre", "guichet", "comité", "observatoire", "caravane", "session", "formation", "sensibilisation", "prise",
    "charge", "retour", "accueil", "transit", "frontière", "poste", "contrôle", "données", "bulletin", "semestriel",
    "annuel", "local", "régional", "national", "durable", "équitable", "gratuit", "mobile", "numérique", "pour",
    "avec", "dans", "selon", "contre", "vers", "entre", "avant", "après", "pendant", "l'appui", "d'urgence",
    "d'insertion", "qualité", "coût", "délai", "suivi", "budget", "carte", "étude", "atelier",
]
FRESH = [
    "apiculture", "maraîchage", "téléphonie", "biométrie", "traduction", "médiation", "arbitrage", "jumelage",
    "reboisement", "parrainage", "tutorat", "mentorat", "cadastre", "héliostat", "pisciculture", "apprentissage",
    "artisanat", "coopérative", "bourse", "mutuelle",
]
ACTORS = [
    "MI/D", "MJ", "MAE/C", "INS", "OIM", "HCR", "ANPE", "DST", "CNM", "MSP", "GIZ", "UE",
]


def sentence(rng: random.Random, least: int = 6, most: int = 14) -> str:
    words = rng.sample(WORDS, rng.randint(least, most) - 1)
    return " ".join([rng.choice(VERBS), *words])


def invented(rng: random.Random) -> Synthesis:
    """A table of one to four sections, some challenges merged over rows, cells of one to five lines."""
    parts: list[tuple[str, list[TableRow]]] = []
    kinds = [("general", "Recommandations d'ordre général"), ("axis 1", "Axe 1 : Exploitation des opportunités"),
             ("axis 2", "Axe2 : Protection et assistance aux migrants"), ("axis 3", "AXE 3 – Gestion des flux")]
    chosen = kinds[:rng.randint(1, 4)] if rng.random() < 0.8 else [("general", "")]
    for section, band in chosen:
        rows = [invented_row(rng, section) for _row in range(rng.randint(1, 6))]
        for above, row in pairwise(rows):
            if rng.random() < 0.3:
                above.cells[0].starts_merge = not above.cells[0].continues
                row.cells[0] = TableCell([Line([Words("")])], continues=True)
        for number, row in enumerate(rows, 1):
            row.number = number
        parts.append((band, rows))
    order = [0, 1, 2, 3]
    if rng.random() < 0.2:
        rng.shuffle(order)
    text = [Line([Words(sentence(rng))]) for _line in range(rng.randint(2, 5))]
    made = Synthesis(text[1:], parts, text[:1], order=(order[0], order[1], order[2], order[3]))
    for number, line in enumerate(line for row in made.rows() for cell in row.cells for line in cell.lines):
        line.name = f"cnv_str_{number:032x}"
    return made


def invented_row(rng: random.Random, section: str) -> TableRow:
    cells = [TableCell([invented_line(rng)])]
    for _column in (1, 2):
        style = rng.choice(["plain", "typed", "listed"])
        lines = [invented_line(rng) for _line in range(rng.choice([1, 1, 2, 3, 4, 5]))]
        for line in lines:
            line.listed = style == "listed"
            line.words[0].text = ("- " if style == "typed" else "") + line.words[0].text
        cells.append(TableCell(lines))
    names = [", ".join(rng.sample(ACTORS, rng.randint(1, 4))) for _line in range(rng.choice([1, 1, 2]))]
    return TableRow([*cells, TableCell([Line([Words(name)]) for name in names])], section)


def invented_line(rng: random.Random) -> Line:
    return Line([Words(sentence(rng))])
