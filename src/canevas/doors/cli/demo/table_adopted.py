"""The table of the last national session: amended once, adopted by its three stages, before the public, followed since;
and the one that comes after it, for which the recommendations of the regions are gathered."""
from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from canevas.commons.access.queries import User
from canevas.commons.directory.queries import organisation_by_code
from canevas.doors.cli.demo.meeting import OPEN, advice_of
from canevas.governance.concertation.queries.visible import sessions
from canevas.governance.recommendations.operations.implementation import report_recommendation, set_milestone
from canevas.governance.syntheses.operations.amending import apply_amendments, decide_amendment, propose_amendment
from canevas.governance.syntheses.operations.continuing import continue_synthesis
from canevas.governance.syntheses.operations.deciding import decide_stage
from canevas.governance.syntheses.operations.gathering import gather
from canevas.governance.syntheses.operations.opening import freeze_version, open_synthesis
from canevas.governance.syntheses.operations.publishing import publish_synthesis
from canevas.governance.syntheses.queries.visible import syntheses
from canevas.governance.syntheses.rules.stages import Outcome, Stage
from canevas.governance.syntheses.rules.table import ReplaceText, table_from_json

AMENDED = " avant la prochaine session", "Sans échéance, la stratégie ne se suit pas."
TOLD = {"done": "Fait, avec l’appui des partenaires.", "in_progress": "Les travaux ont commencé.",
        "abandoned": "Reprise dans une autre stratégie."}
STEPS = ("Termes de référence validés", "Financement trouvé")
"""Invented."""


@transaction.atomic
def adopt_the_table(*, by: User, today: date) -> None:
    """Once: nothing where a synthesis was ever opened, or the last session lacks a stage."""
    meetings = sessions(by).filter(body__code="CCM", source__isnull=False, date__lte=today).order_by("-date")
    last = {one.stage: one for one in list(meetings[:3])}
    first = last.get(Stage.PREPARATORY)
    if syntheses(by).exists() or len(last) < len(Stage) or first is None or first.recommendation_set is None:
        return
    political = last[Stage.POLITICAL]
    synthesis = continue_synthesis(
        by=by, recommendation_set=first.recommendation_set, body_id=first.body_id, session_id=political.pk,
        title=f"Défis, priorités et stratégies de la {political.number}e session du CCM")
    freeze_version(by=by, synthesis=synthesis, seen=synthesis.versions.get().revision)
    for stage in Stage:
        if stage is Stage.TECHNICAL:
            _amended(by, synthesis)
        synthesis.refresh_from_db()
        decide_stage(by=by, synthesis=synthesis, outcome=Outcome.ADOPTED, day=last[stage].date or today,
                     session_id=last[stage].pk)
    synthesis.refresh_from_db()
    publish_synthesis(by=by, synthesis=synthesis)
    _followed(by, synthesis, political.date or today, today)
    gather(by=by, synthesis=open_synthesis(
        by=by, title=f"Préparation de la {(political.number or 0) + 1}e session du CCM", body_id=first.body_id,
        since=political.date))


def _amended(by: User, synthesis: Any) -> None:
    """The first strategy is given a time, as OIM asked."""
    version = synthesis.versions.get()
    row = next(row for section in table_from_json(version.content).sections for _block, row in section.rows)
    line, (words, motive) = row.strategies[0], AMENDED
    end = len(line.text.rstrip(" .;"))
    giver = organisation_by_code("OIM")
    amendment = propose_amendment(
        by=by, synthesis=synthesis, seen=version.number, edit=ReplaceText(line.uid, end, end, words), motive=motive,
        organisation_id=giver.pk if giver else None)
    decide_amendment(by=by, amendment=amendment, state="accepted")
    apply_amendments(by=by, synthesis=synthesis)


def _followed(by: User, synthesis: Any, adopted: date, today: date) -> None:
    """Some strategies are done, some under way; of those that wait, a few should have begun by now."""
    rng = random.Random(synthesis.title)  # noqa: S311 (nothing here is secret)
    for row in synthesis.recommendation_set.recommendations.filter(withdrawn_at=None).order_by("pk"):
        state = advice_of(adopted, today, rng)
        if state != OPEN:
            report_recommendation(by=by, recommendation=row, status=state, text=TOLD[state],
                                  day=min(today, adopted + timedelta(days=rng.randint(10, 120))))
        elif rng.random() < 0.2:
            set_milestone(by=by, recommendation=row, label=rng.choice(STEPS),
                          due=adopted + timedelta(days=rng.choice((60, 90, 400))))
