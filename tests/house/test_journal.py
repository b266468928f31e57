"""A write is one operation, with its row in the journal: held over the sources, because no run sees every path."""
from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "canevas"

# Operations that write nothing a journal is for, each with its reason.
WITHOUT_A_ROW = {
    "open_job": "the work that is followed, not a fact of the registers: what it does has rows of its own",
    "open_set": "an empty set: each recommendation put into it, in the same act, has its row",
    "take_back_edges": "steps of a lineage go with the change that made them, whose undoing has a row",
    "reindex_everything": "the search index, made anew from the registers",
}


def operation_files() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if "operations" in (path.stem, path.parent.name))


def called(node: ast.AST) -> set[str]:
    """Names of the functions called inside, and of those handed on to be called."""
    found = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            found.add(getattr(one.func, "id", getattr(one.func, "attr", "")))
            found |= {value.id for value in [*one.args, *(word.value for word in one.keywords)]
                      if isinstance(value, ast.Name)}
    return found


def graph() -> tuple[dict[str, set[str]], dict[str, str]]:
    """What each function and class of the operations calls, by name; and where the public ones with ``by`` are."""
    calls: dict[str, set[str]] = defaultdict(set)
    public: dict[str, str] = {}
    for path in operation_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                calls[node.name] |= called(node)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            # by keyword only: what takes ``by`` in a row is a part of an operation (tests/house/test_sizes.py)
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and "by" in {
                    argument.arg for argument in node.args.kwonlyargs}:
                public[node.name] = f"{path.relative_to(SOURCE)}:{node.lineno}"
    return calls, public


def reaches_the_journal(name: str, calls: dict[str, set[str]]) -> bool:
    seen, waiting = set(), [name]
    while waiting:
        here = waiting.pop()
        if here in ("record", "append_to"):  # the second is what the journal itself writes with
            return True
        if here not in seen:
            seen.add(here)
            waiting += calls.get(here, ())
    return False


def test_every_operation_leads_to_the_journal() -> None:
    calls, public = graph()
    assert len(public) > 60, "the sources are no longer read right"
    silent = {name: where for name, where in public.items()
              if name not in WITHOUT_A_ROW and name != "append_to" and not reaches_the_journal(name, calls)}
    assert silent == {}, "call record(), or say in WITHOUT_A_ROW why there is nothing to tell"


def test_the_exceptions_are_still_needed() -> None:
    calls, public = graph()
    assert {name for name in WITHOUT_A_ROW if name not in public or reaches_the_journal(name, calls)} == set()


def test_nothing_but_the_journal_writes_journal_rows() -> None:
    """Every row is numbered and chained by ``record``: none is made beside it."""
    inside = SOURCE / "commons" / "audit"
    makers = ("create", "bulk_create", "get_or_create", "update_or_create", "save", "delete", "update", "bulk_update")
    beside = []
    for path in SOURCE.rglob("*.py"):
        if inside in path.parents:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in makers:
                text = ast.unparse(node.func)
                beside += [f"{path.relative_to(SOURCE)}:{node.lineno}"] if "Journal" in text else []
    assert beside == []
