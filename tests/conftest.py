"""What every test may use."""
from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from canevas.commons.audit.operations import guards

# how long one drawn case takes says more about who else uses the machine than about the code
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"


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
