"""Ways to say one thing: read with the vocabulary, checked at start."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from canevas.governance.recommendations.rules.federating.lexicon import stems_of
from canevas.tools.text.stems import stem
from canevas.tools.vocabulary import VocabularyError, load_vocabulary
from canevas.tools.vocabulary.load import FOLDER, read_vocabulary


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER / "niger", tmp_path / "pays"))


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("  against: [abolish]\n", "  against: [abolir]\n", "abolir"),
        ("  part_of: uprooted\n", "  part_of: deracines\n", "deracines"),
        ("- code: build\n  kind: act\n", "- code: create\n  kind: act\n", "create"),
        ("- code: build\n  kind: act\n", "- code: build\n  kind: verbe\n", "kind"),
        ("words: [construire,", "words: [Créer, construire,", "Créer"),
    ],
)
def test_a_wrong_entry_is_named_with_its_line(copy: Path, old: str, new: str, said: str) -> None:
    path = copy / "synonyms.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(VocabularyError) as error:
        read_vocabulary(copy)
    assert error.value.file == "synonyms.yaml" and error.value.line > 1
    assert said in str(error.value)


def test_a_country_may_have_none(copy: Path) -> None:
    (copy / "synonyms.yaml").unlink()
    assert read_vocabulary(copy).synonyms == ()


def test_no_two_entries_are_the_same_words_once_cut_to_their_stems() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for entry in load_vocabulary("niger").synonyms:
        for words in entry.words:
            cut = tuple(stems_of(words))
            assert cut, words
            assert seen.setdefault(cut, entry.code) == entry.code, words


@pytest.mark.parametrize(
    "words",
    [
        "renforcer renforcement",
        "frontiere frontieres",
        "emploi emplois",
        "maraicher maraichers",
        "regional regionaux regionale",
    ],
)
def test_forms_of_one_word_have_one_stem(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize("words", ["traite traitement", "migration migrant", "formel informel"])
def test_other_words_have_other_stems(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 2
