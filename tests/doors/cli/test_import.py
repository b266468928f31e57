from __future__ import annotations

import json
import os
import signal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from canevas.commons.files.queries import file_with_content
from canevas.governance.concertation.models import Intake, Session
from canevas.governance.concertation.operations import import_files, importing, reading_pool
from tests.factories.country import load_country
from tests.factories.minutes import user

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
GOOD = ("gtm-zinder-2026-01-15.docx", "crcm-maradi-2024-10-31.docx", "gtm-niamey-2024-04-18.txt")


@pytest.fixture
def folder(db: None, tmp_path: Path) -> Path:
    """Three minutes and three files that cannot be read, in a country whose reference is loaded."""
    load_country(user("reference", "administrator"))
    for name in GOOD:
        (tmp_path / name).write_bytes((SAMPLES / name).read_bytes())
    (tmp_path / "vide.docx").write_bytes(b"")
    (tmp_path / "coupe.docx").write_bytes((SAMPLES / GOOD[0]).read_bytes()[:5000])
    (tmp_path / "recette.txt").write_text("Faire cuire le riz, puis ajouter le sel.", encoding="utf-8")
    (tmp_path / "notes.xyz").write_text("autre chose", encoding="utf-8")
    (tmp_path / "~$verrou.docx").write_bytes(b"lock")
    return tmp_path


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading processes that begin at once, where how they begin is not what is tested."""
    monkeypatch.setattr(reading_pool, "_spawn", reading_pool.multiprocessing.get_context("fork"))


def imported(*arguments: Any) -> dict[str, Any]:
    out = StringIO()
    call_command("import", *map(str, arguments), "--json", stdout=out)
    return json.loads(out.getvalue())


def test_bad_files_never_stop_the_others(folder: Path) -> None:
    report = imported(folder)
    assert report["counts"] == {"to_review": 3, "refused": 3}
    refused = {Path(one["path"]).name: one for one in report["files"] if one["outcome"] == "refused"}
    assert set(refused) == {"vide.docx", "coupe.docx", "recette.txt"}
    assert refused["vide.docx"]["code"] == "empty"
    assert refused["recette.txt"]["code"] == "not-minutes"
    assert all(one["sentence"].endswith(".") for one in refused.values())
    assert file_with_content((folder / "coupe.docx").read_bytes()) is None
    assert Intake.objects.filter(state="to_review").count() == 3


@pytest.mark.usefixtures("quick")
def test_the_second_time_nothing_changes(folder: Path) -> None:
    imported(folder)
    lines = Intake.objects.get(name=GOOD[0]).lines.count()
    report = imported(folder)
    assert report["counts"] == {"known": 3, "refused": 3}
    assert Intake.objects.count() == 6
    assert Intake.objects.get(name=GOOD[0]).lines.count() == lines


@pytest.mark.usefixtures("quick")
def test_what_leaves_nothing_to_check_is_confirmed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = imported(folder, "--confirm")
    doubts = {Path(one["path"]).name: one["doubts"] for one in report["files"] if one["outcome"] == "to_review"}
    assert all(doubts.values())
    assert Session.objects.count() == report["counts"].get("confirmed", 0) == 3 - len(doubts)
    assert Session.objects.exists()


@pytest.mark.usefixtures("quick")
def test_an_interrupted_import_goes_on_where_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)
    done: list[Any] = []

    def stop(one: Any) -> None:
        done.append(one)
        if len(done) == 2:
            raise KeyboardInterrupt

    by = user()
    paths = sorted(folder.glob("*.*"))[:6]
    with pytest.raises(KeyboardInterrupt):
        import_files(by=by, paths=paths, progress=stop)
    before = Intake.objects.exclude(state="refused").count()
    assert before <= 2
    report = import_files(by=by, paths=paths)
    assert sum(one.outcome == "known" for one in report) == before
    assert Intake.objects.exclude(state="refused").count() == 3


@pytest.mark.usefixtures("quick")
def test_one_file_that_cannot_be_written_leaves_the_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = importing.enter

    def enter(**values: Any) -> Intake:
        if values["reading"].name == GOOD[1]:
            raise RuntimeError("panne")
        return real(**values)

    monkeypatch.setattr(importing, "enter", enter)
    report = import_files(by=user(), paths=[folder / name for name in GOOD])
    outcomes = {Path(one.path).name: one.outcome for one in report}
    assert outcomes == {GOOD[0]: "to_review", GOOD[1]: "refused", GOOD[2]: "to_review"}
    assert not Intake.objects.filter(name=GOOD[1]).exists()


def hang_or_crash(pipe: Any, limits: Any) -> None:
    """Stands in for the reading process: reads as it does, but hangs on one name and dies on another."""
    real = pipe.recv

    class Pipe:
        send = staticmethod(pipe.send)

        @staticmethod
        def recv() -> Any:
            path = real()
            if "a-hang" in path:
                signal.pause()
            if "b-crash" in path:
                os.kill(os.getpid(), signal.SIGKILL)
            return path

    reading_pool_serve(Pipe, limits)


reading_pool_serve = reading_pool.serve


@pytest.mark.usefixtures("quick")
def test_a_file_that_hangs_or_crashes_its_reader_takes_nothing_with_it(
        folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_pool, "serve", hang_or_crash)
    (folder / "a-hang.docx").write_bytes((SAMPLES / GOOD[0]).read_bytes() + b" ")
    (folder / "b-crash.docx").write_bytes((SAMPLES / GOOD[0]).read_bytes() + b"  ")
    paths = [folder / "a-hang.docx", folder / "b-crash.docx", *(folder / name for name in GOOD)]
    report = import_files(by=user(), paths=paths, timeout=5, processes=2)
    found = {Path(one.path).name: (one.outcome, one.code) for one in report}
    assert found["a-hang.docx"] == ("refused", "timeout")
    assert found["b-crash.docx"] == ("refused", "crash")
    assert [found[name][0] for name in GOOD] == ["to_review"] * 3


@pytest.mark.usefixtures("quick")
def test_a_process_that_cannot_start_is_said_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_pool, "serve", lambda pipe, limits: os._exit(3))
    with pytest.raises(RuntimeError):
        import_files(by=user(), paths=[folder / GOOD[0]])
    assert not Intake.objects.exists()


@pytest.mark.usefixtures("quick")
def test_new_versions_wait_for_a_person(folder: Path) -> None:
    import_files(by=user(), paths=[folder / name for name in GOOD], confirm_sure=True)
    known = Intake.objects.filter(state="confirmed").first()
    assert known is not None
    corrected = folder / f"corrige-{known.name}"
    corrected.write_bytes((folder / known.name).read_bytes())
    Session.objects.update(place="Une autre salle que celle du document")
    Intake.objects.filter(pk=known.pk).update(sha256="0" * 64)
    report = import_files(by=user(), paths=[corrected], confirm_sure=True)
    assert (report[0].outcome, report[0].sentence) == ("superseding", "")
    assert known.session.minutes.count() == 1


def test_a_reader_imports_nothing(folder: Path) -> None:
    with pytest.raises(PermissionDenied):
        import_files(by=user("lecteur", "reader"), paths=[folder / GOOD[0]])
    assert not Intake.objects.exists()


def test_a_path_that_is_not_there_is_said(db: None) -> None:
    with pytest.raises(CommandError):
        call_command("import", "/nulle/part.docx")


@pytest.mark.usefixtures("quick")
def test_the_report_is_said_in_words(folder: Path) -> None:
    out = StringIO()
    call_command("import", str(folder), stdout=out)
    said = out.getvalue()
    assert "vide.docx" in said
    assert "? " in said
    assert "! " in said


