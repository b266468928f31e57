"""What the registers held before 0005: whose files they are, what agendas say, when actions are due and what was reported
of them, what later minutes said of the ones before."""
from collections import defaultdict

from django.db import migrations
from django.utils import timezone

from canevas.governance.concertation.rules.deadline import understand_deadline
from canevas.governance.concertation.rules.outline import SectionKind, kind_of_title
from canevas.governance.concertation.rules.responsibles import part_of_each
from canevas.tools.text.normalise import key as folded
from canevas.tools.text.normalise import tight

BATCH = 500
EVENTS = ("action_point_status_changed", "action_point_status_undone", "action_point_noted")
AS_IS = ("adopted", "validated")
RESERVED = ("adopted-with-reservations", "validated-with-reservations")


def _in_batches(keys):
    for start in range(0, len(keys), BATCH):
        yield keys[start:start + BATCH]


def fill_actions(apps, schema_editor):
    """When actions are due, who leads, and what the journal tells was reported of them."""
    reported = _report(apps)
    _understand(apps, reported)
    _share(apps)


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


def _names(Body):
    """By folded name, code or alias: the body. A code wins over another body's alias."""
    names, rows = {}, list(Body.objects.all())
    for body in rows:
        for text in (body.name, body.short_name, *body.aliases):
            names.setdefault(folded(text), body)
            names.setdefault(tight(text), body)
    for body in rows:
        names[folded(body.code)] = names[tight(body.code)] = body
    names.pop("", None)
    return names


def name_bodies(apps, schema_editor):
    """Files on their way in and sets of recommendations say which body they are of: who may see them depends on it."""
    Body, Intake = apps.get_model("concertation", "Body"), apps.get_model("concertation", "Intake")
    IntakeLine, Session = apps.get_model("concertation", "IntakeLine"), apps.get_model("concertation", "Session")
    RecommendationSet = apps.get_model("recommendations", "RecommendationSet")
    names = _names(Body)
    said = {}
    for line in IntakeLine.objects.filter(kind="body").exclude(state="dropped").order_by("-order", "-pk"):
        said[line.intake_id] = str(line.value.get("text") or "")
    of_sets = {}
    for intake in Intake.objects.select_related("session__body").order_by("pk"):
        text = said.get(intake.pk, "")
        body = names.get(folded(text)) or names.get(tight(text)) if text else None
        body = body or (intake.session.body if intake.session else None)
        if body and intake.recommendation_set_id:
            of_sets[intake.recommendation_set_id] = body
        if body and intake.body_id != body.pk:
            intake.body = body
            intake.save(update_fields=["body"])
    for session in Session.objects.filter(recommendation_set__isnull=False).select_related("body"):
        of_sets[session.recommendation_set_id] = session.body
    for found in RecommendationSet.objects.all():
        body = of_sets.get(found.pk) or names.get(folded(found.origin_body)) or names.get(tight(found.origin_body))
        if body:
            found.origin_body, found.origin_body_name = body.code, body.short_name or body.code
            found.save(update_fields=["origin_body", "origin_body_name"])


def name_kinds(apps, schema_editor):
    """Items of agendas that came in with minutes say what they are for."""
    items = apps.get_model("concertation", "AgendaItem")
    named = []
    for row in items.objects.filter(kind="free").only("pk", "title", "treated_title").iterator(2000):
        kind = kind_of_title(row.title or row.treated_title)
        if kind is not SectionKind.FREE:
            row.kind = kind.value
            named.append(row)
    items.objects.bulk_update(named, ["kind"], batch_size=400)


def tell_adoptions(apps, schema_editor):
    """What minutes that are in the register already say of the adoption of those before them: the same rule as
    ``operations.telling``. Reservations that nobody listed become one, to be made clear."""
    Session, Adoption, Reservation, SessionMove, Minutes = (apps.get_model("concertation", name) for name in (
        "Session", "Adoption", "Reservation", "SessionMove", "Minutes"))
    rows = Session.objects.filter(previous_date__isnull=False, previous_outcome__in=(*AS_IS, *RESERVED),
                                  date__isnull=False).select_related("body").order_by("date", "pk")
    for later in rows.iterator(BATCH):
        found = list(Session.objects.filter(body=later.body_id, date=later.previous_date).exclude(pk=later.pk)[:2])
        if len(found) != 1 or later.previous_date >= later.date or found[0].state != "circulated":
            continue
        session = found[0]
        version = Minutes.objects.filter(session=session).order_by("-version").first()
        told_by = Minutes.objects.filter(session=later).order_by("-version").first()
        if version is None or told_by is None:
            continue
        reserved = later.previous_outcome in RESERVED
        adoption = Adoption.objects.create(
            session=session, minutes=version, at_session=later, day=later.date, with_reservations=reserved,
            told_by=told_by, by_id=told_by.confirmed_by_id, final_on=None if reserved else later.date,
            final_minutes=None if reserved else version)
        day = later.date.strftime("%d/%m/%Y")
        if reserved:
            Reservation.objects.create(
                adoption=adoption, minutes=version, person=later.body.short_name or later.body.code,
                made_by_id=told_by.confirmed_by_id,
                text=f"À préciser : le compte rendu du {day} dit « sous réserve » sans énumérer les réserves.")
        steps = [("adopt-reserved", "adopted-reserved")] if reserved else [("adopt", "adopted"), ("finalise", "final")]
        for move, after in steps:
            SessionMove.objects.create(session=session, move=move, before=session.state, after=after, day=later.date,
                                       by_id=told_by.confirmed_by_id, reason=f"Selon le compte rendu du {day}.")
            session.state = after
        session.save(update_fields=["state"])


class Migration(migrations.Migration):

    # what stood here before any version was given out
    replaces = [
        ("concertation", "0012_fill_action_due"),
        ("concertation", "0013_whose_files_and_sets"),
        ("concertation", "0017_told_adoptions"),
        ("concertation", "0020_organisation_sheets"),
    ]

    dependencies = [
        ("concertation", "0005_living_sessions"),
        ("audit", "0001_initial"),
        ("recommendations", "0005_origin_body_name"),
    ]

    operations = [migrations.RunPython(step, migrations.RunPython.noop)
                  for step in (fill_actions, name_bodies, name_kinds, tell_adoptions)]
