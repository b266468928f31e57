"""What an operation of the figures refuses, said so that the person can go on."""
from __future__ import annotations

from typing import Any


class FiguresRefused(ValueError):  # noqa: N818 (said to the person)
    """The message says what, where and what to do; ``page``, where the person goes on, "" where that is plain."""

    page = ""


class RepeatsEarlierFile(FiguresRefused):
    """A file brings figures again that another file of the same source brought: they would count twice. ``batches``
    brought them, the one that has most of them first."""

    def __init__(self, message: str, batches: list[Any]) -> None:
        super().__init__(message)
        self.batches = batches


class SomethingNew(FiguresRefused):
    """A file has what its recipe does not know: ``news`` says what, to be answered on the workbench."""

    def __init__(self, message: str, news: Any) -> None:
        super().__init__(message)
        self.news = news
