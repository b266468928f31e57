"""Rows are numbered and chained in the order of the commits, whatever happens around them."""
from __future__ import annotations

import stat
import threading
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from canevas.commons.audit.models import JournalEntry, JournalHead
from canevas.commons.audit.operations import guards, record, record_read
from canevas.commons.audit.operations.key import ensure_key
from canevas.commons.audit.queries.key import JournalUnavailable, forget_key, journal_key
from canevas.commons.audit.rules import chain
from tests.factories.minutes import user


def numbers() -> list[int]:
    return list(JournalEntry.objects.order_by("number").values_list("number", flat=True))


def as_row(entry: JournalEntry) -> chain.Row:
    return chain.Row(entry.number, entry.at, entry.by_id, entry.by_name, entry.event, entry.object_type,
                     entry.object_id, entry.object_label, entry.details, entry.previous, entry.mac)


@pytest.mark.django_db
def test_each_row_bears_the_one_before() -> None:
    by = user()
    for name in ("une", "deux", "trois"):
        record(by=by, event="profile_changed", target=by, details={"name": name})
    rows = list(JournalEntry.objects.order_by("number"))
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.previous for row in rows] == [chain.GENESIS, rows[0].mac, rows[1].mac]
    assert all(chain.is_right(journal_key(), as_row(row)) for row in rows)
    head = JournalHead.objects.get()
    assert (head.number, head.mac) == (3, rows[2].mac)


@pytest.mark.django_db
@pytest.mark.parametrize("details", [
    {"x": 1e20, "y": 1.0, "z": -0.0, "t": 1.5e-7, "big": 10**30}, {"é": ["’", {"b": None, "a": True}], "": "\u2028"},
    {"nested": {"2": 1, "10": 2}, "long": "à" * 5000}, {1: (1, 2)}])
def test_what_the_database_gives_back_answers_to_the_signature(details: dict) -> None:
    """A database may give 1e20 back as 100000000000000000000, or keys in another order."""
    by = user()
    record(by=by, event="profile_changed", target=by, details=details)
    assert chain.is_right(journal_key(), as_row(JournalEntry.objects.get()))


@pytest.mark.django_db
def test_a_number_that_json_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError), transaction.atomic():
        record(by=user(), event="profile_changed", details={"x": float("nan")})
    assert numbers() == []


@pytest.mark.django_db
def test_a_write_that_fails_leaves_no_gap() -> None:
    by = user()
    record(by=by, event="profile_changed", target=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        record(by=by, event="profile_changed", target=by)
        raise IntegrityError
    record(by=by, event="profile_changed", target=by)
    assert numbers() == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_chain() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("Sans objet : la base des tests est en mémoire ; plusieurs processus sont essayés ailleurs.")
    by = user()
    record(by=by, event="profile_changed", target=by)
    failures: list[BaseException] = []

    def write(thread: int) -> None:
        try:
            for turn in range(15):
                try:
                    with transaction.atomic():
                        record(by=by, event="profile_changed", target=by, details={"thread": thread, "turn": turn})
                        if turn % 5 == thread % 5:
                            raise LookupError
                except LookupError:
                    pass
        except BaseException as fault:
            failures.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert numbers() == list(range(1, 1 + 1 + 4 * 12))
    rows = list(JournalEntry.objects.order_by("number"))
    assert all(after.previous == before.mac for before, after in pairwise(rows))
    assert all(after.at >= before.at for before, after in pairwise(rows))


@pytest.mark.django_db
def test_a_read_of_the_same_thing_is_written_once_in_ten_minutes() -> None:
    by, other = user(), user("auditrice", "auditor")
    assert record_read(by=by, what="accounts_read") is not None
    assert record_read(by=by, what="accounts_read") is None
    assert record_read(by=other, what="accounts_read") is not None
    assert record_read(by=by, what="account_read", target=other) is not None
    assert record_read(by=by, what="account_read", target=by) is not None
    assert record_read(by=by, what="accounts_exported", details={"rows": 2}) is not None
    assert record_read(by=by, what="accounts_exported", details={"rows": 3}) is not None
    assert record_read(by=by, what="accounts_exported", details={"rows": 2.0}) is None
    guards.remove_guards()
    JournalEntry.objects.filter(event="accounts_read", by=by).update(at=timezone.now() - timedelta(minutes=11))
    assert record_read(by=by, what="accounts_read") is not None


@pytest.mark.django_db(transaction=True)
def test_a_read_cannot_be_undone_by_the_page_that_fails_after_it() -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        record_read(by=user(), what="accounts_read")
    assert numbers() == []


@pytest.mark.django_db
@pytest.mark.parametrize("table, act", [
    ("audit_journalentry", "UPDATE audit_journalentry SET event = 'x'"),
    ("audit_journalentry", "DELETE FROM audit_journalentry"),
    ("audit_journalhead", "UPDATE audit_journalhead SET number = number - 1"),
    ("audit_journalhead", "UPDATE audit_journalhead SET mac = 'x'"),
    ("audit_journalhead", "DELETE FROM audit_journalhead"),
    ("sqlite", "REPLACE"),
    ("postgresql", "TRUNCATE audit_journalentry"), ("postgresql", "TRUNCATE audit_journalhead, audit_journalentry")])
def test_the_database_itself_refuses(table: str, act: str) -> None:
    if table in ("sqlite", "postgresql") and table != connection.vendor:
        pytest.skip("Sans objet : pour l'autre moteur.")
    by = user()
    record(by=by, event="profile_changed", target=by)
    guards.install_guards()
    assert guards.standing_guards() == guards.guard_names()
    if "REPLACE" in act:  # SQLite deletes the row behind the scenes
        names = [field.column for field in JournalEntry._meta.concrete_fields]
        given = ["'x'" if name == "event" else name for name in names]
        act = (f"INSERT OR REPLACE INTO audit_journalentry ({', '.join(names)}) SELECT {', '.join(given)}"
               " FROM audit_journalentry")
    connection.check_constraints()  # else PostgreSQL refuses to empty a table for a reason of its own
    with pytest.raises(DatabaseError, match="ne se modifie pas"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)
    assert JournalEntry.objects.get().event == "profile_changed"


@pytest.mark.django_db
def test_nothing_is_written_onto_a_head_that_was_moved() -> None:
    """Else the next honest row would seal what a thief cut off."""
    by = user()
    first = record(by=by, event="profile_changed", target=by)
    record(by=by, event="profile_changed", target=by)
    guards.remove_guards()
    JournalEntry.objects.filter(number=2).delete()
    JournalHead.objects.update(number=1, mac=first.mac)
    with pytest.raises(JournalUnavailable, match="tête du journal"), transaction.atomic():
        record(by=by, event="profile_changed", target=by)
    JournalHead.objects.all().delete()
    with pytest.raises(JournalUnavailable, match="tête du journal"), transaction.atomic():
        record(by=by, event="profile_changed", target=by)


@pytest.mark.django_db
def test_the_key_is_a_file_of_its_own(settings, tmp_path: Path) -> None:
    settings.CANEVAS_JOURNAL_KEY_FILE = tmp_path / "journal.key"
    forget_key()
    by, key = user(), ensure_key()
    assert len(key) == 32
    assert ensure_key() == key == journal_key()
    assert stat.S_IMODE((tmp_path / "journal.key").stat().st_mode) == 0o600
    JournalHead.objects.all().delete()
    record(by=by, event="profile_changed", target=by)
    (tmp_path / "journal.key").rename(tmp_path / "away")
    forget_key()
    with pytest.raises(JournalUnavailable, match=r"journal\.key"), transaction.atomic():
        record(by=by, event="profile_changed", target=by)
    (tmp_path / "journal.key").write_text("dommage")
    with pytest.raises(JournalUnavailable, match="abîmée"), transaction.atomic():
        record(by=by, event="profile_changed", target=by)
    (tmp_path / "journal.key").write_text("ab" * 32)
    forget_key()
    with pytest.raises(JournalUnavailable, match="n’est pas celle"), transaction.atomic():
        record(by=by, event="profile_changed", target=by)
    forget_key()
    settings.CANEVAS_JOURNAL_KEY = key.hex()
    record(by=by, event="profile_changed", target=by)
    assert numbers() == [1, 2]
