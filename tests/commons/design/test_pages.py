"""Pages are walked in an index, rows with a value first: together they are the whole register, once, in its order."""
from __future__ import annotations

from datetime import UTC, datetime

import pytest

from canevas.commons.access.models import User
from canevas.commons.design.lists.pages import PAGE_SIZE, ordering, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[0, 30, PAGE_SIZE, 130])
def seen(request: pytest.FixtureRequest) -> int:
    """130 persons, so many of whom were seen, some on the same day."""
    User.objects.all().delete()
    User.objects.bulk_create([
        User(username=f"u{number:03}",
             last_login=datetime(2024, 1, 1 + number * 7 % 27, tzinfo=UTC) if number < request.param else None)
        for number in range(130)])
    return int(request.param)


@pytest.mark.parametrize("descending", [False, True])
def test_pages_together_are_the_register_with_empty_values_last(seen: int, descending: bool) -> None:
    order = ordering(("last_login",), descending=descending)
    pages = [page_of(User.objects.all(), User.objects.all(), order, number, 130) for number in (1, 2, 3)]
    walked = [row.pk for page in pages for row in page.rows]
    assert walked == [row.pk for row in User.objects.order_by(*order)]
    days = [row.last_login for page in pages for row in page.rows]
    assert all(days[:seen]) and not any(days[seen:])


def test_narrowed_rows_stay_narrowed_where_values_are_empty(seen: int) -> None:
    few = User.objects.filter(username__lt="u060")
    order = ordering(("last_login",))
    walked = [row.pk for number in (1, 2) for row in page_of(User.objects.all(), few, order, number, 60).rows]
    assert walked == [row.pk for row in few.order_by(*order)]


def test_a_register_without_empty_values_is_read_once(seen: int, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        page_of(User.objects.all(), User.objects.all(), ordering(("-username",)), 1, 130)
