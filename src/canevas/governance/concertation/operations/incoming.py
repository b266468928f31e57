"""Dropped files that wait to be read."""
from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django_tasks_db.models import DBTaskResult


def incoming_folder(name: str = "") -> Path:
    """Where dropped files wait until they are read; nothing stays there afterwards."""
    return Path(settings.CANEVAS_HOME) / "incoming" / name


def sweep_incoming() -> None:
    """Take away dropped files that no task will read: their server was killed before it had answered, or after they
    were read. To be called while nobody drops files."""
    waiting = DBTaskResult.objects.filter(status__in=["READY", "RUNNING"])
    named = {str(value) for task in waiting for value in task.args_kwargs["args"]}
    for folder in incoming_folder().glob("*"):
        if folder.name not in named:
            shutil.rmtree(folder, ignore_errors=True)
