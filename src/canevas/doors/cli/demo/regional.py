"""Invented meetings of one region: its technical group, its framework, its observatory."""
from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, time, timedelta

from canevas.doors.cli.demo.meeting import DONE, DemoMeeting, action, advice_of, found, progress_of
from canevas.doors.cli.demo.pools import Deck, Region, Theme, Words, load, themes
from canevas.doors.cli.demo.tables import regional_synthesis
from canevas.governance.concertation.rules.minutes import PreviousMinutes, ReadItem, ReadMinutes, ReadRecommendation
from canevas.tools.documents.found import Found

ADDRESSEES = {"Etat": "A l'endroit de l'Etat", "partenaires": "A l'endroit des partenaires",
              "collectivités territoriales": "A l'endroit des collectivités territoriales",
              "autorités régionales": "A l'endroit des autorités régionales"}


class RegionalLife:
    """Two years of one region. Subjects and sentences are dealt so that no body repeats itself."""

    def __init__(self, region: Region, today: date, rng: random.Random) -> None:
        self.region, self.today, self.rng = region, today, rng
        self.subjects = Deck([theme for theme in themes() if region.can_talk_of(theme)], rng)
        self.said: dict[str, Deck] = {}
        self.misc = Deck(load("common")["misc"][:-1], rng)
        self.halls = Deck(region.halls, rng)

    def group(self, days: list[date], number: int) -> Iterator[DemoMeeting]:
        """The technical group, one meeting a day given; ``number`` of the first."""
        yield from self._series(f"GTM-{self.region.name}", days, number)

    def framework(self, days: list[date], number: int) -> Iterator[DemoMeeting]:
        """The regional framework: as the group, with the region's synthesis at the end."""
        for meeting in self._series(f"CRCM-{self.region.name}", days, number):
            meeting.minutes.synthesis = regional_synthesis(self.region.name, self.rng)
            meeting.strategies = [advice_of(meeting.day, self.today, self.rng) for section in meeting.minutes.synthesis
                                  for row in section.rows for _ in row.strategies]
            yield meeting

    def observatory(self, days: list[date], number: int) -> Iterator[DemoMeeting]:
        yield from self._series(f"ORM-{self.region.name}", days, number)

    def _series(self, body: str, days: list[date], number: int) -> Iterator[DemoMeeting]:
        before: DemoMeeting | None = None
        for offset, day in enumerate(days):
            before = self._meeting(body, day, number + offset, before)
            yield before

    def _meeting(self, body: str, day: date, number: int, before: DemoMeeting | None) -> DemoMeeting:
        rng = self.rng
        read = ReadMinutes(body=found(body), session=Found(number), stage=found("ordinary"), date=Found(day))
        start = rng.choice((time(8, 30), time(9, 0), time(9, 15), time(9, 30), time(10, 0)))
        read.start, read.end = Found(start), Found(time(start.hour + rng.randint(2, 3), rng.choice((0, 10, 25, 45))))
        read.place = found(self.halls.deal(1)[0])
        if before and body.startswith("GTM") and rng.random() < 0.1:
            read.stage, read.place = found("relocated"), found(f"Salle de réunion de la mairie {_of(self.region, rng)}")
        read.signatory = found(rng.choice(load("common")["signatories"]))
        read.attendance = [found(name) for name in self._present()]
        read.items.append(self._opening(read, day, before))
        subjects: list[tuple[Theme, Words]] = []
        for theme in self._subjects(rng.choice((2, 2, 3)), day):
            words = Words.of(self.region, day, rng)
            read.items.append(self._item(len(read.items) + 1, theme, words, day))
            subjects.append((theme, words))
        read.items.append(self._misc(len(read.items) + 1, day))
        read.agenda = [found(item.title.value) for item in read.items]
        read.recommendations = list(self._asked(subjects)) if rng.random() < 0.7 else []
        meeting = DemoMeeting(read)
        meeting.progress = [progress_of(each, day, self.today, rng) for each in meeting.actions()]
        meeting.advice = [advice_of(day, self.today, rng) for _ in read.recommendations]
        return meeting

    def _subjects(self, count: int, day: date) -> list[Theme]:
        """The next subjects whose season it is; one out of season is put off."""
        chosen: list[Theme] = []
        while len(chosen) < count:
            theme = self.subjects.deal(1)[0]
            if day.month in theme.months and theme not in chosen:
                chosen.append(theme)
        return chosen

    def _present(self) -> list[str]:
        rng, common = self.rng, load("common")
        members = common["members"]
        present = [members[0], *rng.sample(members[1:], rng.randint(4, 7)), *rng.sample(self.region.partners, 2),
                   *rng.sample(self.region.ngos, rng.randint(1, 3))]
        return [name for name in present if rng.random() < 0.95] if rng.random() < 0.5 else present

    def _opening(self, read: ReadMinutes, day: date, before: DemoMeeting | None) -> ReadItem:
        common, rng = load("common"), self.rng
        if before is None:
            first = common["first"]
            item = ReadItem(1, found(first["title"]), [found(text) for text in first["said"]])
            item.actions = [action(*line.split(" | "), day, rng) for line in first["todo"]]
            return item
        reserved = rng.random() < 0.3
        read.previous_minutes = PreviousMinutes(
            Found(before.day), found("adopted-with-reservations" if reserved else "adopted"))
        words, then = Words(rng), f"{before.day:%d/%m/%Y}"
        item = ReadItem(1, found(words.fill(common["previous_title"], avant=then)))
        item.discussion.append(found(words.fill(rng.choice(common["reserved" if reserved else "adopted"]), avant=then)))
        total, done = len(before.progress), before.progress.count(DONE)
        if done and total > 1:
            how = "followup_all" if done == total else "followup_one" if done == 1 else "followup"
            item.discussion.append(found(words.fill(rng.choice(common[how]), total=total, faites=done)))
        return item

    def _item(self, number: int, theme: Theme, words: Words, day: date) -> ReadItem:
        deck = self.said.setdefault(theme.title, Deck(theme.said, self.rng))
        said = sorted(deck.deal(self.rng.randint(2, 4)), key=theme.said.index)
        item = ReadItem(number, found(words.fill(theme.title)), [found(words.fill(text)) for text in said])
        todo = self.rng.sample(theme.todo, self.rng.choice((1, 1, 2)))
        item.actions = [action(words.fill(text), words.fill(who), day, self.rng) for text, who in todo]
        return item

    def _misc(self, number: int, day: date) -> ReadItem:
        words = Words.of(self.region, day, self.rng)
        said = self.misc.deal(self.rng.randint(1, 2)) if self.rng.random() < 0.85 else load("common")["misc"][-1:]
        return ReadItem(number, found("Divers"), [found(words.fill(text)) for text in said])

    def _asked(self, subjects: list[tuple[Theme, Words]]) -> Iterator[ReadRecommendation]:
        asked = [(whom, words.fill(text)) for theme, words in subjects for whom, text in theme.asked]
        chosen = self.rng.sample(asked, min(len(asked), self.rng.randint(2, 4)))
        for whom, heading in ADDRESSEES.items():
            yield from (ReadRecommendation(found(text), found(heading)) for each, text in chosen if each == whom)


def _of(region: Region, rng: random.Random) -> str:
    return Words(rng, {"commune": rng.choice(region.communes)}).fill("de {commune}")


HOLIDAYS = {(1, 1), (4, 24), (5, 1), (8, 3), (12, 18), (12, 25)}
"""Fixed days on which Niger does not work (month, day)."""


def weekday(day: date) -> date:
    """``day``, or the nearest day on which groups meet: Tuesday to Thursday, and no public holiday."""
    near = day + timedelta(days={0: 1, 4: -1, 5: -2, 6: 2}.get(day.weekday(), 0))
    return near if (near.month, near.day) not in HOLIDAYS else near + timedelta(days=7)
