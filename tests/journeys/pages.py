"""Every page of the house, found by walking its addresses: a page that is added is walked from then on."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from canevas.commons.access.operations import system_user
from canevas.commons.directory.models import NameProposal, Organisation, OrganisationName, Territory, TerritoryName
from canevas.commons.files.models import StoredFile
from canevas.commons.files.operations import write_whole
from canevas.governance.bulletins.models import Bulletin
from canevas.governance.concertation.models import ActionPoint, AgendaItem, BodyMember, OrganisationSheet, Reminder
from canevas.governance.concertation.operations.calendars import make_calendar
from canevas.governance.concertation.operations.reminding import mail_folder
from canevas.governance.policy.models import Framework
from canevas.governance.syntheses.models import Copy, Publication, Synthesis, Version
from tests.factories.releases import release
from tests.factories.store import everything_of_figures
from tests.journeys.house import House

FOR_ADMINISTRATORS = ("accounts:", "access:second-factor-roles", "journal:", "observatory:")
"""How the names of pages begin that are closed to the secretary who walks through the house."""


@dataclass(frozen=True)
class Address:
    """A named address: « concertation:session »; ``takes`` are the names of what stands in it."""

    name: str
    takes: frozenset[str]


def addresses() -> list[Address]:
    """Those of people: what programs ask is tried by ``tests/doors/api``."""
    return [one for one in _walk(get_resolver().url_patterns, "", frozenset())
            if not one.name.startswith("api:interface:")]


@dataclass(frozen=True)
class Shown:
    """A page, and ``who`` it is shown to: « secretary », else « administrator », else « nobody » (not signed in)."""

    url: str
    who: str


def _walk(patterns: list[Any], prefix: str, taken: frozenset[str]) -> Iterator[Address]:
    for pattern in patterns:
        here = taken | frozenset(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _walk(pattern.url_patterns, space, here)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield Address(f"{prefix}{pattern.name}", here)


def known_arguments(house: House) -> dict[str, dict[str, Any]]:
    """What to fill the addresses with: from everything in the database that says where its own page is."""
    known: dict[str, dict[str, Any]] = {"jobs:job": {"uid": house.job.uid}}
    file = StoredFile.objects.first()
    known["files:source"] = known["files:download"] = {"uid": file.uid}
    for model in apps.get_models():
        if not hasattr(model, "get_absolute_url") or not model.__module__.startswith("canevas."):
            continue
        for row in model._default_manager.order_by("-pk")[:1]:
            try:
                found = resolve(row.get_absolute_url())
            except (NoReverseMatch, Resolver404):
                continue
            known.setdefault(found.view_name, dict(found.kwargs))
    known["accounts:account"] = {"pk": house.secretary.pk, "grant": house.secretary.grants.first().pk}
    known["access:session"] = known[":mfa_edit_webauthn"] = known[":mfa_remove_webauthn"] = {"pk": 1}
    known[":account_reset_password_from_key"] = {"uidb36": "1", "key": "old"}
    known["concertation:owed-by"] = known["concertation:attendance-of"] = {"code": "OIM"}
    known["concertation:session-review"] = {"uid": house.planned.uid}
    known["concertation:owed-sheet"] = {"code": "OIM", "kind": "docx"}
    known["concertation:owed-bring"] = known["concertation:reminder"] = {"code": "OIM"}
    sheet = OrganisationSheet.objects.create(file=file, name="fiche.docx", brought_by=house.secretary)
    known["concertation:sheet-back"] = {"uid": sheet.uid}
    letter = _letter()
    known["concertation:reminder-again"] = known["concertation:reminder-file"] = {"number": letter.pk}
    calendar, secret = make_calendar(by=house.secretary, label="Téléphone")
    known["concertation:calendar-revoke"] = {"uid": calendar.uid}
    known["concertation:calendar-feed"] = {"secret": secret}
    known["concertation:review"] = {"uid": house.waiting.uid}
    known["concertation:item"] = {"uid": AgendaItem.objects.order_by("-pk").first().uid}
    member = BodyMember.objects.select_related("body").order_by("-pk").first()
    for name in ("agenda", "facts", "move", "attendance", "invitation", "sign-in"):
        known[f"concertation:session-{name}"] = {"uid": house.planned.uid}
    held = {"uid": house.confirmed.session.uid}
    for name in ("versions", "compare", "reservations", "reserve", "circulate", "adopt", "freeze", "certificate"):
        known[f"concertation:session-{name}"] = held
    action = ActionPoint.objects.order_by("-pk").first()
    known["concertation:owed-report"] = {"code": "OIM", "uid": action.uid}
    known["concertation:session-review-record"] = {"uid": house.planned.uid, "action": action.uid}
    known["concertation:body-member"] = {"code": member.body.code, "uid": member.uid}
    for name in ("table", "gathering"):
        known[f"syntheses:synthesis-{name}"] = {"uid": house.draft.uid}
    known["syntheses:pack"] = {"uid": house.synthesis.uid, "kind": "docx"}
    bulletin = Bulletin.objects.create(region="NE005", period="2023-03", title="Tendances migratoires", word=file,
                                       pdf=file, made_by=house.secretary, audience="public",
                                       approved_by=house.secretary, published_at=timezone.now())
    known["bulletins:bulletin"] = known["portal:bulletin"] = {"uid": bulletin.uid, "kind": "docx"}
    known["bulletins:template"] = {"what": "word"}
    known["syntheses:minutes-akn"] = {"uid": house.confirmed.session.uid}
    known["syntheses:open-data-file"] = {"name": "recommandations.csv"}
    known["portal:data"] = {"name": "recommandations.csv"}
    out = release(house.secretary)
    known["portal:release"] = known["portal:newest-release"] = {
        "code": out.code, "version": out.version, "name": "tableau.csv"}
    known["observatory:release"] = {"uid": out.uid, "name": "approve"}
    known["portal:table"] = {"uid": _published(house).uid, "name": "recommandations.csv"}
    known["syntheses:copies"] = {"uid": house.synthesis.uid}
    copy = Copy.objects.create(version=house.synthesis.versions.first(), file=file, name="copie.docx",
                               brought_by=house.secretary)
    known["syntheses:copy-organisation"] = {"uid": copy.uid}
    known["api:token-revoke"] = {"pk": 1}
    known["concertation:outline-usual"] = {"what": "template"}
    known["policy:region"] = {"pcode": Territory.objects.filter(level=Territory.Level.REGION).first().pcode}
    known["directory:proposal"] = {"uid": NameProposal.objects.first().uid}
    known["journal:story"] = {"label": "concertation.intake", "key": str(house.waiting.pk)}
    known["policy:framework-of"] = {"code": Framework.objects.first().code}
    organisation, territory = OrganisationName.objects.first(), TerritoryName.objects.first()
    known["directory:organisation-name"] = {"code": organisation.organisation.code, "pk": organisation.pk}
    known["directory:territory-name"] = {"pcode": territory.territory.pcode, "pk": territory.pk}
    known |= _figures()
    return known


def _figures() -> dict[str, dict[str, Any]]:
    """A source with a recipe, a file whose figures hold, and one that waits on the workbench."""
    made = everything_of_figures(system_user(), "partner")
    return {
        "observatory:source": {"code": made["source"].code},
        "observatory:recipe": {"name": made["recipe"].recipe.name, "number": made["recipe"].number},
        "observatory:point": {"code": made["point"].code, "uid": made["period"].uid},
        **{f"observatory:{name}": {"uid": made[name].uid}
           for name in ("batch", "workbench", "agreement", "disagreement")}}


def _published(house: House) -> Synthesis:
    """An adopted table that stands before the public."""
    base = house.synthesis.versions.first()
    made = Synthesis.objects.create(title="Synthèse publiée", body=house.synthesis.body, stage="political",
                                    state="adopted")
    version = Version.objects.create(synthesis=made, number=1, content=base.content, stage="political",
                                     made_by=house.secretary, frozen_at=base.made_at, digest=base.digest)
    Publication.objects.create(synthesis=made, version=version, by=house.secretary)
    return made


def _letter() -> Reminder:
    """A reminder that was written as a file."""
    write_whole(mail_folder() / "rappel.eml", b"Subject: Rappel\n\nTexte")
    return Reminder.objects.create(organisation=Organisation.objects.first(), address="a@ex.ne", occasion="2026-W01",
                                   state=Reminder.State.FILED, file="rappel.eml")


def arguments_of(address: Address, known: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """The arguments of an address: its own, or those of the thing that its name begins with (« session-edit »)."""
    if not address.takes:
        return {}
    space, _colon, thing = address.name.rpartition(":")
    while thing:
        found = known.get(f"{space}:{thing}")
        if found is not None and address.takes <= set(found):
            return {name: found[name] for name in address.takes}
        thing = thing.rpartition("-")[0]
    return None


def filled(known: dict[str, dict[str, Any]]) -> list[tuple[Address, str | None]]:
    """Every address with its URL, or ``None`` where nothing is known to fill it with."""
    found = [(address, arguments_of(address, known)) for address in addresses()]
    return [(address, None if arguments is None else reverse(address.name, kwargs=arguments))
            for address, arguments in found]


def pages(house: House) -> list[Shown]:
    """The addresses that show a page.

    An address that only takes a form (405), sends a file, data or a part of a page is no page. What is closed to the
    secretary is asked for as the administrator, what leads the signed in elsewhere as nobody.
    """
    known, clients = known_arguments(house), {"secretary": Client(), "administrator": Client(), "nobody": Client()}
    clients["secretary"].force_login(house.secretary)
    clients["administrator"].force_login(house.administrator)
    shown = []
    for address, url in filled(known):
        if url is None:
            continue
        who = "secretary"
        answer = clients[who].get(url)
        if answer.status_code == 403 and address.name.startswith(FOR_ADMINISTRATORS):
            who = "administrator"
        elif answer.status_code == 302:
            who = "nobody"
        if who != "secretary":
            answer = clients[who].get(url)
        assert answer.status_code in (200, 302, 405), f"{url} to {who}: {answer.status_code}"
        if _is_page(answer):
            shown.append(Shown(url, who))
    return shown


def _is_page(answer: Any) -> bool:
    return (answer.status_code == 200 and "attachment" not in answer.get("Content-Disposition", "")
            and answer.get("Content-Type", "").startswith("text/html") and b"<html" in answer.content)
