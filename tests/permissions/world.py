"""A small country where every kind of thing exists once in each of two regions and in each state that matters.

Each thing bears a word of its own, so that a page, an export or a search that lets it through is caught by that word.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from canevas.commons.access.models import Grant
from canevas.commons.access.queries import User
from canevas.commons.directory.models import Organisation, Territory
from canevas.commons.files.models import StoredFile
from canevas.commons.files.operations import store_file
from canevas.commons.search.operations import rebuild
from canevas.governance.concertation.models import (
    ActionPoint,
    ActionResponsible,
    AgendaItem,
    Attendance,
    Body,
    BodyMember,
    Decision,
    DiscussionPoint,
    Intake,
    Minutes,
    Session,
)
from canevas.governance.concertation.operations.indexing import index_sessions, index_set
from canevas.governance.recommendations.models import Recommendation, RecommendationSet, Responsibility
from canevas.governance.syntheses.models import Amendment, Copy
from canevas.governance.syntheses.operations.opening import freeze_version, open_synthesis
from canevas.governance.syntheses.rules.table import Block, Line, Row, Section, Table, new_uid
from canevas.tools.documents.nodes import Document, Node, NodeKind
from tests.factories.minutes import user

STATES = ("planned", "convened", "circulated")
COMMON = "registre"
"""A word that everything that can be found bears."""


@dataclass(frozen=True)
class Thing:
    """``body`` "" is of no body; ``state`` that of its session; ``answering`` the organisations that answer for it."""

    kind: str
    word: str
    row: Any = field(compare=False, hash=False)
    body: str = ""
    state: str = ""
    answering: frozenset[str] = frozenset()
    region: str = ""
    owner: str = ""


@dataclass
class World:
    """``above``: by body, the one above it; ``region_of`` and ``members`` by body."""

    things: list[Thing] = field(default_factory=list)
    above: dict[str, str] = field(default_factory=dict)
    region_of: dict[str, str] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)

    def of(self, kind: str) -> list[Thing]:
        return [thing for thing in self.things if thing.kind == kind]


def build() -> World:
    world, keeper = World(), user("gardien", "administrator")
    for code in ("R1", "R2"):
        Territory.objects.create(pcode=code, level=1, name=f"Région {code}", country="NE")
    for code in ("ORGA", "ORGB"):
        made = Organisation.objects.create(code=code, name=f"Structure {code}", acronym=code, kind="ngo")
        world.things.append(Thing("organisation", code.lower(), made))
    _bodies(world)
    for body in ("G1", "G2"):
        for state in STATES:
            _session(world, keeper, body, state)
        world.things.append(_intake(body, user(f"apporteur-{body}", "rapporteur"), f"depot{body}".lower()))
        for state in ("drafting", "amending"):
            _synthesis(world, keeper, body, state)
    for region in ("R1", ""):
        _loose_set(world, region)
    world.things.append(Thing("account", "cible", user("cible", "reader")))
    _index()
    return world


def _bodies(world: World) -> None:
    """NAT above C1 (region R1) above G1; G2 (region R2) under NAT; ORGA sits in G1."""
    regions = {row.pcode: row for row in Territory.objects.filter(level=1)}
    made: dict[str, Body] = {}
    for code, above, region in (("NAT", "", ""), ("C1", "NAT", "R1"), ("G1", "C1", ""), ("G2", "NAT", "R2")):
        made[code] = Body.objects.create(code=code, name=f"Instance {code}", short_name=code, parent=made.get(above),
                                         region=regions.get(region))
        world.above[code], world.region_of[code], world.members[code] = above, region, set()
    BodyMember.objects.create(body=made["G1"], organisation=Organisation.objects.get(code="ORGA"))
    world.members["G1"].add("ORGA")


def _session(world: World, keeper: User, body: str, state: str) -> None:
    """A session with one of each; ORGA answers in G2 and ORGB in G1, where neither would see the session for it. Of
    one more action, the words mean both in G2 (they are non-governmental) and the members, ORGA, in G1."""
    said = f"{body}{state}".lower()
    answering = {"G1": "ORGB", "G2": "ORGA"}[body]
    organisation = Organisation.objects.get(code=answering)
    found = RecommendationSet.objects.create(
        origin_key=f"session:{said}", origin_label=f"{COMMON} ensemble{said}", origin_body=body, origin_body_name=body)
    session = Session.objects.create(
        body=Body.objects.get(code=body), state=state, place=f"{COMMON} reunion{said}", recommendation_set=found,
        date=date(2025, 3, 1) + timedelta(days=STATES.index(state)))
    file = stored(keeper, f"fichier{said}")
    Session.objects.filter(pk=session.pk).update(source=file)
    item = AgendaItem.objects.create(session=session, number=1, title=f"point{said}")
    point = DiscussionPoint.objects.create(item=item, text=f"{COMMON} parole{said}", source=file)
    action = ActionPoint.objects.create(session=session, item=item, text=f"{COMMON} action{said}", source=file,
                                        deadline_date=date(2025, 4, 1), due_on=date(2025, 4, 1))
    ActionResponsible.objects.create(action=action, verbatim=answering, organisation=organisation)
    meant = ActionPoint.objects.create(session=session, text=f"{COMMON} voulu{said}", source=file)
    ActionResponsible.objects.create(action=meant, verbatim="Tous",
                                     quantifier={"G1": "all-actors", "G2": "ngos"}[body])
    decision = Decision.objects.create(session=session, text=f"{COMMON} decision{said}", source=file)
    minutes = Minutes.objects.create(session=session, file=file, source=file, confirmed_by=keeper,
                                     confirmed_at=timezone.now())
    here = Attendance.objects.create(session=session, verbatim=f"{COMMON} present{said}", person=f"present{said}")
    advice = Recommendation.objects.create(set=found, text=f"{COMMON} conseil{said}", source=file)
    Responsibility.objects.create(recommendation=advice, verbatim=answering, organisation=organisation)
    for kind, word, row, who in (
            ("session", f"reunion{said}", session, ""), ("action", f"action{said}", action, answering),
            ("action", f"voulu{said}", meant, {"G1": "ORGA", "G2": "ORGA ORGB"}[body]),
            ("attendance", f"present{said}", here, ""), ("decision", f"decision{said}", decision, ""),
            ("minutes", f"fichier{said}", minutes, ""),
            ("discussion", f"parole{said}", point, ""), ("recommendation", f"conseil{said}", advice, answering),
            ("set", f"ensemble{said}", found, ""), ("file", f"fichier{said}", file, "")):
        world.things.append(Thing(kind, word, row, body, state, frozenset(who.split())))


def _synthesis(world: World, keeper: User, body: str, state: str) -> None:
    """A synthesis that is being written, or whose version is frozen, with an amendment to it."""
    said = f"{body}{state}".lower()
    table = Table((Section(None, "", (Block(Line(new_uid(), f"{COMMON} defi{said}"), (
        Row(new_uid(), (), (Line(new_uid(), f"{COMMON} ligne{said}"),)),)),)),))
    found = open_synthesis(by=keeper, title=f"{COMMON} synthese{said}", body_id=Body.objects.get(code=body).pk,
                           table=table)
    world.things.append(Thing("synthesis", f"synthese{said}", found, body, state))
    if state == "amending":
        version = freeze_version(by=keeper, synthesis=found, seen=0)
        row = Amendment.objects.create(version=version, kind="comment", proposed_by=keeper, motive=f"amende{said}")
        world.things.append(Thing("amendment", f"amende{said}", row, body, state))
        copy = Copy.objects.create(version=version, file=stored(keeper, f"copie{said}"), name=f"copie{said}.docx",
                                   brought_by=keeper)
        world.things.append(Thing("copy", f"copie{said}", copy, body, state))


def _loose_set(world: World, region: str) -> None:
    """What a document without a body recommended: of a region, or of nothing."""
    said = f"libre{region or 'sans'}".lower()
    found = RecommendationSet.objects.create(
        origin_key=f"file:{said}", origin_label=f"{COMMON} ensemble{said}",
        region=Territory.objects.filter(pcode=region).first())
    advice = Recommendation.objects.create(set=found, text=f"{COMMON} conseil{said}")
    world.things += [Thing("recommendation", f"conseil{said}", advice, region=region),
                     Thing("set", f"ensemble{said}", found, region=region)]


def _intake(body: str, owner: User, word: str) -> Thing:
    row = Intake.objects.create(name=f"{word}.docx", sha256=word, state="to_review", added_by=owner,
                                body=Body.objects.get(code=body), file=stored(user("gardien", "administrator"), word))
    return Thing("intake", word, row, body, owner=owner.username)


def stored(keeper: User, word: str) -> StoredFile:
    document = Document("text", Node("root", NodeKind.DOCUMENT, children=[Node("p1", NodeKind.PARAGRAPH, word)]))
    return store_file(by=keeper, name=f"{word}.txt", content=word.encode(), document=document)[0]


def _index() -> None:
    rebuild([])
    index_sessions(list(Session.objects.select_related("body", "recommendation_set")))
    for found in RecommendationSet.objects.filter(origin_key__startswith="file:"):
        index_set(found)


def person(name: str, *grants: tuple[str, str, str]) -> User:
    """An account with these grants: (role, kind of scope, key)."""
    made = User.objects.create(username=name)
    for role, kind, key in grants:
        Grant.objects.create(user=made, role=role, scope_kind=kind, scope_key=key)
    return made
