"""Run in the home once it is brought up to date: what became of its rows, as JSON on standard output."""
from __future__ import annotations

import json
import sys

import django

django.setup()

from canevas.commons.access.models import User  # noqa: E402
from canevas.commons.audit.queries import verify_journal  # noqa: E402
from canevas.commons.search.queries import is_stale, search  # noqa: E402
from canevas.governance.concertation.models import ActionPoint, AgendaItem, Reservation, Session  # noqa: E402
from canevas.governance.recommendations.models import RecommendationSet  # noqa: E402

aicha = User.objects.get(username="aicha")
done, steady = ActionPoint.objects.order_by("order")
json.dump({
    "states": [session.state for session in Session.objects.order_by("date")],
    "moves": [move.after for move in Session.objects.earliest("date").moves.all()],
    "reservations": [row.state for row in Reservation.objects.all()],
    "kinds": [item.kind for item in AgendaItem.objects.all()],
    "due": [str(done.due_on), done.deadline_kind, steady.deadline_kind],
    "reports": [[row.status, row.note] for row in done.progress.all()],
    "is dated": done.done_on is not None,
    "set": RecommendationSet.objects.get().origin_body,
    "roles": sorted(grant.role for grant in aicha.grants.all()),
    "journal": [verify_journal().is_right, verify_journal().rows >= 2],
    "found": [search(word, ["action_point"], user=aicha).total for word in ("forage", "mirage")],
    "stale": is_stale(),
}, sys.stdout)
