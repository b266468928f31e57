"""Is this file a new version of minutes that the register has? If so, what does it say otherwise?"""
from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from canevas.commons.access.queries import User
from canevas.governance.concertation.models import Intake, IntakeLine, Minutes, Session
from canevas.governance.concertation.queries.bodies import BodyFinder, body_named
from canevas.governance.concertation.queries.known import (
    current_minutes,
    register_lines,
    session_held,
    session_with_document,
    set_lines,
)
from canevas.governance.concertation.queries.visible import shows_content
from canevas.governance.concertation.rules.changes import Change, Known, compare, is_same
from canevas.governance.concertation.rules.lines import Draft, Kind
from canevas.governance.concertation.rules.snapshot import digest, freeze
from canevas.governance.recommendations.queries import sees_set, set_with_key
from canevas.tools.documents.found import Passage
from canevas.tools.text.normalise import tight

IN_A_SET = (Kind.SECTION, Kind.RECOMMENDATION)
"""What the register keeps of a synthesis that came without minutes."""
INFERRED = (Kind.PREVIOUS, Kind.RELATED, Kind.DECISION, Kind.RECOMMENDATION, Kind.CONTRIBUTION, Kind.POLICY)
"""What the reading may see in the words of an item, beside the words themselves."""
KEEP_FORMS = ("docx", "odt", "html", "doc")
"""Formats that tell a bullet and a table from a paragraph."""
COMPLETED = (Kind.DEADLINE, Kind.ATTENDANCE, Kind.DISCUSSION)
COMPARED = ("change", "before", "uid", "state", "confidence", "reason", "value")


def compare_with_register(
        intake: Intake, drafts: list[Draft], lines: dict[int, IntakeLine], bodies: BodyFinder | None = None, *,
        user: User) -> None:
    """Set the state of an open intake, and on each line what it changes; lines that the register has and the file no
    longer says are added as ``removed``. To be called within the transaction of the write.

    It is compared with what ``user`` may see: whoever brings a file of another body learns nothing of that body by it.
    """
    if intake.known_minutes_id is not None or intake.session_id is not None:
        IntakeLine.objects.filter(intake=intake, change=IntakeLine.Change.REMOVED).delete()
    finder = bodies or BodyFinder()
    _note_body(intake, drafts, finder)
    known = _known_version(intake, drafts, finder, user)
    if known is None:
        _forget_comparison(intake, lines)
        return
    rows, session, minutes = known
    compared = drafts if session else [draft for draft in drafts if draft.kind in IN_A_SET]
    changes = compare(compared, rows, keeps_forms=intake.file is None or intake.file.format in KEEP_FORMS)
    if session is not None and intake.document_id:
        changes = _without_inferred(changes, lines)
    same = is_same(changes)
    intake.session, intake.known_minutes = session, minutes
    intake.state = Intake.State.UNCHANGED if same else Intake.State.SUPERSEDING
    intake.save()
    removed: list[IntakeLine] = []
    for change in changes:
        if change.new is not None:
            _mark(lines[id(change.new)], change)
        elif change.known is not None:
            removed.append(_removed(intake, change, lines))
    IntakeLine.objects.bulk_update(lines.values(), COMPARED)
    IntakeLine.objects.bulk_create(removed)


def _note_body(intake: Intake, drafts: list[Draft], bodies: BodyFinder) -> None:
    """Whose file it is: who else may see it depends on that."""
    said = next((draft for draft in drafts if draft.kind is Kind.BODY), None)
    body = bodies.find(str(said.value.get("text") or "")) if said else None
    if intake.body_id != (body.pk if body else None):
        intake.body = body
        intake.save(update_fields=["body"])


def _known_version(
    intake: Intake, drafts: list[Draft], bodies: BodyFinder, user: User,
) -> tuple[list[Known], Session | None, Minutes | None] | None:
    """What the register says already, or ``None`` where the file is about something new."""
    if intake.kind == Intake.Kind.SYNTHESIS:
        known = set_with_key(synthesis_key(intake, drafts))
        intake.recommendation_set = known if known is not None and sees_set(user, known) else None
        if intake.recommendation_set is None:
            return None
        return set_lines(intake.recommendation_set), None, None
    session = session_with_document(intake.document_id) or session_of(drafts, bodies)
    if session is None or not shows_content(user, session):
        return None
    rows = register_lines(session)
    intake.compared_with = digest(freeze(rows))
    return _as_said(rows, session, drafts), session, current_minutes(session)


def _as_said(rows: list[Known], session: Session, drafts: list[Draft]) -> list[Known]:
    """Without what is no difference: another name of the same body, an ordinary stage that is not mentioned."""
    said = {draft.kind: draft for draft in drafts}
    body = body_named(said[Kind.BODY].text) if Kind.BODY in said else None
    for row in rows:
        if row.kind is Kind.BODY and body is not None and body.pk == session.body_id:
            row.value = dict(said[Kind.BODY].value)
    return [row for row in rows
            if row.kind is not Kind.STAGE or Kind.STAGE in said or row.value["stage"] != "ordinary"]


def synthesis_key(intake: Intake, drafts: list[Draft]) -> str:
    """Where a synthesis without minutes comes from: our own export, or a body and a day, or else just the file."""
    said = {draft.kind: draft.value for draft in drafts}
    body, day = said.get(Kind.BODY, {}).get("text"), said.get(Kind.DATE, {}).get("date")
    if intake.document_id:
        return f"document:{intake.document_id}"
    return f"synthesis:{tight(body)[:60]}:{day}" if body and day else f"file:{intake.sha256}"


def session_of(drafts: list[Draft], bodies: BodyFinder | None = None) -> Session | None:
    """The session with the body, the day and the stage that the lines say, whether it has minutes yet or not."""
    said = {draft.kind: draft.value for draft in drafts}
    body = (bodies or BodyFinder()).find(str(said.get(Kind.BODY, {}).get("text") or ""))
    day = said.get(Kind.DATE, {}).get("date")
    if body is None or not day:
        return None
    stage = said.get(Kind.STAGE, {}).get("stage") or "ordinary"
    return session_held(body.pk, date.fromisoformat(day), stage)


def _without_inferred(changes: list[Change], lines: dict[int, IntakeLine]) -> list[Change]:
    """Without what a file of our own does not say anew: a decision, say, that the reading sees in a sentence of the
    register that is there unchanged. Whoever typed it made none of it; its line is left out."""
    untouched = {change.known.uid.replace("-", "") for change in changes
                 if change.kind == "" and change.known is not None and change.known.uid}
    gone: set[int] = set()
    for change in changes:
        new = change.new
        if new is None or change.kind == "" or new.kind not in INFERRED or not untouched.issuperset(new.uids or [""]):
            continue
        if change.known is None:
            for draft in new.walk():
                gone.add(id(draft))
                line = lines[id(draft)]
                line.state, line.change = IntakeLine.State.DROPPED, ""
                line.reason = _("Understood from words that the register has already: nothing new.")
        elif new.kind is Kind.PREVIOUS:
            change.kind, lines[id(new)].value = "", change.known.value
    return [change for change in changes if change.new is None or id(change.new) not in gone]


def _forget_comparison(intake: Intake, lines: dict[int, IntakeLine]) -> None:
    if intake.session_id is None and intake.known_minutes_id is None and intake.state == Intake.State.TO_REVIEW:
        return
    intake.session = intake.known_minutes = None
    intake.compared_with = ""
    intake.state = Intake.State.TO_REVIEW
    intake.save()
    for line in lines.values():
        line.change, line.before, line.uid = "", None, None
    IntakeLine.objects.bulk_update(lines.values(), COMPARED)


def _mark(line: IntakeLine, change: Change) -> None:
    line.change = change.kind
    line.before = change.known.value if change.known is not None and change.kind == "changed" else None
    line.uid = change.known.uid or None if change.known is not None else None
    if change.new is not None and change.new.kind in COMPLETED and line.changed_by_id is None:
        line.value = change.new.value  # with what the register knows better: a day, a form, who came late
    if change.kind == "" and change.known is not None and line.state == IntakeLine.State.DOUBTFUL:
        # The register says the same, and a person confirmed it there: there is nothing left to ask.
        line.state, line.reason = IntakeLine.State.SURE, ""


def _removed(intake: Intake, change: Change, lines: dict[int, IntakeLine]) -> IntakeLine:
    assert change.known is not None
    parent = lines.get(id(change.parent)) if change.parent is not None else None
    return IntakeLine(
        intake=intake, parent=parent, order=(parent.order if parent else 1_000_000), kind=change.known.kind.value,
        value=change.known.value, uid=change.known.uid or None, change=IntakeLine.Change.REMOVED)


def drafts_of(lines: list[IntakeLine]) -> tuple[list[Draft], dict[int, IntakeLine]]:
    """The standing lines of a review as a tree again, and the line of each draft by ``id(draft)``.

    A line that stands for a register row keeps its ``uid``, so that a second comparison pairs the two again.
    """
    drafts: dict[int, Draft] = {}
    tops: list[Draft] = []
    back: dict[int, IntakeLine] = {}
    for line in sorted(lines, key=lambda row: (row.order, row.pk)):
        if line.state == IntakeLine.State.DROPPED or line.change == IntakeLine.Change.REMOVED:
            continue
        drafts[line.pk] = draft = Draft(
            Kind(line.kind), line.value, [Passage(**passage) for passage in line.passages], line.confidence,
            line.reason, uids=[line.uid.hex] if line.uid else [])
        back[id(draft)] = line
    for draft in drafts.values():
        parent = back[id(draft)].parent_id
        if parent is None:
            tops.append(draft)
        elif parent in drafts:
            drafts[parent].children.append(draft)
    return tops, back
