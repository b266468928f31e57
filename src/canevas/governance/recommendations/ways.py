"""Where the sheets of the directory lead in this room: offered by ``apps.py``, shown by those sheets."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from canevas.commons.design.related import Related
from canevas.governance.recommendations.queries import register, visible


def _way(user: Any, label: str, condition: Q, **parameters: str) -> Related:
    count = visible.recommendations(user).filter(condition, withdrawn_at=None).count()
    return Related(label, f"{reverse('recommendations:recommendations')}?{urlencode(parameters)}", count)


def of_organisation(organisation: Any, user: Any) -> Iterator[Related]:
    yield _way(user, _("Recommendations that concern it"), register.answered_for_by(organisation.pk),
               organisation=organisation.code)


def of_territory(territory: Any, user: Any) -> Iterator[Related]:
    yield _way(user, _("Recommendations of its bodies"), register.from_region(territory.pk), region=territory.pcode)
    yield _way(user, _("Recommendations that concern it"), register.concerning_place(territory.pk),
               place=territory.pcode)
