"""Sheets of organisations: what goes out, and what comes back beside what is known."""
from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, OrderBy, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.queries import may, reach
from canevas.governance.concertation.export.form import Form
from canevas.governance.concertation.export.organisation_sheet import SheetAction, sheet_form, sheet_pdf, sheet_word
from canevas.governance.concertation.models import UNFINISHED, ActionPoint, ActionProgress, OrganisationSheet
from canevas.governance.concertation.permissions import ACTION_POINT_REPORT, ACTION_POINT_STATUS
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.answering import answering_as, owed_condition, owing_codes
from canevas.governance.concertation.queries.official import (
    CONTENT_TYPES,
    Format,
    OfficialFile,
    letterhead_of,
    template_for_all,
)
from canevas.governance.concertation.queries.reminders import announced_actions
from canevas.governance.concertation.rules.organisation_sheet import UNREAD, Filled, code_of, nearest_code
from canevas.governance.concertation.rules.session_states import OPEN_TO_READERS

_UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)


def sheet_actions(organisation: Any, user: Any = None, bodies: Collection[str] | None = None) -> QuerySet[ActionPoint]:
    """What its sheet names: what it owes by circulated minutes (of ``bodies``), and that ``user`` sees where one asks
    for it."""
    if user is None:
        return announced_actions(organisation.code, bodies)
    return visible.actions(user).filter(
        owed_condition([organisation.code]), withdrawn_at=None, status__in=UNFINISHED,
        session__state__in=sorted(OPEN_TO_READERS),
    ).select_related("session__body").prefetch_related("responsibles__organisation").order_by(
        OrderBy(F("due_on"), nulls_last=True), "session__date", "order", "pk")


def form_of(organisation: Any, user: Any = None, bodies: Collection[str] | None = None) -> Form:
    actions = list(sheet_actions(organisation, user, bodies))
    own = answering_as(organisation)
    news = {row.action_id: row.note for row in ActionProgress.objects.filter(
        action__in=[one.pk for one in actions], takes_back=None, taken_back_by=None).exclude(note="").order_by("at")}
    return sheet_form(
        code=organisation.code, name=str(organisation), day=timezone.localdate(), letterhead=letterhead_of(
            template_for_all()),
        actions=[SheetAction(
            one.uid, one.text, str(one.session.body), one.session.date, one.status, one.deadline_text, one.due_on,
            ", ".join(who.verbatim for who in one.responsibles.all() if not own.means(who, one.session.body)),
            _short(news.get(one.pk, ""))) for one in actions])


def _short(note: str) -> str:
    words = " ".join(note.split())
    return words if len(words) <= 120 else f"{words[:119].rstrip()}…"


def sheet_file(organisation: Any, kind: Format | str, user: Any = None,
               bodies: Collection[str] | None = None) -> OfficialFile:
    """The sheet as « docx » or « pdf ». Raises ``PdfFault`` or ``TemplateFault`` (a sentence)."""
    form = form_of(organisation, user, bodies)
    plain = unicodedata.normalize("NFKD", organisation.acronym or organisation.code).encode("ascii", "ignore").decode()
    name = f"Fiche_{_UNSAFE.sub('-', plain).strip('-') or 'structure'}_{timezone.localdate()}.{kind}"
    content = sheet_pdf(form) if kind == "pdf" else sheet_word(form)
    return OfficialFile(name, content, CONTENT_TYPES["pdf" if kind == "pdf" else "docx"])


def all_sheets(organisations: Sequence[Any], user: Any,
               progress: Callable[[int, int], None] | None = None) -> bytes:
    """A zip of the sheets, Word and PDF, of those that owe something."""
    out = io.BytesIO()
    used: set[str] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, organisation in enumerate(organisations):
            if progress is not None:
                progress(number, len(organisations))
            for kind in ("docx", "pdf"):
                file = sheet_file(organisation, kind, user)
                name = file.name if file.name not in used else file.name.replace(
                    ".", f"_{_UNSAFE.sub('-', organisation.code)}.", 1)
                used.add(name)
                archive.writestr(name, file.content)
    return out.getvalue()


@dataclass(slots=True)
class Proposal:
    """One row of a sheet beside what is known. ``kind``: sure, doubtful, known (nothing new), empty, refused."""

    number: int
    filled: Filled
    action: ActionPoint | None = None
    last: ActionProgress | None = None
    kind: str = "sure"
    why: str = ""

    @property
    def may_be_kept(self) -> bool:
        return self.kind in ("sure", "doubtful")


def sheets_seen_by(user: Any) -> QuerySet[OrganisationSheet]:
    """One's own, those of one's organisations, and all of them for who follows every action."""
    rows = OrganisationSheet.objects.select_related("organisation", "file", "brought_by", "confirmed_by")
    if reach(user, ACTION_POINT_STATUS).everything:
        return rows
    return rows.filter(Q(brought_by=user) | Q(
        organisation__code__in=reach(user, ACTION_POINT_REPORT).organisations))


def proposals(sheet: OrganisationSheet, user: Any) -> list[Proposal]:
    """What ``sheet`` proposes, in its order, as ``user`` may take it over."""
    filled = [Filled(**{**row, "uid": UUID(row["uid"]) if row["uid"] else None}) for row in sheet.rows]
    known = _actions(sheet, filled, user)
    last: dict[int, ActionProgress] = {row.action_id: row for row in ActionProgress.objects.filter(
        action__in=[one.pk for one in known.values()], takes_back=None, taken_back_by=None).select_related(
        "by", "organisation").order_by("at", "pk")}
    seen: set[int] = set()
    found = []
    for number, row in enumerate(filled):
        action = known.get(str(row.uid)) or known.get(row.code) or known.get(row.wrong_code)
        one = Proposal(number, row, action, last.get(action.pk) if action else None)
        one.kind, one.why = _judged(sheet, one, known, user)
        if action is not None and one.may_be_kept:
            if action.pk in seen:
                one.kind, one.why = "doubtful", _("This action stands twice on the sheet.")
            seen.add(action.pk)
        found.append(one)
    return found


def _actions(sheet: OrganisationSheet, rows: list[Filled], user: Any) -> dict[str, ActionPoint]:
    """The actions that the rows name and that ``user`` sees, by id and by code: those that the organisation owes. A
    misread code leads to the one that is near it."""
    rows_seen = visible.actions(user).filter(withdrawn_at=None)
    if sheet.organisation is not None:
        rows_seen = rows_seen.filter(owed_condition([sheet.organisation.code]))
    by_code = _by_code(sheet, rows, rows_seen)
    uids = {row.uid for row in rows if row.uid} | set(by_code.values())
    found = {one.uid: one for one in rows_seen.filter(uid__in=uids).select_related(
        "session__body").prefetch_related("responsibles__organisation")}
    names = {str(uid): one for uid, one in found.items()}
    return names | {code: found[uid] for code, uid in by_code.items() if uid in found}


def _by_code(sheet: OrganisationSheet, rows: list[Filled], seen: QuerySet[ActionPoint]) -> dict[str, UUID]:
    """By code, as the rows have it, the action that it is of. Only where the sheet says whose it is can a misread code
    be told from others."""
    wanted = {row.code for row in rows if row.code}
    misread = {row.wrong_code for row in rows if row.wrong_code and not row.uid} if sheet.organisation else set()
    if not wanted and not misread:
        return {}
    codes = {code_of(uid): uid for uid in seen.order_by().values_list("uid", flat=True)}
    found = {code: codes[code] for code in wanted if code in codes}
    left = [code for code in codes if code not in wanted]  # what was read well is not meant twice
    for written in misread:
        if near := nearest_code(written, left):
            found[written] = codes[near]
    return found


def _judged(sheet: OrganisationSheet, one: Proposal, known: dict[str, ActionPoint], user: Any) -> tuple[str, str]:
    row, action = one.filled, one.action
    if action is None:
        if row.wrong_code:
            return "refused", _("The code “%(code)s” was mistyped or badly read: no action has it. Report on that "
                                "action on its own page.") % {"code": row.wrong_code}
        return "refused", _("This action is not one of this organisation.")
    if not row.says_something:
        return "empty", _("Nothing was filled in.")
    if not may(user, ACTION_POINT_STATUS, body=action.session.body.code) and not owing_codes(
            user, ACTION_POINT_REPORT, action):
        return "refused", _("You may not report on this action.")
    if _is_known(sheet, one):
        return "known", _("Known already: nothing new.")
    if row.uid and row.code and code_of(row.uid) != row.code:
        return "doubtful", _("The code does not go with the action that the file names: look which one is meant.")
    if row.wrong_code and not row.uid:
        return "doubtful", _("The code “%(code)s” was badly read: this action, which the organisation owes, has the "
                             "nearest one. Look whether it is the one meant.") % {"code": row.wrong_code}
    if row.written == UNREAD:
        return "doubtful", _("Ticks are not read on a picture: look at the sheet and choose the state that is ticked, "
                             "or leave the line out.")
    if row.state is None:
        return "doubtful", _("The state “%(words)s” is not known: choose one.") % {"words": row.written}
    if not action.is_open:
        return "doubtful", _("This action is closed already.")
    if one.last is not None and sheet.day is not None and timezone.localtime(one.last.at).date() >= sheet.day:
        return "doubtful", _("Something was reported since this sheet was made: compare.")
    if sheet.organisation is None:
        return "doubtful", _("The sheet does not say whose it is.")
    return "sure", ""


def _is_known(sheet: OrganisationSheet, one: Proposal) -> bool:
    """Whether the same file, or the same words, were reported already."""
    action, row, last = one.action, one.filled, one.last
    assert action is not None
    if last is not None and last.evidence_id == sheet.file_id:
        return True
    same_state = not row.state or row.state == action.status
    same_note = not row.note or (last is not None and last.note == row.note)
    same_link = not row.link or (last is not None and last.evidence_url == row.link)
    return row.state is not None and same_state and same_note and same_link
