from __future__ import annotations

import ast
from pathlib import Path

import pytest

from canevas.project.new_room import scaffold


def test_a_new_room_has_the_common_shape(tmp_path: Path) -> None:
    written = {path.relative_to(tmp_path).as_posix() for path in scaffold("evidence/border_posts", tmp_path)}
    stems = ("README.md", "rules.py", "models.py", "queries.py", "operations.py", "permissions.py", "forms.py",
             "views.py", "urls.py", "jobs.py")
    assert {f"evidence/border_posts/{stem}" for stem in stems} <= written
    for path in tmp_path.rglob("*.py"):
        ast.parse(path.read_text(encoding="utf-8"))
    assert "class BorderPostsConfig" in (tmp_path / "evidence/border_posts/apps.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("place", ["border", "cellar/border", "evidence/Border", "evidence/../x", "tools/x"])
def test_a_room_stands_on_a_floor(tmp_path: Path, place: str) -> None:
    with pytest.raises(ValueError, match="no place for a room"):
        scaffold(place, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_room_is_never_overwritten(tmp_path: Path) -> None:
    scaffold("commons/maps", tmp_path)
    with pytest.raises(ValueError, match="exists already"):
        scaffold("commons/maps", tmp_path)
