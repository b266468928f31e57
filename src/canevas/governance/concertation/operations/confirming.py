"""What a person confirmed goes into the register, whole or not at all."""
from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canevas.commons.access.operations import require_somewhere
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.concertation.models import Intake, IntakeLine, Minutes, Session, SessionState
from canevas.governance.concertation.operations.bodies import body_for
from canevas.governance.concertation.operations.comparing import (
    compare_with_register,
    drafts_of,
    session_of,
    synthesis_key,
)
from canevas.governance.concertation.operations.errors import ReviewRefused
from canevas.governance.concertation.operations.indexing import index_session, index_set
from canevas.governance.concertation.operations.moves import move_session
from canevas.governance.concertation.operations.recommending import challenge_entries, recommendation_entries
from canevas.governance.concertation.operations.telling import tell_adoptions
from canevas.governance.concertation.operations.tree import Tree, as_date, fill_header
from canevas.governance.concertation.operations.versions import keep_content
from canevas.governance.concertation.operations.writing import RegisterWriter
from canevas.governance.concertation.permissions import MINUTES_CONFIRM
from canevas.governance.concertation.queries.bodies import body_named
from canevas.governance.concertation.queries.intakes import lines_of
from canevas.governance.concertation.queries.known import current_minutes
from canevas.governance.concertation.queries.versions import text_now
from canevas.governance.concertation.queries.visible import may_confirm
from canevas.governance.concertation.rules.lines import Kind, wording
from canevas.governance.concertation.rules.session_states import Move, Part, may_edit
from canevas.governance.concertation.rules.snapshot import digest
from canevas.governance.recommendations.operations import write_recommendation_set
from canevas.governance.recommendations.queries import set_with_key


@transaction.atomic
def confirm_intake(*, by: User, intake: Intake, indexed: list[Session] | None = None) -> Intake:
    """Write what stands of ``intake`` into the register. Confirming again changes nothing.

    ``indexed``: where given, the session is put there for the caller to index with others, instead of at once.

    When the register learnt of the same session in the meantime, nothing is written: the intake comes back in state
    ``superseding`` (or ``unchanged``) with what differs, for the person to see first.
    Raises :class:`ReviewRefused` while something is still to be checked.
    """
    require_somewhere(by, MINUTES_CONFIRM)
    fresh = Intake.objects.select_for_update(of=("self",)).select_related("file").get(pk=intake.pk)
    require_scope(by, fresh)
    if not fresh.is_open:
        if fresh.state in (Intake.State.CONFIRMED, Intake.State.UNCHANGED):
            return fresh
        raise ReviewRefused(_("This file was refused: there is nothing to confirm."))
    lines = lines_of(fresh)
    _check_settled(lines)
    if _was_overtaken(fresh, lines, by):
        return fresh
    return _enter_register(by, fresh, lines, indexed)


def confirm_fresh(*, by: User, intake: Intake, lines: list[IntakeLine], indexed: list[Session]) -> Intake:
    """:func:`confirm_intake` of what was taken in, and compared with the register, in this very transaction."""
    require_scope(by, intake)
    _check_settled(lines)
    return _enter_register(by, intake, lines, indexed)


def require_scope(by: User, intake: Intake) -> None:
    """Raise ``PermissionDenied`` with a sentence unless ``by`` confirms the minutes of the body that this file is of,
    and of the meeting that it is a new version of. A body that nobody knows yet is entered by whoever holds everything.
    """
    if may_confirm(by, intake):
        return
    if intake.body is None:
        raise PermissionDenied(_("The register does not know the body of this file, or the file names none: your role "
                                 "does not go so far. Correct the body, or ask the permanent secretariat to confirm."))
    raise PermissionDenied(_("This file is of %(body)s: your role does not go so far. It waits for those who follow "
                             "%(body)s, who may confirm it.") % {"body": intake.body})


def _enter_register(by: User, fresh: Intake, lines: list[IntakeLine], indexed: list[Session] | None) -> Intake:
    tree = Tree.of(lines)
    if fresh.kind == Intake.Kind.SYNTHESIS:
        _write_synthesis(by, fresh, tree, lines)
    else:
        session = _write_minutes(by, fresh, tree, lines)
        if indexed is None:
            index_session(session)
        else:
            indexed.append(session)
    fresh.state = Intake.State.CONFIRMED
    fresh.save()
    return fresh


def _check_settled(lines: list[IntakeLine]) -> None:
    doubts = sum(line.state == IntakeLine.State.DOUBTFUL for line in lines)
    if doubts:
        raise ReviewRefused(ngettext(
            "%(count)s value is still to be checked: confirm it, correct it or leave it out.",
            "%(count)s values are still to be checked: confirm them, correct them or leave them out.",
            doubts) % {"count": doubts})


def _was_overtaken(intake: Intake, lines: list[IntakeLine], by: User) -> bool:
    """Whether the register knows more of this session than when the intake was last compared with it."""
    drafts, back = drafts_of(lines)
    if intake.kind == Intake.Kind.SYNTHESIS:
        found = set_with_key(synthesis_key(intake, drafts))
        if found is None or found.pk == intake.recommendation_set_id:
            return False
        compare_with_register(intake, drafts, back, user=by)
        return True
    session = intake.session if intake.session_id else session_of(drafts)
    if session is None or (session.pk == intake.session_id and digest(text_now(session)) == intake.compared_with):
        return False
    compare_with_register(intake, drafts, back, user=by)
    return True


def _write_minutes(by: User, intake: Intake, tree: Tree, lines: list[IntakeLine]) -> Session:
    is_new = intake.session_id is None
    last = None if is_new else _last_version(intake.session)
    session = _write_session(by, intake, tree)
    now = timezone.now()
    minutes = _write_version(by, intake, session, last)
    kept = _kept(lines)
    RegisterWriter(session, intake.file_id, tree, now, is_new, kept, by=by).write()
    challenges, recommendations = challenge_entries(tree), recommendation_entries(tree)
    if challenges or recommendations or session.recommendation_set_id:
        session.recommendation_set = write_recommendation_set(
            by=by, origin_key=f"session:{session.uid}", origin_label=str(session), origin_date=session.date,
            region_id=session.body.region_id, origin_body=session.body.code,
            origin_body_name=str(session.body), source_id=intake.file_id,
            challenges=challenges, recommendations=recommendations, kept=kept)
        session.save(update_fields=["recommendation_set"])
    minutes.content = text_now(Session.objects.select_related("body", "recommendation_set").get(pk=session.pk))
    minutes.save(update_fields=["content"])
    _hold(by, session)
    intake.session, intake.known_minutes = session, minutes
    tell_adoptions(by=by, session=session, minutes=minutes)
    record(by=by, event="minutes_confirmed", target=minutes, details={
        "file": intake.name, "version": minutes.version, "lines": len(tree.by_pk)})
    return session


def _write_session(by: User, intake: Intake, tree: Tree) -> Session:
    said = tree.first(Kind.BODY)
    name = str(said.value.get("text") or "") if said else ""
    if not name:
        raise ReviewRefused(_("Say which body met before confirming."))
    session = intake.session or Session()
    _check_editable(session)
    session.body = body_for(by=by, text=name)
    fill_header(session, tree)
    session.source_id = intake.file_id
    if session.date is None:
        raise ReviewRefused(_("Write the day of the meeting before confirming."))
    clash = Session.objects.filter(body=session.body, date=session.date, stage=session.stage).exclude(pk=session.pk)
    if clash.exists():
        raise ReviewRefused(_("The register already has a meeting of %(body)s on %(day)s at this stage: "
                              "correct the day, the body or the stage.")
                            % {"body": session.body, "day": session.date.strftime("%d/%m/%Y")})
    session.save()
    return session


def _check_editable(session: Session) -> None:
    """Raise :class:`ReviewRefused` where the state of the session does not let its minutes be corrected."""
    if session.pk is not None and not may_edit(Part.MINUTES, session.state):
        raise ReviewRefused(_("The minutes of %(session)s are “%(state)s”: they are not corrected any more. Reopen the "
                              "meeting on its page and say why, then confirm this file again.")
                            % {"session": session, "state": session.get_state_display()})


def _hold(by: User, session: Session) -> None:
    """A meeting of which minutes come in was held, if its day has come; it is circulated by a person."""
    began = session.state in (SessionState.PLANNED, SessionState.CONVENED)
    if began and session.date is not None and session.date <= timezone.localdate():
        session.state = move_session(by=by, session=session, move=Move.HOLD).state


def _last_version(session: Session | None) -> Minutes | None:
    """The version before this one, its text kept before the register says something else."""
    last = current_minutes(session) if session is not None else None
    return keep_content(last) if last is not None else None


def _write_version(by: User, intake: Intake, session: Session, last: Minutes | None) -> Minutes:
    return Minutes.objects.create(
        session=session, version=last.version + 1 if last else 1, file=intake.file, source=intake.file,
        document_id=intake.document_id, adopted_outcome="", confirmed_by=by, confirmed_at=timezone.now(),
        previous=last)


def _kept(lines: list[IntakeLine]) -> set[str]:
    """Ids (words, for attendance) of what the file no longer says and the person keeps nevertheless."""
    kept = [line for line in lines if line.change == IntakeLine.Change.REMOVED
            and line.state == IntakeLine.State.DROPPED]
    return {str(line.uid) if line.uid else wording(str(line.value.get("text") or "")) for line in kept}


def _write_synthesis(by: User, intake: Intake, tree: Tree, lines: list[IntakeLine]) -> None:
    """A synthesis that came without minutes: a set of its own, known by the file."""
    day = tree.first(Kind.DATE)
    body = tree.first(Kind.BODY)
    known = body_named(str(body.value.get("text") or "")) if body else None
    key = (intake.recommendation_set.origin_key if intake.recommendation_set
           else synthesis_key(intake, drafts_of(lines)[0]))
    parts = [body.value["text"] if body else "", intake.name]
    intake.recommendation_set = write_recommendation_set(
        by=by, origin_key=key, origin_label=" – ".join(part for part in parts if part),
        origin_date=as_date(day.value.get("date")) if day else None, source_id=intake.file_id,
        origin_body=known.code if known else "", origin_body_name=str(known or ""),
        region_id=known.region_id if known else None, challenges=challenge_entries(tree),
        recommendations=recommendation_entries(tree), kept=_kept(lines))
    record(by=by, event="synthesis_confirmed", target=intake, details={"file": intake.name})
    index_set(intake.recommendation_set)
