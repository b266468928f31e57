"""Figures are told to partners: what documents for them may tell is counted, protected and kept before one tells it."""
from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require_somewhere
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.evidence.observatory.models import Release, Telling
from canevas.evidence.observatory.operations.errors import FiguresRefused
from canevas.evidence.observatory.permissions import RELEASE_PREPARE
from canevas.evidence.observatory.queries.explorer import indicators
from canevas.evidence.observatory.queries.partners import Teller
from canevas.evidence.observatory.queries.releases import kind_of
from canevas.evidence.observatory.rules.periods import Period


def tell_partners(*, by: User, indicator: str, breakdowns: Sequence[str], periods: Sequence[Period],
                  sources: Sequence[str]) -> list[Telling]:
    """Have all that documents for partners may tell of these periods counted and kept; what was told already stays.
    What is new. Counted before anything is written; :class:`FiguresRefused` where something went out meanwhile."""
    require_somewhere(by, RELEASE_PREPARE)
    teller = Teller(indicators()[indicator], breakdowns, sources, timezone.now())
    known = [one.pk for one, _question in teller.releases], [one.pk for one in teller.tellings]
    made = teller.untold(periods)
    if not made:
        return []
    with transaction.atomic():
        list(Release.objects.select_for_update().filter(measure__startswith=kind_of(made[0])).values_list("pk"))
        again = Teller(teller.indicator, breakdowns, sources, teller.at)
        if ([one.pk for one, _question in again.releases], [one.pk for one in again.tellings]) != known:
            raise FiguresRefused(_("Other figures of this kind went out meanwhile. Begin again."))
        for one in made:
            one.told_by = by
            one.save()
        record(by=by, event="figures_told", target=made[-1], details={
            "indicator": indicator, "periods": ", ".join(one.period for one in made)})
    return made
