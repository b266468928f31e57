"""From places in words as they are compared (lines joined, blanks single, no bullets) to signs of the base."""
from __future__ import annotations

from collections.abc import Sequence

from canevas.governance.recommendations.rules.amending.amendment import Stretch
from canevas.governance.recommendations.rules.amending.words import WordChange


class Joined:
    """Lines of the base, numbered from 1, as one text with a blank between them. ``plains`` are the lines as they are
    compared, ``lines`` as they are written."""

    def __init__(self, numbers: Sequence[int], lines: Sequence[str], plains: Sequence[str]) -> None:
        self.numbers, self.lines, self.plains = numbers, lines, plains
        self.begins: list[int] = []
        at = 0
        for text in plains:
            self.begins.append(at)
            at += len(text) + 1

    def stretches(self, change: WordChange) -> tuple[Stretch, ...]:
        """``change`` line by line: its new words in the first line that it touches."""
        found: list[Stretch] = []
        put: str | None = change.text
        for place, begin in enumerate(self.begins):
            end = begin + len(self.plains[place])
            start, stop = max(change.start, begin), min(change.end, end)
            if start > stop or (start == stop and put is None):
                continue
            found.append(Stretch(self.numbers[place], self._written(place, start - begin),
                                 self._written(place, stop - begin), put or ""))
            put = None
        return tuple(found)

    def cuts(self, parts: Sequence[str], changes: Sequence[WordChange]) -> tuple[tuple[int, int], ...]:
        """Where the lines are cut that became ``parts``, as (line, offset)."""
        found, passed = [], -1
        for part in parts[:-1]:
            passed += len(part) + 1
            at, shift = passed, 0
            for change in changes:
                if change.begins >= passed:
                    break
                if passed < change.begins + len(change.text):
                    at, shift = change.end, 0
                    break
                shift += change.end - change.start - len(change.text)
            at += shift
            place = max(place for place, begin in enumerate(self.begins) if begin <= at or place == 0)
            found.append((self.numbers[place], self._written(place, at - self.begins[place])))
        return tuple(found)

    def _written(self, place: int, offset: int) -> int:
        return as_written(self.plains[place], self.lines[place], offset)


def as_written(text: str, line: str, offset: int) -> int:
    """The place in ``line`` of the sign at ``offset`` of ``text``, which has the same letters but for bullets before
    them and for blanks."""
    if text == line:
        return offset
    letters = sum(not sign.isspace() for sign in text[:offset]) + \
        sum(not sign.isspace() for sign in line) - sum(not sign.isspace() for sign in text)
    if offset >= len(text):
        return len(line)
    after_blank = offset > 0 and text[offset - 1].isspace()
    for at, sign in enumerate(line):
        if letters == 0 and (not after_blank or not sign.isspace()):
            return at
        letters -= not sign.isspace()
    return len(line)
