"""Word files that came back: which version they were made from, and whose they seem to be."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from canevas.commons.directory.queries import organisation_by_code, resolve_organisation
from canevas.governance.syntheses.export.table_word import SYNTHESIS_ID, VERSION_NUMBER
from canevas.governance.syntheses.models import AmendmentKind, AmendmentState, Copy, Version
from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.revisions.model import RevisedDocument, Revision
from canevas.tools.documents.revisions.package import open_package
from canevas.tools.documents.revisions.reading import read_revisions

SURE = 0.9
_APART = re.compile(r"[_\-.\s()]+")


@dataclass(frozen=True, slots=True)
class ReadCopy:
    """A copy with its changes; ``synthesis`` and ``version`` are what its properties say, "" where they are lost."""

    document: RevisedDocument
    synthesis: str
    version: str


def read_copy(source: Source) -> ReadCopy:
    """Raises ``DocumentRefused`` where it is no readable Word file."""
    document = read_revisions(source)
    said = open_package(source).metadata()
    return ReadCopy(document, said.get(SYNTHESIS_ID, ""), said.get(VERSION_NUMBER, ""))


def base_of_copy(read: ReadCopy, current: Version) -> Version:
    """The frozen version that the copy was made from; ``current`` where the file does not say.

    ``ValidationError`` where it is a copy of another synthesis.
    """
    synthesis = current.synthesis
    if read.synthesis and read.synthesis != str(synthesis.uid):
        raise ValidationError(_("The file “%(name)s” is a copy of another synthesis: bring it there.") % {
            "name": read.document.name})
    if not read.version.isdigit() or len(read.version) > 6:
        return current
    return synthesis.versions.exclude(frozen_at=None).filter(number=int(read.version)).first() or current


def authors_in(document: RevisedDocument) -> list[str]:
    """Who changed something in a copy, in order, each once; then who saved it."""
    def hands() -> Iterable[Revision | None]:
        for stream in document.streams():
            for piece in stream.pieces:
                yield from (piece.inserted, piece.deleted)
        for table in document.tables():
            for row in table.rows:
                yield from (row.inserted, row.deleted)
                for cell in row.cells:
                    for piece in cell.content.pieces:
                        yield from (piece.inserted, piece.deleted)

    said = [hand.author for hand in hands() if hand is not None] + [document.author]
    return [author for author in dict.fromkeys(said) if author.strip()]


def whose(name: str, authors: Iterable[str]) -> Any:
    """The ``Organisation`` that a copy seems to come from: by the names that Word has, else by a word of the file's
    name. None where none is sure."""
    stem = name.rsplit(".", 1)[0]
    words = [word for word in _APART.split(stem) if len(word) > 2]
    for text in (*authors, stem, *reversed(words)):
        found = resolve_organisation(text[:200], 1)
        if found and found[0].score >= SURE:
            return organisation_by_code(found[0].code)
    return None


def whose_file(source: Source) -> int | None:
    """The key of the organisation that a file seems to come from; None where it cannot be read or none is sure."""
    try:
        document = read_revisions(source)
    except DocumentRefused:
        return None
    found = whose(source.name, authors_in(document))
    return found.pk if found is not None else None


def copies_of(version: Version) -> QuerySet[Copy]:
    """The copies of a version, the newest first, each with how many changes it has and how many are still to be
    decided or have no place (``changes``, ``waiting``, ``lost``)."""
    change = ~Q(amendments__kind=AmendmentKind.COMMENT)
    return version.copies.select_related("organisation", "file", "brought_by").annotate(
        changes=Count("amendments", filter=change),
        remarks=Count("amendments", filter=Q(amendments__kind=AmendmentKind.COMMENT)),
        waiting=Count("amendments", filter=change & Q(amendments__state=AmendmentState.PROPOSED)),
        lost=Count("amendments", filter=change & Q(amendments__edit={}))).order_by("-pk")
