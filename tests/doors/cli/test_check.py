"""``canevas check`` tells of files of figures that are not as they were written."""
from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import override_settings

from canevas.evidence.observatory.queries.store import path_of
from tests.factories.store import House

pytestmark = pytest.mark.django_db


def test_files_of_figures_are_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with override_settings(CANEVAS_HOME=tmp_path, CANEVAS_ENGINE=""):
        house = House()
        whole, other = house.add(), house.add(("04/04/2023", "Agadez", "Arlit", "Malienne", "F", 7), name="avril.csv")
        call_command("check")
        with path_of(other).open("ab") as file:
            file.write(b"\0")
        with pytest.raises(CommandError, match="1 fichier de chiffres n’est pas tel qu’il a été écrit") as told:
            call_command("check")
        assert "avril.csv" in str(told.value) and "modifié" in str(told.value) and "mars.csv" not in str(told.value)
        path_of(whole).unlink()
        with pytest.raises(CommandError, match="2 fichiers") as told:
            call_command("check")
        assert "manque" in str(told.value) and "canevas restore" in str(told.value)
