"""From places in words as they are compared (lines joined, blanks single, no bullets) to signs of the base."""
from __future__ import annotations

import re
from collections.abc import Sequence

from canevas.governance.recommendations.rules.amending.amendment import Stretch
from canevas.governance.recommendations.rules.amending.words import WordChange

_LAST_WORD, _FIRST_WORD = re.compile(r"\w+$"), re.compile(r"\w+")


def together(parts: Sequence[str], whole: str) -> tuple[str, list[int]]:
    """``parts`` as one text, and where each but the last ends in it. A blank stands between two, but none where
    ``whole``, of which they are parts, has the two halves as one word."""
    words = set(_FIRST_WORD.findall(whole))
    text, ends = parts[0] if parts else "", []
    for part in parts[1:]:
        last, first = _LAST_WORD.search(text), _FIRST_WORD.match(part)
        is_one = last is not None and first is not None and last[0] + first[0] in words and (
            f"{last[0]} {first[0]}" not in whole)
        ends.append(len(text))
        text += part if is_one else f" {part}"
    return text, ends


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

    def cuts(self, ends: Sequence[int], changes: Sequence[WordChange]) -> tuple[tuple[int, int], ...]:
        """Where the lines are cut, as (line, offset), whose parts end at ``ends`` of the new text."""
        found = []
        for passed in ends:
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
