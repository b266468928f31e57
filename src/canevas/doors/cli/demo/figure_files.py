"""What partners' files say in the demonstration: four years of invented figures, and the recipe that reads each file.

Pure, and the same at each call for one day. The figures have what real ones have: seasons, a growth, breaks, people of
whom there are so few that they must be hidden, a point that stops reporting, one that was closed for a season, two
sources that count one convoy otherwise, a post that counts those whom another counts too.
"""
from __future__ import annotations

import csv
import io
import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.recipe import ColumnRule, Recipe, TableRule
from canevas.evidence.observatory.rules.harmonise.writing_recipes import write_recipe
from canevas.evidence.observatory.rules.observation import Kind

MONTHS = 48
RECENT = 24
"""Months of the sources that began later."""
SILENT = 26
"""Months since which the last point of :data:`POINTS` has not reported."""
POINTS = {"Séguédine": ("NE-SEGUEDINE", 900), "Arlit": ("NE001002001", 1400), "Assamaka": ("NE-ASSAMAKA", 1100),
          "Dan Barto": ("NE007005001", 700), "Birni N'Konni": ("NE005003003", 800), "Madama": ("NE-MADAMA", 500)}
SHUT = "Dan Barto"
SHUT_FROM, SHUT_TO = 20, 17
"""The first and the last month, counted back, in which the point :data:`SHUT` was closed."""
POST = "Assamaka"
"""Where the police count too, of late."""
POST_MONTHS = 12
FEW = "Gambienne"
"""A people of whom a few pass, at one point: some months their figure must be hidden."""
PEOPLES = {"Nigérienne": ("NER", 0.55), "Nigériane": ("NGA", 0.21), "Malienne": ("MLI", 0.16),
           "Soudanaise": ("SDN", 0.07), FEW: ("GMB", 0.0055)}
REGIONS = {"Agadez": ("NE001", 6_000), "Diffa": ("NE002", 130_000), "Maradi": ("NE004", 70_000),
           "Tahoua": ("NE005", 40_000), "Tillabéri": ("NE006", 60_000)}
GROUPS = {"Réfugiés": ("refugee", 0.7), "Déplacés internes": ("idp", 0.3)}
SERVICES = {"Accueil": ("reception", 240), "Santé": ("health", 180), "Retour volontaire": ("voluntary_return", 110),
            "Réintégration": ("reintegration", 40)}
WAYS = {"Entrée": ("in", 0.6), "Sortie": ("out", 0.4)}
SEXES = {"Hommes": ("M", 0.72), "Femmes": ("F", 0.28)}
AGES = {"Moins de 18 ans": ("0-17", 0.2), "18 à 59 ans": ("18-59", 0.78), "60 ans et plus": ("60+", 0.02)}
PLACES = {"Arlit": ("NE001002", 0.55), "Bilma": ("NE001003", 0.45)}
CLOSED, OPENED = "2023-08", "2023-12"
"""First month after the borders closed and after the law on smuggling was repealed, as ``series_breaks.yaml`` says."""

Row = Sequence[object]
Codes = Mapping[str, tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Given:
    """A source and its file. ``columns``: the meaning of each heading; ``codes``: by meaning, the code of each word."""

    code: str
    name: str
    giver: str
    kind: Kind
    definition: str
    coverage: str
    columns: Mapping[str, Meaning]
    codes: Mapping[Meaning, Codes]
    rows: Sequence[Row]
    audience: str = "partner"
    fixed: Mapping[Meaning, str] = field(default_factory=dict)

    def recipe(self) -> str:
        """The text of the recipe, as a person keeps it."""
        return write_recipe(Recipe(
            self.code, (TableRule("tableau", tuple(ColumnRule(*one) for one in self.columns.items()), self.kind,
                                  fixed=self.fixed),),
            {meaning: {word: code for word, (code, _size) in codes.items()} for meaning, codes in self.codes.items()},
            "NER" if Meaning.DIRECTION in self.codes else "", self.definition, self.coverage))

    def file(self) -> bytes:
        return csv_of(list(self.columns), self.rows)


def csv_of(heads: Row, rows: Iterable[Row]) -> bytes:
    """As French Excel writes it."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([heads, *rows])
    return out.getvalue().encode("utf-8-sig")


def month(today: date, back: int) -> str:
    """The month that many months before today's."""
    at = today.year * 12 + today.month - 1 - back
    return f"{at // 12}-{at % 12 + 1:02}"


def given(today: date) -> list[Given]:
    """Every source with its file, up to the month before ``today``."""
    months = [month(today, back) for back in range(MONTHS, 0, -1)]
    chance = random.Random(20_230_101)  # noqa: S311 (invented figures, the same each time)
    convoys = list(_convoys(months, chance))
    return [flows(months, chance), _stocks(months, chance), _convoy_file("drecm", "", convoys),
            _convoy_file("oim", "OIM", [(*row[:3], int(str(row[3])) + (chance.randrange(-40, 40) if at % 8 == 7 else 0))
                                        for at, row in enumerate(convoys)]),
            _rescues(months[-RECENT:], chance), _services(months[-RECENT:], chance),
            _referrals(months[-RECENT:], chance), _post(months[-POST_MONTHS:], chance)]


def _season(month: str) -> float:
    """People leave after the harvest and come back before the rains."""
    return 1 + 0.3 * math.cos(math.pi * (int(month[5:]) - 12) / 6)


def flows(months: Sequence[str], chance: random.Random) -> Given:
    """Crossings: they grow by a hundredth a month, and are fewer while the borders are closed."""
    rows: list[Row] = []
    shut = months[-SHUT_FROM:1 - SHUT_TO]
    for at, one in enumerate(months):
        level = _season(one) * 1.01 ** at * (0.8 if CLOSED <= one < OPENED else 1)
        level *= chance.uniform(0.95, 1.05)
        for point, (_code, size) in list(POINTS.items())[:-1 if at >= len(months) - SILENT else None]:
            for way, (_to, part) in WAYS.items():
                rows += [(point, one, way, people, sex, round(
                    size * level * part * share * of_sex * chance.uniform(0.85, 1.15)))
                    for people, (_iso, share) in PEOPLES.items() if people != FEW or point == "Arlit"
                    for sex, (_sex, of_sex) in SEXES.items()]
    rows = [row for row in rows if not (row[0] == SHUT and row[1] in shut)]
    return Given(
        "demo-flux", "Suivi des flux (invention)", "OIM", Kind.MOVEMENT, "passages comptés, non des personnes",
        "six points, le jour ; Madama n’envoie plus de comptage depuis deux ans ; Dan Barto a fermé une saison",
        {"Point de suivi": Meaning.FLOW_POINT, "Mois": Meaning.PERIOD, "Sens": Meaning.DIRECTION,
         "Nationalité": Meaning.NATIONALITY, "Sexe": Meaning.SEX, "Nombre": Meaning.COUNT},
        {Meaning.FLOW_POINT: POINTS, Meaning.DIRECTION: WAYS, Meaning.NATIONALITY: PEOPLES, Meaning.SEX: SEXES}, rows)


def _stocks(months: Sequence[str], chance: random.Random) -> Given:
    rows = [(region, one, group, round(size * share * (1 + 0.01 * at) * chance.uniform(0.97, 1.03)))
            for at, one in enumerate(months) for region, (_code, size) in REGIONS.items()
            for group, (_word, share) in GROUPS.items()]
    return Given(
        "demo-enregistrement", "Enregistrement (invention)", "HCR", Kind.STOCK,
        "personnes enregistrées à la fin du mois", "cinq régions",
        {"Région": Meaning.REGION, "Mois": Meaning.PERIOD, "Groupe": Meaning.POPULATION_GROUP,
         "Effectif": Meaning.COUNT}, {Meaning.REGION: REGIONS, Meaning.POPULATION_GROUP: GROUPS}, rows)


def _convoys(months: Sequence[str], chance: random.Random) -> Iterator[Row]:
    """Each month as the same one of the year before, give or take a little: no model foresees them better than that."""
    year = [chance.randrange(250, 1_200) for _month in range(12)]
    for one in months:
        at = int(one[5:]) - 1
        year[at] = max(120, round(year[at] * chance.uniform(0.97, 1.03)))
        yield one, "Agadez", "Convoi", year[at]


def _convoy_file(who: str, giver: str, rows: Sequence[Row]) -> Given:
    name = "Convois, compte de l’OIM (invention)" if giver else "Convois reçus à Agadez (invention)"
    return Given(
        f"demo-convois-{who}", name, giver, Kind.EVENT, "personnes arrivées par convoi", "Agadez",
        {"Mois": Meaning.PERIOD, "Région": Meaning.REGION, "Événement": Meaning.EVENT, "Personnes": Meaning.COUNT},
        {Meaning.REGION: {"Agadez": REGIONS["Agadez"]}, Meaning.EVENT: {"Convoi": ("convoy", 1)}}, rows)


def _rescues(months: Sequence[str], chance: random.Random) -> Given:
    """Persons one by one would be a line each; alike they are counted together, and many lines are of one person."""
    rows = [(one, place, people, sex, age, number) for one in months
            for place, (_place, here) in PLACES.items() for people, (_iso, share) in PEOPLES.items()
            for sex, (_sex, of_sex) in SEXES.items() for age, (_age, of_age) in AGES.items()
            if (number := round(160 * here * share * of_sex * of_age * chance.uniform(0.5, 1.5)))]
    return Given(
        "demo-secours", "Personnes secourues dans le désert (invention)", "OIM", Kind.EVENT,
        "personnes secourues, une fois chacune", "départements d’Arlit et de Bilma",
        {"Mois": Meaning.PERIOD, "Département": Meaning.DEPARTMENT, "Nationalité": Meaning.NATIONALITY,
         "Sexe": Meaning.SEX, "Âge": Meaning.AGE_GROUP, "Personnes": Meaning.COUNT},
        {Meaning.DEPARTMENT: PLACES, Meaning.NATIONALITY: PEOPLES, Meaning.SEX: SEXES, Meaning.AGE_GROUP: AGES}, rows,
        fixed={Meaning.EVENT: "rescue"})


def _services(months: Sequence[str], chance: random.Random) -> Given:
    regions = {"Agadez": REGIONS["Agadez"], "Tahoua": REGIONS["Tahoua"], "Niamey": ("NE008", 9_000.0)}
    rows = [(one, region, activity, sex, round(size * part * of_sex * _season(one) * chance.uniform(0.7, 1.3)))
            for one in months for region, part in zip(regions, (0.5, 0.2, 0.3), strict=True)
            for activity, (_code, size) in SERVICES.items() for sex, (_sex, of_sex) in SEXES.items()]
    return Given(
        "demo-services", "Services aux migrants (invention)", "OIM", Kind.SERVICE,
        "personnes servies ; qui reçoit deux services compte deux fois", "trois centres",
        {"Mois": Meaning.PERIOD, "Région": Meaning.REGION, "Service": Meaning.ACTIVITY, "Sexe": Meaning.SEX,
         "Personnes": Meaning.COUNT},
        {Meaning.REGION: regions, Meaning.ACTIVITY: SERVICES, Meaning.SEX: SEXES}, rows)


def _referrals(months: Sequence[str], chance: random.Random) -> Given:
    """Kept to its own organisation, but for what an agreement gives."""
    regions = {"Agadez": REGIONS["Agadez"], "Tahoua": REGIONS["Tahoua"]}
    rows = [(one, region, sex, age, chance.randrange(2, 25)) for one in months for region in regions
            for sex in SEXES for age in list(AGES)[:2]]
    return Given(
        "demo-orientations", "Orientations de protection (invention)", "ANLTP", Kind.SERVICE,
        "personnes orientées vers un service de protection", "deux régions",
        {"Mois": Meaning.PERIOD, "Région": Meaning.REGION, "Sexe": Meaning.SEX, "Âge": Meaning.AGE_GROUP,
         "Personnes": Meaning.COUNT},
        {Meaning.REGION: regions, Meaning.SEX: SEXES, Meaning.AGE_GROUP: AGES}, rows, audience="restricted",
        fixed={Meaning.ACTIVITY: "referral"})


def _post(months: Sequence[str], chance: random.Random) -> Given:
    """A police post counts the people whom the flow monitoring counts at the same point: never added to them."""
    size = POINTS[POST][1]
    rows = [(POST, one, way, people, round(size * 1.3 * _season(one) * part * share * chance.uniform(0.9, 1.1)))
            for one in months for way, (_to, part) in WAYS.items()
            for people, (_iso, share) in PEOPLES.items() if people != FEW]
    return Given(
        "demo-poste", "Poste de police d’Assamaka (invention)", "DGPN", Kind.MOVEMENT,
        "passages enregistrés au poste, non des personnes", "Assamaka, jour et nuit, depuis un an",
        {"Poste": Meaning.FLOW_POINT, "Mois": Meaning.PERIOD, "Sens": Meaning.DIRECTION,
         "Nationalité": Meaning.NATIONALITY, "Passages": Meaning.COUNT},
        {Meaning.FLOW_POINT: {POST: POINTS[POST]}, Meaning.DIRECTION: WAYS, Meaning.NATIONALITY: PEOPLES}, rows,
        audience="restricted")


def next_flows(today: date) -> bytes:
    """The file of flows of this month, with a people that the recipe does not know."""
    return csv_of(("Point de suivi", "Mois", "Sens", "Nationalité", "Sexe", "Nombre"), [
        (point, month(today, 0), "Entrée", people, "Hommes", size // 3)
        for point, (_code, size) in list(POINTS.items())[:-1] for people in ("Nigérienne", "Tchadienne")])


def town_file(today: date) -> bytes:
    """A file that no recipe reads yet, as a town hall sends it: lines above the table, months across, a word that
    depends on whom one asks, a bound, what is not known, a sum below."""
    first, second = month(today, 2), month(today, 1)
    heads = ("Commune", "Mouvement", "Nationalité", *(f"{one[5:]}/{one[:4]}" for one in (first, second)))
    return csv_of(("Ville de Birni N’Konni : passages à la gare routière (invention)",), [
        ("Source : registre de la gare",), (), heads,
        ("Birni N'Konni", "Entrants", "Nigérienne", 214, 231),
        ("Birni N'Konni", "Entrants", "Nigériane", 96, "plus de 80"),
        ("Birni N'Konni", "Sortants", "Nigérienne", 187, "n.d."), ("Birni N'Konni", "Sortants", "Nigériane", 71, 64),
        ("Birni N'Konni", "Sortants", "Sahélienne", 5, 4), ("Total", "", "", 573, 379)])
