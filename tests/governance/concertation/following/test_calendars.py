"""The calendar that a telephone reads: what it says, to whom, until when."""
from __future__ import annotations

import re
from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from canevas.commons.access.operations import close_account
from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.governance.concertation.models import CalendarFeed, Session
from canevas.governance.concertation.operations.agenda import add_item
from canevas.governance.concertation.operations.calendars import make_calendar, revoke_calendar
from canevas.governance.concertation.queries.outreach import calendar_events
from tests.factories.minutes import user
from tests.governance.concertation.following.conftest import Meetings

SOON = timezone.localdate() + timedelta(days=10)


def read(secret: str, **headers: str) -> tuple[int, bytes]:
    answer = Client().get(reverse("concertation:calendar-feed", args=[secret]), headers=headers)
    return answer.status_code, answer.content


def events(secret: str) -> dict[str, Event]:
    status, content = read(secret)
    assert status == 200
    assert all(len(line) <= 75 for line in content.split(b"\r\n")), "RFC 5545: lines are folded"
    return {str(one["summary"]): one for one in Calendar.from_ical(content).walk("VEVENT")}


def test_a_telephone_reads_meetings_and_deadlines_without_signing_in(secretary: User, meetings: Meetings) -> None:
    session = meetings.session(SOON, "convened", number=7, start=time(9, 30), place="Salle du gouvernorat, Tahoua")
    meetings.item(session, title="Suivi des actions")
    held = meetings.session(SOON - timedelta(days=60), "circulated")
    meetings.action(held, deadline=f"{SOON:%d/%m/%Y}")
    feed, secret = make_calendar(by=secretary, label="Téléphone")
    found = events(secret)
    meeting = next(one for name, one in found.items() if "7" in name)
    assert meeting["dtstart"].dt.isoformat() == f"{SOON}T09:30:00+01:00"
    assert (meeting["location"], meeting["status"]) == ("Salle du gouvernorat, Tahoua", "CONFIRMED")
    assert "Suivi des actions" in meeting["description"] and meeting["uid"] == f"session-{session.uid}@canevas"
    due = next(one for name, one in found.items() if "Transmettre" in name)
    assert due["dtstart"].dt == SOON and "OIM" in due["description"] and due["dtstamp"]
    feed.refresh_from_db()
    assert feed.last_read_at is not None and secret not in feed.fingerprint


def test_a_change_replaces_the_event_on_the_telephone(secretary: User, meetings: Meetings) -> None:
    session = meetings.session(SOON, "planned", start=time(9))
    old = timezone.now() - timedelta(days=1)
    Session.objects.update(changed_at=old)
    first = next(calendar_events(secretary, ""))
    add_item(by=secretary, session=session, title="Un point de plus")
    second = next(calendar_events(secretary, ""))
    assert first["uid"] == second["uid"] and second["sequence"] > first["sequence"]
    assert first["status"] == "TENTATIVE" and "Un point de plus" in second["description"]
    Session.objects.update(state="cancelled")
    assert next(calendar_events(secretary, ""))["status"] == "CANCELLED"


def test_it_obeys_what_its_owner_may_see_on_the_day_it_is_read(meetings: Meetings) -> None:
    meetings.session(SOON, "planned")
    meetings.session(SOON + timedelta(days=1), "convened", body="GTM-AGADEZ")
    held = meetings.session(SOON - timedelta(days=60), "circulated")
    meetings.action(held, "Pour l’OIM", f"{SOON:%d/%m/%Y}", ("OIM",))
    meetings.action(held, "Pour le HCR", f"{SOON:%d/%m/%Y}", ("HCR",))
    oim = user("oim", "focal_point", Scope(ScopeKind.ORGANISATION, "OIM"))
    _feed, secret = make_calendar(by=oim, label="OIM")
    assert [name for name in events(secret) if "Pour" in name] == ["Échéance : Pour l’OIM"]
    assert not any(one["status"] == "TENTATIVE" for one in events(secret).values() if "status" in one)
    oim.grants.all().delete()
    assert read(secret)[0] == 404


@pytest.mark.parametrize("how", ["revoked", "closed", "unknown"])
def test_an_address_that_no_longer_answers_says_what_an_unknown_one_says(secretary: User, how: str) -> None:
    owner = user("lecteur", "reader")
    feed, secret = make_calendar(by=owner, label="Ancien")
    assert read(secret)[0] == 200
    unknown = read("x" * len(secret))
    if how == "revoked":
        revoke_calendar(by=owner, feed=feed)
    elif how == "closed":
        close_account(by=user("chef", "administrator"), user=owner)
    else:
        CalendarFeed.objects.all().delete()
    status, content = read(secret)
    assert (status, said(content, secret)) == (404, said(unknown[1], "x" * len(secret)))


def said(page: bytes, secret: str) -> str:
    """The page without its address and the token of its forms."""
    return re.sub(r"\b\w{64}\b", "", page.decode().replace(secret, ""))


def test_what_has_not_changed_is_not_sent_again(secretary: User, meetings: Meetings) -> None:
    meetings.session(SOON, "convened")
    secret = make_calendar(by=secretary, label="Outlook")[1]
    address = reverse("concertation:calendar-feed", args=[secret])
    etag = Client().get(address)["ETag"]
    assert Client().get(address, headers={"If-None-Match": etag}).status_code == 304
    meetings.session(SOON + timedelta(days=3), "convened")
    assert Client().get(address, headers={"If-None-Match": etag}).status_code == 200


def test_a_program_that_reads_all_the_time_is_told_to_wait(secretary: User) -> None:
    secret = make_calendar(by=secretary, label="Boucle")[1]
    answers = [read(secret)[0] for _time in range(32)]
    assert answers[:30] == [200] * 30 and answers[-1] == 429


def test_the_secret_is_shown_once_and_revoked_by_its_owner_only(secretary: User) -> None:
    client = Client()
    client.force_login(secretary)
    page = reverse("concertation:calendars")
    made = client.post(page, {"label": "Mon téléphone"}).content.decode()
    assert "/concertation/calendar/" in made and "webcal://" in made
    assert "/concertation/calendar/" not in client.get(page).content.decode()
    feed = CalendarFeed.objects.get()
    other = Client()
    other.force_login(user("lecteur", "reader"))
    assert other.post(reverse("concertation:calendar-revoke", args=[feed.uid])).status_code == 404
    assert client.post(reverse("concertation:calendar-revoke", args=[feed.uid])).status_code == 302
    feed.refresh_from_db()
    assert feed.revoked_at is not None
