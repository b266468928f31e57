"""Read vocabulary files: CSV and YAML with comments. What is wrong is said with its file, its line and its entry."""
from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ValidationError

from canevas.tools.text.sentences import say
from canevas.tools.vocabulary.entries import Entry

E = TypeVar("E", bound=Entry)
Loader = yaml.SafeLoader | yaml.CSafeLoader
LOADER: type[Loader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is absent from some builds


class VocabularyError(Exception):
    """A vocabulary that cannot be used. ``str()`` is a sentence that names the file, the line and what to correct."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(say("Vocabulary file %(file)s, line %(line)d: %(problem)s",
                             file=file, line=line, problem=problem))
        self.file, self.line, self.problem = file, line, problem


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise VocabularyError(path.name, 1, say("this file is missing.")) from error
    except UnicodeDecodeError as error:
        problem = say("this file is not in UTF-8; save it again in that encoding.")
        raise VocabularyError(path.name, 1, problem) from error


def _checked(model: type[E], data: object, path: Path, line: int) -> E:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or say("entry")
        values = data if isinstance(data, dict) else {}
        name = values.get("code") or values.get("pcode") or values.get("name") or "?"
        problem = say("entry “%(name)s”, field “%(field)s”: %(fault)s", name=name, field=field, fault=first["msg"])
        raise VocabularyError(path.name, line, problem) from error


def read_csv(path: Path, model: type[E], **constants: object) -> list[tuple[E, int]]:
    """The rows of a CSV file (comma, UTF-8, lines that begin with # left out), each with its line number.

    ``aliases`` is split at "|"; empty cells are left out; ``constants`` are added to every row.
    """
    header: list[str] = []
    out: list[tuple[E, int]] = []
    for line, cells in _csv_lines(path):
        if not header:
            header = cells
            continue
        if len(cells) != len(header):
            problem = say("%(found)d cells where the heading has %(wanted)d.", found=len(cells), wanted=len(header))
            raise VocabularyError(path.name, line, problem)
        row: dict[str, object] = {name: cell for name, cell in zip(header, cells, strict=True) if cell}
        if isinstance(aliases := row.get("aliases"), str):
            row["aliases"] = [alias.strip() for alias in aliases.split("|") if alias.strip()]
        out.append((_checked(model, {**row, **constants}, path, line), line))
    return out


def _csv_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    for line, text in enumerate(_text(path).splitlines(), start=1):
        if text.strip() and not text.startswith("#"):
            yield line, [cell.strip() for cell in next(csv.reader([text]))]


def _node(path: Path) -> tuple[Loader, yaml.Node]:
    loader = LOADER(_text(path))
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = say("this is not valid YAML (%(problem)s).", problem=getattr(error, "problem", None) or error)
        raise VocabularyError(path.name, mark.line + 1 if mark else 1, problem) from error
    if node is None:
        raise VocabularyError(path.name, 1, say("this file is empty."))
    return loader, node


def _build(loader: Loader, node: yaml.Node, path: Path) -> object:
    try:
        return loader.construct_document(node)
    except yaml.YAMLError as error:
        problem = say("this is not valid YAML (%(problem)s).", problem=getattr(error, "problem", None) or error)
        raise VocabularyError(path.name, node.start_mark.line + 1, problem) from error


def read_entries(path: Path, model: type[E]) -> list[tuple[E, int]]:
    """The entries of a YAML file that is one list, each with its line number."""
    loader, node = _node(path)
    if not isinstance(node, yaml.SequenceNode):
        raise VocabularyError(path.name, 1, say("a list of entries is expected, each beginning with “- ”."))
    out = []
    for item in node.value:
        line = item.start_mark.line + 1
        out.append((_checked(model, _build(loader, item, path), path, line), line))
    return out


def read_one(path: Path, model: type[E]) -> E:
    """A YAML file that is one entry."""
    loader, node = _node(path)
    return _checked(model, _build(loader, node, path), path, node.start_mark.line + 1)


def unique(entries: list[tuple[E, int]], path: Path, attribute: str = "code") -> tuple[E, ...]:
    """The entries without their lines; raises :class:`VocabularyError` where a code stands twice."""
    seen: dict[str, int] = {}
    for entry, line in entries:
        code = str(getattr(entry, attribute))
        if code in seen:
            problem = say("the code “%(code)s” stands already on line %(first)d.", code=code, first=seen[code])
            raise VocabularyError(path.name, line, problem)
        seen[code] = line
    return tuple(entry for entry, _line in entries)
