"""The table editor's writes: each can be undone while nothing else was written after it. Bands are written here too."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.recommendations.operations.lineage import take_back_edges
from canevas.governance.syntheses.models import Synthesis, Version
from canevas.governance.syntheses.operations.editing import Written, edit_table
from canevas.governance.syntheses.operations.opening import locked, open_version
from canevas.governance.syntheses.rules.table import Edit, Section, Table, table_from_json, table_to_json
from canevas.governance.syntheses.rules.table.model import section_key, with_section


@transaction.atomic
def write_table(*, by: User, synthesis: Synthesis, seen: int, edits: Sequence[Edit]) -> Written | None:
    """:func:`.edit_table`, keeping what it takes to undo it."""
    row = locked(by, synthesis)
    before, at = open_version(row), timezone.now()
    content = before.content if before else {}
    written = edit_table(by=by, synthesis=row, seen=seen, edits=edits)
    if written is not None and written.version.revision != seen:
        _keep(written.version, content, at.isoformat())
    return written


@transaction.atomic
def undo_edit(*, by: User, synthesis: Synthesis, seen: int) -> Version | None:
    """Take back the last change of the table, and what it left in the lineage of its lines.

    ``None`` where somebody wrote in between. ``ValidationError`` where nothing can be undone.
    """
    row = locked(by, synthesis)
    version = _writable(row)
    if version.revision != seen:
        return None
    if not is_undoable(version):
        raise ValidationError(_("There is nothing to undo: the last change was already undone, or was not made here."))
    since = parse_datetime(version.before_last["at"])
    assert since is not None
    take_back_edges(by=by, origin=f"synthesis:{row.uid}:{version.number}", since=since)
    version.content, version.before_last = version.before_last["content"], {}
    version.revision += 1
    version.save(update_fields=["content", "before_last", "revision"])
    record(by=by, event="synthesis_edit_undone", target=row, details={"version": version.number})
    return version


def is_undoable(version: Version) -> bool:
    """Whether the last change of an open version is one that :func:`undo_edit` takes back."""
    return not version.is_frozen and bool(version.before_last) and (
        version.before_last.get("revision") == version.revision)


@transaction.atomic
def reword_band(*, by: User, synthesis: Synthesis, seen: int, section: str, title: str) -> Version | None:
    """Give a band another title. ``None`` where somebody wrote in between."""
    title = " ".join(title.split())

    def change(table: Table) -> Table:
        if table.section(section) is None:
            raise ValidationError(_("This band is no longer in the table. Load the page again."))
        return replace(table, sections=tuple(
            replace(one, title=title) if one.key == section else one for one in table.sections))

    return _change(by, synthesis, seen, change, {"band": section, "title": title})


@transaction.atomic
def add_band(*, by: User, synthesis: Synthesis, seen: int, axis: int | None, title: str) -> Version | None:
    """A band for an axis that the table has none for, in their order; the general one (``axis`` None) is first."""
    def change(table: Table) -> Table:
        made = Section(axis, " ".join(title.split()))
        if table.section(made.key) is not None:
            raise ValidationError(_("The table has this band already."))
        return with_section(table, made)

    return _change(by, synthesis, seen, change, {"band": section_key(axis), "title": title})


@transaction.atomic
def remove_band(*, by: User, synthesis: Synthesis, seen: int, section: str) -> Version | None:
    """Take out a band under which nothing stands. ``ValidationError`` where something does."""
    def change(table: Table) -> Table:
        found = table.section(section)
        if found is None or found.blocks:
            raise ValidationError(_("A band goes only once nothing stands under it: move or delete its rows first."))
        return replace(table, sections=tuple(one for one in table.sections if one.key != section))

    return _change(by, synthesis, seen, change, {"band": section, "removed": True})


def _change(by: User, synthesis: Synthesis, seen: int, change: Callable[[Table], Table],
            details: dict[str, object]) -> Version | None:
    row = locked(by, synthesis)
    version = _writable(row)
    if version.revision != seen:
        return None
    content, at = version.content, timezone.now().isoformat()
    made = table_to_json(change(table_from_json(content)))
    if made == content:
        return version
    version.content, version.revision = made, version.revision + 1
    version.save(update_fields=["content", "revision"])
    _keep(version, content, at)
    record(by=by, event="synthesis_written", target=row, details={"version": version.number, **details})
    return version


def _keep(version: Version, content: dict[str, object], at: str) -> None:
    version.before_last = {"content": content, "revision": version.revision, "at": at}
    version.save(update_fields=["before_last"])


def _writable(row: Synthesis) -> Version:
    version = open_version(row)
    if version is None:
        raise ValidationError(_("No version of this synthesis is being written: write it again first."))
    return version
