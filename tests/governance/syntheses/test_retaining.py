"""A line that a stage rejected, sent back or postponed never stands as adopted: not in the register, not in what is
published, and apart in the papers."""
from __future__ import annotations

import io
from typing import Any

import docx
import openpyxl
import pdfplumber
import pytest
from django.urls import reverse

from canevas.governance.recommendations.models import Recommendation
from canevas.governance.syntheses.models import Synthesis, Version
from canevas.governance.syntheses.operations.publishing import publish_synthesis
from canevas.governance.syntheses.queries.akoma import version_akn
from canevas.governance.syntheses.queries.files import version_word
from canevas.governance.syntheses.queries.pack import pack_of
from canevas.governance.syntheses.queries.pack_files import pack_file
from canevas.governance.syntheses.queries.published import public_akn, public_table_of, publications, rows_of
from canevas.governance.syntheses.queries.reading import base_of_amendments, table_of
from canevas.governance.syntheses.queries.retaining import held_back, retained_of
from canevas.governance.syntheses.queries.verifying import verify, whole_register
from canevas.governance.syntheses.rules.comparing import ChangeKind
from canevas.governance.syntheses.rules.retaining import left_out, without_lines
from canevas.governance.syntheses.rules.stages import Outcome
from canevas.governance.syntheses.rules.table import Line, ReplaceText, Table
from canevas.tools.documents.limits import Source
from tests.factories.country import load_country
from tests.factories.minutes import user
from tests.governance.syntheses.house import frozen, table
from tests.governance.syntheses.test_deciding import decide, next_version

GUIDE = "Publier un guide"


def saying(found: Table, text: str) -> Line:
    return next(line for line in found.lines if line.text == text)


def base(synthesis: Synthesis) -> Version:
    version = base_of_amendments(synthesis)
    assert version is not None
    return version


def rejected_by_the_ministers() -> Synthesis:
    load_country(user())
    synthesis = frozen(user())
    decide(synthesis, Outcome.ADOPTED)
    decide(synthesis, Outcome.ADOPTED)
    decide(synthesis, Outcome.ADOPTED, lines={
        saying(table_of(base(synthesis)), GUIDE).uid: (Outcome.REJECTED, "Hors du mandat")})
    return synthesis


def texts(found: Table) -> set[str]:
    return {line.text for line in found.lines}


def test_a_row_goes_with_its_last_strategy_and_a_challenge_with_its_last_row() -> None:
    whole = table()
    assert texts(without_lines(whole, {saying(whole, GUIDE).uid})) == texts(whole) - {GUIDE}
    rest = without_lines(whole, {saying(whole, "Réunir la diaspora").uid})
    assert not rest.sections[1].blocks and texts(whole) - texts(rest) == {
        "Mobiliser la diaspora", "Rassurer", "Réunir la diaspora", "MAEC"}
    rest = without_lines(whole, {saying(whole, "Renforcer les capacités").uid})
    assert not rest.sections[0].blocks and len(rest.sections[1].blocks) == 1
    assert without_lines(whole, ()) is whole
    [one] = left_out(whole, {saying(whole, GUIDE).uid})
    assert (one.line.text, one.challenge, [line.text for line in one.responsible]) == (
        GUIDE, "Renforcer les capacités", ["MI/D"])


@pytest.mark.django_db
def test_the_papers_show_it_apart_with_its_decision() -> None:
    synthesis = rejected_by_the_ministers()
    pack = pack_of(user(), base(synthesis))
    assert GUIDE not in texts(pack.table) and [one.what.line.text for one in pack.apart] == [GUIDE]
    assert pack.since_stage is not None
    [change] = pack.since_stage.comparison.changes
    assert (change.kind, change.before) == (ChangeKind.REMOVED, GUIDE)
    said = "Rejetée à l’étape politique du 28/07/2026 : Hors du mandat"
    book = openpyxl.load_workbook(io.BytesIO(pack_file(user(), base(synthesis), "xlsx").content))
    assert GUIDE not in str(list(book["Tableau"].values)) and said in str(list(book["Lignes non retenues"].values))
    word = docx.Document(io.BytesIO(pack_file(user(), base(synthesis), "docx").content))
    cells = [{cell.text for row in one.rows for cell in row.cells} for one in word.tables]
    official = next(one for one in cells if "Renforcer les capacités" in one)
    assert not any(GUIDE in text for text in official) and any({GUIDE, said} <= one for one in cells)
    with pdfplumber.open(io.BytesIO(pack_file(user(), base(synthesis), "pdf").content)) as pdf:
        read = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    assert "Lignes non retenues" in read and "1 ligne n’a pas été retenue" in read and "Hors du mandat" in read
    sealed = Source(version_word(base(synthesis)).content, "v.docx")
    assert verify(sealed, whole_register).is_intact, "the version itself never changes"


@pytest.mark.django_db
def test_what_is_published_does_not_have_it() -> None:
    synthesis = rejected_by_the_ministers()
    published = publish_synthesis(by=user(), synthesis=synthesis)
    assert GUIDE not in texts(public_table_of(published).table)
    assert GUIDE not in public_akn(published).content.decode() and len(list(rows_of(publications()))) == 3
    own = version_akn(base(synthesis)).content.decode()
    assert own.index("Lignes non retenues") < own.index(GUIDE), "in the file of the version, apart"


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.SENT_BACK, Outcome.POSTPONED])
def test_it_stays_apart_until_somebody_adopts_it_or_words_it_otherwise(outcome: Outcome) -> None:
    synthesis = frozen(user())
    guide = saying(table_of(base(synthesis)), GUIDE).uid
    decide(synthesis, Outcome.ADOPTED, lines={guide: (outcome, "À revoir")})
    assert set(held_back(base(synthesis))) == {guide}
    decide(synthesis, Outcome.POSTPONED, note="Faute de temps")
    assert held_back(base(synthesis))[guide].stage == "preparatory", "a stage that adopts nothing changes nothing"
    other = saying(table_of(base(synthesis)), "Évaluer les acquis").uid
    next_version(synthesis, ReplaceText(other, 0, 7, "Mesurer"))
    assert set(held_back(base(synthesis))) == {guide}, "the next version has it as it was"
    decide(synthesis, Outcome.ADOPTED)
    assert held_back(base(synthesis))[guide].stage == "technical"
    assert not Recommendation.objects.filter(uid=guide).exists()
    decide(synthesis, Outcome.ADOPTED, lines={guide: (Outcome.ADOPTED, "")})
    assert not held_back(base(synthesis)) and Recommendation.objects.filter(uid=guide, withdrawn_at=None).exists()


@pytest.mark.django_db
def test_worded_otherwise_it_is_another_proposal() -> None:
    synthesis = frozen(user())
    guide = saying(table_of(base(synthesis)), GUIDE).uid
    decide(synthesis, Outcome.ADOPTED, lines={guide: (Outcome.SENT_BACK, "À chiffrer")})
    next_version(synthesis, ReplaceText(guide, 0, 7, "Imprimer"))
    assert not retained_of(base(synthesis)).apart
    decide(synthesis, Outcome.ADOPTED)
    assert Recommendation.objects.get(uid=guide).text == "Imprimer un guide"


@pytest.mark.django_db
def test_the_pages_say_so(client: Any) -> None:
    synthesis = frozen(user())
    guide = saying(table_of(base(synthesis)), GUIDE).uid
    client.force_login(user())
    address = reverse("syntheses:version", args=[synthesis.uid, 1])
    assert "Lignes non retenues" not in client.get(address).content.decode()
    decide(synthesis, Outcome.ADOPTED, lines={guide: (Outcome.REJECTED, "Hors du mandat")})
    page = client.get(address).content.decode()
    assert "Lignes non retenues" in page and f'href="#l-{guide}"' in page
    form = client.get(reverse("syntheses:synthesis-decide", args=[synthesis.uid])).content.decode()
    assert 'value="rejected" selected' in form and 'value="Hors du mandat"' in form
