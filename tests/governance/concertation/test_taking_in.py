from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from canevas.commons.access.queries import User
from canevas.commons.audit.queries import story_of
from canevas.commons.directory.queries import proposals
from canevas.commons.files.queries import file_with_content
from canevas.governance.concertation.models import Intake, IntakeLine
from canevas.governance.concertation.operations import enter
from canevas.governance.concertation.rules.intake import Reading
from tests.factories.minutes import content, small_reading, user


def line(intake: Intake, kind: str, text: str) -> IntakeLine:
    return intake.lines.get(kind=kind, value__text=text)


def test_what_was_understood_waits_for_review(taken: Callable[..., Intake]) -> None:
    intake = taken()
    assert intake.state == Intake.State.TO_REVIEW
    doubt = intake.lines.get(state=IntakeLine.State.DOUBTFUL)
    assert doubt.value["text"] == "Préparer la mission de Bangui"
    assert doubt.reason == "Deux lignes se touchent."
    assert doubt.parent.value["number"] == 2
    assert [child.kind for child in doubt.children.all()] == ["responsible", "deadline"]
    assert doubt.passages[0]["node"].startswith("p")
    assert [entry.event for entry in story_of(intake)] == ["intake_taken_in"]


def test_names_are_attached_and_unknown_ones_asked_once(taken: Callable[..., Intake]) -> None:
    intake = taken()
    assert line(intake, "attendance", "UNHCR").organisation is not None
    unknown = line(intake, "attendance", "Association des bergers du Tadress")
    assert unknown.organisation is None
    assert unknown.value["text"] == "Association des bergers du Tadress"
    asked = [proposal.text for proposal in proposals("open")]
    assert asked.count("Association des bergers du Tadress") == 1
    assert line(intake, "place", "Bangui").territory is not None
    assert intake.lines.get(kind="section").axis.number == 1


def test_every_region_is_said_as_written(taken: Callable[..., Intake]) -> None:
    region = taken().lines.filter(kind="region").first()
    assert region.quantifier == "*"


def test_the_same_bytes_come_in_once(taken: Callable[..., Intake]) -> None:
    first = taken()
    again = taken()
    assert again.pk == first.pk
    assert again.was_known
    assert Intake.objects.count() == 1


def test_a_refused_file_leaves_a_sentence_and_nothing_else(secretary: User) -> None:
    refused = Reading("vide.docx", "a" * 64, error="Le fichier est vide.", code="empty")
    intake = enter(by=secretary, reading=refused, content=b"")
    assert (intake.state, intake.error, intake.error_code, intake.file) == (
        Intake.State.REFUSED, "Le fichier est vide.", "empty", None)
    assert file_with_content(b"") is None
    again = enter(by=secretary, reading=refused, content=b"")
    assert again.pk == intake.pk


def test_a_refused_file_may_be_tried_again(secretary: User, taken: Callable[..., Intake]) -> None:
    made = small_reading()
    enter(by=secretary, reading=Reading(made.name, made.sha256, error="Tesseract manque.", code="needs-tesseract"),
          content=b"")
    intake = taken(made)
    assert (intake.state, intake.error, Intake.objects.count()) == (Intake.State.TO_REVIEW, "", 1)


def test_without_body_or_day_both_are_asked(taken: Callable[..., Intake]) -> None:
    intake = taken(body=None, date=None)
    assert set(intake.lines.filter(state="doubtful").values_list("kind", flat=True)) >= {"header.body", "header.date"}


def test_a_reader_may_not_take_in(db: None) -> None:
    made = small_reading()
    with pytest.raises(PermissionDenied):
        enter(by=user("lecteur", "reader"), reading=made, content=content(made))
    assert not Intake.objects.exists()
    assert file_with_content(content(made)) is None
