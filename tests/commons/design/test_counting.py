from __future__ import annotations

import pytest
from django.core.cache import caches
from django.db.models import Q

from canevas.commons.access.models import User
from canevas.commons.design.lists.counting import count_choices

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_narrowed", [True, False])
def test_both_ways_of_counting_agree(is_narrowed: bool, django_assert_num_queries: object) -> None:
    caches["memory"].clear()
    User.objects.bulk_create([User(username=f"u{n}", is_active=n % 3 != 0, last_name="reader") for n in range(30)])
    choices = {"active": Q(is_active=True), "late": Q(is_active=False, username__endswith="9"),
               "none": Q(last_name="autre")}
    with django_assert_num_queries(1 if is_narrowed else 4):
        counts = count_choices(User.objects.filter(username__startswith="u"), choices, is_narrowed=is_narrowed)
    assert counts == {"all": 30, "active": 20, "late": 1, "none": 0}
