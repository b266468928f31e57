"""Tries to sign in are counted once for all processes, and a restart forgets none."""
from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches

from canevas.commons.access.sign_in.shared_cache import SharedFileCache

TRY = """
import django, sys
django.setup()
from allauth.core import ratelimit
from django.core.cache import cache
from django.test import RequestFactory
print("ready", flush=True)
sys.stdin.readline()
request = RequestFactory().post("/")
allowed = sum(ratelimit.consume(request, action="login_failed", key="hadiza") for _time in range(25))
won = sum(cache.add(f"place-{place}", 1, 60) for place in range(200))
print(allowed, won, flush=True)
"""


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[SharedFileCache]:
    yield SharedFileCache(str(tmp_path / "cache"), {"OPTIONS": {"MAX_ENTRIES": 10}})


def process(home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", TRY], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**os.environ, "CANEVAS_HOME": str(home), "DJANGO_SETTINGS_MODULE": "canevas.project.settings",
             "CANEVAS_HTTP": "1", "CANEVAS_DEMO": "1"})


def test_two_processes_let_no_more_tries_through_than_one(tmp_path: Path) -> None:
    both = [process(tmp_path), process(tmp_path)]
    for one in both:
        assert one.stdout is not None and one.stdout.readline() == "ready\n"
    said = []
    for one in both:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    for one in both:
        said.append([int(number) for number in one.communicate(timeout=120)[0].split()])
    assert sum(allowed for allowed, _won in said) == 30
    assert sum(won for _allowed, won in said) == 200, "what one process adds, the other finds"
    later = process(tmp_path)
    assert later.communicate("\n", timeout=120)[0].split()[1:] == ["0", "0"], "a restart forgets nothing"


def test_failures_lie_in_the_database_and_limits_in_files() -> None:
    assert settings.AXES_HANDLER == "axes.handlers.database.AxesDatabaseHandler"
    assert isinstance(caches["default"], SharedFileCache)


def test_room_is_made_by_what_has_run_out(cache: SharedFileCache) -> None:
    for number in range(10):
        cache.set(f"old-{number}", 1, 0.001)
    cache.set("fresh", 1, 60)
    for number in range(8):
        cache.set(f"new-{number}", number, 60)
    assert cache.get("fresh") == 1 and [cache.get(f"new-{number}") for number in range(8)] == list(range(8))


def test_it_works_on_a_disk_without_links(cache: SharedFileCache, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_places: Any) -> None:
        raise OSError("links are not supported")
    monkeypatch.setattr(os, "link", refuse)
    assert cache.add("one", 1, 60) and not cache.add("one", 2, 60) and cache.get("one") == 1
    assert not [path for path in Path(cache._dir).iterdir() if path.suffix != ".djcache"]
