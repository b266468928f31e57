"""Numbers as French minutes write them: digits, roman numerals, words, ordinals."""

from __future__ import annotations

import re

from text_to_num import text2num

from canevas.tools.text.folding import fold

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_FORM = re.compile(r"(?=[ivxlc])(x[cl]|l?x{0,3})(i[xv]|v?i{0,3})")
_ORDINAL_ENDS = r"(?:\^?\{?\s*(?:iemes?|emes?|ieres?|eres?|ers?|res?|nde?s?|es?|o|°)\}?)"
_IRREGULAR = {
    "premier": 1,
    "premiere": 1,
    "second": 2,
    "seconde": 2,
    "deuxieme": 2,
    "troisieme": 3,
    "quatrieme": 4,
    "cinquieme": 5,
    "sixieme": 6,
    "septieme": 7,
    "huitieme": 8,
    "neuvieme": 9,
    "dixieme": 10,
    "onzieme": 11,
    "douzieme": 12,
    "treizieme": 13,
    "quatorzieme": 14,
    "quinzieme": 15,
    "seizieme": 16,
    "dernier": 0,
}
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50}
_UNITS = {
    "unieme": 1,
    **{word: value for word, value in _IRREGULAR.items() if 2 <= value <= 9 and word.endswith("ieme")},
}

NUMBER_WORDS = (
    r"(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|"
    r"vingts?|"
    r"trente|quarante|cinquante|soixante|cents?|mil(?:le)?|et)"
)
ORDINAL_WORD = (
    r"(?:premiere?|seconde?|deuxieme|troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|neuvieme|"
    r"dixieme|"
    r"onzieme|douzieme|treizieme|quatorzieme|quinzieme|seizieme|dix[ -](?:septieme|huitieme|neuvieme)|"
    r"(?:vingt|trente|quarante|cinquante)[ -]?(?:et[ -])?[a-z]*ieme|vingtieme|trentieme|quarantieme)"
)
ORDINAL = rf"(?<![a-z])(?:\d{{1,3}}\s?{_ORDINAL_ENDS}|[ivxl]{{1,6}}\s?{_ORDINAL_ENDS}|{ORDINAL_WORD})"
"""Matches an ordinal in folded text: "7eme", "7^{ieme}", "viie", "septieme", "1ere", "vingt-et-unieme"."""


def roman(text: str) -> int | None:
    """The value of a roman numeral ("VII": 7), ``None`` when it is none."""
    folded = fold(text).strip()
    if not folded or not _ROMAN_FORM.fullmatch(folded):
        return None
    total, highest = 0, 0
    for letter in reversed(folded):
        value = _ROMAN[letter]
        total += -value if value < highest else value
        highest = max(highest, value)
    return total


def ordinal(text: str) -> int | None:
    """The value of an ordinal in digits, roman numerals or words; ``None`` when it is none."""
    word = " ".join(fold(text).replace("-", " ").split())
    if match := re.fullmatch(rf"(\d{{1,3}})\s?{_ORDINAL_ENDS}?", word):
        return int(match[1])
    if word in _IRREGULAR:
        return _IRREGULAR[word] or None
    if match := re.fullmatch(rf"([ivxl]+)\s?{_ORDINAL_ENDS}", word):
        return roman(match[1])
    parts = [part for part in word.split() if part != "et"]
    if len(parts) == 2 and parts[0] == "dix" and parts[1] in _UNITS:
        return 10 + _UNITS[parts[1]]
    if len(parts) == 2 and parts[0] in _TENS and parts[1] in _UNITS:
        return _TENS[parts[0]] + _UNITS[parts[1]]
    if len(parts) == 1 and word.endswith("ieme"):
        return next((value for ten, value in _TENS.items() if word == ten.rstrip("e") + "ieme"), None)
    return None


def cardinal(text: str) -> int | None:
    """The value of a number in digits or in French words ("deux mil vingt-quatre": 2024)."""
    words = " ".join(fold(text).replace("-", " ").split())
    if words.isdigit():
        return int(words)
    if words in {"premier", "1er"}:
        return 1
    try:
        return int(text2num(re.sub(r"\bmil\b", "mille", words), "fr"))
    except ValueError:
        return None
