"""Numbers as lists show them: 1, a, A, i, I."""
from __future__ import annotations

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_ROMAN = 4999


def as_letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa, as Word counts (aa, bb, cc…)."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def as_roman(number: int) -> str:
    out = ""
    for worth, sign in _ROMAN:
        out += sign * (number // worth)
        number %= worth
    return out


def as_counted(number: int, sample: str) -> str:
    """``number`` in the manner of ``sample``: "1", "01", "a", "A", "i", "I"; any other sample shows nothing."""
    if sample in {"1", "01"} or (sample and number < 1):
        return f"{number:02d}" if sample == "01" else str(number)
    if sample in {"a", "A"} and number <= 26 * 20:
        letters = as_letters(number)
        return letters.upper() if sample == "A" else letters
    if sample in {"i", "I"} and number <= _MOST_ROMAN:
        roman = as_roman(number)
        return roman.upper() if sample == "I" else roman
    return str(number) if sample in {"a", "A", "i", "I"} else ""
