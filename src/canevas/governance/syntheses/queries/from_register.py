"""A synthesis that stands in the register already, as a table to go on with."""
from __future__ import annotations

from itertools import groupby

from canevas.governance.recommendations.queries import synthesis_of
from canevas.governance.recommendations.queries.synthesis import ALL_REGIONS, Band, TableRow
from canevas.governance.syntheses.rules.table import Block, Line, Row, Section, Table, new_uid

EVERY_REGION = "Toutes les régions"


def table_of_set(recommendation_set: object, *, keeps_uids: bool = True) -> Table:
    """The table of what a session or a document recommended, in its order, words as written.

    ``keeps_uids``: its lines are those of the register under their identifiers; else each is a line of its own, for a
    synthesis that begins where another ended.
    """
    return Table(tuple(_section(band, keeps_uids) for band in synthesis_of(recommendation_set)))


def _section(band: Band, keeps: bool) -> Section:
    blocks = []
    for _key, rows in groupby(band.rows, key=lambda row: row.challenge.pk):
        several = list(rows)
        first = several[0].challenge
        blocks.append(Block(_line(first, keeps), tuple(_row(row, keeps) for row in several)))
    return Section(band.axis_number, band.title, tuple(blocks))


def _row(row: TableRow, keeps: bool) -> Row:
    concerned = [EVERY_REGION if who.verbatim == ALL_REGIONS else who.verbatim for who in row.concerned]
    return Row(new_uid(), tuple(_line(one, keeps) for one in row.priorities),
               tuple(_line(one, keeps) for one in row.strategies),
               tuple(Line(new_uid(), text) for text in concerned))


def _line(thing: object, keeps: bool) -> Line:
    return Line(str(thing.uid) if keeps else new_uid(), thing.text)  # type: ignore[attr-defined]


