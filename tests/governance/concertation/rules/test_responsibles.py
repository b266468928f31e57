from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canevas.governance.concertation.rules.responsibles import named_parts, part_of_each
from canevas.tools.text.folding import squeeze


@pytest.mark.parametrize(("written", "found"), [
    (["DRECM/R"], [("DRECM/R", "lead")]),
    (["DRECM/R", "OIM"], [("DRECM/R", "lead"), ("OIM", "concerned")]),
    (["OIM", "HCR (lead)"], [("OIM", "concerned"), ("HCR", "lead")]),
    (["Chef de file : la GIZ", "OIM"], [("GIZ", "lead"), ("OIM", "concerned")]),
    (["DRECM/R en lien avec l'OIM et le HCR"], [("DRECM/R", "lead"), ("OIM", "concerned"), ("HCR", "concerned")]),
    (["La DRECM/R, avec l’appui technique de l’OIM"], [("DRECM/R", "lead"), ("OIM", "concerned")]),
    (["INS", "GIZ (appui)"], [("INS", "lead"), ("GIZ", "concerned")]),
    (["avec les PTF"], [("PTF", "concerned")]),
    (["Direction de l'Appui aux communes"], [("Direction de l'Appui aux communes", "lead")]),
    (["", " ; "], []),
])
def test_who_leads_and_who_is_concerned(written: list[str], found: list[tuple[str, str]]) -> None:
    assert [(one.name, one.part) for one in named_parts(written)] == found


def test_a_name_that_is_known_whole_is_not_taken_apart() -> None:
    (one,) = named_parts(["ONG Grandir avec toi"], lambda name: name == "ONG Grandir avec toi")
    assert (one.verbatim, one.part) == ("ONG Grandir avec toi", "lead")


@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_names_are_taken_without_fault(written: list[str]) -> None:
    for one in named_parts(written):
        assert one.name and squeeze(one.name) in squeeze(" ".join(written))
    assert len(part_of_each(written)) == len(written)
    assert not written or part_of_each(["a", *written]).count("lead") >= 1
