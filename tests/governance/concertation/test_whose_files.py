"""Files of one body brought by people of another: read by who brought them, entered by who follows the body, once."""
from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.files.models import StoredFile
from canevas.governance.concertation.models import ActionPoint, Intake, IntakeLine, Minutes, Session
from canevas.governance.concertation.operations import confirm_intake, confirm_line, enter, set_line_value
from canevas.governance.concertation.queries.intakes import intakes
from tests.factories.minutes import content, small_reading, user


def of_body(role: str, code: str) -> User:
    return user(f"{role}-{code.lower()}", role, Scope(ScopeKind.BODY, code))


@pytest.fixture
def agadez(secretary: User) -> User:
    return of_body("rapporteur", "GTM-AGADEZ")


@pytest.fixture
def tahoua(secretary: User) -> User:
    return of_body("rapporteur", "GTM-TAHOUA")


def bring(by: User) -> Intake:
    """The same minutes of GTM-Tahoua, brought by ``by``."""
    made = small_reading()
    return enter(by=by, reading=made, content=content(made))


def settle(by: User, intake: Intake) -> None:
    for line in intake.lines.filter(state=IntakeLine.State.DOUBTFUL):
        confirm_line(by=by, line=line)
    intake.refresh_from_db()


def test_who_brings_a_file_of_another_body_prepares_it_and_does_not_enter_it(agadez: User, tahoua: User) -> None:
    intake = bring(agadez)
    assert (intake.state, intake.body.code) == ("to_review", "GTM-TAHOUA")
    settle(agadez, intake)
    with pytest.raises(PermissionDenied, match="Tahoua"):
        confirm_intake(by=agadez, intake=intake)
    client = Client()
    client.force_login(agadez)
    answer = client.post(reverse("concertation:review-act", args=[intake.uid]), {"act": "confirm-intake"})
    assert answer.status_code in (302, 403, 422) and not Session.objects.exists() and not Minutes.objects.exists()
    assert intake in intakes(tahoua) and intake in intakes(agadez)
    assert intake not in intakes(of_body("rapporteur", "GTM-ZINDER"))
    done = confirm_intake(by=tahoua, intake=intake)
    assert done.state == "confirmed" and Session.objects.get().body.code == "GTM-TAHOUA"


def test_changing_the_body_changes_who_enters_it(agadez: User, tahoua: User) -> None:
    intake = bring(agadez)
    settle(agadez, intake)
    line = intake.lines.get(kind="header.body")
    set_line_value(by=agadez, line=line, value={"text": "GTM-Agadez"})
    intake.refresh_from_db()
    assert intake.body.code == "GTM-AGADEZ" and intake not in intakes(tahoua)
    with pytest.raises(PermissionDenied):
        confirm_intake(by=tahoua, intake=intake)
    assert confirm_intake(by=agadez, intake=intake).state == "confirmed"
    other = bring(tahoua)
    assert other.pk != intake.pk and not other.was_known, "nothing tells what one does not see"
    set_line_value(by=tahoua, line=other.lines.get(kind="header.body"), value={"text": "GTM-Agadez"})
    settle(tahoua, other)
    with pytest.raises(PermissionDenied):
        confirm_intake(by=tahoua, intake=other)
    assert Session.objects.count() == 1


def test_the_same_bytes_from_two_people_enter_once(secretary: User, agadez: User) -> None:
    zinder = of_body("rapporteur", "GTM-ZINDER")
    first, second = bring(agadez), bring(zinder)
    assert first.pk != second.pk and not second.was_known and StoredFile.objects.count() == 1
    assert bring(zinder).pk == second.pk and bring(secretary).was_known
    settle(agadez, first)
    settle(zinder, second)
    assert confirm_intake(by=secretary, intake=first).state == "confirmed"
    actions = ActionPoint.objects.count()
    again = confirm_intake(by=secretary, intake=second)
    assert again.state in ("unchanged", "superseding") and again.session == Session.objects.get()
    assert (Minutes.objects.count(), ActionPoint.objects.count()) == (1, actions), "nothing twice, nothing overwritten"
    assert not again.lines.filter(change__in=["added", "removed", "changed"]).exists()
