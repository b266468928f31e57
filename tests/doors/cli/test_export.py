from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from canevas.governance.concertation.models import Session
from tests.factories.country import load_country
from tests.factories.minutes import user
from tests.governance.concertation.export.conftest import SAMPLES, confirmed


@pytest.fixture
def held(db: None) -> Session:
    load_country(user("reference", "administrator"))
    return confirmed(user(), SAMPLES / "gtm-zinder-2023-06-21.docx")


@pytest.mark.parametrize("name", ["GTM-Zinder 2023-06-21", "gtm-zinder 21/06/2023", "GTM-Zinder", "uid"])
def test_a_meeting_is_named_by_its_body_and_day(name: str, held: Session, tmp_path: Path) -> None:
    out = StringIO()
    asked = str(held.uid) if name == "uid" else name
    call_command("export", *asked.split(), "--docx", str(tmp_path), "--pdf", str(tmp_path / "a.pdf"), stdout=out)
    word = tmp_path / "CR_GTM-Zinder_2023-06-21.docx"
    assert out.getvalue().split() == [str(word), str(tmp_path / "a.pdf")]
    assert word.read_bytes()[:2] == b"PK"
    assert (tmp_path / "a.pdf").read_bytes()[:5] == b"%PDF-"


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["GTM-Zinder"], "--docx"),
    (["GTM-Nulle-Part", "2023-06-21", "--pdf", "a.pdf"], "GTM-Nulle-Part 2023-06-21"),
    (["GTM-Zinder", "2023-06-22", "--pdf", "a.pdf"], "GTM-Zinder 2023-06-22"),
    (["00000000-0000-4000-8000-000000000000", "--pdf", "a.pdf"], "00000000"),
    (["GTM-Zinder", "--pdf", "/nulle/part/a.pdf"], "/nulle/part/a.pdf"),
])
def test_a_mistake_is_answered_with_a_sentence(
    arguments: list[str], sentence: str, held: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=sentence):
        call_command("export", *arguments)
    assert list(tmp_path.iterdir()) == []


def test_several_meetings_are_listed(held: Session, tmp_path: Path) -> None:
    other = Session.objects.create(body=held.body, date=held.date, stage="extraordinary")
    with pytest.raises(CommandError) as refused:
        call_command("export", "GTM-Zinder", "2023-06-21", "--pdf", str(tmp_path))
    assert str(held.uid) in str(refused.value)
    assert str(other.uid) in str(refused.value)
