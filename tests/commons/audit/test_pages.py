"""The journal's pages: who may read them, what they withhold, and that reading them is written."""
from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.audit.models import JournalEntry, JournalHead
from canevas.commons.audit.operations import record, remove_guards
from canevas.commons.audit.queries import story_of
from canevas.commons.directory.models import Organisation
from canevas.commons.jobs.models import Job
from canevas.doors.journal import queries
from canevas.governance.concertation.models import Body, Session
from tests.factories.minutes import user

pytestmark = pytest.mark.django_db
URL = "/journal/"


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    def as_(role: str, scope: Scope | None = None) -> Client:
        client = Client()
        client.force_login(user(f"qui-{role}", role, *([scope] if scope else [])))
        return client
    return as_


def body(code: str) -> Body:
    return Body.objects.get_or_create(code=code, defaults={"name": code, "kind": "GTM"})[0]


def meeting(code: str, day: str) -> Session:
    made = Session.objects.create(body=body(code), date=date.fromisoformat(day), state="final")
    record(by=user(), event="session_moved", target=made, details={"move": "circulate", "reason": f"raison {code}"})
    return made


def events() -> list[str]:
    return list(JournalEntry.objects.order_by("number").values_list("event", flat=True))


@pytest.mark.parametrize("role", ["secretariat", "rapporteur", "member", "reader"])
def test_the_journal_is_for_auditors(signed_in: Callable[..., Client], role: str) -> None:
    client, made = signed_in(role), meeting("GTM-A", "2025-01-15")
    before = len(events())
    assert client.get(URL).status_code == 403
    assert client.get(f"{URL}?format=csv").status_code == 403
    assert client.get(f"{URL}of/concertation.session/{made.pk}/").status_code == 403
    assert client.post(f"{URL}verify/").status_code == 403
    assert "/journal/" not in client.get("/").content.decode()
    assert len(events()) == before


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_rows_are_sentences_that_lead_to_the_story(signed_in: Callable[..., Client], role: str) -> None:
    made = meeting("GTM-A", "2025-01-15")
    page = signed_in(role).get(URL).content.decode()
    assert "a diffusé le compte rendu de «" in page
    assert f"/journal/of/concertation.session/{made.pk}/" in page
    story = signed_in(role).get(f"{URL}of/concertation.session/{made.pk}/").content.decode()
    assert "a diffusé le compte rendu" in story
    assert "raison GTM-A" in story
    assert made.get_absolute_url() in story


def test_reading_the_journal_is_written_once_and_each_export_by_itself(signed_in: Callable[..., Client]) -> None:
    client, made = signed_in("auditor"), meeting("GTM-A", "2025-01-15")
    for page in ("", "?page=2", "?q=x"):
        client.get(URL + page)
    assert events() == ["session_moved", "journal_read"]
    for query in ("format=csv", "format=csv&event=session_moved", "format=xlsx", "format=csv"):
        b"".join(client.get(f"{URL}?{query}"))
    assert events()[2:] == ["journal_exported"] * 3
    client.get(f"{URL}of/concertation.session/{made.pk}/")
    assert events()[5:] == ["story_read"]
    assert [row.event for row in story_of(made)] == ["session_moved"]


def test_an_export_says_what_the_page_says(signed_in: Callable[..., Client]) -> None:
    meeting("GTM-A", "2025-01-15")
    text = b"".join(signed_in("auditor").get(f"{URL}?format=csv&event=session_moved")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0] == ["N°", "Quand", "Qui", "Quoi", "Objet", "Nature"]
    assert len(rows) == 2
    assert rows[1][0] == "1"
    assert rows[1][3].startswith("a diffusé le compte rendu")


@pytest.mark.parametrize("query, count", [
    ("", 4), ("?event=body_added", 1), ("?by=secretaire", 2), ("?by=autre", 1), ("?kind=concertation.session", 1),
    ("?q=GTM-A", 2), ("?at_from=2020-01-01&at_to=2020-02-01", 0), ("?at_from=2020-01-01", 4)])
def test_filters(signed_in: Callable[..., Client], query: str, count: int) -> None:
    made = meeting("GTM-A", "2025-01-15")
    record(by=user(), event="body_added", target=made.body)
    record(by=user("autre", "reader"), event="profile_changed", target=user("autre", "reader"))
    client = signed_in("auditor")
    client.get(URL)  # adds the row of the read
    assert client.get(URL + query).context["page"].count == count


def test_a_scoped_auditor_reads_what_lies_in_the_scope(signed_in: Callable[..., Client]) -> None:
    mine, other = meeting("GTM-A", "2025-01-15"), meeting("GTM-B", "2025-02-15")
    record(by=user(), event="profile_changed", target=user())
    client = signed_in("auditor", Scope(ScopeKind.BODY, "GTM-A"))
    page = client.get(URL)
    assert [row.object_id for row in page.context["page"].rows] == [str(mine.pk)]
    assert "raison GTM-B" not in page.content.decode()
    assert client.get(f"{URL}of/concertation.session/{mine.pk}/").status_code == 200
    unseen = client.get(f"{URL}of/concertation.session/{other.pk}/")
    never = client.get(f"{URL}of/concertation.session/999999/")
    assert (unseen.status_code, never.status_code) == (404, 404)
    assert client.post(f"{URL}verify/").status_code == 403
    text = b"".join(client.get(f"{URL}?format=csv")).decode()
    assert "GTM-A" in text
    assert "GTM-B" not in text


def test_what_may_not_be_seen_is_withheld_and_what_is_gone_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    made, auditor = meeting("GTM-A", "2025-01-15"), user("auditrice", "auditor")
    record(by=user(), event="organisation_added", target=Organisation.objects.create(code="X", name="Xylo", kind="ngo"))
    Organisation.objects.all().delete()
    monkeypatch.setattr("canevas.commons.audit.sentences.seen_addresses", lambda _user, _label, _keys: {})
    rows = list(queries.journal_rows(auditor).order_by("number"))
    assert [row.url for row in rows] == [None, ""]
    assert queries.sentence_of(rows[0]) == "a agi sur un objet que vous n’avez pas le droit de voir."
    assert queries.note_of(rows[0]) == ""
    assert "Xylo" in queries.sentence_of(rows[1])
    assert queries.story_of_object(auditor, "concertation.session", str(made.pk)) is None


@pytest.mark.parametrize("label, key", [
    ("concertation.session", "x"), ("nothing.here", "1"), ("concertation.session", "²"), ("a", "b"),
    ("concertation.session", "9" * 30), ("CONCERTATION.SESSION", "0")])
def test_an_address_that_means_nothing_is_not_found(signed_in: Callable[..., Client], label: str, key: str) -> None:
    meeting("GTM-A", "2025-01-15")
    assert signed_in("auditor").get(f"{URL}of/{label}/{key}/").status_code == 404


def test_the_check_is_followed_as_work(signed_in: Callable[..., Client]) -> None:
    meeting("GTM-A", "2025-01-15")
    client = signed_in("auditor")
    answer = client.post(f"{URL}verify/", follow=True)
    assert Job.objects.get().state == Job.State.DONE
    assert "Le journal est entier." in answer.content.decode()
    remove_guards()
    JournalEntry.objects.filter(number=1).update(object_label="Autre")
    answer = client.post(f"{URL}verify/", follow=True)
    assert Job.objects.order_by("pk").last().state == Job.State.FAILED
    assert "La ligne 1 a été modifiée" in answer.content.decode()


def test_a_page_says_why_nothing_can_be_written(signed_in: Callable[..., Client]) -> None:
    client = signed_in("auditor")
    meeting("GTM-A", "2025-01-15")
    remove_guards()
    JournalHead.objects.update(number=7)
    client.raise_request_exception = False
    answer = client.get(URL)
    assert answer.status_code == 503
    assert "tête du journal" in answer.content.decode()


def test_a_page_takes_a_few_queries(signed_in: Callable[..., Client], django_assert_max_num_queries) -> None:
    client, made = signed_in("auditor"), meeting("GTM-A", "2025-01-15")
    for number in range(45):
        record(by=user(), event="session_moved", target=made, details={"move": "hold", "turn": number})
    client.get(URL)
    with django_assert_max_num_queries(25):
        client.get(URL)
