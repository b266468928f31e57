"""Is this Word file the frozen version that it says it is? Asked of the file itself, and of the register at hand."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from canevas.governance.syntheses.export.rebuilding import Claim, Tampering, open_sealed, table_in
from canevas.governance.syntheses.models import Version
from canevas.governance.syntheses.queries import visible
from canevas.governance.syntheses.queries.files import standing_of
from canevas.governance.syntheses.queries.reading import table_of
from canevas.governance.syntheses.rules.digests import digest_of
from canevas.governance.syntheses.rules.table import Table, table_to_json
from canevas.governance.syntheses.rules.verdicts import (
    Standing,
    Verdict,
    first_difference,
    same_words,
    tampering,
    with_texts,
)
from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.writing.marked import clean

Register = Callable[[Claim], Version | None]


def seen_by(user: Any) -> Register:
    """The versions that ``user`` may see."""
    def look(claim: Claim) -> Version | None:
        synthesis = visible.syntheses(user).filter(uid=UUID(claim.synthesis)).first()
        return None if synthesis is None else visible.versions(user, synthesis).filter(number=claim.version).first()

    return look


def whole_register(claim: Claim) -> Version | None:
    """For whoever holds the machine, as on the command line."""
    return Version.objects.filter(synthesis__uid=UUID(claim.synthesis), number=claim.version).select_related(
        "synthesis").first()


def no_register(_claim: Claim) -> Version | None:
    return None


def is_at_hand() -> bool:
    """Whether this machine has a register at all."""
    try:
        return Version._meta.db_table in connection.introspection.table_names()
    except DatabaseError:
        return False


def verify(source: Source, register: Register) -> Verdict:
    """What the file is; nothing is kept of it."""
    try:
        file = open_sealed(source)
    except DocumentRefused as refusal:
        return Verdict(source.name, Standing.UNREADABLE, str(refusal))
    claim = file.claim
    if claim is None:
        return Verdict(source.name, Standing.FOREIGN, _(
            "This file does not say of which synthesis it is: it did not leave the register as a version, or its "
            "properties were taken away."))
    version = register(claim)
    what = _("“%(title)s”, version %(number)d") % {"title": version.synthesis.title, "number": version.number} \
        if version else _("synthesis %(uid)s, version %(number)d") % {"uid": claim.synthesis, "number": claim.version}
    if not claim.digest:
        return Verdict(source.name, Standing.UNSEALED, _(
            "This file went out while the version was still being written: it bears no seal, and there is nothing to "
            "compare it with."), what)
    difference = ""
    try:
        table = table_in(file)
    except Tampering as found:
        difference = tampering(found.kind, found.text, found.place)
        return Verdict(source.name, Standing.ALTERED, _altered(), what, difference)
    if version is None:
        return _alone(source.name, claim, table, what)
    return _against(source.name, claim, table, version, what)


def _alone(name: str, claim: Claim, table: Table, what: str) -> Verdict:
    if digest_of(table_to_json(table)) == claim.digest:
        return Verdict(name, Standing.ALONE, _(
            "The texts of the file make the seal that it bears. The register at hand does not know this version: ask "
            "whoever keeps it for the seal %(digest)s.") % {"digest": claim.digest[:12]}, what)
    return Verdict(name, Standing.ALTERED, _altered(), what, _(
        "its texts do not make its seal any more; which words were changed can be told where the register is at hand."))


def _against(name: str, claim: Claim, table: Table, version: Version, what: str) -> Verdict:
    known = with_texts(table_of(version), clean)
    if not version.is_frozen or digest_of(version.content) != version.digest:
        return Verdict(name, Standing.ALTERED, _(
            "The register itself has no frozen version of that number whose seal is right."), what)
    if not same_words(known, table):
        return Verdict(name, Standing.ALTERED, _altered(), what, first_difference(known, table))
    if claim.digest != version.digest:
        return Verdict(name, Standing.ALTERED, _altered(), what, _(
            "its texts are those of the register, but it bears another seal."))
    if claim.plan is None or claim.plan.head[-1:] != (clean(standing_of(version)),):
        return Verdict(name, Standing.ALTERED, _altered(), what, _(
            "the line below its title does not say what the register says: %(standing)s.") % {
                "standing": standing_of(version)})
    return Verdict(name, Standing.CONFIRMED, _(
        "This is the frozen version, word for word: its texts, its seal and the register agree (seal %(digest)s).") % {
            "digest": version.digest[:12]}, what)


def _altered() -> str:
    return _("This file is not the version that it says it is:")
