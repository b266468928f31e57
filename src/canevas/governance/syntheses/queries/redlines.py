"""A version as Word's tracked changes of an earlier one, each in the name of the organisation that proposed it."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from canevas.governance.concertation.queries import official
from canevas.governance.syntheses.models import Amendment, AmendmentKind, AmendmentState, Synthesis, Version
from canevas.governance.syntheses.queries import visible
from canevas.governance.syntheses.queries.files import file_stem, version_word
from canevas.tools.documents.writing.redline.change import Change, Kind, Place
from canevas.tools.documents.writing.redline.comparing import changes_between
from canevas.tools.documents.writing.redline.layout import Layout, LineText, RowText, read_layout
from canevas.tools.documents.writing.redline.writing import write_redline

PREFIX = "cnv_"
ACCEPTED = (AmendmentState.ACCEPTED, AmendmentState.MODIFIED)


@dataclass(frozen=True, slots=True)
class Claim:
    """What an accepted amendment did: ``names`` are the lines and rows that it touched (32 hexadecimal signs each)."""

    author: str
    date: datetime
    names: frozenset[str]
    text: str
    before: str


def redline_versions(user: Any, version: Version) -> list[Version]:
    """The frozen versions before ``version`` that ``user`` sees, the nearest first."""
    return list(visible.versions(user, version.synthesis).exclude(frozen_at=None).filter(
        number__lt=version.number).order_by("-number"))


def versions_named(synthesis: str, since: int, number: int | None = None) -> tuple[Version, Version]:
    """The two frozen versions of the synthesis with this title or identifier, the later one the last where no number
    is given; for the command line, which sees everything. ``ValidationError`` where there are none such."""
    found = list(Synthesis.objects.filter(title__iexact=synthesis.strip())[:2])
    if not found and is_uid(synthesis):
        found = list(Synthesis.objects.filter(uid=synthesis))
    if len(found) != 1:
        raise ValidationError((_("Several syntheses are called “%(name)s”: give the identifier that stands in the "
                                 "address of its page.") if found else
                               _("There is no synthesis “%(name)s”. Write its title as its page has it.")) % {
            "name": synthesis})
    frozen = found[0].versions.exclude(frozen_at=None)
    earlier = frozen.filter(number=since).first()
    later = frozen.filter(number=number).first() if number is not None else frozen.last()
    if earlier is None or later is None or earlier.number >= later.number:
        raise ValidationError(_("The synthesis has no frozen version %(since)s before the other one. Its versions: "
                                "%(all)s.") % {"since": since, "all": ", ".join(str(one.number) for one in frozen)})
    return earlier, later


def is_uid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def redline_of(since: Version, version: Version) -> official.OfficialFile:
    """The Word file of ``since`` with what leads to ``version`` as tracked changes: accepted all it says what
    ``version`` says, rejected all what ``since`` says. A change that no amendment asked for bears the name of the body
    and the day of the version. Raises ``RedlineError`` (a sentence) where Word cannot show it.
    """
    base = version_word(since).content
    layout = read_layout(base, prefix=PREFIX)
    when = version.frozen_at or version.made_at
    drafts = changes_between(layout, read_layout(version_word(version).content, prefix=PREFIX),
                             version.synthesis.body.name, when)
    claims = list(_claims(since, version))
    content = write_redline(base, [_authored(draft, layout, claims) for draft in drafts])
    name = f"{file_stem(version)}_depuis_v{since.number}.docx"
    return official.OfficialFile(name, content, official.CONTENT_TYPES["docx"])


def _claims(since: Version, version: Version) -> Iterator[Claim]:
    rows = Amendment.objects.filter(
        version__synthesis=version.synthesis, applied_in__number__gt=since.number,
        applied_in__number__lte=version.number, state__in=ACCEPTED).exclude(
        kind=AmendmentKind.COMMENT).select_related("organisation", "applied_in").order_by("applied_in__number", "order")
    for row in rows:
        edit = row.decided_edit or row.edit
        names = frozenset(_sign(str(edit[key])) for key in ("line", "other", "row", "after", "uid") if edit.get(key))
        text = edit.get("text") or " ".join(
            [edit.get("challenge", ""), *(one for key in ("priorities", "strategies", "responsible")
                                          for one in edit.get(key, ()))])
        yield Claim(str(row.organisation or row.author or version.synthesis.body.name),
                    row.decided_at or row.applied_in.frozen_at, names, _plain(text), _plain(row.before))


def _authored(change: Change, layout: Layout, claims: list[Claim]) -> Change:
    names = _names(layout, change.place) | (_names(layout, change.to) if change.to else frozenset())
    put = _plain(change.text or " ".join(line for cell in change.cells for line in cell or ()))
    taken = _plain(_taken(layout, change))
    best, most = None, 0
    for claim in claims:
        points = _points(claim, names, put, taken)
        if points > most:
            best, most = claim, points
    return replace(change, author=best.author, date=best.date) if best is not None else change


def _points(claim: Claim, names: frozenset[str], put: str, taken: str) -> int:
    """How well a change answers a claim; 0: not at all."""
    points = 4 if claim.names & names else 0
    if put and claim.text:
        points += 6 if put == claim.text else 2 if points and (put in claim.text or claim.text in put) else 0
    if taken and claim.before and points:
        points += 3 if taken == claim.before else 1 if taken in claim.before or claim.before in taken else 0
    return points


def _names(layout: Layout, place: Place) -> frozenset[str]:
    """The lines and rows that a place names."""
    row = _row(layout, place)
    if row is not None and place.column is None:
        return frozenset(_sign(name) for name in row.ids)
    line = _line(layout, place)
    return frozenset(_sign(name) for name in line.ids) if line is not None else frozenset()


def _row(layout: Layout, place: Place) -> RowText | None:
    if place.table is None or place.table >= len(layout.tables):
        return None
    rows = layout.tables[place.table]
    return rows[place.row] if place.row < len(rows) else None


def _line(layout: Layout, place: Place) -> LineText | None:
    row = _row(layout, place)
    if place.table is None:
        lines: tuple[LineText, ...] = layout.paragraphs
    else:
        cell = next((one for one in row.cells if one.column == place.column), None) if row is not None else None
        lines = (cell.lines or ()) if cell is not None else ()
    return lines[place.paragraph] if place.paragraph < len(lines) else None


def _taken(layout: Layout, change: Change) -> str:
    """The words of the base that a change takes away."""
    if change.kind in (Kind.INSERT, Kind.ROW_INSERT, Kind.COMMENT):
        return ""
    line = _line(layout, change.place)
    if line is None:
        return ""
    start, end = change.place.range
    return line.text[start:end] if change.place.start is not None else line.text


def _sign(name: str) -> str:
    return name.rsplit("_", 1)[-1].replace("-", "").lower()


def _plain(text: str) -> str:
    return " ".join(text.split())
