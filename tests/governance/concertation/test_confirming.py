from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from canevas.commons.access.queries import User
from canevas.commons.audit.queries import story_of
from canevas.governance.concertation.models import (
    ActionPoint,
    AgendaItem,
    Decision,
    DiscussionPoint,
    Intake,
    IntakeLine,
    Minutes,
    Session,
)
from canevas.governance.concertation.operations import (
    ReviewRefused,
    change_action_point_status,
    confirm_intake,
    confirm_line,
    drop_line,
    keep_known,
    set_line_value,
    writing,
)
from canevas.governance.concertation.rules.minutes import ReadAction, ReadItem, ReadMinutes
from tests.factories.minutes import Writer, content, reading, small_minutes, small_reading, user

Take = Callable[..., Intake]


def settle(by: User, intake: Intake) -> Intake:
    for line in intake.lines.filter(state=IntakeLine.State.DOUBTFUL):
        confirm_line(by=by, line=line)
    intake.refresh_from_db()
    return intake


@pytest.fixture
def confirmed(secretary: User, taken: Take) -> Intake:
    return confirm_intake(by=secretary, intake=settle(secretary, taken()))


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (
        Session, Minutes, AgendaItem, DiscussionPoint, ActionPoint, Decision)}


def test_everything_stands_in_the_register(confirmed: Intake) -> None:
    session = confirmed.session
    assert (session.body.code, session.date, session.stage) == ("GTM-TAHOUA", date(2025, 3, 12), "ordinary")
    assert (session.place, session.chairs, session.signatory) == (
        "Salle du gouvernorat", ["Maman Sani"], "Le DRECM/R")
    assert (session.previous_date, session.previous_outcome) == (date(2025, 1, 15), "adopted")
    assert [row.verbatim for row in session.attendance.all()] == [
        "UNHCR", "OIM", "Association des bergers du Tadress"]
    assert [(item.number, item.title, item.discussion.count()) for item in session.items.all()] == [
        (1, "Suivi des recommandations", 2), (2, "Divers", 1)]
    action = session.actions.get(item__number=1)
    assert (action.deadline_text, action.deadline_date, action.status) == ("31/03/2025", date(2025, 3, 31), "open")
    assert [who.verbatim for who in action.responsibles.all()] == ["DRECM/R", "OIM"]
    soft = session.actions.get(item__number=2)
    assert (soft.deadline_text, soft.deadline_date) == ("dès que possible", None)
    decision = session.decisions.get()
    assert (decision.outcome, decision.is_main) == ("validated", True)
    assert session.place_mentions.get().territory.name == "Bangui"
    assert session.policy_mentions.get().subprogrammes == ["1.1"]


def test_every_fact_has_its_source(confirmed: Intake) -> None:
    action = confirmed.session.actions.first()
    assert action.source_id == confirmed.file_id
    assert action.passages[0]["node"]
    assert confirmed.session.field_passages["place"][0]["node"]
    assert confirmed.known_minutes.file_id == confirmed.file_id


def test_recommendations_go_to_their_room(confirmed: Intake) -> None:
    found = confirmed.session.recommendation_set
    flat = found.recommendations.filter(row=None)
    assert [(row.text, row.addressee_kind) for row in flat] == [
        ("Doter les postes frontaliers de registres", "state"), ("Appuyer les communes d'accueil", "partners")]
    challenge = found.challenges.get()
    assert (challenge.scope, challenge.axis.number, challenge.rows.count()) == ("axis", 1, 2)
    strategy = found.recommendations.get(text="Tenir un annuaire des associations")
    assert strategy.row.priorities.get().text == "Recenser la diaspora"
    who = {row.verbatim: row for row in strategy.responsibilities.all()}
    assert who["Toutes les régions"].quantifier == "*"
    assert who["MAE/C"].organisation.code == "MAE"


def test_confirming_is_said_in_the_journal(confirmed: Intake) -> None:
    entry = story_of(confirmed.known_minutes).get()
    assert (entry.event, entry.details["version"]) == ("minutes_confirmed", 1)


def test_confirming_twice_changes_nothing(secretary: User, confirmed: Intake) -> None:
    before = counts()
    again = confirm_intake(by=secretary, intake=confirmed)
    assert again.state == Intake.State.CONFIRMED
    assert counts() == before


def test_doubts_are_settled_first(secretary: User, taken: Take) -> None:
    with pytest.raises(ReviewRefused, match="1"):
        confirm_intake(by=secretary, intake=taken())
    assert not Session.objects.exists()


def test_a_reader_may_not_confirm(secretary: User, taken: Take) -> None:
    intake = settle(secretary, taken())
    with pytest.raises(PermissionDenied):
        confirm_intake(by=user("lecteur", "reader"), intake=intake)
    assert not Session.objects.exists()


def test_a_failure_in_the_middle_leaves_nothing(
        secretary: User, taken: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    intake = settle(secretary, taken())

    def fail(self: Any) -> None:
        raise RuntimeError("panne")

    monkeypatch.setattr(writing.RegisterWriter, "_mentions", fail)
    with pytest.raises(RuntimeError):
        confirm_intake(by=secretary, intake=intake)
    assert not any(counts().values())
    intake.refresh_from_db()
    assert intake.state == Intake.State.TO_REVIEW
    monkeypatch.undo()
    assert confirm_intake(by=secretary, intake=intake).state == Intake.State.CONFIRMED


def test_what_is_left_out_stays_out(secretary: User, taken: Take) -> None:
    intake = taken()
    drop_line(by=secretary, line=intake.lines.get(kind="item", value__number=2))
    done = confirm_intake(by=secretary, intake=intake)
    assert [action.text for action in done.session.actions.all()] == [
        "Transmettre la liste des sites au gouvernorat"]
    assert not DiscussionPoint.objects.filter(text__contains="Bangui").exists()


def test_a_body_that_nobody_knew_is_added_once_confirmed(secretary: User, taken: Take) -> None:
    writer = Writer()
    read = small_minutes(writer)
    read.body = writer.say("Comité des transporteurs de Dirkou")
    intake = taken(reading(read, writer))
    assert intake.lines.get(kind="header.body").state == IntakeLine.State.DOUBTFUL
    done = confirm_intake(by=secretary, intake=settle(secretary, intake))
    assert (done.session.body.code, done.session.body.kind) == ("Comité des transporteurs de Dirkou", "other")


# A new version of minutes that the register has


def corrected(**changes: Any) -> Any:
    writer = Writer()
    read = small_minutes(writer, **changes)
    read.items[0].discussion[1].value = "La base de données du site est à jour depuis février."
    read.items[0].actions[0].responsible.pop()
    read.items.append(ReadItem(3, writer.say("Communication"), [], [ReadAction(writer.say("Publier le communiqué"))]))
    read.recommendations.pop()
    return reading(read, writer, "compte-rendu-corrige.docx")


def test_the_same_words_in_another_file_are_known(taken: Take, confirmed: Intake) -> None:
    again = taken(small_reading("autre-nom.docx"))
    assert again.state == Intake.State.UNCHANGED
    assert again.known_minutes_id == confirmed.known_minutes_id
    assert not again.lines.exclude(change="").exists()
    assert not again.lines.filter(state=IntakeLine.State.DOUBTFUL).exists()


def test_a_corrected_version_shows_what_differs(taken: Take, confirmed: Intake) -> None:
    intake = taken(corrected())
    assert intake.state == Intake.State.SUPERSEDING
    marked = {(line.change, line.kind, line.value["text"]) for line in intake.lines.exclude(change="")}
    assert marked == {
        ("changed", "discussion", "La base de données du site est à jour depuis février."),
        ("removed", "responsible", "OIM"), ("added", "item", "Communication"),
        ("added", "action", "Publier le communiqué"), ("removed", "recommendation", "Appuyer les communes d'accueil")}
    changed = intake.lines.get(change="changed")
    assert changed.before["text"] == "La base de données du site est à jour."


def test_a_corrected_version_updates_in_place(secretary: User, taken: Take, confirmed: Intake) -> None:
    session = confirmed.session
    action = session.actions.get(item__number=1)
    point = DiscussionPoint.objects.get(text__startswith="La base de données")
    change_action_point_status(by=secretary, action=action, status="in_progress")
    done = confirm_intake(by=secretary, intake=settle(secretary, taken(corrected())))
    assert (done.state, done.session_id, Session.objects.count()) == (Intake.State.CONFIRMED, session.pk, 1)
    versions = list(session.minutes.order_by("version"))
    assert [(one.version, one.previous_id) for one in versions] == [(1, None), (2, versions[0].pk)]
    action.refresh_from_db()
    assert (action.status, [who.verbatim for who in action.responsibles.all()]) == ("in_progress", ["DRECM/R"])
    point.refresh_from_db()
    assert point.text.endswith("depuis février.")
    assert session.actions.filter(text="Publier le communiqué", item__number=3).exists()
    gone = session.recommendation_set.recommendations.get(text="Appuyer les communes d'accueil")
    assert gone.withdrawn_at is not None
    assert ActionPoint.objects.filter(withdrawn_at=None).count() == 3
    strategy = session.recommendation_set.recommendations.get(text="Former les points focaux")
    assert (strategy.withdrawn_at, strategy.row.challenge.text) == (None, "Mieux connaître la diaspora")


def test_a_person_may_keep_what_the_register_says(secretary: User, taken: Take, confirmed: Intake) -> None:
    intake = taken(corrected())
    keep_known(by=secretary, line=intake.lines.get(change="changed"))
    drop_line(by=secretary, line=intake.lines.get(change="removed", kind="recommendation"))
    done = confirm_intake(by=secretary, intake=settle(secretary, intake))
    assert DiscussionPoint.objects.filter(text="La base de données du site est à jour.").exists()
    kept = done.session.recommendation_set.recommendations.get(text="Appuyer les communes d'accueil")
    assert kept.withdrawn_at is None


def test_our_own_marks_find_the_row_again_whatever_it_says(secretary: User, taken: Take, confirmed: Intake) -> None:
    action = confirmed.session.actions.get(item__number=1)
    writer = Writer(marks={"Envoyer par courrier le recensement complet": f"cnv_a_{action.uid.hex}"})
    read = small_minutes(writer)
    read.items[0].actions[0].text = writer.say("Envoyer par courrier le recensement complet")
    intake = taken(reading(read, writer))
    changed = intake.lines.get(kind="action", change="changed")
    assert changed.uid == action.uid
    confirm_intake(by=secretary, intake=settle(secretary, intake))
    action.refresh_from_db()
    assert action.text == "Envoyer par courrier le recensement complet"


def test_a_document_id_tells_the_session_even_when_the_day_was_corrected(
        secretary: User, taken: Take, confirmed: Intake) -> None:
    writer = Writer()
    read = small_minutes(writer)
    read.date = writer.say(date(2025, 3, 13), "13/03/2025")
    intake = taken(reading(read, writer, **{"canevas-id": str(confirmed.session.uid)}))
    assert intake.state == Intake.State.SUPERSEDING
    assert intake.lines.get(kind="header.date").before == {"date": "2025-03-12"}
    confirm_intake(by=secretary, intake=settle(secretary, intake))
    assert Session.objects.get().date == date(2025, 3, 13)


def test_two_files_of_one_session_are_not_confirmed_over_each_other(secretary: User, taken: Take) -> None:
    first, second = taken(), taken(corrected())
    confirm_intake(by=secretary, intake=settle(secretary, first))
    overtaken = confirm_intake(by=secretary, intake=settle(secretary, second))
    assert overtaken.state == Intake.State.SUPERSEDING
    assert Minutes.objects.count() == 1
    assert overtaken.lines.filter(change="changed").exists()


def test_correcting_the_day_shows_that_the_session_is_known(secretary: User, taken: Take, confirmed: Intake) -> None:
    writer = Writer()
    read = small_minutes(writer)
    read.date = writer.say(date(2025, 3, 21), "21/03/2025", confidence=0.5)
    intake = taken(reading(read, writer))
    assert intake.state == Intake.State.TO_REVIEW
    set_line_value(by=secretary, line=intake.lines.get(kind="header.date"), value={"date": "12/03/2025"})
    intake.refresh_from_db()
    assert intake.state == Intake.State.SUPERSEDING
    assert intake.known_minutes_id == confirmed.known_minutes_id


def test_content_of_the_factory_is_stable() -> None:
    assert content(small_reading()) == content(small_reading())


# A synthesis that comes without minutes


def synthesis(name: str, strategy: str = "Tenir un annuaire des associations") -> Any:
    writer = Writer()
    section = small_minutes(writer).synthesis[0]
    section.rows[0].strategies = [writer.say(strategy)]
    read = ReadMinutes("synthesis", body=writer.say("CRCM-Agadez"), date=writer.say(date(2024, 5, 14), "14/05/2024"),
                       synthesis=[section])
    return reading(read, writer, name)


def test_a_synthesis_makes_a_set_without_a_session(secretary: User, taken: Take) -> None:
    done = confirm_intake(by=secretary, intake=settle(secretary, taken(synthesis("synthese.docx"))))
    assert not Session.objects.exists()
    found = done.recommendation_set
    assert (found.origin_date, found.recommendations.count(), found.challenges.count()) == (date(2024, 5, 14), 2, 1)


def test_the_same_synthesis_in_another_file_is_known(secretary: User, taken: Take) -> None:
    first = confirm_intake(by=secretary, intake=settle(secretary, taken(synthesis("synthese.docx"))))
    assert taken(synthesis("synthese.odt")).state == Intake.State.UNCHANGED
    corrected_one = taken(synthesis("corrigee.docx", "Tenir un annuaire de toutes les associations"))
    assert corrected_one.state == Intake.State.SUPERSEDING
    assert [line.value["text"] for line in corrected_one.lines.filter(change="changed")] == [
        "Tenir un annuaire de toutes les associations"]
    strategy = first.recommendation_set.recommendations.get(text="Tenir un annuaire des associations")
    confirm_intake(by=secretary, intake=settle(secretary, corrected_one))
    strategy.refresh_from_db()
    assert strategy.text == "Tenir un annuaire de toutes les associations"
    assert first.recommendation_set.recommendations.filter(withdrawn_at=None).count() == 2


def test_two_files_of_one_synthesis_are_not_confirmed_over_each_other(secretary: User, taken: Take) -> None:
    first, second = taken(synthesis("a.docx")), taken(synthesis("b.docx", "Autre stratégie, tout à fait différente"))
    done = confirm_intake(by=secretary, intake=settle(secretary, first))
    overtaken = confirm_intake(by=secretary, intake=settle(secretary, second))
    assert overtaken.state == Intake.State.SUPERSEDING
    assert done.recommendation_set.recommendations.filter(withdrawn_at=None).count() == 2
