"""A reservation as a person asks it: who, on which passage of the minutes, what."""
from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from canevas.commons.directory.queries import organisations
from canevas.governance.concertation.models import Session
from canevas.governance.concertation.operations.adoption import Asked
from canevas.governance.concertation.operations.errors import MoveRefused
from canevas.governance.concertation.queries.meeting import members_on
from canevas.governance.concertation.rules.snapshot import Snapshot
from canevas.governance.concertation.rules.versions import Passage, Sort, find_passage, passages_of
from canevas.tools.text.normalise import fold

OFFERED = (Sort.ITEM, Sort.BLOCK, Sort.ACTION, Sort.DECISION, Sort.CONTRIBUTION, Sort.RECOMMENDATION, Sort.STRATEGY)
MOST = 400


@dataclass(frozen=True, slots=True)
class Choice:
    """One passage that may be chosen. ``is_heading``: the title of an item, under which the others stand."""

    passage: Passage
    is_heading: bool
    is_chosen: bool


def offered_passages(content: Snapshot, words: str, chosen: str) -> list[Choice]:
    """The passages that hold all ``words`` (all of them without any), headings of items kept over theirs."""
    wanted = fold(words).split()
    out: list[Choice] = []
    heading: Choice | None = None
    for passage in passages_of(content):
        if passage.sort not in OFFERED or not passage.uid:
            continue
        choice = Choice(passage, passage.sort is Sort.ITEM, passage.uid == chosen.replace("-", ""))
        found = all(word in fold(passage.text) for word in wanted)
        if choice.is_heading:
            heading = choice
        if not found and not choice.is_chosen:
            continue
        if heading is not None and heading not in out:
            out.append(heading)
        if choice not in out:
            out.append(choice)
        if len(out) >= MOST:
            break
    return out


def organisation_choices(session: Session) -> list[str]:
    """Names to offer for « who »: the members of the body on that day."""
    return [str(one.organisation) for one in members_on(session.body, session.date)] if session.date else []


def asked_of(form: QueryDict, content: Snapshot) -> Asked:
    """What the form asks. Raises :class:`MoveRefused` for a passage that the minutes do not have."""
    who = " ".join(form.get("who", "").split())
    chosen = form.get("passage", "")
    passage = None
    if chosen:
        try:
            chosen = UUID(chosen).hex
        except ValueError:
            chosen = "0"
        passage = find_passage(content, chosen)
        if passage is None:
            raise MoveRefused(_("The minutes no longer have this passage: choose it again."))
    organisation = _organisation(who)
    return Asked(text=form.get("text", ""), organisation_id=organisation, person="" if organisation else who,
                 passage=passage.text if passage else "", passage_uid=chosen or None)


def _organisation(who: str) -> int | None:
    """The organisation that ``who`` names exactly, case aside; another name is that of a person."""
    if not who:
        return None
    for field in ("acronym", "code", "name"):
        found = organisations().filter(**{f"{field}__iexact": who}).first()
        if found is not None:
            return found.pk
    folded = fold(who)
    return next((one.pk for one in organisations() if fold(str(one)) == folded), None)
