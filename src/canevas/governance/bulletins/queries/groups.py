"""Which group of the register a region's bulletin is for."""
from __future__ import annotations

from typing import Any

from canevas.commons.access.queries import may
from canevas.governance.concertation.queries.register import bodies

PREFERRED = ("technical-group", "regional-framework")


def group_of(region: str) -> Any | None:
    """The body of a region that the bulletin is read in: its technical group, else its framework; ``None`` for the
    country, or where there is none."""
    found = [one for one in bodies() if region and one.region is not None and one.region.pcode == region
             and one.kind in PREFERRED]
    return min(found, key=lambda one: (PREFERRED.index(one.kind), one.code), default=None)


def may_for(user: Any, permission: str, region: str, body: str = "") -> bool:
    """Whether ``user`` holds ``permission`` on a region, or on its group; on everything for the country."""
    if not body and (group := group_of(region)) is not None:
        body = group.code
    return may(user, permission, region=region, body=body)
