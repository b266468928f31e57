"""The demonstration goes in by the operations of real minutes, once, and comes out as it was invented."""
from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from canevas.commons.access.queries import User
from canevas.doors.cli.demo import loading
from canevas.doors.cli.demo.inventing import invent
from canevas.doors.cli.demo.meeting import DemoMeeting
from canevas.doors.cli.demo.table_adopted import AMENDED
from canevas.doors.cli.demo.to_come import MEETINGS
from canevas.governance.concertation.models import ActionPoint, Intake, Minutes, Session
from canevas.governance.recommendations.models import Recommendation
from canevas.governance.syntheses.models import Synthesis
from canevas.governance.syntheses.queries.published import public_table_of, publications
from tests.factories.country import load_country
from tests.factories.minutes import user

TODAY = date(2026, 11, 22)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> list[DemoMeeting]:
    """Four meetings instead of all: a group, a framework with its synthesis, a national one, one left to review."""
    every = invent(TODAY)
    chosen = [next(each for each in every if each.body == "GTM-Diffa"),
              next(each for each in every if each.body.startswith("CRCM") and each.minutes.recommendations),
              next(each for each in every if each.body == "CCM" and each.minutes.contributions),
              every[-1]]
    monkeypatch.setattr(loading, "invent", lambda day: list(chosen))
    return chosen


@pytest.fixture
def secretary(db: None) -> User:
    load_country(user("reference", "administrator"))
    return user()


def test_meetings_become_sessions_with_their_source(secretary: User, few: list[DemoMeeting]):
    load = loading.load_demo(by=secretary)
    assert (load.taken_in, load.known, load.waiting) == (3, 0, 2)
    assert Session.objects.exclude(source=None).count() == 3
    assert Session.objects.filter(source=None).count() == len(MEETINGS)  # planned here, no file says them
    assert all(minutes.file and minutes.file.name.startswith("CR ") for minutes in Minutes.objects.filter(version=1))
    session = Session.objects.get(body__code="GTM-DIFFA")
    meeting = few[0].minutes
    assert [item.title for item in session.items.all()] == [item.title.value for item in meeting.items]
    assert [line.verbatim for line in session.attendance.all()] == [name.value for name in meeting.attendance]
    assert list(Intake.objects.filter(state="to_review").values_list("name", flat=True)) == [few[3].file_name]
    again = Intake.objects.get(name__endswith="corrigé.docx")
    assert again.state == Intake.State.SUPERSEDING
    assert set(again.lines.exclude(change="").values_list("change", flat=True)) == {"added", "changed"}


def test_actions_and_recommendations_are_as_far_as_invented(secretary: User, few: list[DemoMeeting]):
    loading.load_demo(by=secretary)
    for meeting in few[:3]:
        session = Session.objects.get(date=meeting.day)
        states = {action.text: action.status for action in ActionPoint.objects.filter(session=session)}
        assert states == dict(zip((action.text.value for action in meeting.actions()), meeting.progress, strict=True))
    meeting = few[1]
    texts = [each.text.value for each in meeting.minutes.recommendations]
    found = Recommendation.objects.filter(set__session__date=meeting.day, row=None)
    assert {each.text.rstrip(" ;"): each.status for each in found} == dict(zip(texts, meeting.advice, strict=True))
    strategies = Recommendation.objects.filter(set__session__date=meeting.day).exclude(row=None)
    assert sorted(strategies.values_list("status", flat=True)) == sorted(meeting.strategies)


def test_loading_again_changes_nothing_whatever_the_day(secretary: User, few: list[DemoMeeting],
                                                        monkeypatch: pytest.MonkeyPatch):
    loading.load_demo(by=secretary)
    before = list(Intake.objects.values_list("sha256", "state"))
    monkeypatch.setattr(loading.timezone, "localdate", lambda: date.today() + timedelta(days=30))
    asked = []
    monkeypatch.setattr(loading, "invent", lambda day: asked.append(day) or list(few))
    load = loading.load_demo(by=secretary)
    assert (load.taken_in, load.known, load.waiting) == (0, 5, 0)
    assert list(Intake.objects.values_list("sha256", "state")) == before
    first = Intake.objects.earliest("created_at").created_at
    assert asked == [loading.timezone.localtime(first).date()]


def test_the_national_table_is_adopted_public_and_followed_once(secretary: User, monkeypatch: pytest.MonkeyPatch):
    every = invent(TODAY)
    last = [each for each in every if each.body == "CCM"][-3:]
    group = next(each for each in every if each.body == "GTM-Diffa")
    monkeypatch.setattr(loading, "invent", lambda day: [group, *last])
    for _turn in range(2):
        loading.load_demo(by=secretary, today=TODAY)
    shown = public_table_of(publications().get())
    assert shown.adopted_on == last[-1].day and shown.whole.total > 20 and shown.whole.done and shown.whole.late
    assert any(line.text.rstrip(" ;.").endswith(AMENDED[0]) for line in shown.table.lines)
    assert sorted(Synthesis.objects.values_list("state", flat=True)) == ["adopted", "drafting"]


def test_an_interrupted_load_resumes(secretary: User, few: list[DemoMeeting]):
    def stop(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        loading.load_demo(by=secretary, progress=stop)
    load = loading.load_demo(by=secretary)
    assert (load.taken_in, load.known, load.waiting) == (1, 2, 2)


def test_invented_data_are_refused_outside_the_demonstration(db: None, settings):
    settings.CANEVAS_DEMO = False
    with pytest.raises(CommandError):
        call_command("demo_data")
    assert not Session.objects.exists()
