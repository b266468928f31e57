"""Minutes of the demonstration that were adopted with reservations: one was integrated, one is still open."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from canevas.commons.access.queries import User
from canevas.commons.directory.queries import organisation_by_code
from canevas.governance.concertation.operations.adoption import Asked, adopt_minutes
from canevas.governance.concertation.operations.minutes_writing import Saved, save_item
from canevas.governance.concertation.operations.reservations import integrate_reservation, make_reservation
from canevas.governance.concertation.operations.versions import freeze_minutes
from canevas.governance.concertation.queries.adoptions import last_to_adopt, texts_of, was_ever_entered
from canevas.governance.concertation.queries.writing import block_of
from canevas.governance.concertation.rules.blocks import Block

ASKED = (("INS", "Citer la source des chiffres et leur période."),
         ("UNHCR", "Rappeler que les retours sont volontaires."))
"""Invented."""


@transaction.atomic
def adopt_with_reservations(*, by: User, today: date) -> None:
    """Hold back on the last circulated minutes; nothing where an adoption was ever entered."""
    session = None if was_ever_entered() else last_to_adopt(today)
    texts = texts_of(session) if session is not None else []
    if session is None or len(texts) < 2:
        return
    made = []
    for (code, text), point in zip(ASKED, (texts[0], texts[-1]), strict=True):
        known = organisation_by_code(code)
        made.append(make_reservation(by=by, session=session, asked=Asked(
            text, organisation_id=known.pk if known else None, person="" if known else code, passage=point.text,
            passage_uid=point.uid.hex)))
    adopt_minutes(by=by, session=session, day=today, maintained=[one.pk for one in made])
    if _corrected(by, texts[0]):
        version, _new = freeze_minutes(by=by, session=session)
        integrate_reservation(by=by, reservation=made[0], minutes=version)


def _corrected(by: User, point: Any) -> bool:
    """The passage as the first reservation asks for it, typed in the editor."""
    blocks = [block_of(row) for row in point.item.discussion.filter(withdrawn_at=None).order_by("order", "pk")]
    said = [Block(one.uid, f"{one.text.rstrip(' .;')} (source : INS, chiffres provisoires du trimestre).", one.form,
                  one.level, one.cells) if one.uid == str(point.uid) else one for one in blocks]
    saved = save_item(by=by, item=point.item, base_revision=point.item.revision, blocks=said)
    return isinstance(saved, Saved) and saved.changed
