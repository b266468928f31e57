"""A release as the gate leaves it, without counting anything: for pages that only show one. Invented figures."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.evidence.observatory.models import Release
from canevas.evidence.observatory.operations.releases import signature
from canevas.evidence.observatory.rules.publish.stored import as_text, seal
from canevas.evidence.observatory.rules.publish.table import (
    TOTAL,
    PublishedCell,
    PublishedDimension,
    PublishedTable,
    Status,
)

REGION = PublishedDimension("region", "Région", {"NE001": "Agadez", "NE005": "Tahoua", TOTAL: "Total"})
CELLS = (PublishedCell(("NE001",), 120.0), PublishedCell(("NE005",), None, Status.SUPPRESSED),
         PublishedCell((TOTAL,), None, Status.SUPPRESSED))
REPORT = {"method": "suppression", "cells": 3, "rules": {"threshold": 10}, "hidden": {"threshold": 1, "secondary": 1},
          "risk_before": 1, "risk_after": 0, "risk_unproven": 0, "too_narrow": 0, "smallest_interval": 12.0,
          "utility": {"hidden_cells": 0.2, "hidden_sum": 0.1, "hellinger": 0.05}, "earlier_releases": []}


def release(by: User, code: str = "FLUX", **more: Any) -> Release:
    """In state published, for the public, unless ``more`` says otherwise."""
    text = as_text(PublishedTable(
        code, 1, "Flux observés", "Observed flows", "Passages comptés.", "movements", "passages", (REGION,), CELLS,
        "Secrétariat permanent", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.fr", date(2024, 2, 1),
        sources=("Suivi des flux",)))
    now = timezone.now()
    values = {"state": "published", "report": REPORT, "approved_by": by, "approved_at": now, "published_at": now,
              **more}
    made = Release(code=code, title="Flux observés", question=[["indicator", "FLOW"], ["by", "region"]],
                   measure="movement:movements+persons:sum", table=text, sha256=seal(text), prepared_by=by, **values)
    made.signature = signature(made) if made.approved_by else ""
    made.save()
    return made
