"""The earlier texts of one item: to look at, to compare, to take up again."""
from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from canevas.governance.concertation.models import AgendaItem, ItemRevision
from canevas.governance.concertation.operations.errors import NotNow
from canevas.governance.concertation.operations.minutes_writing import Conflict, restore_item
from canevas.governance.concertation.queries.writing import blocks_of, earlier_text, history_of
from canevas.governance.concertation.rules.blocks import read_blocks
from canevas.governance.concertation.rules.text_diff import compare
from canevas.governance.concertation.views.naming import meeting_name
from canevas.governance.concertation.views.writing.common import item_or_404, title_of, why_closed


@require_GET
def item_versions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What the item said before; ``?show=`` one of them, beside what it says now."""
    item = item_or_404(request, uid)
    page = Paginator(history_of(item).defer("blocks"), 50).get_page(request.GET.get("page"))
    shown = _wanted(request, item)
    pairs = compare(read_blocks(shown.blocks), blocks_of(item)) if shown else []
    return render(request, "concertation/writing/versions.html", {
        "item": item, "session": item.session, "title": title_of(item), "name": meeting_name(item.session),
        "page": page, "shown": shown, "pairs": pairs, "is_same": all(pair.is_same for pair in pairs),
        "closed": why_closed(item.session)})


def _wanted(request: HttpRequest, item: AgendaItem) -> ItemRevision | None:
    wanted = request.GET.get("show")
    if not wanted:
        return None
    try:
        found = earlier_text(item, UUID(wanted))
    except ValueError:
        found = None
    if found is None:
        raise Http404(_("This earlier text is not there."))
    return found


@require_POST
def item_restore(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take an earlier text up again."""
    item = item_or_404(request, uid)
    try:
        earlier = earlier_text(item, UUID(request.POST.get("version", "")))
    except ValueError:
        earlier = None
    if earlier is None:
        raise Http404(_("This earlier text is not there."))
    base = int(request.POST["revision"]) if request.POST.get("revision", "").isdecimal() else -1
    back = reverse("concertation:item-versions", args=[item.uid])
    try:
        done = restore_item(by=request.user, earlier=earlier, base_revision=base)
    except NotNow as closed:
        messages.error(request, str(closed))
        return redirect(back)
    if isinstance(done, Conflict):
        messages.warning(request, _("Somebody changed this item in the meantime: look at it as it is now, then "
                                    "choose."))
        return redirect(f"{back}?show={earlier.uid}")
    messages.success(request, _("The earlier text stands again; the one before it is kept in this list."))
    return redirect(back)
