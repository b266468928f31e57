"""Every sample document is read as its hand-written truth says; every bad file is refused for the right reason."""
from __future__ import annotations

import json
import shutil
import unicodedata
from datetime import date, time
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from canevas.governance.concertation.rules.json_form import to_json
from canevas.governance.concertation.rules.minutes import NotMinutes
from canevas.governance.concertation.rules.reading import read_minutes
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.reading import read_file
from canevas.tools.vocabulary import load_vocabulary
from tests.samples.measure import explain, measure, total

HERE = Path(__file__).parents[2] / "samples"
GOLDS = sorted(HERE.glob("*.gold.json"))
DOCUMENTS = sorted(path for path in HERE.iterdir() if path.suffix in {".docx", ".pdf", ".odt", ".html", ".txt"})
SCANNED = {"gtm-dosso-2024-07-04.pdf"}
CODES = json.loads((HERE / "refused" / "codes.json").read_text(encoding="utf-8"))
ENOUGH, NO_FIELD_LOST = 0.97, 0.8
KEYS = {"kind", "body", "session", "stage", "date", "start", "end", "place", "chairs", "signatory", "attendance",
        "agenda", "previous_minutes", "items", "recommendations", "contributions", "decision", "related_sessions",
        "places", "policy", "synthesis"}
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_sample_is_read_as_its_truth_says(path: Path):
    if path.name in SCANNED and not shutil.which("tesseract"):
        pytest.skip("tesseract is not installed: the scanned sample cannot be read here")
    truth = json.loads((HERE / f"{path.stem}.gold.json").read_text(encoding="utf-8"))
    scores = measure(truth, to_json(read_minutes(read_file(path), load_vocabulary())))
    score = total(scores)
    assert score >= ENOUGH and all(each.share >= NO_FIELD_LOST for each in scores.values()), explain(scores)


@pytest.mark.parametrize(("name", "codes"), CODES.items(), ids=CODES)
def test_a_bad_file_is_refused_for_the_right_reason(name: str, codes: list[str]):
    with pytest.raises((DocumentRefused, NotMinutes)) as refusal:
        read_minutes(read_file(HERE / "refused" / name), load_vocabulary())
    assert getattr(refusal.value, "code", "not-minutes") in codes, str(refusal.value)
    assert str(refusal.value).strip()


def test_every_refused_file_has_its_codes():
    assert {path.name for path in (HERE / "refused").iterdir()} == set(CODES) | {"codes.json"}


@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.stem)
def test_a_truth_has_the_common_form(path: Path):
    truth = json.loads(path.read_text(encoding="utf-8"))
    assert set(truth) <= KEYS
    assert date.fromisoformat(truth["date"])
    assert all(time.fromisoformat(truth[key]) for key in ("start", "end") if truth.get(key))
    for item in truth.get("items", []):
        assert set(item) == {"number", "title", "discussion", "actions"}
        assert all(set(action) == {"text", "responsible", "deadline_text", "deadline_date"}
                   for action in item["actions"])
    source = yaml.safe_load((HERE / "source" / path.name.replace(".gold.json", ".yaml")).read_text(encoding="utf-8"))
    assert truth == source["gold"], "run python samples/build.py"
    assert {HERE / f"{path.name.removesuffix('.gold.json')}.{kind}" for kind in source["files"]} <= set(DOCUMENTS)


def test_there_are_enough_samples_in_enough_formats():
    assert len(GOLDS) >= 16
    assert {path.suffix for path in DOCUMENTS} == {".docx", ".pdf", ".odt", ".html", ".txt"}
    assert sum(len(list(HERE.glob(f"{gold.name.removesuffix('.gold.json')}.*"))) >= 4 for gold in GOLDS) >= 4
    assert all(path.stat().st_size < 100_000 for path in [*DOCUMENTS, *(HERE / "refused").iterdir()])


def test_every_sample_is_described_and_marked_as_invented():
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    for path in DOCUMENTS:
        assert f"`{path.stem}`" in readme
        if path.suffix in {".txt", ".html"}:
            raw = path.read_bytes().decode("cp1252" if b"\r\n" in path.read_bytes() else "utf-8")
            assert "Document inventé pour démonstration" in raw
        else:
            assert "Document inventé pour démonstration" in "".join(read_file(path).metadata.values()), path.name


@pytest.mark.corpus
@pytest.mark.parametrize("path", [*GOLDS, *(path for path in DOCUMENTS if path.name not in SCANNED)],
                         ids=lambda path: path.name)
def test_no_sentence_comes_from_the_real_documents(path: Path):
    if not CORPUS.is_dir():
        pytest.skip("the real documents do not stand beside the checkout")
    real = _real_runs()
    text = path.read_text(encoding="utf-8") if path.suffix == ".json" else read_file(path).root.plain()
    assert not real & set(_runs(text))


@lru_cache
def _real_runs() -> set[str]:
    return {run for path in CORPUS.glob("*.txt") for run in _runs(path.read_text(encoding="utf-8"))}


def _runs(text: str, length: int = 8) -> list[str]:
    """Every run of ``length`` words of a line, without case, accents or punctuation; the framework's name is one word.

    Lines are kept apart: the headings of the common outline follow one another in every document.
    """
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    lines = ["".join(c if c.isalnum() else " " for c in line).split() for line in folded.splitlines()]
    named = [" ".join(line).replace("cadre de concertation sur la migration", "ccm").split() for line in lines]
    return [" ".join(line[start:start + length]) for line in named for start in range(len(line) - length + 1)]
