"""A small synthesis to work on."""
from __future__ import annotations

from canevas.commons.access.queries import User
from canevas.governance.concertation.models import Body
from canevas.governance.syntheses.models import Synthesis
from canevas.governance.syntheses.operations.opening import freeze_version, open_synthesis
from canevas.governance.syntheses.rules.table import Block, Line, Row, Section, Table, new_uid


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(new_uid(), text) for text in texts)


def table() -> Table:
    """One general challenge over two rows, one challenge of axis 1."""
    rows = (Row(new_uid(), lines("Former les élus"), lines("Organiser un atelier", "Publier un guide"), lines("MI/D")),
            Row(new_uid(), (), lines("Évaluer les acquis"), lines("Toutes les régions")))
    diaspora = Row(new_uid(), lines("Rassurer"), lines("Réunir la diaspora"), lines("MAEC"))
    return Table((Section(None, "", (Block(*lines("Renforcer les capacités"), rows),)),
                  Section(1, "Axe 1 : la diaspora", (Block(*lines("Mobiliser la diaspora"), (diaspora,)),))))


def body(code: str = "CCM", name: str = "Cadre de concertation") -> Body:
    return Body.objects.get_or_create(code=code, defaults={"name": name})[0]


def opened(by: User, code: str = "CCM") -> Synthesis:
    return open_synthesis(by=by, title="Synthèse de la 8e session", body_id=body(code).pk, table=table())


def frozen(by: User, code: str = "CCM") -> Synthesis:
    synthesis = opened(by, code)
    assert freeze_version(by=by, synthesis=synthesis, seen=0) is not None
    synthesis.refresh_from_db()
    return synthesis
