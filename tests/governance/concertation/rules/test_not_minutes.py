"""What is not minutes is refused with a sentence, never half read."""

from __future__ import annotations

from pathlib import Path

import pytest

from canevas.governance.concertation.rules.minutes import NotMinutes
from canevas.governance.concertation.rules.reading import read_minutes
from canevas.tools.documents.reading import read_file
from tests.governance.concertation.rules.said import vocabulary

REFUSED = sorted((Path(__file__).parent / "not_minutes").glob("*.txt"))


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
def test_a_document_of_another_kind_is_refused(path: Path):
    with pytest.raises(NotMinutes) as refusal:
        read_minutes(read_file(path), vocabulary())
    assert str(refusal.value).endswith(".")


def test_enough_kinds_are_tried():
    assert len(REFUSED) >= 12
