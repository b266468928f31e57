"""What of an adopted table goes before the public: its words, its institutions, never the name of a person. Pure."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from canevas.governance.syntheses.rules.table import Block, Line, Row, Table
from canevas.tools.text.normalise import fold_with_offsets

REMOVED = "[nom retiré]"
_TITLE = (r"(?:MM?|Mr|Elh?|Col|Lt|Cne|Cdt|Gal|Pr|Me)\.|Dr\.?|Mr|Mmes?|Mlle|Monsieur|Madame|Mademoiselle|Docteur|"
          r"El\s?[Hh]adji?")
_OFFICE = (r"(?:Le|La|Les|L|De|Du|Des|Gouverneure?|Préfète?|Maire|Ministre|Directeur|Directrice|Secrétaire|Présidente?|"
           r"Chef|Coordonnateur|Coordonnatrice)\b")
"""An office may be named: « M. le Gouverneur », « Monsieur le Ministre »."""
_ADDRESSED = re.compile(
    rf"(?<!\w)((?:{_TITLE})\s+)(?!{_OFFICE})[A-ZÀ-ÖØ-Þ][\w'’.-]*(?:\s+(?!{_OFFICE})[A-ZÀ-ÖØ-Þ][\w'’.-]*){{0,3}}")


class Names:
    """The persons that the directory knows: a name of one word alone is no name to look for ("Issa" may be a place)."""

    def __init__(self, names: Iterable[str]) -> None:
        known: set[str] = set()
        for name in names:
            words = re.findall(r"[0-9a-z]+", fold_with_offsets(name)[0])
            if len(words) > 1:
                known |= {r"\W+".join(order) for order in (words, [*words[1:], words[0]], [words[-1], *words[:-1]])}
        every = "|".join(sorted(known, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<!\w)(?:{every})(?!\w)") if known else None

    def without(self, text: str) -> str:
        """``text`` with :data:`REMOVED` in the place of every person: one that the directory knows, and whoever is
        named after a civility ("Mme Aïcha Moussa")."""
        if self._pattern is not None:
            folded, offsets = fold_with_offsets(text)
            for found in reversed(list(self._pattern.finditer(folded))):
                text = text[:offsets[found.start()]] + REMOVED + text[offsets[found.end()]:]
        return _ADDRESSED.sub(lambda found: found.group(1) + REMOVED, text)


def public_table(table: Table, names: Names, known: Callable[[str], Iterable[str]]) -> Table:
    """``table`` as it is published. ``known``: of a line of the last column, the institutions and places that it names
    and that the directory has; whoever else it names is left out."""
    def clean(line: Line) -> Line:
        return replace(line, text=names.without(line.text))

    def of_row(row: Row) -> Row:
        said = [(line, tuple(dict.fromkeys(known(line.text)))) for line in row.responsible]
        return replace(row, priorities=tuple(map(clean, row.priorities)), strategies=tuple(map(clean, row.strategies)),
                       responsible=tuple(replace(line, text=", ".join(who)) for line, who in said if who))

    return replace(
        table, before=tuple(map(clean, table.before)), after=tuple(map(clean, table.after)),
        sections=tuple(replace(section, blocks=tuple(
            Block(clean(block.challenge), tuple(map(of_row, block.rows))) for block in section.blocks))
            for section in table.sections))
