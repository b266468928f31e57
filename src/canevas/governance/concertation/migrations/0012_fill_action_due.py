"""Actions that are in the register already: when they are due, who leads, and what was reported of them."""
from collections import defaultdict

from django.db import migrations
from django.utils import timezone

from canevas.governance.concertation.rules.deadline import understand_deadline
from canevas.governance.concertation.rules.responsibles import part_of_each

BATCH = 500
EVENTS = ("action_point_status_changed", "action_point_status_undone", "action_point_noted")


def fill(apps, schema_editor):
    reported = _report(apps)
    _understand(apps, reported)
    _share(apps)


def _in_batches(keys):
    for start in range(0, len(keys), BATCH):
        yield keys[start:start + BATCH]


def _report(apps):
    """What the journal tells of each action becomes its reports; the days of those that stand, by action."""
    entries, actions = apps.get_model("audit", "JournalEntry"), apps.get_model("concertation", "ActionPoint")
    progress = apps.get_model("concertation", "ActionProgress")
    told = defaultdict(list)
    for entry in entries.objects.filter(object_type="concertation.actionpoint", event__in=EVENTS).order_by("at", "pk"):
        told[int(entry.object_id)].append(entry)
    keys = set()
    for part in _in_batches(list(told)):
        keys |= set(actions.objects.filter(pk__in=part, progress=None).values_list("pk", flat=True))
    days, done = {}, {}
    for key in sorted(keys):
        standing = []
        for entry in told[key]:
            back = entry.event == "action_point_status_undone"
            row = progress.objects.create(
                action_id=key, by_id=entry.by_id, note=str(entry.details.get("note") or ""), channel="page",
                status=str(entry.details.get("after") or "")[:12],
                takes_back=standing.pop() if back and standing else None)
            row.at = entry.at
            row.save(update_fields=["at"])
            if not back:
                standing.append(row)
        days[key] = [timezone.localtime(row.at).date() for row in standing]
        ends = [timezone.localtime(row.at).date() for row in standing if row.status == "done"]
        if ends:
            done[key] = ends[-1]
    for key, day in done.items():
        actions.objects.filter(pk=key, status="done", done_on=None).update(done_on=day)
    return days


def _understand(apps, reported):
    actions = apps.get_model("concertation", "ActionPoint")
    meanings, found = {}, defaultdict(list)
    rows = actions.objects.exclude(deadline_text="", deadline_date=None).values_list(
        "pk", "deadline_text", "deadline_date", "session__date")
    for key, text, given, said_on in rows.iterator():
        asked = (text, given, said_on, tuple(reported.get(key, ())))
        if asked not in meanings:
            meaning = understand_deadline(text, said_on, given=given, reports=asked[3])
            meanings[asked] = (meaning.kind, meaning.due_on)
        found[meanings[asked]].append(key)
    for (kind, due), keys in found.items():
        for part in _in_batches(keys):
            actions.objects.filter(pk__in=part).update(deadline_kind=kind, due_on=due)


def _share(apps):
    responsibles = apps.get_model("concertation", "ActionResponsible")
    named, keys = defaultdict(list), defaultdict(list)
    for key, action, verbatim in responsibles.objects.order_by("action", "order", "pk").values_list(
            "pk", "action", "verbatim"):
        named[action].append((key, verbatim))
    for rows in named.values():
        for (key, _verbatim), part in zip(rows, part_of_each([verbatim for _key, verbatim in rows]), strict=True):
            keys[part].append(key)
    for part in _in_batches(keys["concerned"]):
        responsibles.objects.filter(pk__in=part).update(part="concerned")


class Migration(migrations.Migration):
    dependencies = [
        ("concertation", "0011_action_due"),
        ("audit", "0001_initial"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
