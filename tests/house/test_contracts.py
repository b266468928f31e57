"""The drawing of the house, held: who may import whom, and which table may point to which."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("tools", "commons", "evidence", "governance", "doors", "project")
GOVERNANCE = ("policy", "coordination", "recommendations", "concertation", "syntheses", "bulletins")
# What a room has beyond the common shape, because of what it is for.
OWN_PARTS = {
    "audit": ("sentences",),  # how the rooms above tell their events
    "journal": ("middleware",),  # says why nothing can be written
    # which bodies lie in a scope is said by a room above; sign_in is what django-allauth and django-axes call
    "access": ("scopes", "sign_in"),
    "cli": ("command", "new_database", "parent", "ports", "reading_recipe", "serving", "demo", "synthesis",
            "whole_files"),
    "concertation": ("reader_process",),  # starts before Django does, so it can stand in no layer of models
    "design": ("charts", "components", "context", "formats", "lists", "navigation", "middleware", "related", "sources"),
    "files": ("rendering", "full", "away"),
    "search": ("engines",),
}
SAME_STEP = {"recommendations": 1, "coordination": 1, "policy": 0, "concertation": 2, "syntheses": 3, "bulletins": 3}


def test_imports_keep_to_the_floors() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[run.stdout.find("Contracts\n"):]


def floor_and_room(module: str) -> tuple[int, str] | None:
    parts = module.split(".")
    return (FLOORS.index(parts[1]), parts[2]) if parts[0] == "canevas" and len(parts) > 2 else None


def upward_links() -> list[str]:
    """Every foreign key that points up the stairs, as ``table.field -> table``."""
    found = []
    for model in apps.get_models():
        here = floor_and_room(model.__module__)
        for field in model._meta.get_fields():
            target = getattr(field, "remote_field", None) and field.related_model
            if here is None or not target or field.auto_created or not hasattr(target, "_meta"):
                continue
            if target._meta.label == settings.AUTH_USER_MODEL:
                continue  # the swappable user is Django's own indirection
            there = floor_and_room(target.__module__)
            if there is None:
                continue
            climbs = there[0] > here[0] or (
                there[0] == here[0] and here[1] in SAME_STEP and there[1] != here[1]
                and SAME_STEP[there[1]] >= SAME_STEP[here[1]])
            if climbs:
                found.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    return found


def test_foreign_keys_point_down() -> None:
    assert upward_links() == []


def test_rooms_have_the_common_shape() -> None:
    missing = []
    for app in apps.get_app_configs():
        if not app.name.startswith("canevas.") or app.name == "canevas.project":
            continue  # the project is no room: it is where the rooms are put together
        folder = Path(app.path)
        if not (folder / "README.md").is_file():
            missing.append(f"{app.name}: README.md")
        allowed = {"rules", "models", "queries", "operations", "permissions", "forms", "views", "urls", "jobs", "apps",
                   "templates", "static", "locale", "migrations", "management", "__init__", "templatetags", "README",
                   "export", "checks", "ways", "story", *OWN_PARTS.get(app.label, ())}
        missing += [f"{app.name}: {path.name} is no part of a room" for path in folder.iterdir()
                    if path.stem not in allowed and path.name != "__pycache__"]
    assert not missing, "\n".join(missing)
