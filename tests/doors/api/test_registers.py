"""What programs read and write: the same as the pages, through the same operations."""
from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.governance.concertation.models import ActionPoint, ActionProgress, DiscussionPoint, Session
from tests.doors.api.conftest import Program
from tests.journeys.house import House

pytestmark = pytest.mark.django_db
Made = Callable[..., Program]


def test_every_list_reads_to_its_end(house: House, program: Made) -> None:
    secretary = program("administrator")
    for path in ("bodies", "sessions", "actions", "decisions", "recommendations", "sets", "organisations",
                 "territories", "contributions", "intakes", "accounts", "journal"):
        first = secretary.get(path, limit=3).json()
        found, after = [*first["items"]], first["next"]
        while after and len(found) < 12:
            page = secretary.get(path, limit=3, after=after).json()
            found, after = found + page["items"], page["next"]
        assert len(found) == len({str(one) for one in found})
        assert after or len(found) == first["count"], path
        assert found or path == "contributions", path


def test_what_is_not_to_be_seen_answers_as_what_never_was(house: House, program: Made) -> None:
    there = program("rapporteur", Scope(ScopeKind.REGION, "NE002"), "diffa")
    session, action = Session.objects.order_by("pk").first(), ActionPoint.objects.first()
    nothing = uuid.uuid4()
    for path in ("sessions/{}", "actions/{}"):
        found = session.uid if path.startswith("sessions") else action.uid
        hidden, never = there.get(path.format(found)), there.get(path.format(nothing))
        assert (hidden.status_code, hidden.content) == (404, never.content)
    assert there.get("sessions").json()["count"] == 0 and there.get("actions").json()["items"] == []
    assert there.get("search", q="Transmettre").json()["counts"].get("action_point", 0) == 0
    refused = there.send("post", f"actions/{action.uid}/progress", {"status": "done", "note": "fait"})
    assert refused.status_code == 404 and not ActionProgress.objects.exists()


def test_a_meeting_is_planned_written_and_moved(house: House, program: Made) -> None:
    secretary = program()
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    planned = secretary.send("post", "sessions", {"body": "GTM-TAHOUA", "date": day, "place": "Tahoua"})
    assert planned.status_code == 201, planned.content
    session = planned.json()
    assert session["state"] == "planned" and session["agenda"]
    again = secretary.send("post", "sessions", {"body": "GTM-TAHOUA", "date": day})
    assert again.status_code == 409 and again["Content-Type"] == "application/problem+json"
    item = session["agenda"][-1]
    block = {"uid": str(uuid.uuid4()), "form": "paragraph", "text": "Le point a été fait.", "level": 0, "cells": []}
    written = secretary.send("put", f"items/{item['uid']}/blocks", {
        "base_revision": item["revision"], "blocks": [block]})
    assert written.json()["revision"] == 1
    assert DiscussionPoint.objects.get(uid=block["uid"]).text == "Le point a été fait."
    stale = secretary.send("put", f"items/{item['uid']}/blocks", {
        "base_revision": 0, "blocks": [block | {"text": "Autre chose."}]})
    assert stale.status_code == 409 and stale.json()["current"]["blocks"][0]["text"] == "Le point a été fait."
    added = secretary.send("post", f"items/{item['uid']}/actions", {
        "text": "Recenser les sites", "responsibles": ["OIM"], "deadline_text": "30/06/2027"})
    assert added.status_code == 201 and added.json()["due_on"] == "2027-06-30"
    moved = secretary.send("post", f"sessions/{session['uid']}/move", {"move": "convene"})
    assert moved.json()["state"] == "convened"
    too_early = secretary.send("post", f"sessions/{session['uid']}/move", {"move": "reopen", "reason": "x"})
    assert too_early.status_code == 409


def test_progress_is_reported_by_who_owes(house: House, program: Made) -> None:
    action = ActionPoint.objects.filter(responsibles__organisation__code="OIM").first() or ActionPoint.objects.first()
    secretary = program()
    done = secretary.send("post", f"actions/{action.uid}/progress", {
        "status": "done", "note": "Liste transmise", "evidence_url": "https://exemple.org/liste"})
    assert done.status_code == 201, done.content
    action.refresh_from_db()
    assert action.status == "done" and ActionProgress.objects.get(channel="api").note == "Liste transmise"
    assert program("reader").send("post", f"actions/{action.uid}/progress", {"note": "x"}).status_code == 403
    assert secretary.get(f"actions/{action.uid}").json()["progress"][-1]["evidence_url"] == "https://exemple.org/liste"


def test_a_file_that_cannot_be_read_says_why(house: House, program: Made) -> None:
    secretary = program()
    answer = secretary.client.post("/api/v1/intakes", {"file": SimpleUploadedFile("a.docx", b"rien")})
    assert answer.status_code == 201 and answer.json()["state"] == "refused" and answer.json()["error"]


def test_mistakes_are_problems_everywhere(program: Made) -> None:
    secretary = program()
    for answer, status in (
            (secretary.get("rien"), 404), (secretary.client.get("/api/v2/"), 404),
            (secretary.send("delete", "sessions"), 405), (secretary.get("actions", limit=0), 422),
            (secretary.client.post("/api/v1/sessions", "{", content_type="application/json"), 400),
            (secretary.get("sessions", body="\0"), 422)):
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
        assert answer.json()["title"] and answer.json()["status"] == status
