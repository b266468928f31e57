from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from canevas.commons.access.queries import User
from canevas.commons.audit.queries import story_of
from canevas.commons.directory.queries import organisation_id, resolve_organisation, territory_id
from canevas.governance.concertation import operations
from canevas.governance.concertation.models import Intake, IntakeLine
from canevas.governance.concertation.operations import ReviewRefused
from canevas.governance.policy.queries import axis_by_number
from tests.factories.minutes import user

LONG = "Le point a été fait sur les trois recommandations ; deux sont mises en œuvre."


@pytest.fixture
def intake(taken: Callable[..., Intake]) -> Intake:
    return taken()


def the(intake: Intake, kind: str, text: str) -> IntakeLine:
    return intake.lines.get(kind=kind, value__text=text)


def picture(intake: Intake) -> list[tuple[object, ...]]:
    """Everything that a reviewer can change, to tell whether undo puts all of it back."""
    return sorted(intake.lines.values_list(
        "pk", "parent_id", "kind", "state", "organisation_id", "territory_id", "axis_id", "quantifier", "value__text"))


def reading_order(intake: Intake, kind: str, parent: IntakeLine | None) -> list[str]:
    return [line.value["text"] for line in intake.lines.filter(kind=kind, parent=parent)]


def test_set_value_is_checked_and_resolved_again(secretary: User, intake: Intake) -> None:
    line = the(intake, "attendance", "Association des bergers du Tadress")
    operations.set_line_value(by=secretary, line=line, value={"text": "UNICEF", "status": "excused"})
    line.refresh_from_db()
    assert (line.value["text"], line.value["status"], line.state) == ("UNICEF", "excused", "confirmed")
    assert line.organisation is not None
    assert line.changed_by == secretary


@pytest.mark.parametrize(("kind", "value"), [
    ("header.date", {"date": "31/02/2025"}), ("header.start", {"time": "25h"}), ("header.place", {"text": "  "}),
    ("previous", {"outcome": "applaudi"})])
def test_a_value_that_cannot_be_is_refused(secretary: User, intake: Intake, kind: str, value: dict[str, str]) -> None:
    line = intake.lines.get(kind=kind)
    with pytest.raises(ReviewRefused):
        operations.set_line_value(by=secretary, line=line, value=value)
    assert intake.lines.get(kind=kind).value == line.value
    assert not intake.steps.exists()


def test_a_day_may_be_written_in_words(secretary: User, intake: Intake) -> None:
    line = intake.lines.get(kind="header.date")
    operations.set_line_value(by=secretary, line=line, value={"date": "jeudi 13 mars 2025"})
    assert intake.lines.get(kind="header.date").value == {"date": "2025-03-13"}


def test_split_cuts_text_and_source(secretary: User, intake: Intake) -> None:
    line = the(intake, "discussion", LONG)
    first, second = operations.split_line(by=secretary, line=line, at=LONG.index("deux"))
    assert (first.value["text"], second.value["text"]) == (
        "Le point a été fait sur les trois recommandations", "deux sont mises en œuvre.")
    assert first.passages[0]["end"] == second.passages[0]["start"] == LONG.index("deux")
    assert reading_order(intake, "discussion", line.parent) == [
        "Le point a été fait sur les trois recommandations", "deux sont mises en œuvre.",
        "La base de données du site est à jour."]


def test_split_of_an_action_says_of_both_who_answers(secretary: User, intake: Intake) -> None:
    line = the(intake, "action", "Transmettre la liste des sites au gouvernorat")
    _first, second = operations.split_line(by=secretary, line=line, at=len("Transmettre la liste"))
    assert [(child.kind, child.value["text"]) for child in second.children.all()] == [
        ("responsible", "DRECM/R"), ("responsible", "OIM"), ("deadline", "31/03/2025")]


def test_split_at_an_end_is_refused(secretary: User, intake: Intake) -> None:
    with pytest.raises(ReviewRefused):
        operations.split_line(by=secretary, line=the(intake, "discussion", LONG), at=0)


def test_merge_joins_text_and_source(secretary: User, intake: Intake) -> None:
    line = the(intake, "discussion", LONG)
    merged = operations.merge_with_next(by=secretary, line=line)
    assert merged.value["text"] == f"{LONG} La base de données du site est à jour."
    assert len(merged.passages) == 2
    assert reading_order(intake, "discussion", line.parent) == [merged.value["text"]]


def test_merge_of_the_last_is_refused(secretary: User, intake: Intake) -> None:
    with pytest.raises(ReviewRefused):
        operations.merge_with_next(
            by=secretary, line=the(intake, "discussion", "La base de données du site est à jour."))


def test_move_to_another_item(secretary: User, intake: Intake) -> None:
    line = the(intake, "action", "Transmettre la liste des sites au gouvernorat")
    second = intake.lines.get(kind="item", value__number=2)
    operations.move_line(by=secretary, line=line, item=second)
    assert reading_order(intake, "action", second) == [
        "Préparer la mission de Bangui", "Transmettre la liste des sites au gouvernorat"]
    assert line.children.count() == 3


def test_a_discussion_point_stays_under_an_item(secretary: User, intake: Intake) -> None:
    with pytest.raises(ReviewRefused):
        operations.move_line(by=secretary, line=the(intake, "discussion", LONG), item=None)
    with pytest.raises(ReviewRefused):
        operations.move_line(by=secretary, line=intake.lines.get(kind="header.date"),
                             item=intake.lines.get(kind="item", value__number=1))


@pytest.mark.parametrize("kind", ["action", "recommendation", "decision"])
def test_change_kind_keeps_the_words_and_the_source(secretary: User, intake: Intake, kind: str) -> None:
    line = the(intake, "discussion", LONG)
    changed = operations.change_line_kind(by=secretary, line=line, kind=kind)
    assert (changed.kind, changed.value["text"], changed.passages) == (kind, LONG, line.passages)


def test_change_kind_knows_its_limits(secretary: User, intake: Intake) -> None:
    with pytest.raises(ReviewRefused):
        operations.change_line_kind(by=secretary, line=intake.lines.get(kind="header.date"), kind="action")
    with pytest.raises(ReviewRefused):
        operations.change_line_kind(by=secretary, line=intake.lines.filter(kind="recommendation").first(),
                                    kind="discussion")


def test_attach_says_what_a_name_means_and_keeps_the_words(secretary: User, intake: Intake) -> None:
    line = the(intake, "attendance", "Association des bergers du Tadress")
    code = resolve_organisation("UNHCR")[0].code
    attached = operations.attach_line(by=secretary, line=line, organisation_id=organisation_id(code))
    assert (attached.organisation.code, attached.value["text"], attached.resolution) == (
        code, "Association des bergers du Tadress", 1.0)
    assert attached.resolved_by == str(secretary)
    detached = operations.attach_line(by=secretary, line=line)
    assert (detached.organisation, detached.resolution) == (None, 0.0)
    place = operations.attach_line(
        by=secretary, line=the(intake, "place", "Bangui"), territory_id=territory_id("NE001"))
    assert place.territory.name == "Agadez"
    axis = axis_by_number(2)
    action = operations.attach_line(by=secretary, line=the(intake, "action", "Préparer la mission de Bangui"),
                                    axis_id=axis.pk)
    assert action.axis == axis


def test_nothing_is_attached_to_what_is_not_there(secretary: User, intake: Intake) -> None:
    line = the(intake, "attendance", "OIM")
    for target in ({"organisation_id": 10**9}, {"territory_id": 10**9}, {"axis_id": 10**9}):
        with pytest.raises(ReviewRefused):
            operations.attach_line(by=secretary, line=line, **target)
    assert the(intake, "attendance", "OIM").organisation == line.organisation


def test_drop_takes_what_hangs_below_and_restore_brings_it_back(secretary: User, intake: Intake) -> None:
    item = intake.lines.get(kind="item", value__number=1)
    operations.drop_line(by=secretary, line=item)
    assert intake.lines.filter(state="dropped").count() == 7
    operations.restore_line(by=secretary, line=item)
    assert not intake.lines.filter(state="dropped").exists()


def test_confirm_sure_leaves_the_doubts(secretary: User, intake: Intake) -> None:
    number = operations.confirm_sure(by=secretary, intake=intake)
    assert number == intake.lines.count() - 1
    assert intake.lines.get(state="doubtful").value["text"] == "Préparer la mission de Bangui"


def test_a_line_that_was_missed_can_be_added(secretary: User, intake: Intake) -> None:
    item = intake.lines.get(kind="item", value__number=1)
    line = operations.add_line(
        by=secretary, intake=intake, kind="action", value={"text": "Relancer l'INS"}, parent=item)
    assert reading_order(intake, "action", item)[-1] == "Relancer l'INS"
    assert (line.state, line.passages) == ("confirmed", [])


ACTS: dict[str, Callable[[User, Intake], object]] = {
    "set": lambda by, intake: operations.set_line_value(
        by=by, line=the(intake, "attendance", "OIM"), value={"text": "PAM"}),
    "split": lambda by, intake: operations.split_line(
        by=by, line=the(intake, "action", "Transmettre la liste des sites au gouvernorat"), at=20),
    "merge": lambda by, intake: operations.merge_with_next(by=by, line=the(intake, "discussion", LONG)),
    "move": lambda by, intake: operations.move_line(
        by=by, line=the(intake, "action", "Préparer la mission de Bangui"),
        item=intake.lines.get(kind="item", value__number=1)),
    "kind": lambda by, intake: operations.change_line_kind(
        by=by, line=the(intake, "action", "Préparer la mission de Bangui"), kind="discussion"),
    "attach": lambda by, intake: operations.attach_line(by=by, line=the(intake, "attendance", "OIM")),
    "drop": lambda by, intake: operations.drop_line(by=by, line=intake.lines.get(kind="item", value__number=1)),
    "confirm": lambda by, intake: operations.confirm_line(by=by, line=intake.lines.get(state="doubtful")),
    "sure": lambda by, intake: operations.confirm_sure(by=by, intake=intake),
    "add": lambda by, intake: operations.add_line(by=by, intake=intake, kind="place", value={"text": "Arlit"}),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_every_act_is_journalled_undone_and_refused_to_readers(
        secretary: User, intake: Intake, act: Callable[[User, Intake], object]) -> None:
    before = picture(intake)
    with pytest.raises(PermissionDenied):
        act(user("lecteur", "reader"), intake)
    assert picture(intake) == before
    act(secretary, intake)
    assert picture(intake) != before
    assert story_of(intake).count() == 2
    assert operations.undo_last(by=secretary, intake=intake)
    assert picture(intake) == before
    assert not operations.undo_last(by=secretary, intake=intake)


def test_a_closed_review_changes_no_more(secretary: User, intake: Intake) -> None:
    line = intake.lines.get(state="doubtful")
    operations.confirm_line(by=secretary, line=line)
    operations.confirm_intake(by=secretary, intake=intake)
    with pytest.raises(ReviewRefused):
        operations.drop_line(by=secretary, line=line)
    with pytest.raises(ReviewRefused):
        operations.undo_last(by=secretary, intake=intake)
