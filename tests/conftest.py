"""What every test may use."""
from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from canevas.commons.audit.operations import guards

# how long one drawn case takes says more about who else uses the machine than about the code; each run draws the same
# cases, so that what failed was made by the change, until CANEVAS_NEW_CASES=1 asks for others
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow],
                          derandomize=not os.environ.get("CANEVAS_NEW_CASES"))
settings.load_profile("shared")

# what a test makes goes as soon as nobody refers to it; looking for circles after every 700 objects, as Python does by
# itself, is a twelfth of the processor's time and finds hardly any
gc.set_threshold(20_000, 20, 20)

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
ONE_WORKER = ("tests/commons/backups/", "tests/evidence/observatory/counting/", "tests/project/test_upgrade.py",
              "tests/project/test_wheel.py", "tests/evidence/observatory/harmonise/test_accuracy.py",
              "tests/journeys/test_writing")
"""Tests that share what takes long to set up: one worker sets it up, and runs them all."""


class Together(LoadScopeScheduling):
    """In the order of the tests: those of ``ONE_WORKER`` each in one piece, all others one by one."""

    def _split_scope(self, nodeid: str) -> str:
        return next((shared for shared in ONE_WORKER if nodeid.startswith(shared)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    config.option.loadscopereorder = False
    return Together(config, log)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Marks what asks the tests' database. What takes long and asks none goes first, so that no worker is left with it
    at the end; what asks none and is quick stays last, where it evens out what each has had."""
    asking = {item for item in items if item.get_closest_marker("django_db") or not {
        "db", "transactional_db", "live_server"}.isdisjoint(getattr(item, "fixturenames", ()))}
    for item in asking:
        item.add_marker(pytest.mark.database)
    yield
    items.sort(key=lambda item: item in asking or not _is_long(item))


def _is_long(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser"):
        return False  # Playwright's loop stays in a worker: nobody comes after it who wants one of their own
    return bool(item.get_closest_marker("slow")) or item.nodeid.startswith(ONE_WORKER)


def pytest_collection_finish() -> None:
    """Thousands of tests stay to the end: they are not looked through again whenever memory is tidied."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents, where it stands beside the checkout."""
    if not CORPUS.is_dir():
        pytest.skip("Les documents réels (../shared/corpus) ne sont pas à côté de ce dossier.")
    return CORPUS


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """The tests' database, which its tests may empty behind them; the journal's other guards stand."""
    with django_db_blocker.unblock():
        guards.remove_guards(*guards.EMPTYING)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Where every optional part must be there (CI), a test skipped for want of one is a failure."""
    report = (yield).get_result()
    if os.environ.get("CANEVAS_REQUIRE_ALL") and report.skipped and not hasattr(report, "wasxfail"):
        reason = str(call.excinfo.value) if call.excinfo else ""
        if not reason.startswith("Sans objet"):  # "nothing to check here", as opposed to "something is missing"
            report.outcome = "failed"
            report.longrepr = f"sauté alors que rien ne doit l'être ici : {reason}"
