"""A bulletin says what partners may see, tells what is missing, and reads back from Word and PDF."""
from __future__ import annotations

import hashlib
import io
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from canevas.commons.access.rules import ScopeKind
from canevas.commons.directory.models import Territory
from canevas.commons.files.queries import content_of
from canevas.commons.jobs.queries import visible_jobs
from canevas.evidence.observatory.models import Source
from canevas.governance.bulletins.export.files import bulletin_word, default_template
from canevas.governance.bulletins.export.words import bulletin_form, example_form
from canevas.governance.bulletins.jobs import make_bulletin_later
from canevas.governance.bulletins.models import Bulletin, BulletinTemplate
from canevas.governance.bulletins.operations import (
    NoPeriod,
    TemplateRefused,
    made_files,
    make_bulletin,
    save_bulletin_template,
)
from canevas.governance.bulletins.rules.figures import read_bulletin_period
from canevas.governance.concertation.models import ActionPoint, Body, Session
from canevas.tools.documents.writing.template_check import check_template
from tests.factories.store import House
from tests.governance.bulletins.conftest import composed

HEAD = {"pays": "Niger", "devise": "", "lignes": []}


def form_of(house: House, region: str = "NE005", period: str = "2023-03", who: object = None) -> dict:
    return bulletin_form(composed(who or house.statistician, region, read_bulletin_period(period)), HEAD)


def table(form: dict, title: str) -> dict[str, list[str]]:
    found = next(one for one in form["tableaux"] if one["titre"] == title)
    return {row["libelle"]: [row[key] for key in ("valeur", "precedent", "evolution", "annee", "evolution_annee")]
            for row in found["lignes"]}


def test_figures_stand_beside_those_of_last_month_and_last_year(house: House) -> None:
    form = form_of(house)
    assert form["titre"] == "Tendances migratoires – région de Tahoua – mars 2023"
    # 1 600 in, 820 out, 3 inside; a year before 1 000 + 200, 700, 3, of two points where there is now one
    assert table(form, "Flux par direction")["Ensemble"] == [
        "2\u202f423*", "2\u202f363*", "+60 (+2,5\u00a0%)", "1\u202f903", "–"]
    before = table(form_of(house, period="2023-01"), "Flux par direction")["Ensemble"]
    assert before[0] == "2\u202f513" and before[2] == "+61 (+2,5\u00a0%)"
    assert table(form, "Flux par point de suivi")["Birni N'Konni"][4] == "+720 (+42\u00a0%)"


def test_a_silent_point_is_not_zero(house: House) -> None:
    form = form_of(house)
    assert table(form, "Flux par point de suivi")["Tahoua"] == ["non communiqué", "non communiqué", "–", "200", "–"]
    assert any("Sans chiffre" in fact and "Tahoua" in fact for fact in form["faits"])


def test_a_small_figure_and_what_gives_it_away_are_hidden(house: House) -> None:
    rows = table(form_of(house), "Flux par direction")
    assert rows["Interne"][0] == "masqué"
    shown = [cells[0] for name, cells in rows.items() if name not in ("Ensemble", "Interne")]
    assert "masqué" in shown  # else the total less the other two is the small one
    rows = table(form_of(house), "Flux par nationalité")
    assert sum(cells[0] == "masqué" for cells in rows.values()) >= 2


def test_a_restricted_source_stays_out_even_of_its_owners_bulletin(house: House) -> None:
    Source.objects.filter(code="points").update(audience="restricted")
    form = form_of(house)
    assert form["tableaux"] == [] and "Aucune source partageable" in form["vide"] and form["sources"] == []


def test_a_region_without_figures_says_so(house: House) -> None:
    made = made_files(by=house.statistician, region="NE008", period="2023-03")
    text = pdf_text(made.pdf)
    assert "Aucune source partageable" in text and "Niamey" in text


def test_a_quarter_without_one_of_its_months_is_partial(house: House) -> None:
    rows = table(form_of(house, period="2023-Q1"), "Flux par point de suivi")
    assert rows["Tahoua"][0] == "≥ 210*" and rows["Tahoua"][2] == "–"


def test_word_and_pdf_say_the_same_and_are_kept(house: House) -> None:
    made = make_bulletin(by=house.statistician, region="NE005", period="2023-03")
    word = docx.Document(io.BytesIO(content_of(made.word)))
    cells = [cell.text for one in word.tables for row in one.rows for cell in row.cells]
    text = pdf_text(content_of(made.pdf))
    for said in ("2\u202f423*", "non communiqué", "masqué", "Suivi des points de passage"):
        assert said in cells and said.replace("\u202f", " ") in text
    assert len(word.inline_shapes) == 3
    assert all(shape._inline.docPr.get("descr") for shape in word.inline_shapes)
    assert "[[image" not in "\n".join(one.text for one in word.paragraphs)
    assert hashlib.sha256(content_of(made.pdf)).hexdigest() == made.pdf.sha256


def pdf_text(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pages).replace("\u00a0", " ")


def test_who_may_make_and_who_may_read(client: Client, house: House) -> None:
    reader = house.person("lecteur")
    with pytest.raises(PermissionDenied):
        make_bulletin(by=reader, region="NE005", period="2023-03")
    elsewhere = house.person("agadez", "rapporteur", ScopeKind.REGION, "NE001")
    with pytest.raises(PermissionDenied):
        make_bulletin(by=elsewhere, region="NE005", period="2023-03")
    made = make_bulletin(by=house.statistician, region="NE005", period="2023-03")
    client.force_login(elsewhere)
    assert client.get(made.get_absolute_url()).status_code == 404
    assert client.get(reverse("bulletins:bulletin-file", args=[made.uid, "pdf"])).status_code == 404
    client.force_login(reader)
    assert client.get(made.get_absolute_url()).status_code == 200
    assert client.get(reverse("bulletins:bulletin-file", args=[made.uid, "pdf"])).content[:5] == b"%PDF-"


def test_what_is_no_month_is_told(house: House) -> None:
    with pytest.raises(NoPeriod):
        make_bulletin(by=house.statistician, region="NE005", period="2023")
    with pytest.raises(NoPeriod):
        make_bulletin(by=house.statistician, region="NE999", period="2023-03")
    assert not Bulletin.objects.exists()


def test_the_template_is_checked_before_it_serves(house: House) -> None:
    assert check_template(default_template(), example_form()) == []
    own = docx.Document()
    own.add_paragraph("{{ titre }} : {{ chiffre_invente }}")
    out = io.BytesIO()
    own.save(out)
    with pytest.raises(TemplateRefused):
        save_bulletin_template(by=house.secretary, name="Le nôtre", file_name="n.docx", content=out.getvalue())
    assert not BulletinTemplate.objects.exists()
    own.paragraphs[0].text = "Bulletin maison : {{ titre }}"
    out = io.BytesIO()
    own.save(out)
    save_bulletin_template(by=house.secretary, name="Le nôtre", file_name="n.docx", content=out.getvalue())
    made = made_files(by=house.statistician, region="NE005", period="2023-03")
    assert "Bulletin maison : Tendances" in docx.Document(io.BytesIO(made.word)).paragraphs[0].text


def test_the_example_fills_the_usual_template(house: House) -> None:
    assert docx.Document(io.BytesIO(bulletin_word(example_form(), {}))).tables


def test_the_command_writes_a_file_and_tells_mistakes(house: House, tmp_path: Path) -> None:
    out = tmp_path / "b.pdf"
    call_command("bulletin", region="NE005", period="2023-T1", out=out, user="statisticien")
    assert "1er trimestre 2023" in pdf_text(out.read_bytes())
    with pytest.raises(CommandError, match="2023"):
        call_command("bulletin", region="NE005", period="2023", out=out, user="statisticien")
    with pytest.raises(CommandError):
        call_command("bulletin", region="NE005", period="2023-03", out=tmp_path / "b.txt", user="statisticien")


def test_it_is_made_as_a_job_that_leads_to_its_page(client: Client, house: House) -> None:
    client.force_login(house.statistician)
    answer = client.post(reverse("bulletins:bulletins"), {
        "region": "NE005", "period": "1er trimestre 2023", "audience": "partner"})
    assert answer.status_code == 302
    job = visible_jobs(house.statistician).get()
    if not job.is_finished:  # the tests' tasks wait for a worker
        make_bulletin_later.func("NE005", "2023-Q1", str(job.uid), "statisticien")
        job.refresh_from_db()
    assert job.result_url == Bulletin.objects.get().get_absolute_url()
    page = client.get(reverse("bulletins:bulletins")).content.decode()
    assert "1er trimestre 2023" in page
    assert client.post(reverse("bulletins:bulletins"), {"region": "NE005", "period": "hier"}).status_code == 422


def test_the_agenda_of_a_session_leads_to_the_bulletin_of_the_month_before(client: Client, house: House) -> None:
    body = Body.objects.create(code="gtm-essai", name="Groupe d’essai", kind="technical-group",
                               region=Territory.objects.get(pcode="NE005"))
    session = Session.objects.create(body=body, date=date(2023, 4, 18), state="planned")
    client.force_login(house.secretary)
    page = client.get(reverse("concertation:session-agenda", args=[session.uid])).content.decode()
    assert f"{reverse('bulletins:bulletins')}?region=NE005&amp;period=2023-03#make" in page
    assert 'value="2023-03"' in client.get(reverse("bulletins:bulletins") + "?region=NE005&period=2023-03"
                                           ).content.decode()


def test_open_actions_of_the_group_stand_in_its_bulletin_but_not_those_of_a_draft(house: House) -> None:
    body = Body.objects.create(code="gtm-essai", name="Groupe d’essai", kind="technical-group",
                               region=Territory.objects.get(pcode="NE005"))
    for day, state, text in ((1, "circulated", "Équiper le poste\u00a0;"), (2, "held", "Encore un brouillon")):
        held = Session.objects.create(body=body, date=date(2023, 2, day), state=state)
        ActionPoint.objects.create(session=held, text=text, deadline_text="fin mars")
    form = form_of(house, who=house.secretary)
    assert [(one["texte"], one["echeance"]) for one in form["actions"]] == [("Équiper le poste", "fin mars")]
    assert form["groupe"] == "gtm-essai"
