"""Which sendings a browser knows as its own."""
from __future__ import annotations

import pytest

from canevas.governance.concertation.rules.sendings import is_own


@pytest.mark.parametrize(("nonce", "unanswered", "expected"), [
    ("a:3", ["a:3"], True),
    ("a:3", ["a:900"], True),
    ("a:3", ["b:900", "a:4"], True),
    ("a:3", ["a:2"], False),  # later than any that this browser knows: a sending that was long on its way comes back
    ("a:3", ["b:900"], False),
    ("a:3", [], False),
    ("one-mark", ["other", "one-mark"], True),  # of a page that was opened before marks had numbers
    ("one-mark", ["one-mark:3"], False),
    ("", [""], False),
    ("", [":0"], False),
    (":0", [":5"], False),
    ("a:²", ["a:5"], False),
    ("a:3", ["a:99999999999999999999"], False),
])
def test_one_mark_of_a_chain_stands_for_those_before_it(nonce: str, unanswered: list[str], expected: bool) -> None:
    assert is_own(nonce, unanswered) is expected
