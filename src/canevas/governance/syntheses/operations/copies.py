"""Word files that organisations sent back: each change of theirs becomes an amendment of the version before the
readers."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.directory.queries import vocabulary
from canevas.commons.files.operations import keep_attachment
from canevas.commons.files.queries import file_with_content
from canevas.governance.recommendations.rules.amending.amendment import Amendment as Found
from canevas.governance.recommendations.rules.amending.amendment import Where
from canevas.governance.recommendations.rules.amending.finding import Base, base_of, find_amendments
from canevas.governance.syntheses.models import Amendment, AmendmentKind, AmendmentState, Copy, Synthesis, Version
from canevas.governance.syntheses.operations.amending import amended
from canevas.governance.syntheses.permissions import SYNTHESIS_WRITE
from canevas.governance.syntheses.queries.copies import ReadCopy, base_of_copy, read_copy
from canevas.governance.syntheses.queries.files import version_word
from canevas.governance.syntheses.queries.reading import table_of
from canevas.governance.syntheses.rules.copies import Asked, Placing, WordPlaces
from canevas.governance.syntheses.rules.table import edit_to_json
from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.revisions.reading import read_revisions

Standing = Literal["taken", "known", "asks", "refused"]
DECIDED = (AmendmentState.ACCEPTED, AmendmentState.MODIFIED, AmendmentState.REJECTED)


@dataclass(frozen=True, slots=True)
class Brought:
    """A Word file as it came in."""

    name: str
    content: bytes
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file. ``standing``: taken; known (the same bytes came in before); asks (the organisation sent a
    copy before, see ``earlier``); refused, for the reason ``message``. ``unplaced`` of the ``found`` changes have no
    place in the version, ``changed_since`` of these because their line was changed since the copy was made;
    ``again`` were decided already."""

    name: str
    standing: Standing
    message: str = ""
    copy: Copy | None = None
    earlier: Copy | None = None
    found: int = 0
    remarks: int = 0
    unplaced: int = 0
    changed_since: int = 0
    again: int = 0
    withdrawn: int = 0
    formatting: int = 0


class Taking:
    """Takes copies of one synthesis in, one after the other: what they are compared with is read once."""

    def __init__(self, *, by: User, synthesis: Synthesis) -> None:
        self.by, self.synthesis = by, synthesis
        self._bases: dict[int, tuple[Version, Base]] = {}

    def take(self, file: Brought, *, replaces: bool = False) -> Taken:
        """Take one file in, whole or not at all. With ``replaces``, what the organisation asked for in earlier copies
        and nobody decided yet is withdrawn. Sentences of refusal are in the answer."""
        try:
            return self._take(file, replaces=replaces)
        except DocumentRefused as refusal:
            return Taken(file.name, "refused", str(refusal))
        except ValidationError as fault:
            return Taken(file.name, "refused", " ".join(fault.messages))

    @transaction.atomic
    def _take(self, file: Brought, *, replaces: bool) -> Taken:
        row, version = amended(self.by, self.synthesis, SYNTHESIS_WRITE)
        stored = file_with_content(file.content)
        known = Copy.objects.filter(version__synthesis=row, file=stored).first() if stored else None
        if known is not None:
            return Taken(file.name, "known", copy=known)
        earlier = Copy.objects.filter(version=version, organisation=file.organisation_id).last() \
            if file.organisation_id else None
        if earlier is not None and not replaces:
            return Taken(file.name, "asks", earlier=earlier)
        read = read_copy(Source(file.content, file.name))
        base_version, base = self._base(read, version)
        found = find_amendments(read.document, base)
        table = table_of(version)
        base_table = table if base_version == version else table_of(base_version)
        placing = Placing(WordPlaces(base.sheets[0][0], base_table), base_table, table)
        asked = placing.all(found.amendments)
        withdrawn = self._withdraw(version, file.organisation_id) if earlier is not None else 0
        copy = Copy.objects.create(
            version=version, file=keep_attachment(by=self.by, name=file.name, content=file.content),
            name=file.name[:255], organisation_id=file.organisation_id, brought_by=self.by,
            formatting_only=found.formatting)
        new = self._undecided(asked, version, file.organisation_id)
        first = version.amendments.count()
        made = Amendment.objects.bulk_create([
            self._amendment(one, copy, placing.where(one), first + place) for place, one in enumerate(new)])
        _bind(new, made)
        taken = Taken(
            file.name, "taken", copy=copy, earlier=earlier, found=sum(one.why != "remark" for one in new),
            remarks=sum(one.why == "remark" for one in new), unplaced=sum(one.why not in ("", "remark") for one in new),
            changed_since=sum(one.why == "changed-since" for one in new), again=len(asked) - len(new),
            withdrawn=withdrawn, formatting=found.formatting)
        record(by=self.by, event="synthesis_copy_taken", target=row, details={
            "version": version.number, "name": copy.name, "count": len(new), "unplaced": taken.unplaced,
            "organisation": str(copy.organisation or "")})
        return taken

    def _base(self, read: ReadCopy, version: Version) -> tuple[Version, Base]:
        base_version = base_of_copy(read, version)
        if base_version.pk not in self._bases:
            word = version_word(base_version)
            self._bases[base_version.pk] = (
                base_version, base_of(read_revisions(Source(word.content, word.name)), vocabulary()))
        return self._bases[base_version.pk]

    def _withdraw(self, version: Version, organisation: int | None) -> int:
        return version.amendments.filter(
            organisation=organisation, copy__isnull=False, state=AmendmentState.PROPOSED).update(
            state=AmendmentState.WITHDRAWN, changed_at=timezone.now())

    def _undecided(self, asked: Sequence[Asked], version: Version, organisation: int | None) -> list[Asked]:
        """Without what the same organisation asked for before and was decided."""
        if organisation is None:
            return list(asked)
        decided = {_words(one.kind, one.before, one.after, one.context, one.edit) for one in version.amendments.filter(
            organisation=organisation, copy__isnull=False, state__in=DECIDED)}
        return [one for one in asked if _words(
            one.amendment.kind.value, one.amendment.before, one.amendment.after, one.amendment.context,
            edit_to_json(one.edit) if one.edit else {}) not in decided]

    def _amendment(self, one: Asked, copy: Copy, where: Where, order: int) -> Amendment:
        said = one.amendment
        return Amendment(
            version=copy.version, copy=copy, organisation_id=copy.organisation_id, author=said.author[:250],
            proposed_by=self.by, written_at=written_at(said), kind=AmendmentKind(said.kind.value),
            edit=edit_to_json(one.edit) if one.edit else {}, section=where.section[:20], row=where.row or 0,
            column=(where.column or "")[:12], line=where.line or 0, before=said.before, after=said.after,
            context=said.context, is_tracked=said.is_tracked, order=order,
            why=one.why if one.why != "remark" else "")


def _bind(asked: Sequence[Asked], made: Sequence[Amendment]) -> None:
    """Changes within what others put know the amendment that they depend on."""
    made_of = {id(one.amendment): row for one, row in zip(reversed(asked), reversed(made), strict=True)}
    inner = [(row, made_of[id(one.amendment.within)]) for one, row in zip(asked, made, strict=True)
             if one.amendment.within is not None and id(one.amendment.within) in made_of]
    for row, host in inner:
        row.within = host
    Amendment.objects.bulk_update([row for row, _host in inner], ["within"])


def take_copies(*, by: User, synthesis: Synthesis, files: Iterable[Brought], replaces: bool = False) -> list[Taken]:
    """Take Word files in, one answer for each; a bad one does not stop the others.

    ``PermissionDenied`` where ``by`` may not write the synthesis.
    """
    taking = Taking(by=by, synthesis=synthesis)
    return [taking.take(file, replaces=replaces) for file in files]


@transaction.atomic
def name_copy_organisation(*, by: User, copy: Copy, organisation_id: int | None) -> Copy:
    """Say whose a copy is; its amendments follow. ``ValidationError`` where one of them was decided already."""
    row = Copy.objects.select_for_update(of=("self",)).select_related("version__synthesis__body").get(pk=copy.pk)
    synthesis = row.version.synthesis
    require(by, SYNTHESIS_WRITE, body=synthesis.body.code)
    if row.amendments.exclude(state__in=(AmendmentState.PROPOSED, AmendmentState.WITHDRAWN)).exists():
        raise ValidationError(_("Something of this copy was decided already: whose it is can no longer be changed."))
    row.organisation_id = organisation_id
    row.save(update_fields=["organisation", "changed_at"])
    row.amendments.update(organisation=organisation_id, changed_at=timezone.now())
    record(by=by, event="synthesis_copy_named", target=synthesis, details={
        "name": row.name, "organisation": str(row.organisation or "")})
    return row


def written_at(said: Found) -> datetime | None:
    """When it was written, as Word has it; a time without zone is that of the place."""
    try:
        when = parse_datetime(said.date)
    except ValueError:
        return None
    return timezone.make_aware(when) if when is not None and timezone.is_naive(when) else when


def in_words(taken: Taken) -> str:
    """What became of a file, in a sentence or two."""
    match taken.standing:
        case "refused":
            return taken.message
        case "known":
            return _("This file came in before: nothing was done again.")
        case "asks":
            return _("This organisation sent a copy before (“%(name)s”). If this one replaces it, say so and bring it "
                     "again: what was not decided yet of the other is then withdrawn.") % {
                "name": taken.earlier.name if taken.earlier else ""}
    told = [ngettext("%(count)d change found.", "%(count)d changes found.", taken.found) % {"count": taken.found}
            if taken.found else _("No change found.")]
    for count, one, many in (
        (taken.remarks, _("%(count)d remark."), _("%(count)d remarks.")),
        (taken.unplaced - taken.changed_since, _("The place of %(count)d was not found in the version."),
         _("The places of %(count)d were not found in the version.")),
        (taken.changed_since, _("%(count)d is on a line that has changed since."),
         _("%(count)d are on lines that have changed since.")),
        (taken.again, _("%(count)d was decided already."), _("%(count)d were decided already.")),
        (taken.withdrawn, _("%(count)d of the copy before was withdrawn."),
         _("%(count)d of the copy before were withdrawn.")),
        (taken.formatting, _("%(count)d change of form alone was left out."),
         _("%(count)d changes of form alone were left out.")),
    ):
        if count:
            told.append((one if count == 1 else many) % {"count": count})
    return " ".join(told)


def _words(kind: str, before: str, after: str, context: str, edit: object) -> tuple[str, ...]:
    return kind, before, after, context, str(sorted(edit.items())) if isinstance(edit, dict) else ""
