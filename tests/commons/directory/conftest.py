from __future__ import annotations

import pytest

from canevas.commons.access.models import User
from canevas.commons.directory.operations import load_vocabulary_into_directory
from tests.factories.minutes import user


@pytest.fixture
def secretary(db: None) -> User:
    return user("secretariat", "secretariat")


@pytest.fixture
def reader(db: None) -> User:
    return user("lecteur", "reader")


@pytest.fixture
def loaded(secretary: User) -> User:
    """The secretary, with the reference of Niger in the directory."""
    load_vocabulary_into_directory(by=secretary)
    return secretary
