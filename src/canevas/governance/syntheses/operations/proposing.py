"""Acts on several amendments at once: all of them, or none."""
from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.queries import User
from canevas.governance.syntheses.models import Amendment, AmendmentState, Synthesis
from canevas.governance.syntheses.operations.amending import decide_amendment, edit_of, propose_amendment
from canevas.governance.syntheses.rules.table import Edit, ask_the_same, edit_from_json


@transaction.atomic
def propose_amendments(*, by: User, synthesis: Synthesis, seen: int, edits: Sequence[Edit],
                       organisation_id: int | None = None, motive: str = "") -> list[Amendment]:
    """Each of ``edits`` as an amendment of its own, to be decided by itself."""
    return [propose_amendment(by=by, synthesis=synthesis, seen=seen, edit=edit, organisation_id=organisation_id,
                              motive=motive) for edit in edits]


@transaction.atomic
def settle_conflict(*, by: User, chosen: Amendment, others: Sequence[Amendment], state: str, note: str = "",
                    edit: Edit | None = None) -> Amendment:
    """Accept ``chosen`` (as proposed, or as modified by ``edit``). Of the ``others``, those that ask for the same are
    settled as the same, accepted with it; those that want the same words otherwise are rejected."""
    waiting = [one for one in others if one.state not in (AmendmentState.REJECTED, AmendmentState.WITHDRAWN)]
    same = [one for one in waiting if _ask_the_same(chosen, one)]
    for one in waiting:
        if one not in same:
            decide_amendment(by=by, amendment=one, state=AmendmentState.REJECTED,
                             note=_("Amendment %(number)s was accepted instead.") % {"number": chosen.number})
    for one in same:  # an earlier decision of its own must not stand in the way
        decide_amendment(by=by, amendment=one, state=AmendmentState.PROPOSED)
    made = decide_amendment(by=by, amendment=chosen, state=state, note=note, edit=edit)
    accepted = edit_of(made)
    for one in same:
        is_equal = edit_from_json(one.edit) == accepted
        decide_amendment(by=by, amendment=one, edit=None if is_equal else accepted,
                         state=AmendmentState.ACCEPTED if is_equal else AmendmentState.MODIFIED,
                         note=_("The same as amendment %(number)s, settled with it.") % {"number": chosen.number})
    return made


def _ask_the_same(one: Amendment, other: Amendment) -> bool:
    return bool(one.edit and other.edit) and ask_the_same(edit_from_json(one.edit), edit_from_json(other.edit))


@transaction.atomic
def take_back_decisions(*, by: User, amendments: Sequence[Amendment]) -> None:
    """Let them wait for a decision again."""
    for one in amendments:
        if one.state not in (AmendmentState.PROPOSED, AmendmentState.WITHDRAWN):
            decide_amendment(by=by, amendment=one, state=AmendmentState.PROPOSED)
