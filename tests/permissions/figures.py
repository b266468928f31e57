"""Figures in the small country: sources for each audience and under each kind of agreement, what stands on them, and
the plain statement of who sees it."""
from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.commons.directory.models import Organisation
from canevas.commons.directory.operations import add_locality
from canevas.commons.directory.queries import territory_by_pcode
from canevas.evidence.observatory.operations import (
    add_flow_point,
    agree_sharing,
    end_sharing,
    import_figures,
    keep_recipe,
    register_source,
)
from canevas.governance.bulletins.models import Bulletin
from tests.factories.releases import release
from tests.permissions import truth
from tests.permissions.world import Thing, World, stored

KINDS = ("source", "figure", "batch", "release", "bulletin")
SOURCES = (
    # word, audience, organisation, region, agreement with ORGB: none, in force, ended
    ("ouvert", "public", "", "R1", ""), ("partagenulle", "partner", "", "", ""),
    ("partageune", "partner", "", "R1", ""), ("partagedeux", "partner", "ORGB", "R2", ""),
    ("fermeune", "restricted", "ORGA", "R1", ""), ("fermedeux", "restricted", "", "R2", ""),
    ("convenu", "partner", "ORGA", "R1", "held"), ("echu", "partner", "ORGA", "R2", "ended"))
RECIPE = """\
recipe: %s
tables:
- name: passages
  sheet: "*"
  subject: movement
  columns:
  - {header: Date, meaning: date}
  - {header: Point, meaning: flow_point}
  - {header: Nombre, meaning: count, unit: persons}
values:
  flow_point: {Arlit: NE001002001, Konni: NE005003003, Gaya: NE003006003, Magaria: NE007006004, Makalondi: NE006013001,
               Ayorou: NE006002001, Dan Issa: NE004006001, Dirkou: NE001003002}
"""
POINTS = ("Arlit", "Konni", "Gaya", "Magaria", "Makalondi", "Ayorou", "Dan Issa", "Dirkou")
"""Each source counts at a point of its own: else they would count the same people, and nothing would be added."""
RELEASES = (("retenuune", "protected", "public", "R1"), ("retenuedeux", "protected", "partner", "R2"),
            ("retenuenulle", "approved", "public", ""), ("confiee", "published", "partner", "R1"),
            ("publiee", "published", "public", "R2"), ("retiree", "withdrawn", "public", "R1"))
PREPARE = {"administrator", "secretariat", "rapporteur", "statistician"}
ANSWER = {"administrator", "statistician"}


def furnish(world: World, keeper: User) -> None:
    for day, (word, audience, organisation, region, agreement) in enumerate(SOURCES, 1):
        world.things += _source(keeper, day, word, audience, organisation, region, agreement)
    for region in ("R1", "R2"):
        place = add_locality(by=keeper, name=f"puits {region}", pcode=f"P-{region}",
                             parent=territory_by_pcode(region))
        point = add_flow_point(by=keeper, place=place.pcode, name=f"point{region}".lower())
        world.things.append(Thing("point", point.name, point, region=region))
    for word, state, audience, region in RELEASES:
        out = state in ("published", "withdrawn")
        row = release(keeper, code=word.upper(), state=state, audience=audience, region=region,
                      published_at=timezone.now() if out else None,
                      approved_by=keeper if out or state == "approved" else None)
        type(row).objects.filter(pk=row.pk).update(title=f"table{word}")
        world.things.append(Thing("release", f"table{word}", row, state=f"{state} {audience}", region=region))
    for body, region in (("G1", "R1"), ("G2", "R2"), ("", "")):
        word = f"tendances{body or 'pays'}".lower()
        file = stored(keeper, f"bulletin{word}")
        row = Bulletin.objects.create(region=region, body=body, period="2025-03", title=word, word=file, pdf=file,
                                      made_by=keeper)
        world.things.append(Thing("bulletin", word, row, body))


def _source(keeper: User, day: int, word: str, audience: str, organisation: str, region: str, agreement: str,
            ) -> list[Thing]:
    """The source, its one figure (a person on a day of March 2025, at its point) and the batch that brought it."""
    source = register_source(by=keeper, code=f"s-{word}", name=f"source{word}", audience=audience, region=region,
                             organisation=Organisation.objects.filter(code=organisation).first())
    recipe = keep_recipe(by=keeper, source=source, text=RECIPE % f"r-{word}")[0]
    batch = import_figures(by=keeper, source=source, recipe=recipe, name=f"lot{word}.csv",
                           content=f"Date;Point;Nombre\n{day:02}/03/2025;{POINTS[day - 1]};1\n".encode()).batch
    if agreement:
        first = timezone.localdate() - timedelta(days=9)
        made = agree_sharing(by=keeper, source=source, party="organisation", key="ORGB", valid_from=first)
        if agreement == "ended":
            end_sharing(by=keeper, agreement=made, on=first + timedelta(days=1))
    said: dict[str, Any] = {"state": f"{audience} {agreement}".strip(), "region": region,
                            "answering": frozenset({organisation} - {""})}
    return [Thing("source", f"source{word}", source, **said), Thing("figure", f"source{word}", source, **said),
            Thing("batch", f"lot{word}", batch, **said)]


def sees(world: World, grants: truth.Grants, thing: Thing) -> bool:
    """Every role sees what partners share; the page of a thing asks for a role in any case."""
    if not grants:
        return False
    if thing.kind == "bulletin":
        return truth.held(world, grants, truth.EVERYBODY, thing)
    if thing.kind == "release":
        prepares = truth.everywhere(grants, PREPARE) or _on_region(grants, PREPARE, thing.region)
        return prepares or thing.state.startswith("published")
    if thing.state.startswith("public") or is_own(grants, thing):
        return True
    if thing.state.endswith("held"):  # its agreement shows it coarsely: its figures, never a file of it
        return thing.kind != "batch" and truth.answers(grants, truth.EVERYBODY, Thing(
            "", "", None, answering=frozenset({"ORGB"})))
    if thing.state != "partner":
        return False
    return (not thing.region or truth.everywhere(grants, truth.EVERYBODY)
            or _on_region(grants, truth.EVERYBODY, thing.region))


def is_own(grants: truth.Grants, thing: Thing) -> bool:
    """Held on the organisation that gives it, or answering for it."""
    return (truth.answers(grants, truth.EVERYBODY, thing) or truth.everywhere(grants, ANSWER)
            or _on_region(grants, ANSWER, thing.region))


def corrects(grants: truth.Grants, point: Thing) -> bool:
    """A flow point is everybody's to see; whoever answers for the figures of its region says when it was watched."""
    return truth.everywhere(grants, ANSWER) or _on_region(grants, ANSWER, point.region)


def changes(grants: truth.Grants, thing: Thing) -> bool:
    """A source's description and its batches: whoever answers for it. To withdraw a release: whoever approves there, or
    prepares, as long as it has not been out."""
    if thing.kind == "release" and thing.state.split()[0] in ("protected", "approved") and (
            truth.everywhere(grants, PREPARE) or _on_region(grants, PREPARE, thing.region)):
        return True
    if truth.everywhere(grants, ANSWER) or _on_region(grants, ANSWER, thing.region):
        return True
    return thing.kind != "release" and truth.answers(grants, {"statistician"}, thing)


def _on_region(grants: truth.Grants, roles: set[str], region: str) -> bool:
    return any(role in roles and kind == "region" and key == region != "" for role, kind, key in grants)
