"""The records that pass the gate, and the table of those that are alike: only the operations of releases read here."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from canevas.evidence.observatory.models import Release, Source
from canevas.evidence.observatory.queries import labels
from canevas.evidence.observatory.queries.gate import PUBLISHER, kept_to, telling, word
from canevas.evidence.observatory.queries.leaves import leaves_at
from canevas.evidence.observatory.queries.releases import kind_of, memory, question_of
from canevas.evidence.observatory.queries.tellings import question_of_telling, told_of_kind
from canevas.evidence.observatory.rules.disclosure.gathering import OTHER
from canevas.evidence.observatory.rules.disclosure.microdata import SUPPRESSED
from canevas.evidence.observatory.rules.disclosure.primary import policy_for
from canevas.evidence.observatory.rules.periods import read_period
from canevas.evidence.observatory.rules.publish.leaves import UNSAID, Refused, named
from canevas.evidence.observatory.rules.publish.records import (
    PassedRecords,
    check_records,
    meets,
    pass_records,
    with_coarser,
)
from canevas.evidence.observatory.rules.publish.table import PublishedDimension, PublishedTable
from canevas.evidence.observatory.rules.statistics.explorer import Question


def passed_records(release: Release, sources: Sequence[str], at: datetime,
                   tell: Callable[[int], None] = lambda step: None) -> PassedRecords:
    """What the gate lets through of a file of records, counted from ``sources`` as the store stood at ``at``; ``tell``
    hears when it is counted (1) and hidden (2). Raises :class:`Refused`."""
    question = question_of(release)
    check_records(question)
    for one in memory(release):
        if meets(question, sources, question_of(one), one.sources):
            raise Refused("records_beside", release=one)
    for told in told_of_kind(kind_of(release)):
        when = read_period(told.period)
        other = replace(question_of_telling(told), first=when, last=when)
        if meets(question, sources, other, telling(other, told.sources, told.counted_at)):
            raise Refused("records_beside", release=_("bulletins for partners"))
    names = named([with_coarser(question)])
    leaves = leaves_at(question, names, sources, at)
    tell(1)
    one = pass_records(question, names, leaves, round(policy_for(release.audience).threshold))
    tell(2)
    return one


def as_records_table(release: Release, one: PassedRecords, sources: Sequence[str]) -> PublishedTable:
    """How many records are alike, with everything that a reader must know, in French."""
    with translation.override("fr"):
        question = question_of(release)
        entry = question.indicator
        names = dict(Source.objects.filter(code__in=sources).values_list("code", "name"))
        dimensions = []
        for place, name in enumerate(one.names):
            codes = sorted({cell.key[place] for cell in one.cells}, key=lambda code: (
                code in (OTHER, SUPPRESSED, UNSAID), code))
            dimensions.append(PublishedDimension(name, labels.dimension(name), {
                code: _("Not told, to protect") if code == SUPPRESSED else word(name, code, names) for code in codes}))
        return PublishedTable(
            release.code, release.version, release.title, release.title_en or entry.name.en, entry.definition.fr,
            entry.unit, labels.unit(entry.unit), tuple(dimensions), one.cells, PUBLISHER, release.licence,
            release.licence_url, timezone.localdate(), sources=tuple(names[code] for code in sources if code in names),
            notes=_notes(question, one, names), keywords=("migration", "Niger", entry.name.fr, "microdonnées"))


def _notes(question: Question, one: PassedRecords, names: Mapping[str, str]) -> tuple[str, ...]:
    found = [_("A row is one of those counted; at least %(k)s are alike in every column.") % {"k": one.report.k},
             _("Those who could not be hidden among as many are not in the file: its totals are not those of the "
               "country.")]
    if any(SUPPRESSED in cell.key for cell in one.cells):
        found.append(_("“*”: this value of this person is not told, to protect them."))
    if any(OTHER in cell.key for cell in one.cells):
        found.append(_("Codes of which there are few are told together, as “Others”."))
    return (*found, *kept_to(question, names))
