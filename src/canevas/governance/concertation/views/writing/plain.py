"""The same without a script: one plain field for an item, saved by an ordinary form with the same check."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from canevas.governance.concertation.models import AgendaItem
from canevas.governance.concertation.operations.errors import NotNow
from canevas.governance.concertation.operations.minutes_writing import Conflict, save_item, settle_item
from canevas.governance.concertation.queries.writing import blocks_of
from canevas.governance.concertation.rules.blocks import Block, WrongBlocks
from canevas.governance.concertation.rules.notation import from_notation, to_notation
from canevas.governance.concertation.rules.text_diff import compare
from canevas.governance.concertation.views.naming import meeting_name
from canevas.governance.concertation.views.writing.common import item_or_404, sentence, title_of


@require_POST
def item_form(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Save the plain field of an item; ``settle`` ends a conflict that was shown."""
    item = item_or_404(request, uid)
    sent = request.POST
    known = blocks_of(item)
    blocks = from_notation(sent.get("text", ""), known)
    base = int(sent["revision"]) if sent.get("revision", "").isdecimal() else -1
    try:
        if "settle" in sent:
            chosen = known if sent["settle"] == "theirs" else blocks
            done = settle_item(by=request.user, item=item, base_revision=base, blocks=chosen, mine=blocks)
        else:
            done = save_item(by=request.user, item=item, base_revision=base, blocks=blocks)
    except NotNow as closed:
        return _show(request, item, blocks, str(closed), status=409)
    except WrongBlocks as wrong:
        return _show(request, item, blocks, sentence(wrong), status=400)
    if isinstance(done, Conflict):
        return _show(request, item, blocks, "", status=409, conflict=done)
    messages.success(request, _("The text of item %(item)s is saved.") % {"item": title_of(item)})
    return redirect(reverse("concertation:session-writing", args=[item.session.uid]) + f"#item-{item.uid}")


def _show(request: HttpRequest, item: AgendaItem, mine: list[Block], why: str, *, status: int,
          conflict: Conflict | None = None) -> HttpResponse:
    """What was not saved, with the words that were typed: they are nowhere else."""
    facts: dict[str, Any] = {"item": item, "session": item.session, "title": title_of(item), "why": why,
                             "name": meeting_name(item.session), "notation": to_notation(mine)}
    if conflict is not None:
        facts |= {"conflict": conflict, "pairs": compare(mine, conflict.blocks), "revision": conflict.revision}
    return render(request, "concertation/writing/not_saved.html", facts, status=status)
