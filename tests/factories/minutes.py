"""Invented minutes as they come out of the reading, so that tests of what follows need no reader."""
from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from canevas.commons.access.models import Grant
from canevas.commons.access.queries import User
from canevas.commons.access.rules import EVERYTHING, Scope
from canevas.governance.concertation.rules.intake import Reading, write_quantifiers
from canevas.governance.concertation.rules.lines import carry_marks, draft_minutes
from canevas.governance.concertation.rules.minutes import (
    PreviousMinutes,
    ReadAction,
    ReadDecision,
    ReadItem,
    ReadMinutes,
    ReadRecommendation,
)
from canevas.governance.policy.rules.outline import AxisOutline
from canevas.governance.recommendations.rules.synthesis import SynthesisRow, SynthesisSection
from canevas.tools.documents.found import Found, Passage
from canevas.tools.documents.nodes import Document, Node, NodeKind


def user(username: str = "secretaire", role: str = "secretariat", scope: Scope = EVERYTHING) -> User:
    """An account that holds ``role`` on ``scope``; the same one when asked for again."""
    found, created = User.objects.get_or_create(username=username, defaults={"first_name": username.title()})
    if created:
        Grant.objects.create(user=found, role=role, scope_kind=str(scope.kind), scope_key=scope.key)
    return found


@dataclass
class Writer:
    """Makes a document as it is told values, one paragraph a value."""

    nodes: list[Node] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    """By text, the bookmark that its paragraph bears."""

    def say(self, value: Any, text: str | None = None, confidence: float = 1.0, reason: str = "") -> Found[Any]:
        written = text if text is not None else str(value)
        mark = self.marks.get(written)
        node = Node(f"p{len(self.nodes) + 1}", NodeKind.PARAGRAPH, written, marks=(mark,) if mark else ())
        self.nodes.append(node)
        return Found(value, [Passage(node.id, 0, len(written))], confidence, reason)

    def document(self, **metadata: str) -> Document:
        return Document("text", Node("root", NodeKind.DOCUMENT, children=self.nodes), metadata=metadata)


def small_minutes(writer: Writer, **changes: Any) -> ReadMinutes:
    """Two items, two actions (one doubtful), two recommendations, a decision, a synthesis row."""
    say = writer.say
    read = ReadMinutes(
        body=say("GTM-Tahoua"), date=say(date(2025, 3, 12), "12/03/2025"), start=say(time(9, 0), "9H00"),
        place=say("Salle du gouvernorat"), chairs=[say("Maman Sani")], signatory=say("Le DRECM/R"),
        attendance=[say("UNHCR"), say("OIM"), say("Association des bergers du Tadress")],
        agenda=[say("Suivi des recommandations"), say("Divers")],
        previous_minutes=PreviousMinutes(say(date(2025, 1, 15), "15/01/2025"), say("adopted", "adopté")),
        items=[
            ReadItem(1, say("Suivi des recommandations"), [
                say("Le point a été fait sur les trois recommandations ; deux sont mises en œuvre."),
                say("La base de données du site est à jour.")],
                [ReadAction(say("Transmettre la liste des sites au gouvernorat"), [say("DRECM/R"), say("OIM")],
                            say("31/03/2025"), say(date(2025, 3, 31), "31/03/2025"))]),
            ReadItem(2, say("Divers"), [say("Une mission est prévue à Bangui en avril.")], [
                ReadAction(say("Préparer la mission de Bangui", confidence=0.6, reason="Deux lignes se touchent."),
                           [say("UNHCR")], say("dès que possible"))]),
        ],
        recommendations=[
            ReadRecommendation(say("Doter les postes frontaliers de registres"), say("A l'endroit de l'Etat")),
            ReadRecommendation(say("Appuyer les communes d'accueil"), say("A l'endroit des partenaires"))],
        decision=ReadDecision(say("Le plan de suivi est validé"), say("validated", "validé")),
        places=[say("Bangui")],
        policy=[AxisOutline(1, say("Exploitation des opportunités"), say("Programme un"), [say("1.1")])],
        synthesis=[SynthesisSection("axis", 1, say("Axe 1 : Exploitation"), [
            SynthesisRow(say("Mieux connaître la diaspora"), [say("Recenser la diaspora")],
                         [say("Tenir un annuaire des associations")], [say("*", "Toutes les régions")], [say("MAE/C")]),
            SynthesisRow(say("Mieux connaître la diaspora"), [say("Associer les communes")],
                         [say("Former les points focaux")], [say("Tahoua")], [])])],
    )
    for name, value in changes.items():
        setattr(read, name, value)
    return read


def reading(read: ReadMinutes, writer: Writer, name: str = "compte-rendu.docx", **metadata: str) -> Reading:
    """``read`` as a worker would hand it over; its bytes are :func:`content` of the reading."""
    document = writer.document(**metadata)
    lines = draft_minutes(read)
    carry_marks(lines, document.nodes())
    write_quantifiers(lines, document.nodes())
    out = Reading(name, "", read.kind, document, lines, document_id=metadata.get("canevas-id", ""))
    out.sha256 = hashlib.sha256(content(out)).hexdigest()
    return out


def content(made: Reading) -> bytes:
    assert made.document is not None
    return (made.name + "\n" + made.document.root.plain()).encode()


def small_reading(name: str = "compte-rendu.docx", **changes: Any) -> Reading:
    writer = Writer()
    return reading(small_minutes(writer, **changes), writer, name)
