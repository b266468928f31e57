"""What of this room somebody may see: every page, list, count, search and export begins here.

A synthesis is seen by whoever may see those of its body. While it is written it is a draft, for those who write it; a
version that is still open is shown to them alone.
"""
from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from canevas.commons.access.queries import Reach, may, reach
from canevas.governance.syntheses.models import Amendment, Copy, Synthesis, Version
from canevas.governance.syntheses.permissions import SYNTHESIS_VIEW, SYNTHESIS_WRITE


def _of_bodies(seen: Reach, path: str) -> Q:
    return Q() if seen.everything else Q(**{f"{path}body__code__in": seen.bodies})


def synthesis_condition(user: Any, path: str = "") -> Q:
    """The syntheses that ``user`` may see; ``path`` leads from the row to its synthesis ("version__synthesis__")."""
    written, seen = reach(user, SYNTHESIS_WRITE), reach(user, SYNTHESIS_VIEW)
    if written.everything:
        return Q()
    circulated = Version.objects.exclude(frozen_at=None).values("synthesis")
    shown = Q(pk__in=[]) if not seen else _of_bodies(seen, path) & Q(**{f"{path}pk__in": circulated})
    return shown | _of_bodies(written, path) if written else shown


def syntheses(user: Any) -> QuerySet[Synthesis]:
    return Synthesis.objects.filter(synthesis_condition(user)).select_related("body", "session")


def may_write(user: Any, synthesis: Synthesis) -> bool:
    return may(user, SYNTHESIS_WRITE, body=synthesis.body.code)


def versions(user: Any, synthesis: Synthesis) -> QuerySet[Version]:
    """The versions of a synthesis that ``user`` sees, the first first."""
    rows = Version.objects.filter(synthesis_condition(user, "synthesis__"), synthesis=synthesis)
    return rows if may_write(user, synthesis) else rows.exclude(frozen_at=None)


def amendments(user: Any) -> QuerySet[Amendment]:
    return Amendment.objects.filter(synthesis_condition(user, "version__synthesis__")).select_related(
        "organisation", "copy", "version__synthesis")


def copies(user: Any) -> QuerySet[Copy]:
    return Copy.objects.filter(synthesis_condition(user, "version__synthesis__")).select_related(
        "organisation", "version__synthesis__body")


def uses_file(user: Any, file: int) -> bool:
    """Whether a copy that ``user`` may see is this file (its key)."""
    return Copy.objects.filter(synthesis_condition(user, "version__synthesis__"), file=file).exists()
