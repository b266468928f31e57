"""Words as they are searched: folded, stemmed, quoted; and the passage that shows why something was found. Pure."""
from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import snowballstemmer

from canevas.tools.text import normalise

_STEMMER = snowballstemmer.stemmer("french")
_WORD = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(r"(?<!\w)[^\W\d_]{1,5}(?:[./][^\W\d_]{1,5})+(?!\w)")
_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]*)(?:[\"“”«»„]|$)")
_MOST_WORDS = 12
_LONGEST_WORD = 60
_LONGEST_QUERY = 300
PASSAGE_LENGTH = 240


REFERENCE = "reference"
"""What whoever holds any role may find: places, organisations, the policy."""
DRAFT = "draft"
"""What is still being written; :func:`draft_of` says whose."""


def of_body(code: str) -> str:
    """The sign of what is open to those who see the minutes of a body."""
    return _sign("b", code)


def draft_of(code: str) -> tuple[str, str]:
    """The signs of a draft of a body."""
    return DRAFT, _sign("d", code)


def of_organisation(code: str) -> str:
    """The sign of what an organisation answers for."""
    return _sign("o", code)


def of_meaning(*parts: object) -> str:
    """The sign of what is answered for by all whom some words mean: « les régions », « les membres » of a body."""
    return _sign("m", "|".join(str(part) for part in parts))


def of_region(pcode: str) -> str:
    """The sign of what belongs to a region and to no body of it."""
    return _sign("r", pcode)


def _sign(letter: str, key: str) -> str:
    """One word for either engine, whatever the code is written with."""
    return letter + hashlib.sha256(key.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Sight:
    """Which entries somebody may find: those with one of the signs ``open`` (``None``: all that is no draft), and the
    drafts with one of the signs ``drafts`` (``None``: every draft)."""

    open: tuple[str, ...] | None = None
    drafts: tuple[str, ...] | None = None

    @property
    def is_whole(self) -> bool:
        return self.open is None and self.drafts is None

    @property
    def every(self) -> tuple[str, ...]:
        """All signs of a sight that is not open to everything."""
        return (*(self.open or ()), *((DRAFT,) if self.drafts is None else self.drafts))


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What can be found: one row of a register.

    ``object_id`` is its primary key, ``object_type`` the kind it is filtered by ("action_point"). ``text`` is what
    passages are cut from first; ``body`` is searched too (names of those responsible, places). ``url`` opens it.
    ``seen_by`` says who may find it: some of :data:`REFERENCE`, :func:`of_body`, :func:`of_organisation`,
    :func:`of_meaning`, :func:`of_region`, or :func:`draft_of` alone. Without any, only those who see everything find
    it.
    """

    object_type: str
    object_id: int
    title: str
    text: str
    url: str
    date: date | None = None
    body: str = ""
    seen_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody typed, understood. ``words`` are folded; each phrase is a tuple of folded words.

    ``prefix`` tells that the last of ``words`` may be the beginning of a word (it is still being typed).
    """

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    prefix: bool = False

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text with the places in it that answer the query."""

    text: str
    spans: list[tuple[int, int]] = field(default_factory=list)


@lru_cache(maxsize=100_000)
def forms(token: str) -> tuple[str, str]:
    """A word as typed, folded (no accents, no capitals), and the stem of that: « Régionales » gives "regionales" and
    "regional". Folding comes first: whoever types without accents must meet the same stem."""
    folded = normalise.fold(token)[:_LONGEST_WORD]
    return folded, str(_STEMMER.stemWord(folded)) or folded


def clean(text: str) -> str:
    """The text as it is kept beside the index: composed accents, no NUL (PostgreSQL refuses it)."""
    return unicodedata.normalize("NFC", text).replace("\0", " ")


def tokens(text: str) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, folded, stem) of every word of ``text``."""
    for match in _WORD.finditer(text):
        folded, stem = forms(match.group())
        if folded:
            yield match.start(), match.end(), folded, stem


def terms(text: str) -> tuple[str, str]:
    """What the index holds of ``text``: its folded words, and their stems, each joined by spaces.

    Acronyms written with signs are added in one piece: « MI/D » and « M.I.D. » are also found as "mid".
    """
    every = list(tokens(text))
    joined = [normalise.tight(match.group()) for match in _ACRONYM.finditer(text)]
    folded = [token[2] for token in every] + joined
    stems = [token[3] for token in every] + joined
    return " ".join(folded), " ".join(stems)


SHAPE = 1
"""To be raised with every change of what is indexed, by whatever room: the title and words of an entry, the signs of
who may find it, or how an engine keeps them. The next ``canevas prepare`` then makes the index anew."""
_SAMPLE = ("L’élève du M.A.E/C s’est présenté aux autorités : « déplacés internes », œuvres humanitaires, "
           "coordinations régionales, migrant·e·s, 3ᵉ trimestre 2024")


def shape() -> str:
    """What tells one shape of the index from another: :data:`SHAPE`, and what folding and stemming make of a sample,
    so that a stemmer of another version is noticed too."""
    return f"{SHAPE}-{hashlib.sha256('|'.join(terms(_SAMPLE)).encode()).hexdigest()[:16]}"


def parse(typed: str) -> Query:
    """What was typed, as words and quoted phrases. Anything may be typed; what has no word gives an empty query.

    Acronyms with signs are asked for in one piece, as :func:`terms` indexes them.
    """
    text = clean(typed[:_LONGEST_QUERY])
    phrases = []
    for match in _QUOTED.finditer(text):
        phrase = tuple(token[2] for token in tokens(match.group(1)))[:_MOST_WORDS]
        if phrase:
            phrases.append(phrase)
    rest = _QUOTED.sub(" ", text)
    rest = _ACRONYM.sub(lambda match: normalise.tight(match.group()), rest)
    every = [token[2] for token in tokens(rest)]
    kept = [word for word in every[:-1] if word not in normalise.STOP_WORDS] + every[-1:]
    if len(kept) > 1 and kept[-1] in normalise.STOP_WORDS and rest[-1:].isspace():
        kept.pop()
    kept = kept[-_MOST_WORDS:] if len(kept) > _MOST_WORDS else kept
    return Query(tuple(kept), tuple(phrases[:4]), prefix=bool(kept) and len(kept[-1]) > 1)


def passage(text: str, query: Query, length: int = PASSAGE_LENGTH) -> Passage | None:
    """The stretch of ``text`` with the most answers to ``query``, about ``length`` characters; ``None`` without any."""
    spans = list(_answers(text, query))
    if not spans:
        return None
    best = max(range(len(spans)), key=lambda place: (
        sum(1 for start, end in spans[place:place + 20] if end <= spans[place][0] + length), -place))
    start = max(0, spans[best][0] - length // 4)
    if len(text) - start < length:
        start = max(0, len(text) - length)
    end = min(len(text), start + length)
    start, end = _word_start(text, start), _word_end(text, end)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    inside = [(a - start + len(before), b - start + len(before)) for a, b in spans if a >= start and b <= end]
    return Passage(before + text[start:end] + after, inside)


def _answers(text: str, query: Query) -> Iterator[tuple[int, int]]:
    """Where ``text`` answers ``query``, in order, none overlapping."""
    done = -1
    for start, end in sorted([*_words_found(text, query), *_acronyms_found(text, query)]):
        if start >= done:
            done = end
            yield start, end


def _words_found(text: str, query: Query) -> Iterator[tuple[int, int]]:
    stems = {forms(word)[1] for word in query.words}
    beginning = query.words[-1] if query.prefix and query.words else ""
    every = list(tokens(text))
    for place, (start, end, folded, stem) in enumerate(every):
        if stem in stems or (beginning and folded.startswith(beginning)):
            yield start, end
        for phrase in query.phrases:
            if folded == phrase[0] and tuple(token[2] for token in every[place:place + len(phrase)]) == phrase:
                yield start, every[place + len(phrase) - 1][1]


def _acronyms_found(text: str, query: Query) -> Iterator[tuple[int, int]]:
    for match in _ACRONYM.finditer(text):
        if normalise.tight(match.group()) in query.words:
            yield match.span()


def _word_start(text: str, place: int) -> int:
    """The first beginning of a word at or after ``place``; ``place`` itself when a blank is far."""
    if place == 0 or text[place - 1].isspace():
        return place
    blank = next((at for at in range(place, min(place + _LONGEST_WORD, len(text))) if text[at].isspace()), None)
    return place if blank is None else blank + 1


def _word_end(text: str, place: int) -> int:
    """The last end of a word at or before ``place``; ``place`` itself when a blank is far."""
    if place == len(text) or text[place].isspace():
        return place
    blank = next((at for at in range(place, max(place - _LONGEST_WORD, 0), -1) if text[at].isspace()), None)
    return place if blank is None else blank
