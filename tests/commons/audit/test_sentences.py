"""Every event that is written anywhere has its sentence, in French."""
from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.utils.translation import override

from canevas.commons.audit import sentences
from canevas.commons.audit.queries.reading import READS

SOURCE = Path(__file__).resolve().parents[3] / "src" / "canevas"
Calls = list[tuple[str, str, ast.expr]]


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def texts(value: ast.expr, function: ast.AST) -> Iterator[str]:
    """What an expression may say: its strings, with ``*`` where something is filled in."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from texts(value.body, function)
        yield from texts(value.orelse, function)
    elif isinstance(value, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in value.values)
    elif isinstance(value, ast.Name):
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and any(
                    isinstance(target, ast.Name) and target.id == value.id for target in node.targets):
                yield from texts(node.value, ast.Module([], []))


def written_events() -> dict[str, str]:
    """Every event name (or pattern) that the sources write, and where."""
    found: dict[str, str] = {}
    for path, tree in trees():
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        # functions that are handed an event on: their callers name it, by its place or by its name
        places = {function.name: [one.arg for one in function.args.args].index("event") for function in functions
                  if "event" in [one.arg for one in function.args.args]}
        for function in functions:
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                name = getattr(call.func, "id", getattr(call.func, "attr", ""))
                values = [word.value for word in call.keywords
                          if word.arg == "event" or (word.arg == "what" and name == "record_read")]
                if name in places and len(call.args) > places[name]:
                    values.append(call.args[places[name]])
                for value in values:
                    found |= {text: f"{path.relative_to(SOURCE)}:{call.lineno}" for text in texts(value, function)}
    return found


def test_every_event_has_its_sentence() -> None:
    written, told = written_events(), set(sentences.sentences())
    assert len(written) > 60, "the sources are no longer read right"
    lacking = {event: where for event, where in written.items() if not any(fnmatchcase(name, event) for name in told)}
    assert lacking == {}, "add them to SENTENCES in the story.py of the room"


def test_every_read_is_named_as_one() -> None:
    """The stories on the sheets leave reads out, and know them by the end of their names."""
    wrong = {}
    for path, tree in trees():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if getattr(call.func, "id", getattr(call.func, "attr", "")) == "record_read":
                wrong |= {text: path.name for word in call.keywords if word.arg == "what"
                          for text in texts(word.value, tree) if not text.endswith(READS)}
    assert wrong == {}


def row(event: str, **details: Any) -> Any:
    return SimpleNamespace(event=event, object_label="Réunion de Tahoua", details=details)


@pytest.mark.parametrize("event", sorted(sentences.sentences()))
def test_a_sentence_can_be_said_of_any_row(event: str) -> None:
    """Rows of older versions lack details that newer ones have, or have others."""
    with override("fr"):
        bare, odd = sentences.sentence(row(event)), sentences.sentence(row(event, before=None, text=["a"], move=3))
        heading = sentences.heading_of(event)
    with override("en"):
        english = sentences.sentence(row(event))
    for said in (bare, odd, heading):
        assert said.strip()
        assert "%(" not in said
        assert event not in said
    assert bare != english
    assert bare.startswith(("a ", "s’")) or bare[0].islower()


def test_an_event_without_a_sentence_is_readable() -> None:
    with override("fr"):
        said = sentences.sentence(row("some_old_event"))
    assert said == "a fait une chose qui n’a pas encore de phrase\u00a0: some old event."


def test_what_can_be_seen_are_models_and_lead_to_a_body() -> None:
    for label in sentences.kinds():
        assert apps.get_model(label)
        assert sentences.kind_of(label) != label
    assert set(sentences.scopes()) <= set(sentences.kinds())
