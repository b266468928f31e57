"""Where the page of a record is."""
from __future__ import annotations

import uuid

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from canevas.commons.records import address


@pytest.mark.parametrize("key", [uuid.uuid4(), uuid.UUID(int=0), "GTM-Tahoua", "Cadre régional / 2", "a%b?c#d", "É&<>"])
def test_address_is_what_reverse_gives(key: uuid.UUID | str) -> None:
    route = "concertation:session" if isinstance(key, uuid.UUID) else "concertation:body"
    for _twice in range(2):
        assert address(route, key) == reverse(route, args=[key])


def test_address_follows_where_the_site_is_mounted() -> None:
    key = uuid.uuid4()
    plain = address("concertation:session", key)
    set_script_prefix("/canevas/")
    try:
        assert address("concertation:session", key) == "/canevas" + plain
    finally:
        set_script_prefix("/")
    assert address("concertation:session", key) == plain


def test_address_of_no_route_is_refused_as_reverse_does() -> None:
    with pytest.raises(NoReverseMatch):
        address("concertation:nothing-here", uuid.uuid4())
