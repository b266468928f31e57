"""How far what the tables recommended is: axes by regions, institutions, sessions; and what of it is published."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require_somewhere
from canevas.commons.design.charts import bar
from canevas.commons.directory.queries import organisation_by_code
from canevas.governance.recommendations.queries.register import answered_for_by
from canevas.governance.syntheses.permissions import SYNTHESIS_VIEW
from canevas.governance.syntheses.queries.follow_up import (
    axis_names,
    by_session,
    followed,
    institution_names,
    of_tables,
    region_names,
)
from canevas.governance.syntheses.queries.published import open_file, publications, rows_of
from canevas.governance.syntheses.rules.open_data import DEFINITIONS, LICENCE_URL
from canevas.governance.syntheses.rules.standing_counts import (
    Followed,
    Tally,
    axis_key,
    heat,
    overdue,
    reporting,
    tallies,
    tally,
)

MOST_LATE = 100
SHADES = 3
"""Shades of a cell, by how much is done; its figures say the same."""


def follow_up(request: HttpRequest) -> HttpResponse:
    require_somewhere(request.user, SYNTHESIS_VIEW)
    today = timezone.localdate()
    code = request.GET.get("organisation", "")
    chosen = organisation_by_code(code) if code else None
    if code and chosen is None:
        raise Http404(_("This organisation is not in the directory."))
    every = followed(of_tables(request.user))
    rows = followed(of_tables(request.user).filter(answered_for_by(chosen.pk))) if chosen else every
    axes, regions = axis_names(rows), region_names()
    institutions = institution_names(every)
    late = overdue(rows, today)
    return render(request, "syntheses/pack/follow_up.html", {
        "whole": tally("", "", rows, today), "chosen": chosen, "institutions": institutions.items(),
        "reporting": [(one, bar((one.share or 0) / 100), _link(owed=one.key, table="1", organisation=code))
                      for one in reporting(rows, regions)],
        "regions": regions.items(), "heat": [_heat_row(key, name, found, rows, today, code)
                                             for key, name, found in heat(rows, axes, regions, today)],
        "by_institution": [(one, _link(organisation=one.key, table="1")) for one in tallies(
            rows, lambda row: row.organisations, institutions, today) if one.total],
        "sessions": by_session(request.user, rows, today), "late": [
            _late(one, today) for one in late[:MOST_LATE]],
        "late_count": len(late), "most": MOST_LATE})


def _late(one: Followed, today: date) -> dict[str, Any]:
    since = one.late_since(today) or today
    return {"row": one, "days": (today - since).days, "since": since,
            "milestone": one.missed_what if since != one.due else "",
            "history": reverse("recommendations:recommendation-lineage", args=[one.uid])}


def _heat_row(key: str, name: str, found: list[Tally], rows: Iterable[Any], today: date, code: str) -> dict[str, Any]:
    """Each cell leads to the list of just what it counts; what is general is an axis of its own there."""
    whole_axis = tally(key, name, [row for row in rows if axis_key(row.axis) == key], today)
    kept = {"axis": key or "general", "table": "1", "organisation": code}
    return {"name": f"{key}. {name}" if key and not name.startswith("Axe") else name or _("General"),
            "total": _cell(whole_axis, _link(**kept)),
            "cells": [_cell(one, _link(owed=one.key, **kept)) for one in found]}


def _cell(one: Tally, url: str) -> dict[str, Any]:
    return {"tally": one, "shade": shade(one), "url": url, "drawn": bar(one.share_done),
            "percent": None if one.share_done is None else round(one.share_done * 100)}


def _link(**narrowed: str) -> str:
    kept = {key: value for key, value in narrowed.items() if value}
    return f"{reverse('recommendations:recommendations')}?{urlencode(kept)}"


def shade(one: Tally) -> int | None:
    """0 to ``SHADES - 1``; ``None`` where nothing is followed."""
    if one.share_done is None:
        return None
    return min(SHADES - 1, int(one.share_done * SHADES))


def open_data(request: HttpRequest) -> HttpResponse:
    """What stands before the public, with its definitions."""
    require_somewhere(request.user, SYNTHESIS_VIEW)
    found = publications()
    return render(request, "syntheses/pack/open_data.html", {
        "publications": found, "count": sum(1 for _row in rows_of(found)), "definitions": DEFINITIONS.items(),
        "licence_url": LICENCE_URL})


def open_data_file(request: HttpRequest, name: str) -> HttpResponse:
    """``recommandations.csv``, ``recommandations.json`` or ``definitions.csv``."""
    require_somewhere(request.user, SYNTHESIS_VIEW)
    file = open_file(name, publications())
    if file is None:
        raise Http404(_("This file is not made here."))
    return HttpResponse(file.content, content_type=file.content_type, headers={
        "Content-Disposition": f'attachment; filename="{name}"', "Link": f'<{LICENCE_URL}>; rel="license"'})
