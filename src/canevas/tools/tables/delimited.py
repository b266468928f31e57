"""Delimited text: any separator, quotes, a first line "sep=;"."""
from __future__ import annotations

import csv
import io
import re
from collections import Counter

from canevas.tools.engines.libraries import dialects
from canevas.tools.tables.sheets import Value
from canevas.tools.text.sentences import say

SEPARATORS = (";", ",", "\t", "|")
_SAID = re.compile(r'\s*"?sep\s*=\s*(.)"?[ \t]*(?:\r\n|\r|\n)', re.IGNORECASE)
_SAMPLE = 60_000
_LINES = 200
_SURE = 0.8
"""Share of the sampled rows that must have one width for a separator to be believed without a longer look."""


def read_delimited(text: str) -> tuple[list[list[Value]], str]:
    """The rows, every value as its text, and the separator's name for a person ("" where the file has one column)."""
    said = _SAID.match(text)
    if said:
        text = text[said.end():]
    separator = said[1] if said else find_separator(text)
    quote = '"' if not separator or '"' in text[:_SAMPLE] or "'" not in text[:_SAMPLE] else _quote(text, separator)
    csv.field_size_limit(10_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator or "\x1f", quotechar=quote)
    rows: list[list[Value]] = [[None if not value or value.isspace() else value for value in row]
                               for row in reader]
    return rows, spoken(separator)


def spoken(separator: str) -> str:
    """A separator as a person calls it."""
    words = {";": say("semicolon"), ",": say("comma"), "\t": say("tab"), "|": say("vertical bar")}
    return words.get(separator, separator)


def find_separator(text: str) -> str:
    """The separator of ``text``; "" where lines are not divided."""
    sample = _sample(text)
    scores = {separator: _score(sample, separator) for separator in SEPARATORS}
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    (best, most), (_second, next_most) = ranked[0], ranked[1]
    if most == 0 and not any(sign in sample for sign in ":~^¦§#/ "):
        return ""
    if most >= _SURE and next_most < most * 0.7:
        return best
    if most == 0 or (most < _SURE and not _told_by_first_line(sample, best)):
        dialect = dialects.Detector().detect("\n".join(sample.splitlines()[:60])[:8000])
        found = dialect.delimiter if dialect is not None else ""
        if found and not found.isalnum() and found not in " .-'\"":
            return found if most == 0 or found in SEPARATORS else best
        return best if most else ""
    return best


def _sample(text: str) -> str:
    """Whole lines only."""
    part = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        part = part[:max(part.rfind("\n"), part.rfind("\r")) + 1] or part
    return part


def _score(sample: str, separator: str) -> float:
    """The share of rows that have the commonest width above one, weighted against decimal commas: the wider the surer.

    Zero where no row is divided.
    """
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    widths: Counter[int] = Counter()
    try:
        for number, row in enumerate(reader):
            if number >= _LINES:
                break
            if any(cell.count('"') % 2 for cell in row):
                widths[-1] += 1  # a quoted value was cut in two
            elif len(row) > 1:
                widths[len(row)] += 1
            elif row and row[0].strip():
                widths[1] += 1
    except csv.Error:
        return 0.0
    divided = {width: count for width, count in widths.items() if width > 1}
    if not divided:
        return 0.0
    width, count = max(divided.items(), key=lambda item: (item[1], item[0]))
    return count / sum(widths.values()) * (1 - 0.5 / width)


def _told_by_first_line(sample: str, separator: str) -> bool:
    lines = [line for line in sample.splitlines() if line.strip()][:5]
    return all(line.count(separator) >= 2 for line in lines)


def _quote(text: str, separator: str) -> str:
    """Single quotes enclose values only where they stand at separators."""
    sign = re.escape(separator)
    at_separators = len(re.findall(rf"(?:^|{sign})'[^'\n]*'(?={sign}|$)", text[:_SAMPLE], re.MULTILINE))
    return "'" if at_separators >= 3 else '"'
