"""A frozen version is known again from its Word file alone; whatever was done to the file is told."""
from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.governance.syntheses.export.rebuilding import open_sealed, table_in
from canevas.governance.syntheses.models import Version
from canevas.governance.syntheses.operations.opening import freeze_version, open_synthesis
from canevas.governance.syntheses.queries.files import version_word
from canevas.governance.syntheses.queries.reading import base_of_amendments, table_of
from canevas.governance.syntheses.queries.verifying import no_register, seen_by, verify, whole_register
from canevas.governance.syntheses.rules.table import Block, Row, Section, Table, new_uid
from canevas.governance.syntheses.rules.verdicts import Standing
from canevas.tools.documents.limits import Source
from tests.factories.minutes import user
from tests.governance.syntheses.house import body, frozen, lines

pytestmark = pytest.mark.django_db


def file_of(version: Version) -> bytes:
    return version_word(version).content


def changed(content: bytes, change: Callable[[Any], None]) -> Source:
    document = docx.Document(io.BytesIO(content))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return Source(out.getvalue(), "copie.docx")


def strategy(document: Any, number: int = 0) -> Any:
    return document.tables[0].cell(2, 2).paragraphs[number]


def test_a_frozen_version_is_known_again_with_the_register_and_without() -> None:
    content = file_of(base_of_amendments(frozen(user())))
    assert verify(Source(content, "v1.docx"), whole_register).standing is Standing.CONFIRMED
    assert verify(Source(content, "v1.docx"), no_register).standing is Standing.ALONE


def test_what_does_not_print_comes_back_too() -> None:
    """Bands without rows, titles of every form, rows without a word, paragraphs around the table."""
    by = user()
    table = Table((
        Section(None, "Questions générales", (Block(*lines("Défi"), (Row(new_uid()), Row(new_uid(), lines("P"))),),)),
        Section(1, "", (Block(*lines("Second défi"), (Row(new_uid(), (), lines("S\tavec tabulation", " blancs ")),)),)),
        Section(2, "La migration de travail et ses « accords » " * 9, ()), Section(3, "Axe 3 – Protéger", ())),
        lines("Premier mot", "Deuxième mot"), lines("Fait à Niamey"))
    synthesis = open_synthesis(by=by, title="Autre synthèse", body_id=body().pk, table=table)
    version = freeze_version(by=by, synthesis=synthesis, seen=0)
    assert version is not None
    found = table_in(open_sealed(Source(file_of(version), "a.docx")))
    assert found == table_of(version)
    assert verify(Source(file_of(version), "a.docx"), no_register).standing is Standing.ALONE


def test_a_word_written_over_is_named_with_its_place() -> None:
    def change(document: Any) -> None:
        run = next(run for run in strategy(document).runs if run.text)
        run.text = "Organiser deux ateliers"

    source = changed(file_of(base_of_amendments(frozen(user()))), change)
    verdict = verify(source, whole_register)
    assert verdict.standing is Standing.ALTERED
    assert "Organiser deux ateliers" in verdict.difference and "Organiser un atelier" in verdict.difference
    assert "ligne 1, stratégies" in verdict.difference
    assert verify(source, no_register).standing is Standing.ALTERED


def _add_paragraph(document: Any) -> None:
    document.add_paragraph("Et cinquante millions")


def _add_line(document: Any) -> None:
    document.tables[0].cell(2, 2).add_paragraph("Et un second guide")


def _add_row(document: Any) -> None:
    document.tables[0].add_row().cells[2].text = "Une ligne de plus"


def _delete_line(document: Any) -> None:
    paragraph = strategy(document, 1)._p
    paragraph.getparent().remove(paragraph)


def _delete_row(document: Any) -> None:
    row = document.tables[0].rows[3]._tr
    row.getparent().remove(row)


def _swap(document: Any) -> None:
    first, second = strategy(document)._p, strategy(document, 1)._p
    second.addnext(first)


def _track(document: Any) -> None:
    run = next(run for run in strategy(document).runs if run.text)._r
    mark = OxmlElement("w:ins")
    mark.set(qn("w:id"), "900")
    mark.set(qn("w:author"), "Quelqu'un")
    run.addprevious(mark)
    mark.append(run)


def _hide(document: Any) -> None:
    next(run for run in strategy(document).runs if run.text).font.hidden = True


def _strike(document: Any) -> None:
    next(run for run in strategy(document).runs if run.text).font.strike = True


def _rename_band(document: Any) -> None:
    next(run for run in document.tables[0].cell(1, 0).paragraphs[0].runs if run.text).text = "Axe 7"


def _retitle(document: Any) -> None:
    next(one for one in document.paragraphs if one.text.startswith("Version 1")).runs[0].text = "Version 9, adoptée"


def _foot(document: Any) -> None:
    document.sections[0].footer.add_paragraph("Sous réserve de l'avis du ministre")


def _head(document: Any) -> None:
    document.tables[0].cell(0, 2).paragraphs[0].runs[0].text = "Stratégies rejetées"


@pytest.mark.parametrize(("change", "words"), [
    (_add_paragraph, "Et cinquante millions"), (_add_line, "Et un second guide"), (_add_row, "Une ligne de plus"),
    (_delete_line, "Publier un guide"), (_delete_row, "Évaluer les acquis"), (_swap, "Publier un guide"),
    (_track, "Organiser un atelier"), (_hide, "Organiser un atelier"), (_strike, "Organiser un atelier"),
    (_rename_band, "Axe 7"), (_retitle, "Version 9"), (_foot, "avis du ministre"), (_head, "Stratégies rejetées"),
])
def test_whatever_was_done_to_a_file_is_told(change: Callable[[Any], None], words: str) -> None:
    source = changed(file_of(base_of_amendments(frozen(user()))), change)
    verdict = verify(source, whole_register)
    assert verdict.standing is Standing.ALTERED
    assert words in verdict.difference
    assert verify(source, no_register).standing is Standing.ALTERED


def test_a_file_saved_again_unchanged_stays_the_version() -> None:
    source = changed(file_of(base_of_amendments(frozen(user()))), lambda _document: None)
    assert verify(source, whole_register).standing is Standing.CONFIRMED


def test_a_seal_made_to_fit_other_words_does_not_pass_the_register() -> None:
    """The texts of a forged file make its own digest: only the register can tell."""
    by = user()
    version = base_of_amendments(frozen(by))
    forged = Version(synthesis=version.synthesis, number=1, stage=version.stage, frozen_at=version.frozen_at)
    forged.content = json.loads(json.dumps(version.content).replace("un atelier", "dix ateliers"))
    forged.digest = "0" * 64
    verdict = verify(Source(file_of(forged), "faux.docx"), whole_register)
    assert verdict.standing is Standing.ALTERED and "dix ateliers" in verdict.difference


def test_an_open_version_bears_no_seal_and_a_letter_is_no_synthesis() -> None:
    synthesis = open_synthesis(by=user(), title="En cours", body_id=body().pk)
    assert verify(Source(file_of(synthesis.versions.get()), "p.docx"), whole_register).standing is Standing.UNSEALED
    out = io.BytesIO()
    docx.Document().save(out)
    assert verify(Source(out.getvalue(), "lettre.docx"), whole_register).standing is Standing.FOREIGN
    assert verify(Source(b"rien", "rien.docx"), whole_register).standing is Standing.UNREADABLE


def test_who_does_not_see_the_synthesis_is_told_what_the_file_alone_says() -> None:
    content = file_of(base_of_amendments(frozen(user("auteur"))))
    stranger = user("ailleurs", "reader", Scope(ScopeKind.BODY, "GTM-Diffa"))
    verdict = verify(Source(content, "v1.docx"), seen_by(stranger))
    assert verdict.standing is Standing.ALONE
    assert "8e session" not in verdict.what


def test_the_command_answers_by_its_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = file_of(base_of_amendments(frozen(user())))
    good, bad = tmp_path / "bon.docx", tmp_path / "mauvais.docx"
    good.write_bytes(content)
    bad.write_bytes(changed(content, _swap).content)
    call_command("verify", str(good))
    with pytest.raises(CommandError) as refused:
        call_command("verify", str(good), str(bad), "--json")
    assert refused.value.returncode == 1
    said = json.loads(capsys.readouterr().out.split("\n", 2)[2])
    assert [one["intact"] for one in said] == [True, False]


def test_the_page_tells_what_each_file_is(client: Any) -> None:
    content = file_of(base_of_amendments(frozen(user())))
    client.force_login(user())
    files = [SimpleUploadedFile("bon.docx", content), SimpleUploadedFile("autre.docx", changed(content, _swap).content)]
    page = client.post(reverse("syntheses:verify"), {"files": files}).content.decode()
    assert "Confirmé" in page and "Altéré" in page and "«\u00a0Publier un guide\u00a0»" in page
    assert client.post(reverse("syntheses:verify")).status_code == 422
