from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from canevas.commons.access.queries import User
from canevas.governance.concertation.models import Intake, IntakeLine, Session
from canevas.governance.concertation.operations import confirm_intake, take_in
from tests.factories.country import load_country
from tests.factories.minutes import user

SAMPLES = Path(__file__).parents[4] / "samples"


@pytest.fixture
def secretary(db: None) -> User:
    load_country(user("reference", "administrator"))
    return user()


@pytest.fixture
def browser(secretary: User, client: Client) -> Client:
    client.force_login(secretary)
    return client


def confirmed(by: User, path: Path) -> Session:
    """The session that a file tells, every doubt taken as right."""
    intake = take_in(by=by, name=path.name, content=path.read_bytes())
    assert intake.state == Intake.State.TO_REVIEW, intake.error
    intake.lines.filter(state=IntakeLine.State.DOUBTFUL).update(state=IntakeLine.State.CONFIRMED)
    done = confirm_intake(by=by, intake=intake)
    assert done.session is not None
    return done.session


@pytest.fixture
def held(secretary: User) -> Session:
    return confirmed(secretary, SAMPLES / "gtm-zinder-2023-06-21.docx")
