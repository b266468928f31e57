from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from canevas.tools.vocabulary import VocabularyError, load_vocabulary
from canevas.tools.vocabulary.load import FOLDER, read_vocabulary


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER / "niger", tmp_path / "pays"))


def line_of(path: Path, text: str) -> int:
    return path.read_text(encoding="utf-8").splitlines().index(text) + 1


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refused(folder: Path) -> VocabularyError:
    with pytest.raises(VocabularyError) as error:
        read_vocabulary(folder)
    return error.value


def test_a_copy_reads_like_the_original(copy: Path) -> None:
    assert read_vocabulary(copy).organisations == load_vocabulary("niger").organisations
    assert load_vocabulary("niger") is load_vocabulary("niger")


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(VocabularyError, match="atlantide"):
        load_vocabulary("atlantide")


@pytest.mark.parametrize("file, old, new, said", [
    ("organisations.yaml", "- code: OIM\n", "- code: HCR\n", "HCR"),
    ("organisations.yaml", "- code: OIM\n", "- code: OIM\n  colour: bleu\n", "colour"),
    ("organisations.yaml", "  kind: un\n", "  kind: onu\n", "onu"),
    ("organisations.yaml", "  parent: DGECMR\n", "  parent: DGXX\n", "DGXX"),
    ("organisations.yaml", "  acronyms: [OIM, IOM]\n", "  acronyms: [OIM, IOM\n", "YAML"),
    ("organisations.yaml", "  acronyms: [OIM, IOM]\n", "  acronyms: [OIM, [IOM]]\n", "acronyms"),
    ("organisations.yaml", "  valid_from: 2012-07-16\n", "  valid_from: hier\n", "valid_from"),
    ("territories.csv", "NE001,1,Agadez,NE,19.427,10.707", "NE001,1,Agadez,NE,119.427,10.707", "lat"),
    ("territories.csv", "NE001,1,Agadez,NE,19.427,10.707", "NE001,un,Agadez,NE,19.427,10.707", "level"),
    ("territories.csv", "NE001,1,Agadez,NE,19.427,10.707", "NE001,1,Agadez,NE", "4"),
    ("territories.csv", "NE001001,2,Aderbissinat,NE001,", "NE001001,2,Aderbissinat,NE099,", "NE099"),
    ("localities.csv", "NE-MADAMA,Madama,NE001003003", "NE-MADAMA,Madama,NE001003999", "NE001003999"),
    ("localities.csv", "NE-MADAMA,Madama", "NE-CHIRFA,Madama", "NE-CHIRFA"),
    ("territory_aliases.yaml", "{pcode: NE002, ", "{pcode: NE092, ", "NE092"),
    ("quantifiers.yaml", "  applies_to: territories\n", "  applies_to: choses\n", "applies_to"),
    ("quantifiers.yaml", "  organisations: [DRECMR]\n", "  organisations: [DRECMX]\n", "DRECMX"),
    ("quantifiers.yaml", "  kinds: [customary]\n", "  kinds: [coutumier]\n", "coutumier"),
    ("bodies.yaml", "parent: CCM", "parent: CCX", "CCX"),
    ("policy.yaml", 'code: "1.2"', 'code: "1.1"', "1.1"),
    ("policy.yaml", "code: PNM\n", "", "code"),
])
def test_a_mistake_is_said_with_its_file(copy: Path, file: str, old: str, new: str, said: str) -> None:
    edit(copy / file, old, new)
    error = refused(copy)
    assert error.file == file
    assert file in str(error)
    assert said in str(error)


def test_a_mistake_is_said_with_its_line(copy: Path) -> None:
    path = copy / "organisations.yaml"
    line = line_of(path, "- code: PNUD")
    edit(path, "- code: PNUD\n", "- code: PNUD\n  kindd: un\n")
    assert refused(copy).line == line
    rows = copy / "territories.csv"
    edit(path, "  kindd: un\n", "")
    line = next(number for number, text in enumerate(rows.read_text(encoding="utf-8").splitlines(), 1)
                if text.startswith("NE002,"))
    edit(rows, "NE002,1,Diffa,NE,", "NE002,9,Diffa,NE,")
    assert refused(copy).line == line


@pytest.mark.parametrize("content", [b"", b"# rien\n", b"\xff\xfe\x00", b"entree: 1\n", b"- 1\n", b"- \x00\n"])
def test_a_broken_file_is_said(copy: Path, content: bytes) -> None:
    (copy / "quantifiers.yaml").write_bytes(content)
    assert refused(copy).file == "quantifiers.yaml"


def test_a_missing_file_is_said(copy: Path) -> None:
    (copy / "policy.yaml").unlink()
    assert refused(copy).file == "policy.yaml"
