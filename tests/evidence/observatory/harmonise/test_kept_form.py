"""A proposal is kept as text and read back as the same."""
from __future__ import annotations

import pytest

from canevas.evidence.observatory.rules.harmonise.kept_form import from_text, to_text
from canevas.evidence.observatory.rules.harmonise.proposal import Proposal
from canevas.evidence.observatory.rules.harmonise.proposing import propose
from canevas.tools.tables.reading import read_tables
from canevas.tools.vocabulary import load_vocabulary
from tests.factories.wild.making import WildFile
from tests.factories.wild_tables import wild_files


@pytest.mark.parametrize("wild", wild_files()[::4], ids=lambda one: one.name)
def test_a_proposal_is_read_back_the_same(wild: WildFile) -> None:
    made = propose(read_tables(wild.write(), wild.name), load_vocabulary())
    assert made.tables
    assert from_text(Proposal, to_text(made)) == made
