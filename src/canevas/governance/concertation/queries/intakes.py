"""Files on their way in."""
from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from canevas.governance.concertation.models import Intake, IntakeLine
from canevas.governance.concertation.queries import visible


def intake_of_bytes(sha256: str, user: Any) -> Intake | None:
    """The intake of exactly these bytes that ``user`` sees, refused ones left out: those may be tried again.

    What others brought and one does not see, one brings again: nothing tells that it came in before.
    """
    return visible.intakes(user).filter(sha256=sha256).exclude(state=Intake.State.REFUSED).first()


def known_fingerprints(fingerprints: list[str], user: Any) -> dict[str, str]:
    """By fingerprint, the uid of the intake of those among these files that came in before and that ``user`` sees,
    refused ones left out."""
    found = visible.intakes(user).filter(sha256__in=fingerprints).exclude(state=Intake.State.REFUSED)
    return {sha256: str(uid) for sha256, uid in found.values_list("sha256", "uid")}


def intakes(user: Any) -> QuerySet[Intake]:
    """The files taken in that ``user`` sees, the last first, with how many values of each are to be checked."""
    doubts = IntakeLine.objects.filter(intake=OuterRef("pk"), state=IntakeLine.State.DOUBTFUL).order_by().values(
        "intake").annotate(count=Count("pk")).values("count")
    rows = visible.intakes(user).select_related("added_by", "session__body", "body", "file")
    return rows.annotate(
        doubts=Coalesce(Subquery(doubts), 0)).order_by("-created_at", "-pk")


def open_intakes(user: Any) -> QuerySet[Intake]:
    """Those that wait for a person, the oldest first."""
    waiting = (Intake.State.TO_REVIEW, Intake.State.SUPERSEDING)
    return intakes(user).filter(state__in=waiting).order_by("created_at", "pk")


def lines_of(intake: Intake) -> list[IntakeLine]:
    """All lines of one intake in reading order, with what they are attached to."""
    return list(intake.lines.select_related("organisation", "territory", "axis"))


def doubts_of(intake: Intake) -> QuerySet[IntakeLine]:
    return intake.lines.filter(state=IntakeLine.State.DOUBTFUL)


def progress_of(intake: Intake) -> dict[str, int]:
    """How many lines stand in each state, states without any included."""
    found: dict[str, Any] = dict(intake.lines.order_by().values_list("state").annotate(Count("pk")))
    return {state: found.get(state, 0) for state in IntakeLine.State.values}
