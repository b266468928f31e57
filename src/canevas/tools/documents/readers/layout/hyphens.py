"""Undoing the line ends that the page made."""
from __future__ import annotations

import re
from collections.abc import Iterable

_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_COMPOUND_HEADS = {
    "sous", "non", "vice", "mi", "demi", "semi", "ex", "contre", "après", "avant", "arrière", "auto", "bi", "co",
    "entre", "extra", "franco", "infra", "inter", "intra", "macro", "méso", "micro", "mini", "mono", "multi", "pan",
    "para", "péri", "plus", "poly", "post", "pré", "pro", "quasi", "radio", "rond", "sans", "socio", "sud", "nord",
    "est", "ouest", "supra", "sur", "techno", "télé", "tout", "trans", "ultra", "grand", "grande", "petit", "haut",
    "bas", "chef", "lieu", "rendez", "peut", "quelques", "celui", "celle", "ceux", "là", "ci", "au", "dessus",
    "dessous", "porte", "garde", "procès", "compte", "mot", "saint", "sainte",
}
_BREAK = re.compile(r"([^\W\d_]+)-$")


class Vocabulary:
    """The words of the whole document: they tell a compound ("sous-programme") from a word cut in two."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.words: set[str] = set()
        for text in texts:
            self.words.update(_LETTERS.findall(_BREAK.sub("", text.lower())))

    def join(self, before: str, after: str) -> str:
        """Two lines that read on as one text."""
        match = _BREAK.search(before)
        if match and after[:1].islower():
            return before + after if self._is_compound(match[1], after) else before[:-1] + after
        if before.endswith("-") and before[-2:-1].isalnum() and after[:1].isalnum():
            return before + after
        if before.endswith("/") and before[-2:-1].isalnum():
            return before + after
        return f"{before} {after}"

    def _is_compound(self, head: str, after: str) -> bool:
        tail = _LETTERS.match(after)
        if tail is None or not head.islower():
            return True
        rest = tail[0].lower()
        if f"{head}-{rest}" in self.words:
            return True
        if head + rest in self.words:
            return False
        return head in _COMPOUND_HEADS or (head in self.words and len(head) > 2)
