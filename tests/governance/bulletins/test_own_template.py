"""With a Word template of one's own, Word file and PDF look alike where LibreOffice is; else the page says why not."""
from __future__ import annotations

import io

import docx
import pytest
from django.test import Client
from django.urls import reverse

from canevas.commons.files.queries import content_of
from canevas.commons.jobs.models import Job
from canevas.commons.jobs.queries import made_file, visible_jobs
from canevas.governance.bulletins.jobs import make_bulletin_later, make_example_later
from canevas.governance.bulletins.models import Bulletin
from canevas.governance.bulletins.operations import make_bulletin, save_bulletin_template
from canevas.tools.documents.writing import pdf
from tests.factories.libreoffice import needs_libreoffice
from tests.factories.store import House
from tests.governance.bulletins.test_bulletins import pdf_text


@pytest.fixture
def own(house: House) -> House:
    """A house whose template says only this."""
    document = docx.Document()
    document.add_paragraph("Notre maison présente : {{ titre }}")
    document.add_paragraph("{{ images.evolution }}")
    out = io.BytesIO()
    document.save(out)
    save_bulletin_template(by=house.secretary, name="Le nôtre", file_name="n.docx", content=out.getvalue())
    return house


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "libreoffice", lambda: None)


@needs_libreoffice
def test_the_pdf_comes_of_the_template(own: House, client: Client) -> None:
    made = make_bulletin(by=own.statistician, region="NE005", period="2023-03")
    content = content_of(made.pdf)
    assert all(one in content for one in (b"/Alt", b"/MarkInfo")), "for reading aids too"
    text = pdf_text(content)
    assert "Notre maison présente : Tendances migratoires" in text and "Flux par direction" not in text
    assert made.pdf_note == ""
    client.force_login(own.statistician)
    assert "LibreOffice" not in client.get(made.get_absolute_url()).content.decode()


@pytest.mark.usefixtures("lacking")
def test_without_libreoffice_the_plain_pdf_says_so_on_its_page_and_at_the_end_of_the_work(
        own: House, client: Client) -> None:
    client.force_login(own.statistician)
    client.post(reverse("bulletins:bulletins"), {"region": "NE005", "period": "2023-03", "audience": "partner"})
    job = visible_jobs(own.statistician).get()
    if not job.is_finished:
        make_bulletin_later.func("NE005", "2023-03", str(job.uid), "statisticien")
        job.refresh_from_db()
    made = Bulletin.objects.get()
    assert "Flux par direction" in pdf_text(content_of(made.pdf))
    assert "Notre maison" in docx.Document(io.BytesIO(content_of(made.word))).paragraphs[0].text
    assert "LibreOffice" in made.pdf_note and job.message.endswith(made.pdf_note)
    assert made.pdf_note in client.get(made.get_absolute_url()).content.decode()


@pytest.mark.usefixtures("lacking")
def test_without_a_template_of_ones_own_nothing_lacks(house: House) -> None:
    assert make_bulletin(by=house.statistician, region="NE005", period="2023-03").pdf_note == ""


@needs_libreoffice
def test_the_example_is_made_with_the_template_in_use(own: House, client: Client) -> None:
    client.force_login(own.secretary)
    page = reverse("bulletins:template")
    assert 'value="example"' in client.get(page).content.decode()
    client.post(page, {"act": "example"})
    job = Job.objects.get()
    if not job.is_finished:
        make_example_later.func(str(job.uid), own.secretary.username)
        job.refresh_from_db()
    path = made_file(job)
    assert path is not None and "Notre maison présente" in pdf_text(path.read_bytes())
