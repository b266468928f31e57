from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from canevas.commons.design import related
from canevas.commons.design.sources import source_mark


def ways(thing: SimpleNamespace, user: str) -> Iterator[related.Related]:
    if user == "étranger":
        return
    yield related.Related("Ses réunions", f"/reunions/?de={thing.code}", 12_345)
    yield related.Related("Ses retards", "/retards/", 0)
    yield related.Related("Son origine", "/origine/")


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    monkeypatch.setattr(related, "_GIVERS", {})
    related.offer("chose", f"{__name__}.ways")
    related.offer("chose", f"{__name__}.ways")
    return SimpleNamespace(code="OIM")


def test_ways_with_nothing_behind_them_are_left_out_and_none_is_told_twice(offered: SimpleNamespace) -> None:
    assert [(way.url, way.count) for way in related.related("chose", offered, "Awa")] == [
        ("/reunions/?de=OIM", 12_345), ("/origine/", None)]


def test_the_giver_knows_who_looks(offered: SimpleNamespace) -> None:
    assert related.related("chose", offered, "étranger") == []


def test_a_sheet_shows_them_with_their_number(offered: SimpleNamespace) -> None:
    html = Template('{% load design %}{% related_to "chose" thing %}').render(Context({
        "thing": offered, "request": SimpleNamespace(user="Awa")}))
    assert 'href="/reunions/?de=OIM"' in html and "12\u202f345" in html


def test_a_thing_that_no_room_knows_shows_nothing(offered: SimpleNamespace) -> None:
    assert Template('{% load design %}{% related_to "autre" thing %}').render(Context({
        "thing": offered, "request": SimpleNamespace(user="Awa")})).strip() == ""


def test_a_line_without_a_known_passage_has_no_mark() -> None:
    assert source_mark(None, [{"node": "p1"}]) == ""
    assert source_mark(SimpleNamespace(uid="x"), []) == ""


def test_a_mark_leads_to_the_passage_and_says_so_to_those_who_listen() -> None:
    file = SimpleNamespace(uid="00000000-0000-4000-8000-000000000000")
    html = source_mark(file, [{"node": "p1", "start": 2, "end": 5}])
    assert "node=p1%3A2-5#passage" in html and 'class="only-spoken"' in html
