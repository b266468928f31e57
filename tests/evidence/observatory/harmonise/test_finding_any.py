"""Tables of any size laid anywhere in a sheet, with any mixture of what surrounds tables, are found where they are."""
from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from canevas.evidence.observatory.rules.harmonise.finding import find_tables
from canevas.evidence.observatory.rules.harmonise.layout import LaidTable, Value, letters
from canevas.tools.tables.sheets import Block, Sheet

LABELS = {
    "Région": ("Agadez", "Diffa", "Dosso", "Maradi", "Tahoua", "Tillabéri", "Zinder"),
    "Point de suivi": ("Arlit", "Madama", "Séguédine", "Dan Issa", "Magaria", "Gaya"),
    "Nationalité": ("Malienne", "Tchadienne", "Nigériane", "Guinéenne", "Soudanaise", "Béninoise"),
    "Statut": ("réfugié", "retourné", "demandeur d'asile", "migrant"),
    "Structure": ("ONG A", "ONG B", "Croix-Rouge", "Direction régionale"),
}
FIGURES = ("Hommes", "Femmes", "Garçons", "Filles", "Effectif", "Ménages", "Entrants", "Sortants", "Nombre de cas",
           "Nb")
GROUPS = ("Réfugiés", "Retournés", "Entrées", "Sorties")
TITLES = ("SITUATION DES FLUX MIGRATOIRES", "Tableau 3. Répartition des personnes accueillies",
          "Période : mars 2023", "Direction régionale")
TOTALS = ("Total", "TOTAL GÉNÉRAL", "Ensemble", "Totaux")
SEEDS = st.integers(0, 2**32)
NOTES = ("Source : enregistrement des structures", "* chiffres provisoires", "NB : certaines données manquent")


@dataclass
class Made:
    sheet: Sheet
    header_rows: tuple[int, ...]
    data_range: str
    headers: tuple[str, ...]
    totals: tuple[int, ...]
    skipped: tuple[int, ...]
    titles: tuple[str, ...]
    notes: tuple[str, ...]


def made(seed: int) -> Made:
    """A sheet with one table. Drawn by ``random`` from a seed of hypothesis: a thousand cells one by one are slow."""
    draw = random.Random(seed)
    left, top = draw.randint(0, 4), draw.randint(0, 5)
    labels = draw.sample(list(LABELS), draw.randint(1, 3))
    has_dates, has_merges, is_grouped = draw.random() < 0.5, draw.random() < 0.5, draw.random() < 0.4
    groups = draw.sample(GROUPS, draw.randint(2, 3)) if is_grouped else []
    figures = draw.sample(FIGURES, draw.randint(2 if groups else 1, 4))
    heads = [*labels, *(["Date"] if has_dates else []), *figures * max(1, len(groups))]
    plain = len(heads) - len(figures) * max(1, len(groups))
    rows: list[list[Value]] = [[] for _row in range(top)]
    titles = draw.sample(TITLES, draw.randint(0, 2))
    rows += [[None] * left + [title] for title in titles]
    rows += [[]] * (bool(titles) and draw.randint(0, 1))
    merged: list[Block] = []
    header_rows = []
    if groups:
        rows.append([None] * (left + plain) + [
            value for group in groups for value in (group, *[None] * (len(figures) - 1))])
        header_rows.append(len(rows))
        starts = range(left + plain + 1, left + len(heads) + 1, len(figures))
        merged = [(len(rows), start, len(rows), start + len(figures) - 1) for start in starts] if has_merges else []
    rows.append([None] * left + list(heads))
    header_rows.append(len(rows))
    rows += [[]] * (not groups and draw.randint(0, 1))
    first = len(rows) + 1
    skipped = _data(draw, rows, [None] * left, labels, heads, has_dates, plain)
    totals: tuple[int, ...] = ()
    if draw.random() < 0.5:
        rows.append([None] * left + [draw.choice(TOTALS), *[None] * (plain - 1)] + [
            draw.randint(0, 9000) for _one in heads[plain:]])
        totals = (len(rows),)
    data_range = f"{letters(left + 1)}{first}:{letters(left + len(heads))}{len(rows)}"
    notes = draw.sample(NOTES, draw.randint(0, 2))
    rows += [[]] * (bool(notes) and draw.randint(0, 1))
    rows += [[None] * left + [note] for note in notes]
    said = [*heads[:plain], *[f"{group} / {figure}" for group in groups for figure in figures]] if groups else heads
    return Made(Sheet("Feuille", rows, tuple(merged)), tuple(header_rows), data_range, tuple(said), totals,
                tuple(skipped), tuple(titles), tuple(notes))


def _data(draw: random.Random, rows: list[list[Value]], margin: list[Value], labels: Sequence[str],
          heads: Sequence[str], has_dates: bool, plain: int) -> list[int]:
    """Lay data rows under ``rows``, with blank rows and repeated headings here and there: the numbers of these."""
    count, skipped = draw.randint(3, 40), []
    for number in range(count):
        line: list[Value] = [draw.choice(LABELS[label]) for label in labels]
        line += [date(2023, 1, 1) + timedelta(days=draw.randint(0, 300))] if has_dates else []
        line += [draw.choice((draw.randint(0, 5000), draw.randint(0, 90), None, "n.d.", 0, 12.5))
                 for _one in heads[plain:]]
        line[-1] = draw.randint(1, 900)  # a row says one figure at least
        rows.append(margin + line)
        chance = draw.random() if 0 < number < count - 1 else 1
        if chance < 0.08:
            rows.append([])
            skipped.append(len(rows))
        elif chance < 0.13 and heads.count(heads[-1]) == 1:
            rows.append(margin + list(heads))
            skipped.append(len(rows))
    return skipped


def seen(table: LaidTable) -> tuple[object, ...]:
    return (table.header_rows, table.data_range, tuple(column.header for column in table.columns), table.total_rows,
            table.skipped_rows, table.titles, table.notes)


@settings(max_examples=400, deadline=None)
@given(SEEDS)
@example(5461)  # names in capitals above figures that add up by chance
@example(101614)  # headings said again below two rows, and notes
@example(113843)  # notes right below a table of two columns
@example(121998)
def test_any_table_is_found_exactly(seed: int) -> None:
    one = made(seed)
    assert [seen(table) for table in find_tables(one.sheet)] == [
        (one.header_rows, one.data_range, one.headers, one.totals, one.skipped, one.titles, one.notes)]


@settings(max_examples=100, deadline=None)
@given(SEEDS, SEEDS, st.integers(1, 4))
@example(127096, 167550, 1)  # the second begins further left, and says its headings again
@example(311, 522138, 1)
def test_any_two_tables_one_below_the_other_are_found(seed: int, second: int, between: int) -> None:
    """A title stands over the second, as nothing else would tell it from the first one's rows."""
    one, other = made(seed), made(second)
    title = "Tableau suivant : situation par structure"
    top = len(one.sheet.rows) + between + 1
    rows = [*one.sheet.rows, *[[] for _row in range(between)], [title], *other.sheet.rows]
    merged = (*one.sheet.merged, *((a + top, b, c + top, d) for a, b, c, d in other.sheet.merged))
    found = find_tables(Sheet("Feuille", rows, merged))
    assert [table.header_rows for table in found] == [
        one.header_rows, tuple(row + top for row in other.header_rows)]
    assert [len(table.columns) for table in found] == [len(one.headers), len(other.headers)]
    assert [table.last_row - table.first_row for table in found] == [
        table.last_row - table.first_row for each in (one, other) for table in find_tables(each.sheet)]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.one_of(
    st.none(), st.text(max_size=12), st.integers(), st.floats(), st.dates(), st.booleans()), max_size=8), max_size=25))
@example([["", ""], ["", ""]])
def test_anything_at_all_is_looked_at_without_fault(rows: list[list[Value]]) -> None:
    for table in find_tables(Sheet("Feuille", rows)):
        assert 1 <= table.first_row <= table.last_row <= len(rows)
        assert table.columns
        assert set(table.data_rows()).isdisjoint(table.header_rows)
