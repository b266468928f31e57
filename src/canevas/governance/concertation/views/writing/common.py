from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.operations import require
from canevas.governance.concertation.models import AgendaItem, Session
from canevas.governance.concertation.operations.errors import NotNow
from canevas.governance.concertation.operations.moves import require_editable
from canevas.governance.concertation.permissions import MINUTES_WRITE
from canevas.governance.concertation.queries.writing import item_to_write, session_to_write
from canevas.governance.concertation.rules.blocks import WrongBlocks
from canevas.governance.concertation.rules.session_states import Part

WRONG = {
    "too-many": gettext_lazy("this item has too many paragraphs"),
    "too-long": gettext_lazy("a paragraph or a table is too long"),
    "too-large": gettext_lazy("a table is too large (500 rows and 40 columns at most)"),
}
OTHERWISE_WRONG = gettext_lazy("the text is not in a form that can be read")


def session_or_404(request: HttpRequest, uid: UUID) -> Session:
    """A session whose minutes the person may write; one that is not to be seen answers as if it were not there."""
    found = session_to_write(request.user, uid)
    if found is None:
        raise Http404(_("This meeting is not in the register."))
    require(request.user, MINUTES_WRITE, body=found.body.code)
    return found


def item_or_404(request: HttpRequest, uid: UUID) -> AgendaItem:
    found = item_to_write(request.user, uid)
    if found is None:
        raise Http404(_("This item is not on the agenda any more."))
    require(request.user, MINUTES_WRITE, body=found.session.body.code)
    return found


def why_closed(session: Session) -> str:
    """The sentence that says why the minutes cannot be edited now; "" where they can."""
    try:
        require_editable(session, Part.MINUTES)
    except NotNow as closed:
        return str(closed)
    return ""


def title_of(item: AgendaItem) -> str:
    return f"{item.number}. {item.title or item.treated_title}".strip()


def sentence(wrong: WrongBlocks) -> str:
    return str(WRONG.get(wrong.code, OTHERWISE_WRONG))


def person(request: HttpRequest) -> str:
    """The name under which a browser keeps what belongs to this person alone."""
    return str(request.user.pk)


def told(by: Any) -> str:
    return str(by) if by else ""
