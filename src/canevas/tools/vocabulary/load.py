"""Read and check the vocabulary of a country: the folder of that name beside this file."""
from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from canevas.tools.text.normalise import key
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary.entries import (
    BodyEntry,
    KindEntry,
    OrganisationEntry,
    PolicyEntry,
    QuantifierEntry,
    SynonymEntry,
    TerritoryAliases,
    TerritoryEntry,
    TerritorySpellings,
)
from canevas.tools.vocabulary.files import VocabularyError, read_csv, read_entries, read_one, unique
from canevas.tools.vocabulary.load_figures import read_figures
from canevas.tools.vocabulary.vocabulary import Vocabulary

FOLDER = Path(__file__).resolve().parent


@lru_cache
def load_vocabulary(name: str = "niger") -> Vocabulary:
    """The vocabulary of that country, read once; ``name`` may also be the path of a folder elsewhere.

    Raises :class:`VocabularyError`, which names file and line.
    """
    return read_vocabulary(FOLDER / name)  # an absolute path stands for itself


def read_vocabulary(folder: Path) -> Vocabulary:
    """Read and check the vocabulary in ``folder``, every time anew."""
    if not folder.is_dir():
        raise VocabularyError(folder.name, 1, say("there is no vocabulary of this name."))
    territories, aliases = _territories(folder)
    kinds = unique(read_entries(folder / "organisation_kinds.yaml", KindEntry), folder / "organisation_kinds.yaml")
    regions = tuple(entry for entry in territories if entry.level == 1)
    organisations = _organisations(folder, kinds)
    return Vocabulary(
        name=folder.name, folder=folder, territories=territories, organisations=organisations, organisation_kinds=kinds,
        bodies=_bodies(folder, regions),
        quantifiers=_quantifiers(folder, {entry.code for entry in kinds}, {entry.code for entry in organisations}),
        policy=_policy(folder), common_words=aliases.common_words, synonyms=_synonyms(folder),
        figures=read_figures(folder, {entry.pcode for entry in territories}))


def _unknown(name: str, code: str) -> str:
    return say("entry “%(name)s” refers to the code “%(code)s”, which does not exist.", name=name, code=code)


def _quantifiers(folder: Path, kinds: set[str], organisations: set[str]) -> tuple[QuantifierEntry, ...]:
    path = folder / "quantifiers.yaml"
    entries = read_entries(path, QuantifierEntry)
    for entry, line in entries:
        for code in [*(set(entry.kinds) - kinds), *(set(entry.organisations) - organisations)]:
            raise VocabularyError(path.name, line, _unknown(entry.code, code))
    return unique(entries, path)


def _synonyms(folder: Path) -> tuple[SynonymEntry, ...]:
    """Empty where a country says none: its sentences are then compared by their stems alone."""
    path = folder / "synonyms.yaml"
    if not path.exists():
        return ()
    read = read_entries(path, SynonymEntry)
    entries = unique(read, path)
    codes = {entry.code for entry in entries}
    written: dict[str, str] = {}
    for entry, line in read:
        for code in {*entry.against, *filter(None, [entry.part_of])} - codes:
            raise VocabularyError(path.name, line, _unknown(entry.code, code))
        for words in entry.words:
            if (other := written.setdefault(key(words), entry.code)) != entry.code:
                problem = say("the words “%(words)s” stand already under “%(code)s”.", words=words, code=other)
                raise VocabularyError(path.name, line, problem)
    return entries


def _territories(folder: Path) -> tuple[tuple[TerritoryEntry, ...], TerritoryAliases]:
    rows = read_csv(folder / "territories.csv", TerritoryEntry)
    localities = read_csv(folder / "localities.csv", TerritoryEntry, level=4)
    unique(rows, folder / "territories.csv", "pcode")
    every = unique(rows + localities, folder / "localities.csv", "pcode")
    codes = {entry.pcode for entry in every}
    for file, entries in (("territories.csv", rows), ("localities.csv", localities)):
        for entry, line in entries:
            if entry.parent and entry.parent not in codes:
                raise VocabularyError(file, line, _unknown(entry.pcode, entry.parent))
    more = read_one(folder / "territory_aliases.yaml", TerritoryAliases)
    spellings = _spellings(folder / "territory_aliases.yaml", more, codes)
    return tuple(_completed(entry, spellings.get(entry.pcode), more.old_prefixes) for entry in every), more


def _spellings(path: Path, more: TerritoryAliases, codes: set[str]) -> dict[str, TerritorySpellings]:
    out: dict[str, TerritorySpellings] = {}
    for spelling in more.entries:
        if spelling.pcode not in codes or spelling.pcode in out:
            problem = (_unknown(spelling.label, spelling.pcode) if spelling.pcode not in codes
                       else say("the code “%(code)s” stands twice.", code=spelling.pcode))
            raise VocabularyError(path.name, _line_of(path, spelling.pcode), problem)
        out[spelling.pcode] = spelling
    return out


def _line_of(path: Path, code: str) -> int:
    """The last line of the file on which this code is an entry's."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return max((number for number, line in enumerate(lines, start=1) if f"pcode: {code}," in f"{line},"), default=1)


def _completed(entry: TerritoryEntry, spelling: TerritorySpellings | None, prefixes: dict[str, str]) -> TerritoryEntry:
    """``entry`` with its spellings and its codes of earlier editions."""
    old = tuple(earlier + entry.pcode[len(present):] for earlier, present in prefixes.items()
                if entry.level in (1, 2, 3) and entry.pcode.startswith(present))
    found: dict[str, object] = {"old_codes": (*entry.old_codes, *old)}
    if spelling is not None:
        found |= {"label": spelling.label or entry.label, "iso": spelling.iso or entry.iso,
                  "aliases": (*entry.aliases, *spelling.aliases), "former": (*entry.former, *spelling.former)}
    return entry.model_copy(update=found)


def _organisations(folder: Path, kinds: tuple[KindEntry, ...]) -> tuple[OrganisationEntry, ...]:
    path = folder / "organisations.yaml"
    read = read_entries(path, OrganisationEntry)
    entries = unique(read, path)
    codes, known = {entry.code for entry in entries}, {kind.code for kind in kinds}
    for entry, line in read:
        if entry.kind not in known:
            raise VocabularyError(path.name, line, _unknown(entry.code, entry.kind))
        if entry.parent and entry.parent not in codes:
            raise VocabularyError(path.name, line, _unknown(entry.code, entry.parent))
    return entries


def _bodies(folder: Path, regions: tuple[TerritoryEntry, ...]) -> tuple[BodyEntry, ...]:
    path = folder / "bodies.yaml"
    read: list[tuple[BodyEntry, int]] = []
    for entry, line in read_entries(path, BodyEntry):
        read += [(_of_region(entry, region), line) for region in regions] if entry.each else [(entry, line)]
    entries = unique(read, path)
    codes, pcodes = {entry.code for entry in entries}, {region.pcode for region in regions}
    for entry, line in read:
        if entry.parent and entry.parent not in codes:
            raise VocabularyError(path.name, line, _unknown(entry.code, entry.parent))
        if entry.region and entry.region not in pcodes:
            raise VocabularyError(path.name, line, _unknown(entry.code, entry.region))
    return entries


def _of_region(entry: BodyEntry, region: TerritoryEntry) -> BodyEntry:
    """The body of one region: "d'Agadez" where the pattern says "de {region}" and the name begins with a vowel."""
    folded = key(region.name).replace(" ", "-").upper()

    def filled(text: str) -> str:
        if key(region.shown)[0] in "aeiou":
            text = text.replace("de {region}", "d'{region}")
        return text.replace("{region}", region.shown)

    return entry.model_copy(update={
        "code": entry.code.replace("{region}", folded), "parent": entry.parent.replace("{region}", folded),
        "short": (entry.short or entry.code).replace("{region}", region.shown),
        "name": filled(entry.name), "aliases": tuple(map(filled, entry.aliases)), "region": region.pcode, "each": ""})


def _policy(folder: Path) -> PolicyEntry:
    path = folder / "policy.yaml"
    policy = read_one(path, PolicyEntry)
    programmes = [programme for axis in policy.axes for programme in axis.programmes]
    axes = [str(axis.number) for axis in policy.axes]
    numbers = [str(programme.number) for programme in programmes]
    codes = [part.code for programme in programmes for part in programme.subprogrammes]
    for what in (axes, numbers, codes):
        for one in what:
            if what.count(one) > 1:
                raise VocabularyError(path.name, 1, say("the code “%(code)s” stands twice.", code=one))
    return policy
