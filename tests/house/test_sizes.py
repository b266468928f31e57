"""Small files, small functions: what the house refuses outright (the aim is lower: 300 and 30)."""
from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "canevas"
MOST_LINES = 500
MOST_FUNCTION_LINES = 60


def sources() -> Iterator[Path]:
    return (path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def test_no_file_is_too_long() -> None:
    long = {str(path.relative_to(SOURCE)): count for path in sources()
            if (count := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES}
    assert long == {}


def test_no_function_is_too_long() -> None:
    long = {}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                count = (node.end_lineno or node.lineno) - node.lineno + 1
                if count > MOST_FUNCTION_LINES:
                    long[f"{path.relative_to(SOURCE)}:{node.name}"] = count
    assert long == {}


def test_no_import_inside_a_function() -> None:
    hidden = []
    for path in sources():
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                hidden += [f"{path.relative_to(SOURCE)}:{node.lineno}" for node in ast.walk(function)
                           if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert hidden == []


def test_operations_are_keyword_only_and_name_who_acts() -> None:
    """Every public function of an ``operations`` module: `by` and the rest by keyword only."""
    wrong = []
    for path in sources():
        if "operations" not in (path.stem, path.parent.name) or path.parent.parent.name in ("audit",):
            continue
        if path.parts[-2] in ("audit", "jobs", "search") or path.stem == "__init__":
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                names = {argument.arg for argument in node.args.kwonlyargs}
                if "by" in names and node.args.args:
                    wrong.append(f"{path.relative_to(SOURCE)}:{node.name} takes positional arguments")
    assert wrong == []
