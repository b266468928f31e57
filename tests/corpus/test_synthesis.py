"""The synthesis table and the policy outline of the real documents, against what was read by hand."""
from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from canevas.governance.policy.rules.outline_reading import read_policy_outline
from canevas.governance.recommendations.rules.synthesis import SynthesisSection
from canevas.governance.recommendations.rules.synthesis_reading import read_synthesis, synthesis_nodes
from canevas.tools.documents.found import Found
from canevas.tools.documents.reading import read_file
from canevas.tools.vocabulary import load_vocabulary

pytestmark = pytest.mark.corpus
FORMATS = ("txt", "docx", "pdf")
FLOOR = 0.97


def scorer(corpus: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_score", corpus / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def values(found: list[Found[str]]) -> list[str]:
    return [one.value for one in found]


def as_truth(section: SynthesisSection) -> dict[str, object]:
    return {"scope": section.scope, "axis": section.axis, "rows": [
        {"challenge": row.challenge.value, "priorities": values(row.priorities), "strategies": values(row.strategies),
         "regions": values(row.regions), "actors": values(row.actors)} for row in section.rows]}


@pytest.mark.parametrize("suffix", FORMATS)
def test_synthesis(corpus: Path, suffix: str) -> None:
    [file] = corpus.glob(f"ccm*.{suffix}")
    truth = json.loads(next(corpus.glob("ccm*.gold.json")).read_text(encoding="utf-8"))
    score = scorer(corpus)
    read = {"synthesis": [as_truth(section) for section in read_synthesis(read_file(file), load_vocabulary("niger"))]}
    wanted, found = score.flat(truth), score.flat(read)
    for field in ("synthesis challenges", "synthesis priorities", "synthesis strategies"):
        assert score.f1(wanted[field], found[field]) >= FLOOR, field


def test_remarks_on_the_rows_of_the_text(corpus: Path) -> None:
    [file] = corpus.glob("ccm*.txt")
    truth = json.loads(next(corpus.glob("ccm*.gold.json")).read_text(encoding="utf-8"))
    sections = read_synthesis(read_file(file), load_vocabulary("niger"))
    for section, wanted in zip(sections, truth["synthesis"], strict=True):
        for row, gold in zip(section.rows, wanted["rows"], strict=True):
            assert row.run_together is gold.get("run_together", False)
            assert row.split_across_rows is gold.get("split_across_rows", False)
            assert (row.stray.value if row.stray else None) == gold.get("stray_text_in_regions")


@pytest.mark.parametrize("suffix", FORMATS)
def test_policy(corpus: Path, suffix: str) -> None:
    [file] = corpus.glob(f"gtm*.{suffix}")
    truth = json.loads(next(corpus.glob("gtm*.gold.json")).read_text(encoding="utf-8"))
    score = scorer(corpus)
    document = read_file(file)
    read = {"policy": [{"axis": axis.axis, "title": axis.title.value, "subprogrammes": values(axis.subprogrammes),
                        "programme": axis.programme.value if axis.programme else None}
                       for axis in read_policy_outline(document, synthesis_nodes(document))]}
    assert score.f1(score.flat(truth)["policy"], score.flat(read)["policy"]) >= FLOOR


@pytest.mark.parametrize("suffix", FORMATS)
def test_bands_of_the_synthesis_are_no_outline(corpus: Path, suffix: str) -> None:
    [file] = corpus.glob(f"ccm*.{suffix}")
    document = read_file(file)
    assert read_policy_outline(document, synthesis_nodes(document)) == []
