"""The invented meetings: the same every time, plausible, never repeating themselves, on the true reference."""
from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from canevas.doors.cli.demo.inventing import invent
from canevas.doors.cli.demo.meeting import DemoMeeting
from canevas.doors.cli.demo.pools import Words, regions, themes
from canevas.doors.cli.demo.word_file import word_of
from canevas.governance.concertation.rules.intake import read_intake
from canevas.governance.concertation.rules.json_form import to_json
from canevas.governance.concertation.rules.lines import Kind
from canevas.governance.concertation.rules.reading import read_minutes
from canevas.tools.documents.found import SURE
from canevas.tools.documents.reading import read_document
from canevas.tools.vocabulary import load_vocabulary
from tests.samples.measure import explain, measure, total

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def meetings() -> list[DemoMeeting]:
    return invent(TODAY)


def test_the_same_day_gives_the_same_meetings(meetings):
    again = invent(TODAY)
    assert [meeting.minutes for meeting in again] == [meeting.minutes for meeting in meetings]
    assert [meeting.progress for meeting in again] == [meeting.progress for meeting in meetings]


def test_two_years_of_the_framework_and_of_eight_regions(meetings):
    assert 60 <= len(meetings) <= 80
    days = [meeting.day for meeting in meetings]
    assert days == sorted(days)
    assert timedelta(days=690) < TODAY - days[0] < timedelta(days=745)
    assert timedelta(0) < TODAY - days[-1] < timedelta(days=30)
    bodies = Counter(meeting.body.split("-")[0] for meeting in meetings)
    assert set(bodies) == {"CCM", "CRCM", "GTM", "ORM"}
    assert {meeting.body.partition("-")[2] for meeting in meetings} >= {region.name for region in regions()}
    assert len({(meeting.body, meeting.day) for meeting in meetings}) == len(meetings)


@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2027, 3, 31), date(2028, 2, 29)])
def test_any_day_will_do(day):
    meetings = invent(day)
    assert 60 <= len(meetings) <= 80
    assert all(meeting.day < day and 1 <= meeting.day.weekday() <= 3 for meeting in meetings)
    assert len({(meeting.body, meeting.day) for meeting in meetings}) == len(meetings)


def test_actions_are_done_under_way_open_and_late(meetings):
    states = Counter(state for meeting in meetings for state in meeting.progress)
    assert set(states) == {"done", "in_progress", "open", "cancelled"}
    assert states["done"] > states["open"] > 20
    pairs = [(action, state, meeting) for meeting in meetings
             for action, state in zip(meeting.actions(), meeting.progress, strict=True)]
    late = [action for action, state, _ in pairs if state in ("open", "in_progress")
            and action.deadline_date and action.deadline_date.value < TODAY]
    assert 10 < len(late) < 60
    assert any(action.deadline_date is None for action, *_ in pairs)
    assert all(action.deadline_date is None or action.deadline_date.value > meeting.day
               for action, _, meeting in pairs)


def test_a_body_does_not_repeat_itself(meetings):
    for body in {meeting.body for meeting in meetings}:
        said = Counter(point.value for meeting in meetings if meeting.body == body for item in meeting.minutes.items
                       for point in item.discussion if len(point.value) > 60)
        assert not [text for text, count in said.items() if count > 2], body


def test_nothing_is_left_unfilled(meetings):
    for meeting in meetings:
        assert not re.search(r"[{}|]| de [AEIOUÉ][a-zé]", str([item.discussion for item in meeting.minutes.items]))


def test_the_previous_minutes_are_those_of_the_body(meetings):
    for meeting in meetings:
        if meeting.minutes.previous_minutes:
            day = meeting.minutes.previous_minutes.date.value
            assert any(other.body == meeting.body and other.day == day for other in meetings)


def test_bodies_and_structures_are_those_of_the_reference(meetings):
    vocabulary = load_vocabulary()
    for body in {meeting.body for meeting in meetings}:
        assert vocabulary.match_body(body, limit=1)[0].score > 0.95, body
    names = Counter(name.value for meeting in meetings if not meeting.awaits_review
                    for name in meeting.minutes.attendance)
    unknown = {name for name in names if not any(c.score > 0.9 for c in vocabulary.match_organisation(name, limit=1))}
    assert len(unknown) <= 2, unknown


def test_every_place_is_in_the_territories():
    vocabulary = load_vocabulary()
    for region in regions():
        if region.name != "Niamey":  # its quarters are in no reference
            missing = [name for name in (*region.places, *region.communes)
                       if not any(c.score > 0.85 for c in vocabulary.match_territory(name, limit=1))]
            assert not missing, region.name


def test_every_subject_is_spoken_of_somewhere_and_has_all_its_words():
    for theme in themes():
        homes = [region for region in regions() if region.can_talk_of(theme)]
        assert homes, theme.title
        assert len(theme.said) >= 4 and len(theme.todo) >= 2 and theme.asked
        assert all(whom in {"Etat", "partenaires", "collectivités territoriales", "autorités régionales"}
                   for whom, _ in theme.asked), theme.title
        assert all(who for _, who in theme.todo), theme.title


def test_de_before_a_vowel_is_elided():
    words = Words(None, {"lieu": "Assamaka", "commune": "Bosso"})  # type: ignore[arg-type]
    assert words.fill("le puits de {lieu} et celui de {commune}") == "le puits d'Assamaka et celui de Bosso"


def test_the_word_file_says_what_was_invented_and_that_it_was(meetings):
    meeting = next(each for each in meetings if each.body.startswith("CRCM") and each.minutes.recommendations)
    document = read_document(word_of(meeting), meeting.file_name)
    text = document.root.plain()
    assert "Document inventé pour démonstration" in "".join(document.metadata.values()) + text
    for item in meeting.minutes.items:
        assert item.title.value in text
        assert all(point.value in text for point in item.discussion)
        assert all(action.text.value in text for action in item.actions)
    assert all(row.challenge.value in text for section in meeting.minutes.synthesis for row in section.rows)


def test_the_word_files_are_read_as_they_were_invented(meetings):
    vocabulary = load_vocabulary()
    for meeting in meetings[::6]:
        truth = to_json(meeting.minutes)
        truth = {key: value for key, value in truth.items()
                 if value not in (None, {}) and key not in ("places", "policy")}
        read = to_json(read_minutes(read_document(word_of(meeting), meeting.file_name), vocabulary))
        scores = measure(truth, read)
        score = total(scores)
        assert score >= 0.97, f"{meeting.file_name}: {explain(scores)}"


def test_the_files_that_wait_have_something_to_ask(meetings):
    waiting = [meeting for meeting in meetings if meeting.awaits_review]
    asked = {meeting.body.partition("-")[0] + ("/told" if meeting.narrative else ""): {
        line.kind for top in read_intake(meeting.file_name, word_of(meeting)).lines for line in top.walk()
        if line.confidence < SURE and line.kind is not Kind.PLACE} for meeting in waiting}
    assert asked["CRCM"] >= {Kind.STRAY}
    assert asked["GTM"] >= {Kind.DEADLINE, Kind.DECISION}
    assert asked["GTM/told"] >= {Kind.DEADLINE, Kind.ACTION}
