"""From a meeting to the bulletin that it may begin with."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from canevas.commons.design.related import Related
from canevas.evidence.observatory.queries.labels import period
from canevas.governance.bulletins.permissions import RELEASE_PREPARE
from canevas.governance.bulletins.queries.bulletins import period_before, region_of_session
from canevas.governance.bulletins.queries.groups import may_for


def of_session(session: Any, user: Any) -> Iterator[Related]:
    """The bulletin of its region, of the month before it meets."""
    region = region_of_session(session)
    if may_for(user, RELEASE_PREPARE, region):
        when = period_before(session.date or timezone.localdate())
        yield Related(_("Bulletin, %(period)s") % {"period": period(when.iso)},
                      f"{reverse('bulletins:bulletins')}?{urlencode({'region': region, 'period': when.iso})}#make")
