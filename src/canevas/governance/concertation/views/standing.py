"""« Suivi »: how bodies and regions stand with their actions, as a table, bars and a map of the same figures."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from canevas.commons.access.operations import require_somewhere
from canevas.commons.design import charts, formats
from canevas.commons.design.lists import Column, exports
from canevas.commons.directory.queries import vocabulary
from canevas.governance.concertation.permissions import STATISTICS_VIEW
from canevas.governance.concertation.queries import register
from canevas.governance.concertation.queries.standing import standings_of_bodies, standings_of_regions
from canevas.governance.concertation.rules.standing import Standing, together
from canevas.tools.vocabulary.outlines import draw_outlines


def percentage(share: float | None) -> str:
    return "–" if share is None else f"{formats.number(round(share * 100))}\u00a0%"


def age(days: int | None) -> str:
    """A waiting time in words: days up to two months, then months."""
    if days is None:
        return "–"
    if days < 60:
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    months = round(days / 30.44)
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}


@dataclass(frozen=True, slots=True)
class Measure:
    """What the map shows: ``value`` for its shade, ``said`` in words."""

    code: str
    label: str | Promise

    def value(self, one: Standing) -> float | None:
        found = {"share": one.share_on_time, "age": one.median_age, "open": one.open or None}[self.code]
        return None if found is None else float(found)

    def said(self, one: Standing) -> str:
        return {"share": percentage(one.share_on_time), "age": age(one.median_age),
                "open": formats.number(one.open)}[self.code]

    def scale(self, every: list[Standing]) -> tuple[float, float]:
        """The lowest and the highest value of the shades: a share always runs from 0 to 1."""
        known = [value for one in every if (value := self.value(one)) is not None]
        return (0.0, 1.0) if self.code == "share" else (0.0, max(known, default=0.0))


MEASURES = (Measure("share", gettext_lazy("Share done on time")), Measure("age", gettext_lazy("Age of the open ones")),
            Measure("open", gettext_lazy("Still to be done")))
LEVELS = (("region", gettext_lazy("Region")), ("body", gettext_lazy("Body")))

AGE_LABELS = (gettext_lazy("Up to 3 months"), gettext_lazy("3 to 6 months"), gettext_lazy("6 to 12 months"),
              gettext_lazy("Over a year"))

COLUMNS = (
    Column("name", gettext_lazy("Name"), lambda one: one.label or _("National level")),
    Column("due", gettext_lazy("Fell due"), "fell_due", kind="number"),
    Column("on_time", gettext_lazy("Done on time"), "on_time", kind="number"),
    Column("late", gettext_lazy("Done late"), "done_late", kind="number"),
    Column("overdue", gettext_lazy("Overdue"), "overdue", kind="number"),
    Column("share", gettext_lazy("Share done on time"),
           lambda one: None if one.share_on_time is None else round(one.share_on_time, 3), kind="number"),
    Column("open", gettext_lazy("Still to be done"), "open", kind="number"),
    Column("age", gettext_lazy("Median age, days"), "median_age", kind="number"),
    *(Column(f"age_{place}", label, lambda one, place=place: one.age_groups[place], kind="number")
      for place, label in enumerate(AGE_LABELS)),
)


def standing(request: HttpRequest) -> HttpResponseBase:
    """The explorer. ``by``: region or body; ``measure``: what the map shows; ``year``: of the meetings;
    ``part=brief``: what the desk shows of it."""
    require_somewhere(request.user, STATISTICS_VIEW)
    by = request.GET.get("by") if request.GET.get("by") in dict(LEVELS) else "region"
    measure = next((one for one in MEASURES if one.code == request.GET.get("measure")), MEASURES[0])
    years = register.years(request.user)
    written = request.GET.get("year", "")
    year = int(written) if written.isascii() and written.isdigit() and int(written) in years else None
    bodies = standings_of_bodies(request.user, year)
    regions = standings_of_regions(bodies)
    rows = regions if by == "region" else bodies
    if request.GET.get("format") in ("csv", "xlsx"):
        return _export(request.GET["format"], rows, year)
    shown = "standing_brief" if request.GET.get("part") == "brief" else "standing"
    return render(request, f"concertation/{shown}.html", {
        "rows": [_row(one, by, rows) for one in rows], "total": _row(together(rows), "", rows), "by": by,
        "measure": measure, "year": year, "years": years, "measures": MEASURES, "levels": LEVELS,
        "map": _map(regions, measure), "groups": AGE_LABELS,
        "undated": sum(one.undated for one in rows),
        "exports": urlencode({"by": by, **({"year": year} if year else {})})})


def _export(form: str, rows: list[Standing], year: int | None) -> HttpResponseBase:
    title = _("Follow-up of actions")
    if form == "csv":
        return exports.csv_response(title, COLUMNS, iter(rows))
    said = [_("Meetings of %(year)s") % {"year": year}] if year else []
    return exports.xlsx_response(title, COLUMNS, iter(rows), said)


def _row(one: Standing, by: str, rows: list[Standing]) -> dict[str, Any]:
    longest = max((row.open for row in rows), default=0)
    return {
        "standing": one, "label": one.label or _("National level"), "url": _actions_url(by, one.key),
        "share": percentage(one.share_on_time), "bar": charts.bar(one.share_on_time), "age": age(one.median_age),
        "stack": charts.stacked_bar(one.age_groups, longest) if by else "",
        "groups": list(zip(AGE_LABELS, one.age_groups, strict=True))}


def _actions_url(by: str, key: str) -> str:
    return f"{reverse('concertation:actions')}?{urlencode({by: key})}" if by and key else ""


def _map(regions: list[Standing], measure: Measure) -> str:
    known = [one for one in regions if one.key]
    low, high = measure.scale(known)
    return charts.region_map(
        draw_outlines(vocabulary().outlines),
        {one.key: charts.Region(one.label, measure.said(one), charts.step_of(measure.value(one), low, high),
                                _actions_url("region", one.key)) for one in known},
        _("%(measure)s, by region. The table below says the same in figures.") % {"measure": measure.label})
