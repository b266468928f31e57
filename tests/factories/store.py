"""Sources, recipes and files of figures, all invented."""
from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.commons.access.rules import EVERYTHING, Scope, ScopeKind
from canevas.commons.directory.models import Organisation
from canevas.evidence.observatory.models import Batch, Disagreement, RecipeVersion, Source
from canevas.evidence.observatory.operations import (
    agree_sharing,
    close_flow_point,
    import_figures,
    keep_recipe,
    open_workbench,
    register_source,
)
from canevas.evidence.observatory.rules.counting import Asked, Measure
from canevas.evidence.observatory.rules.observation import Kind
from tests.factories.minutes import user

HEADINGS = ("Date", "Région", "Département", "Nationalité", "Sexe", "Nombre")
MOVEMENTS = Measure(Kind.MOVEMENT)
RECIPE = """\
# Relue par le service des statistiques
recipe: %(name)s
definition: mouvements comptés au passage, non des personnes
coverage: les jours où le point est observé
tables:
- name: passages
  sheet: "*"
  subject: movement
  columns:
  - {header: Date, meaning: date}
  - {header: Région, meaning: region}
  - {header: Département, meaning: department}
  - {header: Nationalité, meaning: nationality}
  - {header: Sexe, meaning: sex}
  - {header: Nombre, meaning: count, unit: persons}
values:
  region: {Agadez: NE001, Tahoua: NE005}
  department: {Arlit: NE001002, Bilma: NE001003}
  nationality: {Nigérienne: NER, Malienne: MLI, Tchadienne: TCD}
  sex: {H: M, F: F, "n.d.": ""}
"""

CONVOYS = """\
recipe: %s
tables:
- name: convois
  sheet: "*"
  subject: event
  columns:
  - {header: Mois, meaning: period}
  - {header: Région, meaning: region}
  - {header: Événement, meaning: event}
  - {header: Personnes, meaning: count}
values:
  region: {Tahoua: NE005, Agadez: NE001}
  event: {Convoi: convoy, Refoulement: expulsion}
"""
CONVOY_HEADINGS = "Mois;Région;Événement;Personnes"
POINTS = """\
recipe: %s
definition: mouvements comptés au passage
coverage: de 6 h à 18 h
tables:
- name: passages
  sheet: "*"
  subject: movement
  columns:
  - {header: Date, meaning: date}
  - {header: Région, meaning: region}
  - {header: Point, meaning: flow_point}
  - {header: Sens, meaning: direction}
  - {header: Nationalité, meaning: nationality}
  - {header: Sexe, meaning: sex}
  - {header: Nombre, meaning: count, unit: persons}
direction: {reference: NER}
values:
  region: {Tahoua: NE005, Agadez: NE001}
  flow_point: {Konni: NE005003003, Tahoua: NE005013, Arlit: NE001002001}
  direction: {entrée: in, sortie: out, interne: internal}
  nationality: {Nigérienne: NER, Malienne: MLI, Nigériane: NGA}
  sex: {H: M, F: F}
"""
POINT_HEADINGS = "Date;Région;Point;Sens;Nationalité;Sexe;Nombre"


def sheet(*rows: Sequence[object]) -> bytes:
    """A CSV file with the headings that ``RECIPE`` reads."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([HEADINGS, *rows])
    return out.getvalue().encode()


ROWS = (
    ("01/03/2023", "Agadez", "Arlit", "Nigérienne", "H", 10), ("02/03/2023", "Agadez", "Arlit", "Malienne", "F", 20),
    ("15/03/2023", "Agadez", "Bilma", "Nigérienne", "F", 40), ("20/03/2023", "Tahoua", "", "Tchadienne", "H", 80))


class House:
    def __init__(self) -> None:
        self.oim = Organisation.objects.create(code="oim", name="OIM", kind="un")
        self.ngo = Organisation.objects.create(code="ong", name="Une ONG", kind="ngo")
        self.statistician = user("statisticien", "statistician")
        self.secretary = user("secretaire")
        self.source = register_source(by=self.statistician, code="flux", name="Suivi des flux", organisation=self.oim)
        self.recipe = self.recipe_of(self.source, "flux")

    def recipe_of(self, source: Source, name: str) -> RecipeVersion:
        return keep_recipe(by=self.statistician, source=source, text=RECIPE % {"name": name})[0]

    def add(self, *rows: Sequence[object], name: str = "mars.csv", **more: Any) -> Batch:
        return import_figures(**{"by": self.statistician, "source": self.source, "recipe": self.recipe, "name": name,
                                 "content": sheet(*(rows or ROWS)), **more}).batch

    def brought(self, code: str, recipe: str, *lines: str, name: str = "") -> Source:
        """Another source, with the lines (headings first) of a CSV file that its recipe reads: ``CONVOYS``, ``POINTS``.
        """
        source = register_source(by=self.statistician, code=code, name=name or code, organisation=self.oim)
        made = keep_recipe(by=self.statistician, source=source, text=recipe % code)[0]
        import_figures(by=self.statistician, source=source, recipe=made, name=f"{code}.csv",
                       content="\n".join(lines).encode())
        return source

    def person(self, name: str, role: str = "reader", kind: ScopeKind = ScopeKind.EVERYTHING, key: str = "") -> User:
        return user(name, role, Scope(kind, key) if key else EVERYTHING)


def asked(*by: str, **more: Any) -> Asked:
    return Asked(MOVEMENTS, by, **more)


def everything_of_figures(by: User, audience: str = "restricted") -> dict[str, Any]:
    """A source for ``audience``: its recipe, a batch that holds, a file that waits on the workbench, and another source
    that says otherwise; a third one has an agreement that begins tomorrow; a flow point that is closed, and its period.
    By what each is called in an address."""
    source = register_source(by=by, code="releves", name="Relevés", audience=audience)
    other = register_source(by=by, code="autres-releves", name="Autres relevés")
    made = []
    for one, number in ((source, 10), (other, 14)):
        recipe, _is_new = keep_recipe(by=by, source=one, text=RECIPE % {"name": one.code})
        made.append(import_figures(by=by, source=one, recipe=recipe, name=f"{one.code}.csv", content=sheet(
            ("01/03/2023", "Agadez", "Arlit", "Nigérienne", "H", number))).batch)
    bench = open_workbench(by=by, source=source, name="avril.csv", content=(
        "Région;Date;Nombre de migrants\nAgadez;2023-04-01;4\nZinderr;2023-04-02;5\n").encode())
    differing = Disagreement.objects.create(kind="movement", first=made[0], first_value=10, second=made[1],
                                            second_value=14)
    tomorrow = timezone.localdate() + timedelta(days=1)
    third = register_source(by=by, code="releves-promis", name="Relevés promis", audience=audience)
    agreement = agree_sharing(by=by, source=third, party="organisation", key="nobody", valid_from=tomorrow)
    point = close_flow_point(by=by, code="NE-MADAMA", on=timezone.localdate(), because="La piste est coupée.")
    return {"source": source, "recipe": made[0].recipe, "batch": made[0], "workbench": bench, "agreement": agreement,
            "disagreement": differing, "point": point, "period": point.periods.get()}
