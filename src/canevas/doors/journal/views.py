from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from canevas.commons.access.operations import require, require_somewhere
from canevas.commons.access.queries import User, may
from canevas.commons.audit import sentences
from canevas.commons.audit.operations import record_read
from canevas.commons.audit.queries import JournalEntry, JournalUnavailable, current_anchor
from canevas.commons.design.lists import Choice, ChoiceFilter, Column, DateFilter, Empty, RegisterList, TextFilter
from canevas.doors.journal import queries
from canevas.doors.journal.jobs import start_checking
from canevas.doors.journal.permissions import JOURNAL_VIEW


def _people() -> Iterator[Choice]:
    for user in User.objects.order_by("first_name", "last_name", "username"):
        yield Choice(user.username, f"{user} ({user.username})")


def _events() -> list[Choice]:
    return sorted((Choice(event, sentences.heading_of(event)) for event in sentences.sentences()),
                  key=lambda one: str(one.label).casefold())


def _kinds() -> list[Choice]:
    return sorted((Choice(label, kind) for label, kind in sentences.kinds().items()),
                  key=lambda one: str(one.label).casefold())


def _object(row: JournalEntry) -> str:
    if row.url is None:
        return _("(not shown)")
    return row.object_label


def _object_cell(row: JournalEntry) -> str:
    if row.url is None or not row.object_type:
        return format_html('<span class="quiet">{}</span>', _object(row))
    story = reverse("journal:story", args=[row.object_type, row.object_id])
    return format_html('<a href="{}">{}</a>', story, row.object_label or sentences.kind_of(row.object_type))


def _kind(row: JournalEntry) -> str:
    return sentences.kind_of(row.object_type) if row.object_type and row.url is not None else ""


JOURNAL = RegisterList(
    title=gettext_lazy("Journal"),
    caption=gettext_lazy("Each row is a write, or a read of something restricted."),
    rows=lambda request: queries.journal_rows(request.user),
    columns=(
        Column("number", gettext_lazy("No."), "number", order=("number",), kind="number"),
        Column("at", gettext_lazy("When"), "at", order=("at",), kind="short"),
        Column("by", gettext_lazy("Who"), value=lambda row: f"{row.by} ({row.by_name})", kind="text"),
        Column("what", gettext_lazy("What"), value=queries.sentence_of, kind="long", is_title=True),
        Column("object", gettext_lazy("Object"), value=_object, cell=_object_cell),
        Column("kind", gettext_lazy("Kind"), value=_kind, kind="short"),
    ),
    order="-number",
    filters=(
        TextFilter("q", gettext_lazy("Words of the object"), fields=("object_label",)),
        ChoiceFilter("by", gettext_lazy("Person"), field="by__username", choices=_people),
        ChoiceFilter("event", gettext_lazy("Event"), field="event", choices=_events),
        ChoiceFilter("kind", gettext_lazy("Kind of object"), field="object_type", choices=_kinds),
        DateFilter("at", gettext_lazy("Period"), field="at__date"),
    ),
    empty=Empty(gettext_lazy("Nothing was written yet"),
                gettext_lazy("Each write of a person adds a row here, by itself.")),
    template="journal/journal.html",
)


def journal(request: HttpRequest) -> HttpResponseBase:
    """Who did what, and when: the newest first."""
    require_somewhere(request.user, JOURNAL_VIEW)
    form = request.GET.get("format")
    if form in ("csv", "xlsx"):
        asked = request.GET.copy()
        asked.pop("format")
        record_read(by=request.user, what="journal_exported", details={"format": form, "filters": asked.urlencode()})
    else:
        record_read(by=request.user, what="journal_read")
    may_verify = may(request.user, JOURNAL_VIEW)
    return JOURNAL.respond(request, {"may_verify": may_verify, "anchor": _anchor() if may_verify else ""})


def _anchor() -> str:
    try:
        return str(current_anchor())
    except JournalUnavailable:
        return ""  # the check, a button away, says what is wrong


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Walk the whole chain, as long work."""
    require(request.user, JOURNAL_VIEW)
    return redirect(start_checking(by=request.user))


def story(request: HttpRequest, label: str, key: str) -> HttpResponse:
    """Everything that happened to one object, in sentences."""
    require_somewhere(request.user, JOURNAL_VIEW)
    found = queries.story_of_object(request.user, label, key)
    if found is None:
        raise Http404(_("The journal knows no such object."))
    record_read(by=request.user, what="story_read", details={"object": f"{label.lower()} {key}", "title": found.title})
    return render(request, "journal/story.html", {
        "story": found, "told": [(row, queries.sentence_of(row), queries.note_of(row)) for row in found.rows],
        "left_out": found.count - len(found.rows)})
