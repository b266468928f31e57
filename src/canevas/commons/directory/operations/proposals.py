"""Unknown names: asked once, settled by a person, remembered."""
from __future__ import annotations

from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.directory import rules
from canevas.commons.directory.models import NameProposal, NameSource, Organisation, Territory, WrittenName
from canevas.commons.directory.operations.entries import made_locality, made_organisation
from canevas.commons.directory.operations.names import changed, checked_name, name_organisation, name_territory
from canevas.commons.directory.permissions import PROPOSAL_ADD, PROPOSAL_DECIDE
from canevas.commons.directory.queries import resolve_organisation, resolve_territory
from canevas.tools.text.resolve import EXACT


@transaction.atomic
def propose_name(*, by: User, kind: str, text: str, occurrences: int = 1) -> NameProposal | None:
    """Ask once about a name that the directory does not know.

    Gives the proposal, be it new, still open or declined long ago (then nothing is asked again); ``None`` where the
    directory knows the name, from the start or since such a proposal was settled. Raises ``ValidationError`` for an
    empty name.
    """
    require(by, PROPOSAL_ADD)
    text, normalised = checked_name(text)
    resolve = resolve_organisation if kind == NameProposal.Kind.ORGANISATION else resolve_territory
    candidates = resolve(text)
    if candidates and candidates[0].score >= EXACT:
        return None
    proposal, created = NameProposal.objects.get_or_create(
        kind=kind, normalised=normalised,
        defaults={"text": text, "occurrences": occurrences,
                  "candidates": [asdict(candidate) for candidate in candidates]})
    if created:
        record(by=by, event="proposal_added", target=proposal, details={"kind": kind})
    elif proposal.state == rules.ProposalState.OPEN:
        NameProposal.objects.filter(pk=proposal.pk).update(occurrences=F("occurrences") + occurrences)
        proposal.refresh_from_db()
    return proposal


def _moved(by: User, proposal: NameProposal, decision: rules.Decision) -> NameProposal:
    """The proposal, locked, in its new state. Raises ``ValidationError`` where it was settled meanwhile."""
    require(by, PROPOSAL_DECIDE)
    fresh = NameProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    state = rules.after(fresh.state, decision)
    if state is None:
        raise ValidationError(_("“%(name)s” was settled meanwhile: %(state)s.")
                              % {"name": fresh.text, "state": fresh.get_state_display()})
    fresh.state = state
    fresh.decided_by, fresh.decided_at = by, timezone.now()
    return fresh


@transaction.atomic
def accept_organisation(
    *, by: User, proposal: NameProposal, name: str, kind: str, acronym: str = "", region: Territory | None = None,
) -> Organisation:
    """Settle an unknown name as a new organisation; what was written becomes one of its names."""
    fresh = _moved(by, proposal, rules.Decision.ACCEPT)
    organisation = made_organisation(name=name, kind=kind, acronym=acronym, region=region, source=NameSource.PROPOSAL)
    name_organisation(organisation, fresh.text, kind=WrittenName.Kind.ALIAS, source=NameSource.PROPOSAL)
    fresh.organisation = organisation
    fresh.save()
    changed(organisation)
    record(by=by, event="organisation_added", target=organisation, details={"proposal": fresh.text})
    record(by=by, event="proposal_accepted", target=fresh, details={"organisation": organisation.code})
    return organisation


@transaction.atomic
def accept_locality(
    *, by: User, proposal: NameProposal, name: str, parent: Territory | None = None, country: str = "",
    lat: float | None = None, lon: float | None = None, note: str = "",
) -> Territory:
    """Settle an unknown name as a new locality; what was written becomes one of its names."""
    fresh = _moved(by, proposal, rules.Decision.ACCEPT)
    territory = made_locality(name=name, parent=parent, country=country, lat=lat, lon=lon, note=note,
                              source=NameSource.PROPOSAL)
    name_territory(territory, fresh.text, kind=WrittenName.Kind.ALIAS, source=NameSource.PROPOSAL)
    fresh.territory = territory
    fresh.save()
    changed(territory)
    record(by=by, event="locality_added", target=territory, details={"proposal": fresh.text})
    record(by=by, event="proposal_accepted", target=fresh, details={"territory": territory.pcode})
    return territory


@transaction.atomic
def attach_proposal(*, by: User, proposal: NameProposal, target: Organisation | Territory) -> NameProposal:
    """Settle an unknown name as another way to write ``target``, remembered for every later document."""
    fresh = _moved(by, proposal, rules.Decision.ATTACH)
    wanted = Organisation if fresh.kind == NameProposal.Kind.ORGANISATION else Territory
    if not isinstance(target, wanted):
        raise ValidationError(_("An organisation's name goes to an organisation, a territory's name to a territory."))
    if isinstance(target, Organisation):
        name_organisation(target, fresh.text, kind=WrittenName.Kind.ALIAS, source=NameSource.PROPOSAL)
        fresh.organisation = target
    else:
        name_territory(target, fresh.text, kind=WrittenName.Kind.ALIAS, source=NameSource.PROPOSAL)
        fresh.territory = target
    fresh.save()
    changed(target)
    record(by=by, event="proposal_attached", target=fresh, details={"to": str(target)})
    return fresh


@transaction.atomic
def decline_proposal(*, by: User, proposal: NameProposal) -> NameProposal:
    """Settle that the words are no name of the directory; they are not asked again."""
    fresh = _moved(by, proposal, rules.Decision.DECLINE)
    fresh.save()
    record(by=by, event="proposal_declined", target=fresh)
    return fresh


@transaction.atomic
def reopen_proposal(*, by: User, proposal: NameProposal) -> NameProposal:
    """Ask again about words that were declined, or attached to the wrong entry: that entry loses the name."""
    fresh = _moved(by, proposal, rules.Decision.REOPEN)
    for entry in filter(None, (fresh.organisation, fresh.territory)):
        entry.names.filter(normalised=fresh.normalised, source=NameSource.PROPOSAL).delete()
        changed(entry)
    details = {"from": str(fresh.organisation or fresh.territory or "")}
    fresh.organisation = fresh.territory = fresh.decided_by = fresh.decided_at = None
    fresh.save()
    record(by=by, event="proposal_reopened", target=fresh, details=details)
    return fresh
