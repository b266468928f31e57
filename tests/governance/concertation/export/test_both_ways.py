"""Minutes typed here are finished in Word: what was corrected there comes back, and nothing else moves."""
from __future__ import annotations

import copy
import io
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from canevas.commons.access.queries import User
from canevas.governance.concertation.models import (
    ActionPoint,
    ActionProgress,
    ActionResponsible,
    AgendaItem,
    Attendance,
    Body,
    DiscussionPoint,
    Intake,
    IntakeLine,
    Session,
    SessionState,
)
from canevas.governance.concertation.operations import ReviewRefused, confirm_intake, take_in
from canevas.governance.concertation.operations.minutes_writing import Conflict, save_item
from canevas.governance.concertation.operations.outlines import save_outline_template
from canevas.governance.concertation.operations.versions import circulate_minutes
from canevas.governance.concertation.queries.official import official_file
from canevas.governance.concertation.queries.versions import content_of
from canevas.governance.concertation.rules.blocks import paragraph
from tests.tools.documents.writing.word_files import template

SOFFICE = shutil.which("soffice")
HEAD = [["Poste", "Entrées", "Sorties"], ["Assamaka", "1 204", "86"], ["Tillia", "", "12\nenviron"]]
BLOCKS: list[tuple[str, str, int, list[list[str]]]] = [
    ("paragraph", "La séance est levée à 12h pour la pause, puis reprend.", 0, []),
    ("bullet", "Les arrivées augmentent ;", 0, []),
    ("bullet", "surtout par la piste du nord", 1, []),
    ("bullet", "dont des mineurs non accompagnés.", 2, []),
    ("bullet", "Les départs baissent", 0, []),
    ("table", "", 0, HEAD),
    ("paragraph", "Divers", 0, []),
    ("paragraph", "Recommandations", 0, []),
    ("paragraph", "2. Un point qui n’en est pas un : le compte rendu est adopté sous réserve.", 0, []),
    ("paragraph", "- un tiret tapé, « des guillemets » et  deux espaces", 0, []),
    ("paragraph", "Action : l’OIM fera le point avant fin juin", 0, []),
    ("table", "", 0, [["Actions", "Responsables", "Échéance"], ["Ceci n’est qu’un exemple", "OIM", "juin"]]),
    ("paragraph", "Une ligne,\npuis la suivante dans le même paragraphe", 0, []),
]


def written(item: AgendaItem, blocks: list[tuple[str, str, int, list[list[str]]]]) -> None:
    for order, (form, text, level, cells) in enumerate(blocks):
        DiscussionPoint.objects.create(
            item=item, order=order, form=form, level=level, cells=cells,
            text="\n".join("\t".join(" ".join(cell.split()) for cell in row).rstrip() for row in cells) or text)


@pytest.fixture
def typed(secretary: User) -> Session:
    """A session that was planned, held and typed here."""
    body, _new = Body.objects.get_or_create(code="GTM-Agadez", defaults={"name": "Groupe technique d’Agadez"})
    session = Session.objects.create(
        body=body, date=date(2025, 6, 12), state=SessionState.HELD, number=9,
        start=time(9), end=time(12, 30), place="Salle de la mairie", chairs=["Aïchatou Exemple"])
    for order, (name, status) in enumerate([("DRECM/R", "present"), ("OIM", "late"), ("UNHCR", "excused"),
                                            ("INS", "absent"), ("Mairie d’Agadez", "expected")]):
        Attendance.objects.create(session=session, order=order, verbatim=name, status=status,
                                  person="Moussa Exemple" if order == 1 else "")
    first = AgendaItem.objects.create(session=session, number=1, kind="adoption",
                                      title="Adoption du compte rendu de la réunion du 14/05/2025")
    second = AgendaItem.objects.create(session=session, number=2, title="Situation des flux")
    AgendaItem.objects.create(session=session, number=3, kind="miscellaneous", title="Divers")
    last = AgendaItem.objects.create(session=session, number=4, kind="recommendations", title="Recommandations")
    written(first, [("paragraph", "Le compte rendu de la réunion du 14/05/2025 est adopté sous réserve.", 0, [])])
    written(second, BLOCKS)
    written(last, [("bullet", "Que la région équipe le poste d’Assamaka", 0, [])])
    action = ActionPoint.objects.create(session=session, item=second, text="Partager le tableau des flux",
                                        deadline_text="Avant fin juillet", status="in_progress")
    for order, (name, part) in enumerate([("OIM", "concerned"), ("DRECM/R", "lead")]):
        ActionResponsible.objects.create(action=action, order=order, verbatim=name, part=part)
    ActionProgress.objects.create(action=action, status="in_progress", note="Commencé", by=secretary)
    return session


def brought(by: User, session: Session, change: Callable[[Any], None] | None = None) -> Intake:
    """The official Word file of ``session``, corrected by ``change`` and brought back."""
    file = official_file(Session.objects.get(pk=session.pk), "docx")
    content = file.content
    if change is not None:
        document = docx.Document(io.BytesIO(content))
        change(document)
        out = io.BytesIO()
        document.save(out)
        content = out.getvalue()
    return take_in(by=by, name=file.name, content=content)


def changes(intake: Intake) -> list[tuple[str, str, str]]:
    return [(line.change, line.kind, str(line.value.get("text"))) for line in intake.lines.exclude(change="")
            if line.kind != "place" and line.state != IntakeLine.State.DROPPED]


def confirm(by: User, intake: Intake) -> Session:
    intake.lines.filter(state=IntakeLine.State.DOUBTFUL).update(state=IntakeLine.State.CONFIRMED)
    done = confirm_intake(by=by, intake=intake)
    assert done.state == Intake.State.CONFIRMED
    assert done.session is not None
    return done.session


def rows(session: Session) -> list[tuple[Any, ...]]:
    return list(DiscussionPoint.objects.filter(item__session=session, withdrawn_at=None).order_by(
        "item__number", "order", "pk").values_list("item__number", "uid", "form", "text", "level", "cells"))


def whole(session: Session) -> dict[str, Any]:
    """Everything that must not move when nothing was corrected."""
    return {
        "rows": rows(session), "items": list(session.items.order_by("number").values_list(
            "uid", "title", "kind", "revision", "withdrawn_at")),
        "actions": list(session.actions.values_list("uid", "text", "status", "deadline_text", "revision")),
        "owners": list(ActionResponsible.objects.filter(action__session=session).order_by("order").values_list(
            "verbatim", "part")),
        "seats": list(session.attendance.order_by("pk").values_list("verbatim", "status", "person", "withdrawn_at"))}


def block_of(document: Any, words: str) -> Any:
    """The paragraph, wherever it stands, that says ``words``."""
    return next(p for p in document.element.body.iter(qn("w:p"))
                if "".join(t.text or "" for t in p.iter(qn("w:t"))) == words)


def say(paragraph: Any, words: str) -> None:
    first, *others = list(paragraph.iter(qn("w:t")))
    first.text = words
    for other in others:
        other.getparent().remove(other)


def test_what_nobody_touched_comes_back_unchanged(secretary: User, typed: Session) -> None:
    before = whole(typed)
    intake = brought(secretary, typed)
    assert intake.state == Intake.State.UNCHANGED, changes(intake)
    assert intake.session == typed
    assert whole(typed) == before


def test_every_form_is_drawn_as_what_it_is(typed: Session) -> None:
    document = docx.Document(io.BytesIO(official_file(typed, "docx").content))
    bullet = block_of(document, "surtout par la piste du nord")
    assert bullet.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}").get(qn("w:val")) == "1"
    plain = block_of(document, "Divers")
    number = plain.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    assert number is None or number.get(qn("w:val")) == "0"
    cell = block_of(document, "1 204").getparent()
    assert cell.tag == qn("w:tc")
    assert len(list(cell.getparent().iterchildren(qn("w:tc")))) == 3


def test_corrections_come_back_as_they_were_made(secretary: User, typed: Session) -> None:
    before = whole(typed)
    assert save_item  # the editor of the page writes the same rows

    def correct(document: Any) -> None:
        say(block_of(document, "Divers"), "Divers échanges")
        say(block_of(document, "86"), "87")
        gone = block_of(document, "Recommandations")  # the first of that name is the block, within the item
        gone.getparent().remove(gone)
        bullet = block_of(document, "Les départs baissent")
        new = copy.deepcopy(bullet)
        for mark in [*new.iter(qn("w:bookmarkStart")), *new.iter(qn("w:bookmarkEnd"))]:
            mark.getparent().remove(mark)
        say(new, "Les retours aussi")
        bullet.addnext(new)
        deeper = block_of(document, "dont des mineurs non accompagnés.")
        deeper.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}").set(qn("w:val"), "1")

    intake = brought(secretary, typed, correct)
    assert intake.state == Intake.State.SUPERSEDING
    assert sorted(changes(intake)) == sorted([
        ("added", "discussion", "Les retours aussi"), ("changed", "discussion", "Divers échanges"),
        ("changed", "discussion", "dont des mineurs non accompagnés."),
        ("changed", "discussion", "Poste\tEntrées\tSorties\nAssamaka\t1 204\t87\nTillia\t\t12 environ"),
        ("removed", "discussion", "Recommandations")])
    session = confirm(secretary, intake)

    after = whole(session)
    old = {row[1]: row for row in before["rows"]}
    new = {row[1]: row for row in after["rows"]}
    assert [row[3] for row in after["rows"] if row[1] not in old] == ["Les retours aussi"]
    assert {old[uid][3] for uid in old if uid not in new} == {"Recommandations"}
    changed = {uid for uid in new if uid in old and new[uid] != old[uid]}
    assert {(new[uid][2], new[uid][4], new[uid][3][:8]) for uid in changed} == {
        ("paragraph", 0, "Divers é"), ("bullet", 1, "dont des"), ("table", 0, "Poste\tEn")}
    assert next(new[uid][5] for uid in changed if new[uid][2] == "table")[1] == ["Assamaka", "1 204", "87"]
    places = [row[3] for row in after["rows"]]
    assert places.index("Les retours aussi") == places.index("Les départs baissent") + 1
    for part in ("owners", "seats"):
        assert after[part] == before[part]
    assert [row[:4] for row in after["actions"]] == [row[:4] for row in before["actions"]]
    assert [row[:3] for row in after["items"]] == [row[:3] for row in before["items"]]
    assert [row[3] for row in after["items"]] == [0, 1, 0, 0]


def test_the_draft_stays_a_draft_with_a_version_of_its_own(secretary: User, typed: Session) -> None:
    session = confirm(secretary, brought(secretary, typed, lambda file: say(block_of(file, "Divers"), "Autre")))
    session.refresh_from_db()
    assert (session.pk, session.state) == (typed.pk, SessionState.HELD)
    version = session.minutes.get()
    assert "Autre" in str(content_of(version))
    assert version.file is not None
    circulate_minutes(by=secretary, session=session)
    assert session.minutes.count() == 1


def test_a_planned_session_whose_day_has_come_was_held(secretary: User, typed: Session) -> None:
    Session.objects.filter(pk=typed.pk).update(state=SessionState.CONVENED)
    session = confirm(secretary, brought(secretary, typed, lambda file: say(block_of(file, "Divers"), "Autre")))
    session.refresh_from_db()
    assert session.state == SessionState.HELD


def test_who_types_meanwhile_is_told_and_not_overwritten(secretary: User, typed: Session) -> None:
    item = typed.items.get(number=2)
    confirm(secretary, brought(secretary, typed, lambda file: say(block_of(file, "Divers"), "Autre")))
    saved = save_item(by=secretary, item=item, base_revision=item.revision, blocks=[paragraph("Mon texte")])
    assert isinstance(saved, Conflict)
    assert rows(typed)[1][3].startswith("La séance")


def test_what_was_typed_since_the_file_was_compared_is_shown_first(secretary: User, typed: Session) -> None:
    intake = brought(secretary, typed, lambda file: say(block_of(file, "Divers"), "Autre"))
    DiscussionPoint.objects.filter(text="Les départs baissent").update(text="Les départs montent")
    intake.lines.filter(state=IntakeLine.State.DOUBTFUL).update(state=IntakeLine.State.CONFIRMED)
    assert confirm_intake(by=secretary, intake=intake).state == Intake.State.SUPERSEDING
    assert ("changed", "discussion", "Les départs baissent") in changes(intake)
    assert DiscussionPoint.objects.filter(text="Les départs montent").exists()


@pytest.mark.parametrize("state", ["adopted", "final", "postponed", "cancelled"])
def test_minutes_that_are_closed_are_reopened_first(state: str, secretary: User, typed: Session) -> None:
    intake = brought(secretary, typed, lambda file: say(block_of(file, "Divers"), "Autre"))
    Session.objects.filter(pk=typed.pk).update(state=state)
    with pytest.raises(ReviewRefused):
        confirm(secretary, intake)
    assert not typed.minutes.exists()
    assert DiscussionPoint.objects.filter(text="Divers").exists()


def test_a_moved_block_is_a_change(secretary: User, typed: Session) -> None:
    def move(document: Any) -> None:
        block_of(document, "Les arrivées augmentent ;").addprevious(block_of(document, "Divers"))

    intake = brought(secretary, typed, move)
    assert changes(intake) == [("changed", "discussion", "Divers")]
    session = confirm(secretary, intake)
    places = [row[3] for row in rows(session)]
    assert places.index("Divers") + 1 == places.index("Les arrivées augmentent ;")


def test_text_written_under_an_empty_item_comes_in(secretary: User, typed: Session) -> None:
    def write(document: Any) -> None:
        heading = [p for p in document.paragraphs if p.text == "3. Divers"][-1]._p  # the first is in the agenda
        new = copy.deepcopy(block_of(document, "Divers"))
        for mark in [*new.iter(qn("w:bookmarkStart")), *new.iter(qn("w:bookmarkEnd"))]:
            mark.getparent().remove(mark)
        say(new, "La prochaine visite est annoncée.")
        heading.addnext(new)

    session = confirm(secretary, brought(secretary, typed, write))
    assert [row[2:4] for row in rows(session) if row[0] == 3] == [("paragraph", "La prochaine visite est annoncée.")]


def test_a_template_of_ones_own_needs_no_other_tag(secretary: User, typed: Session) -> None:
    own = template("Procès-verbal de {{ instance }} du {{ date }}", "Présence :", "{%p for nom in presents %}",
                   "{{ nom }}", "{%p endfor %}", "Ordre du jour :", "{%p for sujet in ordre_du_jour %}",
                   "{{ sujet.numero }}. {{ sujet.titre }}", "{%p endfor %}", "{%p for point in points %}",
                   "{{ point.numero }}. {{ point.titre }}", "{%p for discussion in point.discussions %}",
                   "{{ discussion }}", "{%p endfor %}", "{%p endfor %}")
    save_outline_template(by=secretary, name="PV", content=own, file_name="pv.docx")
    intake = brought(secretary, typed)
    assert not [one for one in changes(intake) if one[1] == "discussion"]


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("extension", ["docx", "odt"])
def test_saved_by_another_program_it_is_unchanged(
        extension: str, secretary: User, typed: Session, tmp_path: Path) -> None:
    name = official_file(typed, "docx").name
    (tmp_path / name).write_bytes(official_file(typed, "docx").content)
    subprocess.run([str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
                    extension, "--outdir", str(tmp_path / "out"), str(tmp_path / name)],
                   check=True, capture_output=True, timeout=300)
    saved = (tmp_path / "out" / name).with_suffix(f".{extension}")
    intake = take_in(by=secretary, name=saved.name, content=saved.read_bytes())
    assert intake.state == Intake.State.UNCHANGED, changes(intake)
