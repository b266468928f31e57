"""Whether a copy is one of the base at all."""
from __future__ import annotations

from canevas.governance.recommendations.rules.amending.sheet import Sheet
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.refusals import no_text
from canevas.tools.text.sentences import say

_RUN = 3
"""How many words in a row make a passage that two documents hardly share by chance."""
_LEAST = 0.25


Passages = set[tuple[str, ...]]


def passages(words: list[str]) -> Passages:
    """Every run of words, whatever their case; none where there are no words."""
    plain = " ".join(words).casefold().split()
    return set(zip(plain, plain[1:], plain[2:], strict=False)) if len(plain) >= _RUN else {tuple(plain)} - {()}


def nearest(name: str, words: list[str], base_name: str, sheets: list[tuple[Sheet, Passages]]) -> Sheet:
    """The sheet of the base that the copy says most of; refused where it is empty, or hardly says anything of it."""
    own = passages(words)
    if not own:
        raise no_text(name)
    shares = [len(own & said) / max(min(len(own), len(said)), 1) for _sheet, said in sheets]
    best = max(shares)
    if best < _LEAST:
        raise DocumentRefused("another-document", say(
            "The file “%(name)s” is no copy of “%(base)s”: only %(share)d %% of its passages stand there. Check that "
            "it is the right file, or name the version that was sent out.", name=name, base=base_name,
            share=int(best * 100)))
    return sheets[shares.index(best)][0]
