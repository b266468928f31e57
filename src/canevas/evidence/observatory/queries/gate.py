"""The figures that the gate counts, whoever asks: only the operations of releases read here, of sources that the one
who prepares sees whole."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from canevas.evidence.observatory.models import Release, Source
from canevas.evidence.observatory.queries import explorer, labels
from canevas.evidence.observatory.queries.leaves import contributions, leaves_at, rows_of
from canevas.evidence.observatory.queries.releases import memory, question_of, table_of
from canevas.evidence.observatory.queries.store import counted
from canevas.evidence.observatory.queries.tellings import State, named_with, tellings_of, told_of
from canevas.evidence.observatory.rules.disclosure.cell_key import group_keys
from canevas.evidence.observatory.rules.disclosure.gathering import OTHER
from canevas.evidence.observatory.rules.disclosure.primary import policy_for
from canevas.evidence.observatory.rules.periods import Grain
from canevas.evidence.observatory.rules.publish.gate import (
    CELL_KEY,
    Passed,
    Told,
    cells_of,
    pass_gate,
)
from canevas.evidence.observatory.rules.publish.leaves import (
    UNSAID,
    Key,
    Refused,
    axis,
    is_contributed,
    is_stock,
    kept,
    leaf_period,
    named,
)
from canevas.evidence.observatory.rules.publish.records import meets
from canevas.evidence.observatory.rules.publish.table import (
    TOTAL,
    PublishedCell,
    PublishedDimension,
    PublishedTable,
    Status,
)
from canevas.evidence.observatory.rules.statistics.accounts import (
    NO_ACCOUNTS,
    SOURCE,
    Accounts,
    accounts_in,
    has_accounts,
)
from canevas.evidence.observatory.rules.statistics.explorer import PERIOD, Grid, Question
from canevas.evidence.observatory.rules.statistics.series import Standing

PUBLISHER = "Secrétariat permanent du Cadre de concertation sur la migration"


def passed(release: Release, sources: Sequence[str], at: datetime,
           tell: Callable[[int], None] = lambda step: None) -> Passed:
    """What the gate lets through of a release, counted from ``sources`` as the store stood at ``at``; ``tell`` hears
    when it is counted (1) and hidden (2). Raises :class:`Refused`."""
    question = question_of(release)
    earlier = []
    for one in memory(release):
        if one.form != Release.Form.RECORDS:
            earlier.append(one)
        elif meets(question, sources, question_of(one), one.sources):
            raise Refused("beside_records", release=one)
    if any((one.method == CELL_KEY) != (release.method == CELL_KEY) for one in earlier):
        raise Refused("method")
    asking = [question_of(one) for one in earlier]
    if is_stock(question) and any(one.grain is not question.grain for one in asking):
        raise Refused("stock_grain")
    tellings = tellings_of(release.measure)
    if tellings and release.method == CELL_KEY:
        raise Refused("method")
    if tellings and is_stock(question) and question.grain is not Grain.MONTH:
        raise Refused("stock_grain")
    names = named_with(tellings, named([question, *asking]))
    given = contributions(question, names, sources, at) if is_contributed(question) else None
    told = [Told(f"{one.code} {one.version}", other, leaves_at(other, names, one.sources, one.counted_at),
                 told_cells(one), one_by_one(one),
                 None if given is None else contributions(other, names, one.sources, one.counted_at or at))
            for one, other in zip(earlier, asking, strict=True)]
    keys = _keys(question, names, sources, at) if release.method == CELL_KEY else None
    leaves = leaves_at(question, names, sources, at)
    told += told_of(tellings, State(names, leaves, sources, at, given=given))
    tell(1)
    return pass_gate(question, names, leaves, policy_for(release.audience),
                     method=release.method, earlier=told, keys=keys, tell=tell,
                     contributions=given)


def telling(question: Question, sources: Sequence[str], at: datetime) -> list[str]:
    """Those of these sources that say anything of what is asked, as the store stood at ``at``."""
    names = named([replace(question, by=tuple(dict.fromkeys((*question.by, SOURCE))))])
    keys = leaves_at(question, names, sources, at).keys()
    inside = [frozenset[str]().union(*axis(question, name, {key[place] for key in keys}).values())
              for place, name in enumerate(names)]
    return sorted({key[names.index(SOURCE)] for key in keys
                   if all(code in codes for code, codes in zip(key, inside, strict=True))})


def accounts(question: Question, sources: Sequence[str], at: datetime) -> Accounts:
    """Which of these sources tell of the same people, so that added they would be counted twice."""
    return accounts_in(question, lambda one: counted(one, sources, at)) if len(sources) > 1 else NO_ACCOUNTS


def unprotected(release: Release) -> Mapping[Key, float]:
    """The cells of a release as they stood when it was counted, before the gate: for those alone who see its sources
    whole (``releases.sees_before``). What has no figure is left out."""
    question = question_of(release)
    names = named([question])
    return cells_of(question, names, leaves_at(question, names, release.sources, release.counted_at),
                    one_by_one(release))


def told_cells(release: Release) -> frozenset[Key]:
    """The cells that a release shows with a figure."""
    return frozenset(cell.key for cell in table_of(release).cells if cell.value is not None)


def one_by_one(release: Release) -> dict[str, list[str]]:
    """Of each dimension in which rare codes were gathered, the codes that its table tells by themselves."""
    return {one.name: list(one.labels) for one in table_of(release).dimensions if OTHER in one.labels}


def _keys(question: Question, names: Sequence[str], sources: Sequence[str], at: datetime) -> dict[Key, int]:
    """The key of each leaf: those of the finest figures in it added up, so that other tables move them alike."""
    finest = tuple(sorted({*question.indicator.breakdowns, *names, PERIOD, "source"}))
    rows = [row for row in rows_of(question, finest, sources, at) if row["value"]]
    secret = salted_hmac("canevas.observatory.noise", "").digest()
    counts = np.array([round(row["value"]) for row in rows], dtype=np.int64)
    drawn = group_keys(counts, [["\x1e".join(row[name] or "" for name in finest) for row in rows]], secret)
    found: dict[Key, int] = {}
    for row, number in zip(rows, drawn, strict=True):
        key = tuple(leaf_period(row[name] or UNSAID, question) if name == PERIOD else row[name] or UNSAID
                    for name in names)
        found[key] = found.get(key, 0) + int(number)
    return found


def as_table(release: Release, one: Passed, sources: Sequence[str]) -> PublishedTable:
    """What was let through, with everything that a reader must know, in French."""
    with translation.override("fr"):
        question = question_of(release)
        one, entry = _told_apart(question, one), question.indicator
        one = replace(one, cells=_closed(question, one.cells))
        rows = {row.code: row for row in Source.objects.filter(code__in=sources)}
        names = {code: row.name for code, row in rows.items()}
        return PublishedTable(
            release.code, release.version, release.title, release.title_en or entry.name.en, entry.definition.fr,
            entry.unit, labels.unit(entry.unit), tuple(
                PublishedDimension(name, labels.dimension(name), {code: word(name, code, names) for code in codes})
                for name, codes in zip(question.by, one.codes, strict=True)),
            one.cells, PUBLISHER, release.licence, release.licence_url, timezone.localdate(),
            sources=tuple(names[code] for code in sources if code in names),
            notes=_notes(release, question, one, names, rows), keywords=("migration", "Niger", entry.name.fr))


def _told_apart(question: Question, one: Passed) -> Passed:
    """Without the margin over sources that may tell of the same people."""
    if SOURCE not in question.by or not has_accounts(question):
        return one
    place = question.by.index(SOURCE)
    return replace(one, cells=tuple(cell for cell in one.cells if cell.key[place] != TOTAL), codes=tuple(
        tuple(code for code in codes if at != place or code != TOTAL) for at, codes in enumerate(one.codes)))


def word(name: str, code: str, sources: Mapping[str, str]) -> str:
    if code in (TOTAL, OTHER):
        return _("Total") if code == TOTAL else _("Others")
    if code == UNSAID:
        return labels.label(name, None)
    return labels.label(name, code, sources if name == "source" else None)


def _closed(question: Question, cells: Sequence[PublishedCell]) -> tuple[PublishedCell, ...]:
    """A flow point that was closed, or not open yet, is not one that reported nothing."""
    if not {"flow_point", PERIOD} <= set(question.by):
        return tuple(cells)
    known = {point.code: point for point in explorer.points()}
    point_at, period_at = question.by.index("flow_point"), question.by.index(PERIOD)
    found = []
    for cell in cells:
        point, period = known.get(cell.key[point_at]), explorer.period_named(cell.key[period_at])
        closed = cell.status is Status.MISSING and point and period and point.standing(period) in (
            Standing.CLOSED, Standing.NOT_OPEN)
        found.append(PublishedCell(cell.key, None, Status.CLOSED) if closed else cell)
    return tuple(found)


def _notes(release: Release, question: Question, one: Passed, names: Mapping[str, str],
           sources: Mapping[str, Source]) -> tuple[str, ...]:
    found = []
    if release.method == CELL_KEY:
        found.append(_("Every figure was moved by a small noise to protect persons; totals need not add up."))
    elif any(cell.status is Status.SUPPRESSED for cell in one.cells):
        found.append(_("Figures below %(threshold)d are hidden, and others from which they could be worked out.") % {
            "threshold": policy_for(release.audience).threshold})
    if any(OTHER in codes for codes in one.codes):
        found.append(_("Codes of which there are few are told together, as “Others”."))
    if any(cell.status is Status.MISSING for cell in one.cells):
        found.append(_("What nobody reported is missing: it is not zero."))
    if any(cell.status is Status.CLOSED for cell in one.cells):
        found.append(_("Closed: nobody watched at the point then; this is not zero."))
    if any(cell.status is Status.ESTIMATED for cell in one.cells):
        found.append(_("Estimated: the figure is a bound (the lower end of an interval) or an estimate, or a part of "
                       "it was not reported."))
    if any(cell.status is Status.PROVISIONAL for cell in one.cells):
        found.append(_("Not the whole period: a part of it has no figure, so the figure is at least that."))
    found += kept_to(question, names)
    heads = [tuple(code for code in codes if code not in (TOTAL, OTHER, UNSAID)) for codes in (*one.codes, ("",))]
    for brk in explorer.breaks(question, Grid(question, heads[0], heads[1], {}), french=True):
        found.append(_("Break in the series on %(day)s: %(title)s") % {
            "day": date_format(brk.day, "j F Y"), "title": brk.title})
    return (*found, *(f"{row.name} : {row.coverage}" for row in sources.values() if row.coverage))


def kept_to(question: Question, names: Mapping[str, str]) -> list[str]:
    """What a question keeps to, in words; ``names``: of sources."""
    found = [_("Only %(name)s: %(codes)s.") % {
        "name": labels.dimension(name).lower(), "codes": ", ".join(word(name, code, names) for code in codes)}
        for name, codes in kept(question).items()]
    for text, end in ((_("From %(period)s."), question.first), (_("Up to %(period)s."), question.last)):
        if end:
            found.append(text % {"period": labels.period(end.iso)})
    return found
