"""The official documents of a session, made from the register, and the template that they are made with."""
from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple

from django.conf import settings

from canevas.governance.concertation.export.example import example_form
from canevas.governance.concertation.export.form import Form, Letterhead, official_form
from canevas.governance.concertation.export.official import default_template, official_pdf, official_word
from canevas.governance.concertation.models import Body, OutlineTemplate, Session
from canevas.governance.concertation.queries.bodies import body_named
from canevas.governance.concertation.queries.known import register_lines
from canevas.governance.concertation.rules.lines import Kind
from canevas.tools.text.dates import parse_date
from canevas.tools.text.normalise import key
from canevas.tools.vocabulary.letterhead import load_letterhead

Format = Literal["docx", "pdf"]
CONTENT_TYPES: dict[Format, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf"}
_UID = re.compile(r"[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}")
_NOT_IN_NAMES = re.compile(r"[^\w.-]+", re.ASCII)


class OfficialFile(NamedTuple):
    """One file to hand over."""

    name: str
    content: bytes
    content_type: str


def official_file(session: Session, kind: Format) -> OfficialFile:
    """The minutes of ``session`` in the outline of its body. Raises ``TemplateFault`` or ``PdfFault`` (a sentence)."""
    template = template_for(session.body)
    form = session_form(session, template)
    if kind == "pdf":
        content = official_pdf(form)
    else:
        content = official_word(form, bytes(template.content) if template and template.content else None)
    return OfficialFile(file_name(session, kind), content, CONTENT_TYPES[kind])


def session_form(session: Session, template: OutlineTemplate | None = None) -> Form:
    """Everything that the register holds of ``session``, as the official documents say it."""
    body, lines = session.body, register_lines(session)
    for line in lines:
        if line.kind is Kind.BODY:
            line.value = {**line.value, "text": str(body)}
    return official_form(lines, reference=str(session.uid), letterhead=letterhead_of(template),
                         body_name=body.name if key(body.name) != key(body.code) else "")


def file_name(session: Session, kind: str) -> str:
    """« CR_GTM-Tahoua_2022-05-17.docx »; the stage follows where the body met twice that day."""
    plain = unicodedata.normalize("NFKD", str(session.body)).encode("ascii", "ignore").decode()
    body = _NOT_IN_NAMES.sub("-", plain).strip("-") or "reunion"
    same_day = session.date and Session.objects.filter(body=session.body, date=session.date).count() > 1
    parts = ["CR", body, session.date.isoformat() if session.date else "sans-date"]
    return "_".join([*parts, session.stage] if same_day else parts) + f".{kind}"


def template_for(body: Body) -> OutlineTemplate | None:
    """The active template of ``body``, else of the nearest body above it that has one, else the one for all."""
    active = {row.body_id: row for row in OutlineTemplate.objects.filter(is_active=True).defer("content")}
    if not active:
        return None
    parents = dict(Body.objects.values_list("pk", "parent_id"))
    place: int | None = body.pk
    while place is not None and place not in active:
        place = parents.pop(place, None)  # popped: a circle of parents ends too
    found = active.get(place)
    return found if found is not None else active.get(None)


def template_for_all() -> OutlineTemplate | None:
    """The active template that serves every body: its letterhead heads what belongs to no single one."""
    return OutlineTemplate.objects.filter(is_active=True, body=None).defer("content").first()


def letterhead_of(template: OutlineTemplate | None) -> Letterhead:
    """The head of the page: that of the vocabulary, its lower lines replaced by those of the template."""
    entry = load_letterhead(settings.CANEVAS_VOCABULARY)
    own = tuple(line.strip() for line in (template.letterhead if template else "").splitlines() if line.strip())
    return Letterhead(entry.country, entry.motto, own or entry.lines)


def example_file(template: OutlineTemplate | None, kind: Format) -> OfficialFile:
    """An invented session in the outline, to see how a template looks."""
    head = letterhead_of(template)
    form = {**example_form(), "reference": "", "entete": {
        "pays": head.country, "devise": head.motto, "lignes": list(head.lines)}}
    if kind == "pdf":
        return OfficialFile("Exemple.pdf", official_pdf(form), CONTENT_TYPES["pdf"])
    own = bytes(template.content) if template and template.content else None
    return OfficialFile("Exemple.docx", official_word(form, own), CONTENT_TYPES["docx"])


def template_file(template: OutlineTemplate | None) -> OfficialFile:
    """The Word template itself, to be edited in Word."""
    if template and template.content:
        return OfficialFile(template.file_name, bytes(template.content), CONTENT_TYPES["docx"])
    return OfficialFile("Modele-compte-rendu.docx", default_template(), CONTENT_TYPES["docx"])


def sessions_named(name: str) -> list[Session]:
    """The sessions that ``name`` may mean: an identifier, a body, or a body and a day in any usual writing."""
    rows = Session.objects.select_related("body__region")
    if _UID.fullmatch(name.strip()):
        return list(rows.filter(uid=name.strip()))
    found = parse_date(name)
    words = (name[:found.start] + name[found.end:] if found else name).strip(" \t,;_-")
    body = body_named(words) if words else None
    if body is None:
        return []
    rows = rows.filter(body=body)
    return list(rows.filter(date=found.day) if found else rows)
