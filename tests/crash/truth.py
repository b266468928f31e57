"""Run as a program in the home of the crash test, whose server is idle: what was confirmed on standard input (JSON)
must be there, and nothing half-written; prints a list of sentences, empty where all is right."""
from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from canevas.commons.access.operations import system_user  # noqa: E402
from canevas.commons.audit.models import JournalEntry  # noqa: E402
from canevas.commons.files.models import ReadTree, StoredFile  # noqa: E402
from canevas.commons.jobs.models import Job  # noqa: E402
from canevas.commons.search.models import SearchEntry  # noqa: E402
from canevas.governance.concertation.models import (  # noqa: E402
    ActionPoint,
    AgendaItem,
    Intake,
    IntakeLine,
    Minutes,
    Session,
)
from canevas.governance.concertation.operations import reindex_everything  # noqa: E402
from canevas.governance.concertation.queries.writing import blocks_of  # noqa: E402

PAIRS = {"file_added": StoredFile, "intake_taken_in": Intake, "minutes_confirmed": Minutes}
"""Events of the journal, and the table in which each has exactly one row."""


def main(confirmed: list[dict[str, Any]]) -> list[str]:
    return [*missing(confirmed), *halves(), *journal(), *files(), *unfinished(), *index()]


def missing(confirmed: list[dict[str, Any]]) -> Iterator[str]:
    """Writes that got their answer and are not there."""
    notes: dict[str, str] = {}
    for details, uid in JournalEntry.objects.filter(object_type="concertation.actionpoint").values_list(
            "details", "object_id"):
        notes[details.get("note", "")] = uid
    uids = {str(uid): str(pk) for uid, pk in ActionPoint.objects.values_list("uid", "pk")}
    brought = set(Intake.objects.values_list("sha256", flat=True))
    open_jobs = {str(uid): state for uid, state in Job.objects.values_list("uid", "state")}
    latest: dict[str, dict[str, Any]] = {}
    for one in confirmed:
        if one["kind"] == "status" and notes.get(one["note"]) != uids[one["uid"]]:
            yield f"the note “{one['note']}” is lost"
        if one["kind"] == "brought" and one["sha256"] not in brought:
            yield f"the file {one['sha256'][:8]} that was dropped is lost (its job is {open_jobs.get(one['job'])})"
        if one["kind"] == "confirmed":
            found = Intake.objects.filter(uid=one["uid"], state=Intake.State.CONFIRMED, session__uid=one["session"])
            if not found.exists():
                yield f"the confirmation of {one['uid']} is lost"
        if one["kind"] == "imported" and one["sha256"] not in brought:
            yield f"the file {one['sha256'][:8]} that was imported is lost"
        if one["kind"] == "typed":
            latest[one["uid"]] = max(one, latest.get(one["uid"], one), key=lambda each: each["revision"])
    for uid, one in latest.items():
        item = AgendaItem.objects.get(uid=uid)
        numbers = [int(block.text.split()[-1]) for block in blocks_of(item)]
        if item.revision < one["revision"] or len(numbers) != 1 or numbers[0] < one["number"]:
            yield f"what was typed is lost: {one} was confirmed, {numbers} stands at revision {item.revision}"


def halves() -> Iterator[str]:
    """Meetings without their minutes, minutes without all that they say."""
    minutes = Intake.objects.filter(state=Intake.State.CONFIRMED, kind=Intake.Kind.MINUTES)
    for intake in minutes.select_related("session"):
        if intake.session is None or not intake.session.minutes.exists():
            yield f"{intake} is confirmed and has no meeting with minutes"
            continue
        said = intake.lines.filter(kind="action").exclude(state=IntakeLine.State.DROPPED).count()
        held = intake.session.actions.filter(withdrawn_at=None).count()
        if intake.session.minutes.count() == 1 and said != held:
            yield f"{intake} says {said} actions, its meeting has {held}"
    for session in Session.objects.filter(minutes=None).exclude(date__year=2019):
        yield f"{session} has no minutes"
    for intake in Intake.objects.exclude(state=Intake.State.REFUSED).filter(lines=None):
        yield f"{intake} ({intake.state}) has no line"
    for intake in Intake.objects.filter(state=Intake.State.READING):
        yield f"{intake} is being read for ever"
    twice = Counter(Intake.objects.exclude(state=Intake.State.REFUSED).values_list("sha256", flat=True))
    yield from (f"{digest[:8]} came in {count} times" for digest, count in twice.items() if count > 1)


def journal() -> Iterator[str]:
    """A change has its row, a row its change; the numbers have no gap; states follow from one row to the next."""
    numbers = list(JournalEntry.objects.order_by("number").values_list("number", flat=True))
    if numbers != list(range(1, len(numbers) + 1)):
        yield "the journal has a gap"
    for event, model in PAIRS.items():
        told = Counter(JournalEntry.objects.filter(event=event).values_list("object_id", flat=True))
        there = Counter(str(pk) for pk in model.objects.exclude(
            **({"state": Intake.State.REFUSED} if model is Intake else {"pk": None})).values_list("pk", flat=True))
        if told != there:
            yield f"{event}: rows without their thing {told - there}, things without their row {there - told}"
    states: dict[str, str] = {}
    for uid, details in JournalEntry.objects.filter(event="action_point_status_changed").order_by("number").values_list(
            "object_id", "details"):
        if uid in states and states[uid] != details["before"]:
            yield f"action {uid} was {states[uid]}, the journal goes on from {details['before']}"
        states[uid] = details["after"]
    for action in ActionPoint.objects.filter(pk__in=states):
        if action.status != states[str(action.pk)]:
            yield f"{action.pk} is {action.status}, the journal says {states[str(action.pk)]}"


def files() -> Iterator[str]:
    """Each row its bytes; nothing under a temporary name."""
    folder = Path(settings.CANEVAS_HOME) / "files"
    for row in StoredFile.objects.all():
        path = folder / row.sha256[:2] / row.sha256
        if not path.exists():
            yield f"{row} has no file"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != row.sha256 or path.stat().st_size != row.size:
            yield f"{row} is damaged"
    yield from (f"{path.name} was left half-written" for path in folder.glob("*/*") if len(path.name) != 64)
    without = StoredFile.objects.filter(tree=None).count()
    if without or ReadTree.objects.filter(file=None).exists():
        yield f"{without} files have no tree"


def unfinished() -> Iterator[str]:
    jobs = Job.objects.filter(state__in=["waiting", "running"])
    yield from (f"the work “{job}” is {job.state} for ever" for job in jobs)
    yield from (f"task {task.pk} is {task.status} for ever"
                for task in DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]))
    yield from (f"{path} waits to be read, by nothing" for path in (Path(settings.CANEVAS_HOME) / "incoming").glob("*"))


def index() -> Iterator[str]:
    """The index of words is what making it again from the register gives."""
    def entries() -> dict[int, tuple[str, str]]:
        return {pk: (title, text) for pk, title, text in SearchEntry.objects.values_list("pk", "title", "text")}

    def words() -> set[int]:
        table, key = ("search_vector", "id") if connection.vendor == "postgresql" else ("search_index", "rowid")
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {key} FROM {table}")
            return {row[0] for row in cursor.fetchall()}

    before, known = entries(), words()
    if known != set(before):
        yield f"the index of words and its entries differ: {len(known)} and {len(before)}"
    with transaction.atomic():
        reindex_everything(by=system_user())
        after = entries()
        transaction.set_rollback(True)
    # keys of kinds may be given anew: what counts is what is found
    if Counter(before.values()) != Counter(after.values()):
        more = list(Counter(before.values()) - Counter(after.values()))
        less = list(Counter(after.values()) - Counter(before.values()))
        yield f"the index has {len(more)} entries too many {more[:2]}, lacks {len(less)} {less[:2]}"


if __name__ == "__main__":
    assert apps.ready
    print(json.dumps(main(json.load(sys.stdin)), ensure_ascii=False))
