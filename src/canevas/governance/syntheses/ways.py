"""Where the sheets of the rooms below lead in this one: offered by ``apps.py``, shown by those sheets."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from canevas.commons.access.queries import may, may_somewhere
from canevas.commons.design.related import Related
from canevas.governance.syntheses.permissions import SYNTHESIS_WRITE


def of_recommendation_set(found: Any, user: Any) -> Iterator[Related]:
    """From a table of the register to the synthesis that goes on with it."""
    writes = may(user, SYNTHESIS_WRITE, body=found.origin_body) if found.origin_body else may_somewhere(
        user, SYNTHESIS_WRITE)
    if writes and found.challenges.filter(withdrawn_at=None).exists():
        yield Related(_("Go on with this synthesis"), f"{reverse('syntheses:synthesis-open')}?set={found.uid}")
