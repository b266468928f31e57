"""Amendments are proposed to the frozen version, decided one by one, and the accepted ones make the next version."""
from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.recommendations.operations.lineage import add_edges
from canevas.governance.syntheses.models import (
    Amendment,
    AmendmentKind,
    AmendmentState,
    StateChoices,
    Synthesis,
    Version,
)
from canevas.governance.syntheses.operations.editing import edges_of
from canevas.governance.syntheses.operations.opening import follow, open_version
from canevas.governance.syntheses.permissions import SYNTHESIS_AMEND, SYNTHESIS_WRITE
from canevas.governance.syntheses.queries.screens import family_of
from canevas.governance.syntheses.rules.table import (
    Edit,
    EditFault,
    Table,
    apply_edits,
    conflicting,
    edit_from_json,
    edit_to_json,
    table_from_json,
    table_to_json,
)
from canevas.governance.syntheses.rules.telling import told

ACCEPTED = (AmendmentState.ACCEPTED, AmendmentState.MODIFIED)
DECISIONS = (AmendmentState.ACCEPTED, AmendmentState.MODIFIED, AmendmentState.REJECTED, AmendmentState.PROPOSED)
"""What may be decided; ``PROPOSED`` takes a decision back."""


@transaction.atomic
def propose_amendment(*, by: User, synthesis: Synthesis, seen: int, edit: Edit, organisation_id: int | None = None,
                      motive: str = "") -> Amendment:
    """Propose ``edit`` to the frozen version number ``seen``.

    ``ValidationError`` where another version is before its readers by now, or the edit cannot be made in it.
    """
    row, version = amended(by, synthesis, SYNTHESIS_AMEND)
    if version.number != seen:
        raise ValidationError(_("Another version is before its readers by now: load the page again."))
    table = table_from_json(version.content)
    apply_alone(table, edit)
    amendment = Amendment.objects.create(
        version=version, proposed_by=by, author=by.get_full_name() or by.get_username(), written_at=timezone.now(),
        organisation_id=organisation_id, motive=motive.strip(), order=version.amendments.count(),
        **in_words(table, edit))
    record(by=by, event="amendment_proposed", target=row, details=_details(amendment))
    return amendment


@transaction.atomic
def withdraw_amendment(*, by: User, amendment: Amendment) -> Amendment:
    """Whoever proposed it takes it back, while nothing was decided of it. ``ValidationError`` otherwise."""
    row = _locked_amendment(amendment)
    if row.proposed_by_id != by.pk:
        require(by, SYNTHESIS_WRITE, body=row.version.synthesis.body.code)
    if row.state != AmendmentState.PROPOSED:
        raise ValidationError(_("This amendment was already decided; it can no longer be withdrawn."))
    row.state = AmendmentState.WITHDRAWN
    row.save(update_fields=["state", "changed_at"])
    record(by=by, event="amendment_withdrawn", target=row.version.synthesis, details=_details(row))
    return row


@transaction.atomic
def decide_amendment(*, by: User, amendment: Amendment, state: str, note: str = "",
                     edit: Edit | None = None) -> Amendment:
    """Accept, accept as modified (``edit`` is what is accepted), reject, or take the decision back.

    ``ValidationError`` where it was withdrawn or applied, its version is no longer before its readers, or what is
    accepted cannot be made. Accepting what conflicts with another accepted one is refused too: see
    :func:`accepted_conflicts`.
    """
    row = _locked_amendment(amendment)
    synthesis, version = amended(by, row.version.synthesis, SYNTHESIS_WRITE)
    if state not in DECISIONS:
        raise ValueError(state)
    if row.version_id != version.pk or row.applied_in_id or row.state == AmendmentState.WITHDRAWN:
        raise ValidationError(_("Nothing more can be decided of this amendment: it was withdrawn, or its version is no "
                                "longer the one before its readers."))
    if (state == AmendmentState.MODIFIED) != (edit is not None):
        raise ValidationError(_("Write what is accepted in place of what was proposed."))
    if state == AmendmentState.ACCEPTED and not row.edit and row.kind != AmendmentKind.COMMENT:
        raise ValidationError(_("The place of this change was not found in the version: accept it as modified, and say "
                                "where it goes."))
    if edit is not None:
        apply_alone(table_from_json(version.content), edit)
    row.state, row.decision_note = state, note.strip()
    row.decided_edit = edit_to_json(edit) if edit is not None else {}
    taken_back = state == AmendmentState.PROPOSED
    row.decided_by, row.decided_at = (None, None) if taken_back else (by, timezone.now())
    row.save()
    if state in ACCEPTED and (others := accepted_conflicts(row)):
        raise ValidationError(ngettext(
            "It cannot stand with another accepted amendment (%(which)s): reject one of them, or modify it.",
            "It cannot stand with other accepted amendments (%(which)s): reject them, or modify it.", len(others),
        ) % {"which": ", ".join(str(one.order + 1) for one in others)})
    record(by=by, event="amendment_decided", target=synthesis, details={**_details(row), "state": state, "note": note})
    return row


@transaction.atomic
def apply_amendments(*, by: User, synthesis: Synthesis, note: str = "") -> Version:
    """The accepted amendments make the next version, frozen at once; every line's step goes into its lineage.

    ``ValidationError`` while one is undecided, or where none was accepted.
    """
    row, version = amended(by, synthesis, SYNTHESIS_WRITE)
    waiting = version.amendments.filter(state=AmendmentState.PROPOSED).exclude(kind=AmendmentKind.COMMENT).count()
    if waiting:
        raise ValidationError(ngettext("%(count)d amendment is still to be decided.",
                                       "%(count)d amendments are still to be decided.", waiting) % {"count": waiting})
    accepted = list(version.amendments.filter(state__in=ACCEPTED).exclude(kind=AmendmentKind.COMMENT))
    if not accepted:
        raise ValidationError(_("No amendment was accepted: there is nothing to apply."))
    try:
        applied = apply_edits(table_from_json(version.content), [edit_of(one) for one in accepted])
    except EditFault as fault:
        raise ValidationError(_("Two accepted amendments want the same words otherwise: settle them first.")) from fault
    made = follow(by=by, synthesis=row, table_json=table_to_json(applied.table), is_frozen=True,
                  note=note.strip() or ngettext("%(count)d amendment integrated", "%(count)d amendments integrated",
                                                len(accepted)) % {"count": len(accepted)})
    Amendment.objects.filter(pk__in=[one.pk for one in accepted]).update(applied_in=made, changed_at=timezone.now())
    add_edges(by=by, edges=edges_of(applied.steps), origin=f"synthesis:{row.uid}:{made.number}")
    record(by=by, event="amendments_applied", target=row, details={
        "version": made.number, "base": version.number, "count": len(accepted), "digest": made.digest})
    return made


def edit_of(amendment: Amendment) -> Edit:
    """What stands accepted: the edit as modified, else as proposed."""
    return edit_from_json(amendment.decided_edit or amendment.edit)


def accepted_conflicts(amendment: Amendment) -> list[Amendment]:
    """The other accepted amendments of its version that it cannot stand with."""
    others = list(amendment.version.amendments.filter(state__in=ACCEPTED).exclude(
        pk=amendment.pk).exclude(kind=AmendmentKind.COMMENT).select_related("within"))
    if amendment.kind == AmendmentKind.COMMENT or not (amendment.decided_edit or amendment.edit):
        return []
    table = table_from_json(amendment.version.content)
    every = (amendment, *others)
    groups = conflicting(table, [edit_of(one) for one in every], [family_of(one) for one in every])
    return [others[number - 1] for group in groups if 0 in group for number in sorted(group) if number]


def in_words(table: Table, edit: Edit) -> dict[str, object]:
    """The columns of an amendment that say what ``edit`` does to ``table``."""
    said = told(table, edit)
    place = said.place
    return {"kind": said.kind, "edit": edit_to_json(edit), "before": said.before, "after": said.after,
            "context": said.context, "section": place.section if place else "", "row": place.row if place else 0,
            "column": (place.column or "") if place else "", "line": place.line if place else 0}


def apply_alone(table: Table, edit: Edit) -> None:
    """``ValidationError`` where ``edit`` cannot be made in ``table``, or changes nothing."""
    try:
        changed = apply_edits(table, [edit]).table
    except EditFault as fault:
        raise ValidationError(_("This change names a line that is not in the version. Load the page again.")) from fault
    if changed == table:
        raise ValidationError(_("This changes nothing."))


def amended(by: User, synthesis: Synthesis, permission: str) -> tuple[Synthesis, Version]:
    """The synthesis, held, with the version that is open to amendments."""
    row = Synthesis.objects.select_for_update(of=("self",)).select_related("body").get(pk=synthesis.pk)
    require(by, permission, body=row.body.code)
    version = row.versions.exclude(frozen_at=None).last()
    if row.state != StateChoices.AMENDING or version is None or open_version(row) is not None:
        raise ValidationError(_("This synthesis is not open to amendments."))
    return row, version


def _locked_amendment(amendment: Amendment) -> Amendment:
    return Amendment.objects.select_for_update(of=("self",)).select_related("version__synthesis__body").get(
        pk=amendment.pk)


def _details(amendment: Amendment) -> dict[str, object]:
    return {"number": amendment.order + 1, "kind": amendment.kind, "version": amendment.version.number,
            "before": amendment.before[:200], "after": amendment.after[:200]}


