"""Every address that names one thing answers to whoever may not see the thing as it answers for one that never was."""
from __future__ import annotations

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from canevas.commons.files.models import StoredFile
from canevas.commons.jobs.operations import open_job
from canevas.governance.bulletins.models import Bulletin
from canevas.governance.concertation.models import AgendaItem, Body, BodyMember, OrganisationSheet, OutlineTemplate
from canevas.governance.concertation.operations.calendars import make_calendar
from canevas.governance.syntheses.models import Amendment, Copy
from tests.factories.minutes import user
from tests.factories.releases import release
from tests.factories.store import everything_of_figures
from tests.governance.syntheses.house import frozen
from tests.journeys.pages import Address, addresses
from tests.permissions.world import World, person

OPEN_TO_ALL = {
    "directory:proposal": "names to settle lie in no scope: the right to see one is the right to see all",
    "directory:proposal-decide": "the same",
}
"""Addresses with an identifier that stand outside the walk, each with its reason."""
ONE_THING = [address for address in addresses() if "uid" in address.takes and address.name not in OPEN_TO_ALL
             and not address.name.startswith("api:interface:")]
"""Those of the interface for programs share names: ``test_every_api_path`` walks them by their description."""
STRANGERS = [("reader", "body", "G2"), ("rapporteur", "region", "R2"), ("focal_point", "organisation", "ORGB")]
"""Who sees nothing of the draft of G1."""


def hidden_things(world: World) -> dict[str, dict[str, Any]]:
    """By the beginning of an address's name: the arguments of a thing that the strangers may not see."""
    def of(kind: str) -> dict[str, Any]:
        thing = next(one for one in world.of(kind) if one.body == "G1" and one.state in ("planned", ""))
        return {"uid": thing.row.uid}
    body, action = Body.objects.get(code="G1"), of("action")["uid"]
    template = OutlineTemplate.objects.create(name="Modèle", body=body, saved_by=user("gardien", "administrator"))
    item = AgendaItem.objects.get(session=next(one.row for one in world.of("session") if one.body == "G1"
                                               and one.state == "planned"))
    synthesis = frozen(user("gardien", "administrator"), "G1")
    version = synthesis.versions.get()
    amendment = Amendment.objects.create(version=version, kind="comment", proposed_by=user("gardien", "administrator"))
    copy = Copy.objects.create(version=version, file=StoredFile.objects.first(), name="copie.docx",
                               brought_by=user("gardien", "administrator"))
    figures = everything_of_figures(user("gardien", "administrator"))
    papers = {"uid": synthesis.uid, "number": version.number, "kind": "docx"}
    bulletin = {"kind": "docx", "uid": Bulletin.objects.create(
        region="R1", period="2023-03", title="Tendances", word=StoredFile.objects.first(),
        pdf=StoredFile.objects.first(), made_by=user("gardien", "administrator")).uid}
    return {
        **{f"syntheses:{name}": papers for name in ("synthesis", "copies", "version", "pack")},
        "syntheses:amendment": {"uid": amendment.uid}, "syntheses:copy": {"uid": copy.uid},
        "syntheses:minutes": of("session"), "portal:table": {"uid": synthesis.uid, "name": "recommandations.csv"},
        "concertation:session": {**of("session"), "action": action}, "concertation:action": of("action"),
        "concertation:review": of("intake"), "recommendations:recommendation": of("recommendation"),
        "recommendations:set": of("set"), "files:": of("file"),
        "concertation:outline": {"uid": template.uid, "what": "template"},
        "concertation:item": {"uid": item.uid}, "concertation:owed": {"code": "ORGA", "uid": action},
        "concertation:body-member": {"code": "G1", "uid": BodyMember.objects.get(body=body).uid},
        "concertation:sheet-back": {"uid": OrganisationSheet.objects.create(
            file=StoredFile.objects.first(), name="fiche.docx", brought_by=user("gardien", "administrator")).uid},
        "concertation:calendar": {"uid": make_calendar(by=user("gardien", "administrator"), label="Agenda")[0].uid},
        "bulletins:bulletin": bulletin, "portal:bulletin": bulletin,
        "observatory:release": {"name": "approve", "uid": release(
            user("gardien", "administrator"), state="protected", published_at=None).uid},
        "observatory:point": {"code": figures["point"].code, "uid": figures["period"].uid},
        **{f"observatory:{name}": {"uid": figures[name].uid}
           for name in ("batch", "workbench", "agreement", "disagreement")},
        "jobs:job": {"uid": open_job(by=user("gardien", "administrator"), label="Import").uid},
    }


def arguments(address: Address, known: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """The arguments of the longest beginning that fits."""
    fitting = [name for name in known if address.name.startswith(name) and address.takes <= set(known[name])]
    return {one: known[max(fitting, key=len)][one] for one in address.takes} if fitting else None


def said(answer: HttpResponse, values: dict[str, Any]) -> str:
    """What the answer says, without its address and what changes at every request."""
    text = re.sub(r"\b\w{64}\b", "", answer.content.decode(errors="replace")) if not answer.streaming else "a file"
    for value in sorted(map(str, values.values()), key=len, reverse=True):  # a number may stand within an identifier
        text = text.replace(value, "…")
    return text


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda one: "-".join(one))
def test_what_one_may_not_see_answers_as_what_never_was(world: World, stranger: tuple[str, str, str]) -> None:
    known, client = hidden_things(world), Client()
    client.force_login(person("étranger", stranger))
    wrong, unknown = [], []
    for address in ONE_THING:
        values = arguments(address, known)
        if values is None:
            unknown.append(address.name)
            continue
        nothing = {name: uuid4() if isinstance(value, UUID) else value for name, value in values.items()}
        for ask in (client.get, client.post):
            there = ask(reverse(address.name, kwargs=values))
            nowhere = ask(reverse(address.name, kwargs=nothing))
            if there.status_code not in (403, 404, 405) or there.status_code != nowhere.status_code or (
                    said(there, values) != said(nowhere, nothing)):
                wrong.append(f"{address.name} ({ask.__name__}): {there.status_code}, {nowhere.status_code}")
    assert unknown == [], "say in hidden_things what these addresses name, or in OPEN_TO_ALL why they are outside"
    assert wrong == []


def test_the_walk_knows_the_addresses() -> None:
    assert len(ONE_THING) > 15


def test_nobody_without_a_role_is_let_in_anywhere(world: World) -> None:
    """Signed in and holding no role: every address with an identifier is closed, and so are the lists."""
    known, client = hidden_things(world), Client()
    client.force_login(person("personne"))
    lists = [address for address in addresses() if not address.takes and address.name.split(":")[0] in (
        "concertation", "recommendations", "syntheses", "directory", "policy", "accounts", "journal")]
    open_ = []
    for address in [*ONE_THING, *lists]:
        values = arguments(address, known) or {}
        if not address.takes or values:
            answer = client.get(reverse(address.name, kwargs=values))
            if answer.status_code not in (403, 404, 405):
                open_.append(f"{address.name}: {answer.status_code}")
    assert [one for one in open_ if one.partition(":200")[0] not in OPEN_WITHOUT_A_ROLE] == []


OPEN_WITHOUT_A_ROLE = {"concertation:writing-worker: 200"}
"""A script, the same for all, that a browser asks for before it knows who is there."""
