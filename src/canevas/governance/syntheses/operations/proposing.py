"""Acts on several amendments at once: all of them, or none."""
from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.queries import User
from canevas.governance.syntheses.models import Amendment, AmendmentState, Synthesis
from canevas.governance.syntheses.operations.amending import decide_amendment, propose_amendment
from canevas.governance.syntheses.rules.table import Edit


@transaction.atomic
def propose_amendments(*, by: User, synthesis: Synthesis, seen: int, edits: Sequence[Edit],
                       organisation_id: int | None = None, motive: str = "") -> list[Amendment]:
    """Each of ``edits`` as an amendment of its own, to be decided by itself."""
    return [propose_amendment(by=by, synthesis=synthesis, seen=seen, edit=edit, organisation_id=organisation_id,
                              motive=motive) for edit in edits]


@transaction.atomic
def settle_conflict(*, by: User, chosen: Amendment, others: Sequence[Amendment], state: str, note: str = "",
                    edit: Edit | None = None) -> Amendment:
    """Accept ``chosen`` (as proposed, or as modified by ``edit``) and reject ``others``, which want the same words."""
    for one in others:
        if one.state not in (AmendmentState.REJECTED, AmendmentState.WITHDRAWN):
            decide_amendment(by=by, amendment=one, state=AmendmentState.REJECTED,
                             note=_("Amendment %(number)s was accepted instead.") % {"number": chosen.order + 1})
    return decide_amendment(by=by, amendment=chosen, state=state, note=note, edit=edit)


@transaction.atomic
def take_back_decisions(*, by: User, amendments: Sequence[Amendment]) -> None:
    """Let them wait for a decision again."""
    for one in amendments:
        if one.state not in (AmendmentState.PROPOSED, AmendmentState.WITHDRAWN):
            decide_amendment(by=by, amendment=one, state=AmendmentState.PROPOSED)
