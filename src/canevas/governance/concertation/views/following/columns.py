"""The columns that every list of actions has, on the screen or in a file."""
from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.design import components
from canevas.commons.design.formats import capital
from canevas.commons.design.lists import Column
from canevas.governance.concertation.forms import STATUS
from canevas.governance.concertation.models import ActionPoint, ActionResponsible
from canevas.governance.concertation.views.following.words import answering_text
from canevas.governance.concertation.views.naming import meeting_name


def state_word(row: ActionPoint) -> str:
    return _("Late") if row.is_late() else capital(STATUS[row.status])


def _of_part(row: ActionPoint, *, leads: bool) -> list[ActionResponsible]:
    return [who for who in row.responsibles.all() if (who.part == ActionResponsible.Part.LEAD) is leads]


EXPORTED = (
    Column("text", gettext_lazy("Action point"), "text"),
    Column("who", gettext_lazy("Lead"),
           value=lambda row: answering_text(_of_part(row, leads=True)),
           cell=lambda row: components.chips(_of_part(row, leads=True))),
    Column("concerned", gettext_lazy("Concerned"),
           value=lambda row: answering_text(_of_part(row, leads=False)),
           cell=lambda row: components.chips(_of_part(row, leads=False))),
    Column("deadline", gettext_lazy("Deadline as written"), "deadline_text"),
    Column("due", gettext_lazy("Due on"), "due_on", order=("due_on",)),
    Column("state", gettext_lazy("State"), value=state_word),
    Column("session", gettext_lazy("Meeting"), value=lambda row: meeting_name(row.session)),
)
"""What a file of actions tells, whatever page it comes from."""
