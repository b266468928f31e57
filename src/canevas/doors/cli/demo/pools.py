"""The sentences of the demonstration, read from the YAML files beside this one."""
from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent
MONTH_NAMES = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
               "novembre", "décembre")
SLOT = re.compile(r"(?:\b(?P<of>[Dd]e) )?\{(?:(?P<low>\d+)-(?P<high>\d+)|(?P<name>\w+))\}")
VOWELS = "AEIOUYÉÈaeiouyéèh"


@dataclass(frozen=True, slots=True)
class Theme:
    """One subject of a meeting. ``todo``: (text, structures); ``asked``: (addressee, text). Texts have slots."""

    title: str
    where: frozenset[str]
    said: tuple[str, ...]
    todo: tuple[tuple[str, str], ...]
    asked: tuple[tuple[str, str], ...]
    months: frozenset[int]


@dataclass(frozen=True, slots=True)
class Region:
    """Where meetings happen, and the names that may be said there."""

    name: str
    tags: frozenset[str]
    places: tuple[str, ...]
    communes: tuple[str, ...]
    ngos: tuple[str, ...]
    partners: tuple[str, ...]
    halls: tuple[str, ...]

    def can_talk_of(self, theme: Theme) -> bool:
        return "partout" in theme.where or bool(self.tags & theme.where)


@dataclass(slots=True)
class Words:
    """The words that fill the slots of one subject, the same in its title, its sentences and its actions."""

    rng: random.Random
    named: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, region: Region, day: date, rng: random.Random) -> Words:
        place, other = rng.sample(region.places, 2)
        month = (day.replace(day=1) - timedelta(days=20)).month
        return cls(rng, {"lieu": place, "autre": other, "commune": rng.choice(region.communes),
                         "ong": rng.choice(region.ngos), "partenaire": rng.choice(region.partners),
                         "mois": MONTH_NAMES[month - 1]})

    def fill(self, text: str, **more: object) -> str:
        """``text`` with its slots filled; "de" before a vowel becomes "d'"."""
        def value(match: re.Match[str]) -> str:
            if match["name"]:
                word = str(more.get(match["name"]) or self.named[match["name"]])
            else:
                low, high = int(match["low"]), int(match["high"])
                number = self.rng.randint(low, high)
                word = f"{number:,}".replace(",", " ") if high - low > 100 else str(number)
            if not match["of"]:
                return word
            return f"{match['of'][0]}'{word}" if word[0] in VOWELS and not word.isupper() else f"{match['of']} {word}"
        return SLOT.sub(value, text)


@lru_cache
def load(name: str) -> Any:
    """One YAML file of the demonstration."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


@lru_cache
def themes() -> tuple[Theme, ...]:
    def pair(line: str) -> tuple[str, str]:
        first, _, second = line.partition(" | ")
        return first, second
    return tuple(Theme(each["title"], frozenset(each["where"]), tuple(each["said"]), tuple(map(pair, each["todo"])),
                       tuple(map(pair, each["asked"])), frozenset(each.get("months", range(1, 13))))
                 for each in load("themes"))


@lru_cache
def regions() -> tuple[Region, ...]:
    return tuple(Region(each["name"], frozenset(each["tags"]), tuple(each["places"]), tuple(each["communes"]),
                        tuple(each["ngos"]), tuple(each["partners"]), tuple(each["halls"])) for each in load("regions"))


class Deck:
    """Cards dealt in a shuffled order, each once before any comes back: so that a group does not repeat itself."""

    def __init__(self, cards: list[Any] | tuple[Any, ...], rng: random.Random) -> None:
        self._cards, self._rng = list(cards), rng
        self._left: list[Any] = []

    def deal(self, count: int) -> list[Any]:
        """At most ``count`` cards, all different."""
        dealt: list[Any] = []
        for _ in range(min(count, len(self._cards))):
            if not self._left:
                self._left = [card for card in self._cards if card not in dealt]
                self._rng.shuffle(self._left)
            dealt.append(self._left.pop())
        return dealt
