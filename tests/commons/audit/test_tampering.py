"""Whatever is done to the journal behind Canevas's back is found, and the first row concerned is the one named."""
from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from canevas.commons.audit.models import JournalEntry, JournalHead
from canevas.commons.audit.operations import record, remove_guards, restart_chain
from canevas.commons.audit.operations.key import ensure_key
from canevas.commons.audit.queries import current_anchor, verify_journal
from canevas.commons.audit.queries.key import JournalUnavailable, forget_key
from canevas.commons.audit.rules.walk import Fault, FaultKind, read_anchor
from tests.factories.minutes import user

ROWS = 9
CONTENT = ("at", "by_id", "by_name", "event", "object_type", "object_id", "object_label", "details", "previous", "mac")
EXAMPLES = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
place = st.integers(1, ROWS)
words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30)


class _Over(Exception):  # noqa: N818
    """Ends an example and takes back what it did."""


def example_of(play: Callable[[], None]) -> None:
    try:
        with transaction.atomic():
            by = user()
            user("autre", "reader")
            for number in range(ROWS):
                record(by=by, event="profile_changed", target=by, details={"turn": number, "words": ["à", number / 4]})
            remove_guards()
            play()
            raise _Over
    except _Over:
        pass


def rows(number: int) -> Any:
    return JournalEntry.objects.filter(number=number)


def values(number: int) -> dict[str, Any]:
    return rows(number).values(*CONTENT).get()


def found() -> Fault:
    fault = verify_journal().fault
    assert fault is not None
    assert fault.sentence
    return fault


def changed(field: str, old: Any, text: str) -> Any:
    """Another value of the same kind."""
    if field == "at":
        return old + timedelta(microseconds=1 + len(text) * 977)
    if field == "by_id":
        return user("autre", "reader").pk
    if field == "details":
        return {**old, "words": [text, "à", 0]}
    if field in ("mac", "previous"):
        return old[:-1] + ("0" if old[-1] != "0" else "1") if not text else (text.encode().hex() + old)[:64]
    limit = {"event": 60, "object_type": 60, "object_id": 40}.get(field, 150)
    return (f"{text}{old}" if text else f"{old}.")[:limit]


@pytest.mark.django_db
@EXAMPLES
@given(place, st.sampled_from(CONTENT), words)
def test_a_field_that_is_changed(number: int, field: str, text: str) -> None:
    def play() -> None:
        old = values(number)[field]
        fresh = changed(field, old, text)
        rows(number).update(**{field: fresh})
        if fresh != old:
            assert (found().kind, found().number) == (FaultKind.ALTERED, number)
    example_of(play)


@pytest.mark.django_db
@EXAMPLES
@given(st.sets(place, min_size=1))
@example({ROWS}).via("the last")
@example({ROWS - 1, ROWS}).via("the tail")
@example(set(range(1, ROWS + 1))).via("everything")
def test_rows_that_are_taken_away(numbers: set[int]) -> None:
    def play() -> None:
        JournalEntry.objects.filter(number__in=numbers).delete()
        fault = found()
        tail = set(range(min(numbers), ROWS + 1)) == numbers
        assert (fault.kind, fault.number) == (FaultKind.CUT if tail else FaultKind.MISSING, min(numbers))
        last = next(number for number in range(min(numbers), ROWS + 2) if number not in numbers) - 1
        assert fault.other == last
    example_of(play)


@pytest.mark.django_db
@EXAMPLES
@given(place, place, st.booleans())
def test_two_rows_that_change_places(one: int, other: int, whole: bool) -> None:
    def play() -> None:
        fields = CONTENT if whole else CONTENT[:-2]
        first, second = values(one), values(other)
        rows(one).update(**{name: second[name] for name in fields})
        rows(other).update(**{name: first[name] for name in fields})
        if one == other:
            assert verify_journal().is_right
            return
        fault = found()
        assert fault.number == min(one, other)
        assert fault.kind == (FaultKind.MOVED if whole else FaultKind.ALTERED)
        assert fault.other == (max(one, other) if whole else 0)
    example_of(play)


@pytest.mark.django_db
@EXAMPLES
@given(place, st.integers(-3, 40).filter(lambda number: not 1 <= number <= ROWS))
def test_a_row_that_is_renumbered(number: int, fresh: int) -> None:
    def play() -> None:
        rows(number).update(number=fresh)
        fault = found()
        assert (fault.kind, fault.number) == (FaultKind.CUT if number == ROWS else FaultKind.MISSING, number)
    example_of(play)


@pytest.mark.django_db
@EXAMPLES
@given(place, words, st.integers(1, 5), st.booleans())
def test_a_forged_row(copied: int, text: str, beyond: int, moves_the_head: bool) -> None:
    def play() -> None:
        content = values(copied) | {"object_label": text[:150]}
        JournalEntry.objects.create(number=ROWS + beyond, **content)
        if moves_the_head:
            JournalHead.objects.update(number=ROWS + beyond, mac=content["mac"])
        fault = found()
        first = ROWS + 1 if moves_the_head else ROWS + beyond
        assert fault.number == first
        expected = {FaultKind.ADDED} if not moves_the_head else {FaultKind.ALTERED, FaultKind.MOVED, FaultKind.MISSING}
        assert fault.kind in expected
    example_of(play)


@pytest.mark.django_db
@EXAMPLES
@given(place)
def test_a_row_cut_out_and_the_rest_closed_up(number: int) -> None:
    def play() -> None:
        rows(number).delete()
        for later in range(number + 1, ROWS + 1):
            rows(later).update(number=later - 1)
        JournalHead.objects.update(number=ROWS - 1)
        fault = found()
        assert fault.number == number
        assert fault.kind == (FaultKind.HEAD if number == ROWS else FaultKind.MOVED)
    example_of(play)


@pytest.mark.django_db
@EXAMPLES
@given(place, st.booleans())
def test_a_head_that_is_put_back(number: int, with_its_rows: bool) -> None:
    """With an old seal the head alone is found, and with its rows too if a row was noted outside."""
    heads: dict[int, dict[str, Any]] = {}
    names = ("number", "mac", "start", "key_mark", "seal")

    def play() -> None:
        by = user()
        for turn in range(ROWS + 1, 2 * ROWS + 1):
            heads[turn - 1] = JournalHead.objects.values(*names).get()
            record(by=by, event="profile_changed", target=by, details={"turn": turn})
        noted = current_anchor()
        kept = ROWS - 1 + number
        JournalHead.objects.update(**heads[kept])
        if not with_its_rows:
            assert (found().kind, found().number) == (FaultKind.HEAD, kept + 1)
            return
        JournalEntry.objects.filter(number__gt=kept).delete()
        assert verify_journal().is_right, "a whole older copy cannot be told without an anchor: the guide says so"
        fault = verify_journal(anchors=(noted,)).fault
        assert fault is not None
        assert (fault.kind, fault.number, fault.other) == (FaultKind.ANCHOR, 2 * ROWS, kept)
        for turn in range(kept + 1, 2 * ROWS + 1):  # and written on, so that it is as long again
            record(by=by, event="profile_changed", target=by, details={"other": turn})
        fault = verify_journal(anchors=(noted,)).fault
        assert fault is not None
        assert (fault.kind, fault.number) == (FaultKind.ANCHOR, 2 * ROWS)
    example_of(play)


@pytest.mark.django_db
def test_a_row_of_another_copy_of_the_journal() -> None:
    def play() -> None:
        by = user()
        head = JournalHead.objects.values("number", "mac", "start", "key_mark", "seal").get()
        record(by=by, event="profile_changed", target=by, details={"copy": 1})
        record(by=by, event="profile_changed", target=by, details={"copy": 1})
        stolen = values(ROWS + 2)
        JournalEntry.objects.filter(number__gt=ROWS).delete()
        JournalHead.objects.update(**head)
        record(by=by, event="profile_changed", target=by, details={"copy": 2})
        record(by=by, event="profile_changed", target=by, details={"copy": 2})
        rows(ROWS + 2).update(**stolen)
        assert (found().kind, found().number) == (FaultKind.FOREIGN, ROWS + 2)
    example_of(play)


@pytest.mark.django_db
@EXAMPLES
@given(st.sampled_from(["number", "mac", "start", "key_mark", "seal"]), st.integers(1, 50))
def test_a_head_that_is_changed(field: str, by: int) -> None:
    def play() -> None:
        head = JournalHead.objects.get()
        old = getattr(head, field)
        fresh = old + by if isinstance(old, int) else ("0" if old[0] != "0" else "1") + old[1:]
        JournalHead.objects.update(**{field: fresh})
        assert found().kind in {FaultKind.HEAD, FaultKind.KEY}
        assert (found().kind is FaultKind.KEY) == (field == "key_mark")
    example_of(play)


@pytest.mark.django_db
@EXAMPLES
@given(st.integers(0, ROWS + 3), st.lists(words, max_size=5))
def test_what_nobody_touched_is_right(since: int, said: list[str]) -> None:
    def play() -> None:
        by = user()
        noted = current_anchor()
        for text in said:
            record(by=by, event="profile_changed", target=by, details={text: {"words": text}})
        whole = verify_journal(anchors=(noted,))
        assert whole.is_right
        assert whole.rows == ROWS + len(said)
        part = verify_journal(since=since)
        assert part.is_right
        assert part.rows == max(0, ROWS + len(said) - max(since, 1) + 1)
    example_of(play)


@pytest.mark.django_db
def test_a_tampering_before_the_first_row_walked_is_not_seen() -> None:
    def play() -> None:
        rows(2).update(event="forged")
        assert not verify_journal(since=2).is_right
        assert verify_journal(since=4).is_right
    example_of(play)


@pytest.mark.django_db
def test_another_key_is_told_from_a_tampering(settings, tmp_path) -> None:
    def play() -> None:
        settings.CANEVAS_JOURNAL_KEY_FILE = tmp_path / "journal.key"
        forget_key()
        with pytest.raises(JournalUnavailable):
            verify_journal()
        ensure_key()
        assert found().kind is FaultKind.KEY
    example_of(play)
    forget_key()


@pytest.mark.django_db
def test_a_lost_key_is_a_new_beginning_that_says_so(settings, tmp_path) -> None:
    def play() -> None:
        by = user()
        noted = current_anchor()
        with pytest.raises(JournalUnavailable, match="vont ensemble"):
            restart_chain(by=by, reason="envie")
        settings.CANEVAS_JOURNAL_KEY_FILE = tmp_path / "journal.key"
        forget_key()
        with pytest.raises(JournalUnavailable), transaction.atomic():
            record(by=by, event="profile_changed", target=by)
        with pytest.raises(JournalUnavailable, match="pourquoi"):
            restart_chain(by=by, reason=" ")
        row = restart_chain(by=by, reason="disque perdu")
        record(by=by, event="profile_changed", target=by)
        assert (row.number, row.details) == (ROWS + 1, {"reason": "disque perdu", "before": ROWS})
        walked = verify_journal(anchors=(noted,))
        assert walked.is_right
        assert (walked.first, walked.rows, walked.before) == (ROWS + 1, 2, ROWS)
        assert walked.warnings
        rows(ROWS + 1).update(details={})
        assert found().number == ROWS + 1
    example_of(play)
    forget_key()


def test_an_anchor_is_read_as_people_type_it() -> None:
    noted = read_anchor("1204:3f2a-99c1-0b7d-44e0-aa12-0f9c")
    assert noted is not None
    assert read_anchor(" 1 204 : 3F2A 99C1‑0b7d 44e0 aa12 0f9c ") == noted
    assert str(noted) == "1204:3f2a-99c1-0b7d-44e0-aa12-0f9c"
    wrong = ("", "12", "12:", "12:3f2a", "x:" + "0" * 24, "1:" + "g" * 24, "²:" + "0" * 24)
    assert [read_anchor(text) for text in wrong] == [None] * len(wrong)


@pytest.mark.django_db
def test_the_command_says_it_in_french_and_by_its_exit(capsys: pytest.CaptureFixture[str]) -> None:
    def play() -> None:
        out = io.StringIO()
        call_command("audit", "verify", stdout=out)
        assert f"{ROWS} lignes vérifiées (1 à {ROWS})" in out.getvalue()
        noted = io.StringIO()
        call_command("audit", "anchor", stdout=noted)
        call_command("audit", "verify", "--anchor", noted.getvalue().strip(), "--since", "2020-01-01", stdout=out)
        rows(4).update(object_label="Autre")
        answer = io.StringIO()
        with pytest.raises(CommandError, match="La ligne 4 a été modifiée") as left:
            call_command("audit", "verify", "--json", stdout=answer)
        assert left.value.returncode == 1
        said = json.loads(answer.getvalue())
        assert (said["right"], said["fault"]["kind"], said["fault"]["number"]) == (False, "altered", 4)
        assert any("audit guards" in line for line in said["warnings"])
        call_command("audit", "guards", stdout=out)
        assert "gardes du journal" in out.getvalue()
        for wrong in (["--anchor", "12"], ["--since", "hier"]):
            with pytest.raises(CommandError):
                call_command("audit", "verify", *wrong)
    example_of(play)
