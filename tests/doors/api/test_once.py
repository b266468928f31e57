"""A write asked twice under one ``Idempotency-Key`` is done once."""
from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from canevas.commons.access.models import ApiToken, TokenAnswer
from canevas.commons.audit.models import JournalEntry
from canevas.governance.concertation.models import ActionPoint, ActionProgress, Intake, Session
from tests.doors.api.conftest import Program
from tests.journeys.house import House, furnish

pytestmark = pytest.mark.django_db
Made = Callable[..., Program]


@pytest.fixture
def house(db: None) -> House:
    """One's own: a test here writes for good, from two threads, and no transaction may stand around it."""
    return furnish()


def send(program: Program, method: str, path: str, body: Any, key: str) -> Any:
    return getattr(program.client, method)(f"/api/v1/{path}", body, content_type="application/json",
                                           headers={"Idempotency-Key": key})


def day(ahead: int) -> str:
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


def test_the_same_request_again_gets_the_same_answer_and_writes_nothing(house: House, program: Made) -> None:
    secretary, asked = program(), {"body": "GTM-TAHOUA", "date": day(9)}
    first = send(secretary, "post", "sessions", asked, "envoi-1")
    told, held = JournalEntry.objects.count(), Session.objects.count()
    again = send(secretary, "post", "sessions", asked, "envoi-1")
    assert (first.status_code, again.status_code) == (201, 201) and again.content == first.content
    assert again["Content-Type"] == first["Content-Type"]
    assert "Idempotent-Replayed" not in first and again["Idempotent-Replayed"] == "true"
    assert (JournalEntry.objects.count(), Session.objects.count()) == (told, held)
    assert send(secretary, "post", "sessions", asked, "envoi-2").status_code == 409


def test_a_report_sent_twice_is_made_once(house: House, program: Made) -> None:
    secretary, action = program(), ActionPoint.objects.first()
    path, asked = f"actions/{action.uid}/progress", {"note": "Liste transmise"}
    uids = {send(secretary, "post", path, asked, "bilan").json()["uid"] for _time in range(3)}
    assert len(uids) == 1 and ActionProgress.objects.filter(action=action).count() == 1
    secretary.send("post", path, asked)
    assert ActionProgress.objects.filter(action=action).count() == 2


def test_one_key_serves_one_request(house: House, program: Made) -> None:
    secretary, action = program(), ActionPoint.objects.first()
    path = f"actions/{action.uid}/progress"
    assert send(secretary, "post", path, {"note": "Fait"}, "bilan").status_code == 201
    for method, where, asked in (
            ("post", path, {"note": "Autre"}), ("patch", f"actions/{action.uid}", {"note": "Fait"}),
            ("post", "sessions", {"note": "Fait"})):
        other = send(secretary, method, where, asked, "bilan")
        assert other.status_code == 422 and other["Content-Type"] == "application/problem+json"
        assert "Idempotency-Key" in other.json()["detail"]
    assert ActionProgress.objects.count() == 1


def test_what_was_refused_may_be_tried_again_under_its_key(house: House, program: Made) -> None:
    secretary, asked = program("administrator"), {"name": "Commission des puits"}
    there = secretary.send("post", "bodies", {**asked, "short_name": "COM-P"}).json()
    assert send(secretary, "post", "bodies", asked, "encore").status_code == 409
    assert not TokenAnswer.objects.exists()
    assert secretary.send("patch", f"bodies/{there['code']}", {"name": "Commission de l’eau"}).status_code == 200
    assert send(secretary, "post", "bodies", asked, "encore").status_code == 201
    assert send(secretary, "post", "bodies", {"name": 4}, "faux").status_code == 422
    assert TokenAnswer.objects.get().key == "encore"


def test_each_token_has_keys_of_its_own(house: House, program: Made) -> None:
    action = ActionPoint.objects.first()
    asked = (f"actions/{action.uid}/progress", {"note": "Fait"}, "bilan")
    answers = [send(program(name=name), "post", *asked) for name in ("un", "deux")]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert ActionProgress.objects.count() == 2 and "Idempotent-Replayed" not in answers[1]


def test_a_token_that_no_longer_serves_gets_no_answer_again(house: House, program: Made) -> None:
    secretary, action = program(), ActionPoint.objects.first()
    asked = (f"actions/{action.uid}/progress", {"note": "Fait"}, "bilan")
    assert send(secretary, "post", *asked).status_code == 201
    ApiToken.objects.update(revoked_at=timezone.now())
    assert send(secretary, "post", *asked).status_code == 401


def test_a_file_sent_twice_is_taken_in_once(house: House, program: Made) -> None:
    secretary = program()
    count = Intake.objects.count()

    def deposit(content: bytes) -> Any:
        return secretary.client.post("/api/v1/intakes", {"file": SimpleUploadedFile("notes.txt", content)},
                                     headers={"Idempotency-Key": "depot"})

    text = "Compte rendu de la réunion du GTM-Tahoua du 3 mars 2026\n".encode()
    first, again, other = deposit(text), deposit(text), deposit(text + b"Divers\n")
    assert first.status_code == 201, first.content
    assert again.content == first.content and again["Idempotent-Replayed"] == "true"
    assert other.status_code == 422 and Intake.objects.count() == count + 1


def test_a_key_is_kept_for_a_day(house: House, program: Made) -> None:
    secretary, action = program(), ActionPoint.objects.first()
    asked = (f"actions/{action.uid}/progress", {"note": "Fait"}, "bilan")
    send(secretary, "post", *asked)
    TokenAnswer.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))
    send(secretary, "post", *asked)
    assert ActionProgress.objects.count() == 2 and TokenAnswer.objects.count() == 1


@pytest.mark.parametrize("key", ["", "a" * 256, "tab\tau milieu"])
def test_a_key_that_cannot_be_is_refused(house: House, program: Made, key: str) -> None:
    refused = send(program(), "post", "sessions", {"body": "GTM-TAHOUA", "date": day(9)}, key)
    assert refused.status_code == 400 and "Idempotency-Key" in refused.json()["detail"]


def test_reading_takes_no_key(house: House, program: Made) -> None:
    answer = program().client.get("/api/v1/sessions", headers={"Idempotency-Key": "lecture"})
    assert answer.status_code == 200 and not TokenAnswer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_sent_twice_at_the_same_time_is_done_once(house: House, program: Made) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("Sans objet : la base des tests est en mémoire ; SQLite fait une écriture après l’autre.")
    secretary, action = program(), ActionPoint.objects.first()
    answers: list[Any] = []

    def ask() -> None:
        try:
            answers.append(send(secretary, "post", f"actions/{action.uid}/progress", {"note": "Fait"}, "bilan"))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _time in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.status_code for one in answers] == [201] * 4 and len({one.content for one in answers}) == 1
    assert ActionProgress.objects.count() == 1
