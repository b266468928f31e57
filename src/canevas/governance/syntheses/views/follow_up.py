"""How far what the tables recommended is: axes by regions, institutions, sessions; and what of it is published."""
from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require_somewhere
from canevas.commons.design.lists.exports import csv_text
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
from canevas.governance.syntheses.queries.open_data import published
from canevas.governance.syntheses.rules.open_data import DEFINITIONS, LICENCE_URL, whole
from canevas.governance.syntheses.rules.standing_counts import Tally, axis_key, heat, overdue, tallies, tally

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
        "regions": regions.items(), "heat": [_heat_row(key, name, found, rows, today, code)
                                             for key, name, found in heat(rows, axes, regions, today)],
        "by_institution": [(one, _link(organisation=one.key)) for one in tallies(
            rows, lambda row: row.organisations, institutions, today) if one.total],
        "sessions": by_session(request.user, rows, today), "late": [(
            one, (today - one.due).days if one.due else 0,
            reverse("recommendations:recommendation-lineage", args=[one.uid])) for one in late[:MOST_LATE]],
        "late_count": len(late), "most": MOST_LATE})


def _heat_row(key: str, name: str, found: list[Tally], rows: Iterable[Any], today: Any, code: str) -> dict[str, Any]:
    whole_axis = tally(key, name, [row for row in rows if axis_key(row.axis) == key], today)
    return {"name": f"{key}. {name}" if key and not name.startswith("Axe") else name or _("General"),
            "total": whole_axis, "cells": [
                {"tally": one, "shade": shade(one), "url": _link(axis=key, place=one.key, organisation=code)
                 if one.total and key else ""} for one in found]}


def _link(**narrowed: str) -> str:
    kept = {key: value for key, value in narrowed.items() if value}
    return f"{reverse('recommendations:recommendations')}?{urlencode(kept)}"


def shade(one: Tally) -> int | None:
    """0 to ``SHADES - 1``; ``None`` where nothing is followed."""
    if one.share_done is None:
        return None
    return min(SHADES - 1, int(one.share_done * SHADES))


def open_data(request: HttpRequest) -> HttpResponse:
    """What is published and may be taken along, with its definitions."""
    require_somewhere(request.user, SYNTHESIS_VIEW)
    return render(request, "syntheses/pack/open_data.html", {
        "count": sum(1 for _row in published(request.user)), "definitions": DEFINITIONS.items(),
        "licence_url": LICENCE_URL})


def open_data_file(request: HttpRequest, name: str) -> HttpResponse:
    """``recommandations.csv``, ``recommandations.json`` or ``definitions.csv``."""
    require_somewhere(request.user, SYNTHESIS_VIEW)
    match name:
        case "recommandations.csv":
            return _csv(name, list(DEFINITIONS), ([row[key] for key in DEFINITIONS] for row in published(request.user)))
        case "definitions.csv":
            return _csv(name, ["colonne", "definition"], ([key, text] for key, text in DEFINITIONS.items()))
        case "recommandations.json":
            return _json(name, whole(published(request.user), timezone.localdate()))
    raise Http404(_("This file is not made here."))


def _csv(name: str, head: list[str], rows: Iterable[list[str]]) -> HttpResponse:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([csv_text(text) for text in row] for row in rows)
    return _attached(name, f"\ufeff{out.getvalue()}".encode(), "text/csv; charset=utf-8")


def _json(name: str, value: dict[str, Any]) -> HttpResponse:
    return _attached(name, json.dumps(value, ensure_ascii=False, indent=1).encode(), "application/json")


def _attached(name: str, content: bytes, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={
        "Content-Disposition": f'attachment; filename="{name}"', "Link": f'<{LICENCE_URL}>; rel="license"'})
