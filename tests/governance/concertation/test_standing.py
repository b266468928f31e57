"""How bodies and regions stand: the counts, and the page that shows them three ways."""
from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.governance.concertation.models import ActionPoint, Body, Session
from canevas.governance.concertation.queries.standing import standings_of_bodies, standings_of_regions
from canevas.governance.concertation.rules.standing import Standing, median_of, together
from tests.factories.country import load_country
from tests.factories.minutes import user

TODAY = date(2026, 3, 31)


@given(st.lists(st.integers(0, 2000), max_size=60))
def test_the_median_is_that_of_the_values_one_by_one(values: list[int]) -> None:
    expected = sorted(values)[(len(values) - 1) // 2] if values else None
    assert median_of(Counter(values)) == expected


def test_nothing_due_is_no_share_rather_than_zero() -> None:
    one = Standing("GTM-X", "GTM X", ages=Counter({10: 2, 100: 1, 400: 1}))
    assert one.share_on_time is None
    assert one.age_groups == (2, 1, 0, 1)
    both = together([one, Standing("Y", "Y", on_time=3, done_late=1)])
    assert (both.share_on_time, both.open) == (0.75, 4)


@pytest.fixture
def meetings(db: None) -> dict[str, Session]:
    load_country(user("reference", "administrator"))
    made = {code: Session.objects.create(body=Body.objects.get(code=code), date=date(2025, 10, 2), state="circulated")
            for code in ("GTM-TAHOUA", "GTM-DIFFA")}
    due = date(2026, 1, 31)
    one, other = made["GTM-TAHOUA"], made["GTM-DIFFA"]
    for session, status, done, due_on in (
            (one, "done", due, due), (one, "done", due + timedelta(days=1), due), (one, "open", None, due),
            (one, "done", None, due), (one, "open", None, TODAY), (one, "open", None, None),
            (one, "cancelled", None, due), (other, "done", due, due)):
        ActionPoint.objects.create(session=session, text="Recenser", status=status, done_on=done, due_on=due_on)
    ActionPoint.objects.create(session=one, text="Retiré", status="open", due_on=due, withdrawn_at=timezone.now())
    return made


def test_each_action_counts_once_where_it_belongs(meetings: dict[str, Session]) -> None:
    diffa, tahoua = standings_of_bodies(user(), today=TODAY)
    assert (tahoua.key, tahoua.on_time, tahoua.done_late, tahoua.overdue, tahoua.undated) == ("GTM-TAHOUA", 1, 1, 1, 1)
    assert (tahoua.open, tahoua.median_age) == (3, 180)
    assert diffa.share_on_time == 1.0
    regions = {one.label: one for one in standings_of_regions([diffa, tahoua])}
    assert regions["Tahoua"].fell_due == 3
    assert standings_of_bodies(user(), year=2024, today=TODAY) == []


def test_who_sees_one_region_counts_one_region(meetings: dict[str, Session]) -> None:
    hadiza = user("hadiza", "rapporteur", Scope(ScopeKind.REGION, "NE005"))
    assert [one.key for one in standings_of_bodies(hadiza, today=TODAY)] == ["GTM-TAHOUA"]


def test_table_map_and_file_say_the_same(client: Client, meetings: dict[str, Session]) -> None:
    client.force_login(user())
    page = client.get(reverse("concertation:standing")).content.decode()
    assert 'class="region-map"' in page and "Tahoua\u00a0: 25\u00a0%" in page
    assert page.count("25\u00a0%") >= 2
    file = b"".join(client.get(reverse("concertation:standing"), {"format": "csv"}).streaming_content).decode()
    assert "Tahoua;4;1;1;2;0,25;3" in file


def test_an_address_that_makes_no_sense_shows_the_page(client: Client, meetings: dict[str, Session]) -> None:
    client.force_login(user())
    answer = client.get(reverse("concertation:standing"), {"by": "x", "measure": "y", "year": "'"})
    assert answer.status_code == 200
    client.force_login(user("personne", "focal_point", Scope(ScopeKind.ORGANISATION, "OIM")))
    assert client.get(reverse("concertation:standing")).status_code == 403
