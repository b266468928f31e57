"""Published figures: the list with what may be counted, one release with its files, the catalogue for machines."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from canevas.commons.files.queries import content_of
from canevas.doors.portal.views.cells import figure
from canevas.doors.portal.views.drawing import chart
from canevas.evidence.observatory.queries import published
from canevas.evidence.observatory.queries.releases import newest_public, public, public_release, table_of
from canevas.evidence.observatory.rules.periods import read_period
from canevas.evidence.observatory.rules.publish.leaves import UNSAID
from canevas.evidence.observatory.rules.publish.table import TOTAL, PublishedTable
from canevas.governance.bulletins.queries.published import ABOUT, public_bulletin, public_bulletins

FRESH = "public, max-age=300"
MOST_CELLS = 900
"""Cells that a page shows; the files have them all."""
MOST_ALIKE = 30
"""Rows of a file of records that a page shows, those that are alike in one."""
NAMES = {"csv": "CSV", "xlsx": "Excel", "hxl": "HXL", "parquet": "Parquet", "geojson": "GeoJSON",
         "sdmx-csv": "SDMX-CSV 2.0", "sdmx-csv-1": "SDMX-CSV 1.0", "sdmx-ml": "SDMX-ML 3.0",
         "sdmx-structure": "SDMX-ML 3.0", "sdmx-json": "SDMX-JSON 2.0"}

LICENCE = "https://creativecommons.org/licenses/by/4.0/deed.fr"
PLAIN = ("csv", "xlsx", "geojson")
"""What most people open; the other forms are for machines."""
KINDS = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


def _answered(request: HttpRequest, etag: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Who has it already is told so, before anything is made."""
    etag = f'"{etag}"'
    answer = get_conditional_response(request, etag=etag) or make()
    answer["ETag"], answer["Cache-Control"] = etag, FRESH
    return answer


@login_not_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The newest version of every release, and the indicators with their definitions."""
    found = newest_public()
    french = (get_language() or "fr").startswith("fr")
    answer = render(request, "portal/figures.html", {
        "bulletins": public_bulletins(),
        "releases": [(one, table_of(one)) for one in found],
        "indicators": [(one.name.fr if french else one.name.en, one.definition.fr if french else one.definition.en)
                       for one in published.indicators()],
        "licence_url": found[0].licence_url if found else LICENCE})
    answer["Cache-Control"] = FRESH
    return answer


@login_not_required
@require_safe
def newest(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, code, None)


@login_not_required
@require_safe
def release(request: HttpRequest, code: str, version: int) -> HttpResponse:
    return _page(request, code, version)


def _page(request: HttpRequest, code: str, version: int | None) -> HttpResponse:
    found = public_release(code, version)
    if found is None:
        raise Http404(_("These figures are not published."))
    table, last = table_of(found), public_release(code)

    def make() -> HttpResponse:
        is_records = found.form == "records"
        heads, rows, is_whole = alike(table) if is_records else shown(table)
        forms = [(form, NAMES[form.key], _about(form.key)) for form in published.forms(found)]
        return render(request, "portal/release.html", {
            "release": found, "table": table, "chart": "" if is_records else chart(table), "heads": heads, "rows": rows,
            "is_whole": is_whole, "is_records": is_records,
            "newer": last if last and last.version > found.version else None,
            "corner": table.dimensions[0].label, "licence_url": table.licence_url,
            "statuses": {cell.status.name.lower() for cell in table.cells},
            "forms": [one for one in forms if one[0].key in PLAIN],
            "other_forms": [one for one in forms if one[0].key not in PLAIN]})
    newer = last.version if last else 0
    return _answered(request, f"{found.sha256[:20]}-{newer}-{get_language()}", make)


def shown(table: PublishedTable) -> tuple[list[str], list[tuple[str, list[tuple[str, str]]]], bool]:
    """Heads of columns; rows, each with its cells as head and words; whether all is shown. Periods stand with the last
    one first, their total below. A third dimension that a table may have stays in the files."""
    cells = {cell.key: cell for cell in table.cells}
    rows, more = table.dimensions[0], table.dimensions[1:2]
    lines = list(rows.labels.items())
    if rows.name == "period":
        lines.sort(key=lambda line: (line[0] != TOTAL, line[0] != UNSAID, line[0]), reverse=True)
    columns = dict(more[0].labels) if more else {"": table.unit_label}
    fit = max(1, MOST_CELLS // len(columns))
    found = [(word, [(head, figure(cells.get((code, column) if more else (code,))))
                     for column, head in columns.items()]) for code, word in lines[:fit]]
    return list(columns.values()), found, len(lines) <= fit


def alike(table: PublishedTable) -> tuple[list[str], list[tuple[str, list[tuple[str, str]]]], bool]:
    """As :func:`shown`, of a file of records: those that are alike in one row, with how many they are."""
    heads = [*(one.label for one in table.dimensions[1:]), _("Records")]
    found = []
    for cell in table.cells[:MOST_ALIKE]:
        first, *more = (one.labels[code] for code, one in zip(cell.key, table.dimensions, strict=True))
        found.append((first, list(zip(heads, [*more, figure(cell)], strict=True))))
    return heads, found, len(table.cells) <= MOST_ALIKE


def _about(key: str) -> str:
    return {"csv": _("for any spreadsheet"), "xlsx": _("with its notes on a second sheet"),
            "hxl": _("with humanitarian tags"), "geojson": _("for a map"), "parquet": _("for analysis"),
            "sdmx-structure": _("structure, for statistical offices")}.get(key, _("for statistical offices"))


@login_not_required
@require_safe
def release_file(request: HttpRequest, code: str, version: int, name: str) -> HttpResponse:
    found = public_release(code, version)
    form = next((one for one in published.forms(found) if one.name == name), None) if found else None
    if found is None or form is None:
        raise Http404(_("These figures are not published."))

    def make() -> HttpResponse:
        made = published.release_file(found, name)
        assert made is not None
        return HttpResponse(made[1], content_type=form.media, headers={
            "Content-Disposition": f'attachment; filename="{found.code.lower()}-{found.version}-{name}"',
            "Link": f'<{found.licence_url}>; rel="license"'})
    return _answered(request, f"{found.sha256[:20]}-{name}", make)


@login_not_required
@require_safe
def bulletin_file(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """One of the two files (``docx`` or ``pdf``) of a bulletin that stands before the public."""
    found = public_bulletin(uid)
    if found is None or kind not in KINDS:
        raise Http404(_("This bulletin is not published."))
    file = found.pdf if kind == "pdf" else found.word
    return _answered(request, file.sha256[:20], lambda: HttpResponse(
        content_of(file), content_type=KINDS[kind], headers={
            "Content-Disposition": f'attachment; filename="{file.name}"'}))


@login_not_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """DCAT in JSON-LD: what a national portal of open data harvests."""
    found = newest_public()

    def page(one: Any) -> str:
        return request.build_absolute_uri(reverse("portal:release", args=[one.code, one.version]))

    def file(one: Any, name: str) -> str:
        return request.build_absolute_uri(reverse("portal:release-file", args=[one.code, one.version, name]))

    def document(one: Any) -> published.Document:
        period = read_period(one.period)
        pages = [page(row) for row in public() if str(row.uid) in one.releases]
        return published.Document(
            f"bulletin-{one.uid}", one.title, ABOUT,
            request.build_absolute_uri(f"{reverse('portal:figures')}#bulletin-{one.uid}"),
            {media: request.build_absolute_uri(reverse("portal:bulletin-file", args=[one.uid, kind]))
             for kind, media in KINDS.items()},
            timezone.localdate(one.published_at), period.start, period.end, LICENCE, pages)
    made = published.dcat(found, address=request.build_absolute_uri(), page=page, file=file,
                          documents=[document(one) for one in public_bulletins()])
    return HttpResponse(made, content_type="application/ld+json", headers={"Cache-Control": FRESH})


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What is public may be found by search engines; everything else is none of their business."""
    lines = ["User-agent: *", f"Allow: {reverse('portal:tables')}", "Allow: /static/", "Disallow: /"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8",
                        headers={"Cache-Control": FRESH})
