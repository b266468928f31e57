"""Every wild file: spreadsheets as partners write them, invented, each with the truth about it."""
from __future__ import annotations

from tests.factories.wild.flows import flow_files
from tests.factories.wild.making import WildFile
from tests.factories.wild.others import other_files
from tests.factories.wild.stocks import stock_files


def wild_files() -> list[WildFile]:
    return [*flow_files(), *stock_files(), *other_files()]
