"""What everybody may read without signing in: tables that were adopted and published. Nothing else begins here."""
from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from canevas.commons.directory.queries import organisations
from canevas.governance.concertation.queries.official import OfficialFile
from canevas.governance.syntheses.queries import published
from canevas.governance.syntheses.rules.open_data import DEFINITIONS, LICENCE_URL
from canevas.governance.syntheses.rules.printing import bands
from canevas.governance.syntheses.rules.standing_counts import Part

AKN = "table.akn.xml"
FRESH = "public, max-age=300"
"""Whoever reads it again within five minutes is not sent it again."""


@login_not_required
@require_safe
def tables(request: HttpRequest) -> HttpResponse:
    """The published tables, the last first."""
    return _page(request, "portal/tables.html", {
        "publications": published.publications(), "definitions": DEFINITIONS.items()})


@login_not_required
@require_safe
def table(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One table, with how far each of its strategies is today."""
    found = published.publication_with_uid(uid)
    if found is None:
        raise Http404(_("This table is not published."))
    shown, today = published.public_table_of(found), timezone.localdate()
    words = _words()
    states = {line: words[one.part(today)] for line, one in shown.states.items()}
    named = {line.text for section in shown.table.sections for _block, row in section.rows for line in row.responsible}
    return _page(request, "portal/table.html", {
        "acronyms": organisations().filter(acronym__in=named).order_by("acronym").values_list("acronym", "name"),
        "publication": found, "synthesis": found.synthesis, "shown": shown, "bands": bands(shown.table),
        "states": states, "words": words.values(), "today": today})


@login_not_required
@require_safe
def table_file(request: HttpRequest, uid: UUID, name: str) -> HttpResponse:
    """The data of one table: CSV, JSON, Akoma Ntoso."""
    found = published.publication_with_uid(uid)
    file = None
    if found is not None:
        file = published.public_akn(found) if name == AKN else published.open_file(name, [found])
    return _file(file)


@login_not_required
@require_safe
def data(request: HttpRequest, name: str) -> HttpResponse:
    """The data of all published tables, and what each column means."""
    return _file(published.open_file(name, published.publications()))


def absent(request: HttpRequest) -> HttpResponse:
    """What is not published answers as what never was: lightly, as every page here."""
    return render(request, "portal/absent.html", {"licence_url": LICENCE_URL}, status=404)


def _words() -> dict[Part, dict[str, str]]:
    """Each state as a shape and a word, so that it is read in black and white too."""
    words = {Part.DONE: ("●", pgettext("state", "done")), Part.IN_PROGRESS: ("◐", pgettext("state", "in progress")),
             Part.OPEN: ("○", pgettext("state", "to begin")), Part.LATE: ("▲", pgettext("state", "late")),
             Part.ABANDONED: ("×", pgettext("state", "abandoned"))}
    return {part: {"shape": shape, "word": word} for part, (shape, word) in words.items()}


def _page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    answer = render(request, template, {**context, "licence_url": LICENCE_URL})
    answer["Cache-Control"] = FRESH
    return answer


def _file(file: OfficialFile | None) -> HttpResponse:
    if file is None:
        raise Http404(_("This table is not published."))
    return HttpResponse(file.content, content_type=file.content_type, headers={
        "Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": FRESH,
        "Link": f'<{LICENCE_URL}>; rel="license"'})
