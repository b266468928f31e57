"""The lists of the explorer's question."""
from __future__ import annotations

from canevas.evidence.observatory.views.choosing import options


def test_the_options_of_a_list_are_escaped_and_those_asked_for_are_selected() -> None:
    assert options([("a&b", "„x“ \"y\""), ("c", "<b>"), ("d", 4)], ("c", "elsewhere")) == (
        '<option value="a&amp;b">„x“ &quot;y&quot;</option><option value="c" selected>&lt;b&gt;</option>'
        '<option value="d">4</option>')
