"""What became of the invented actions: reports with their day and their evidence, and open ones that come back."""
from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.doors.cli.demo.meeting import DONE
from canevas.governance.concertation.operations.carrying_over import bring_back_open_actions, record_review
from canevas.governance.concertation.operations.progress import Evidence, report_progress

NOTES = {
    "done": ("Fait, et présenté aux membres.", "Remis au gouvernorat.", "Terminé avec l'appui des communes.", ""),
    "in_progress": ("Les premiers contacts sont pris.", "À moitié fait.", "En attente d'un véhicule.", ""),
    "cancelled": ("Sans objet depuis la dernière mission.", "Repris dans une autre action."),
}
SAID = ("Reportée à la prochaine réunion.", "Le responsable était absent.", "À relancer par écrit.")


def told_of(*, by: User, action: Any, state: str) -> None:
    """Report on one action: most with a word, some with an evidence, on a day that suits its deadline."""
    rng = random.Random(str(action.text))  # noqa: S311 (nothing here is secret)
    evidence = link = None
    if state == DONE and rng.random() < 0.25:
        text = f"Note de remise\n\nAction : {action.text}\n\nFait et remis ce jour."
        evidence = Evidence("Note de remise.txt", text.encode())
    elif state == DONE and rng.random() < 0.15:
        link = "https://example.org/rapports/mission"
    said_on = action.session.date or timezone.localdate()
    wanted = (action.due_on or said_on + timedelta(days=60)) + timedelta(days=rng.randint(-20, 12))
    day = min(max(wanted, said_on), timezone.localdate())
    report_progress(by=by, action=action, status=state, note=rng.choice(NOTES[state]), evidence=evidence,
                    evidence_url=link or "", done_on=day if state == DONE else None)


def reviewed_again(*, by: User, session: Any) -> None:
    """The open actions of the meetings before come back at this one; of some of them something was said."""
    bring_back_open_actions(by=by, session=session)
    rng = random.Random(str(session))  # noqa: S311 (nothing here is secret)
    for review in session.reviews.select_related("session__body", "action"):
        if rng.random() < 0.2:
            record_review(by=by, review=review, note=rng.choice(SAID))
