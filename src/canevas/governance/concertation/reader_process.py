"""The life of a process that reads files for another one. Imports no model, because it starts before Django does."""
from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

import django
from django.conf import settings
from django.utils import translation

from canevas.governance.concertation.rules.intake import Reading, read_intake
from canevas.tools.documents.nodes import Document
from canevas.tools.documents.packing import pack
from canevas.tools.documents.reading import ReadingLimits
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import load_vocabulary

READY = "ready"


def serve(pipe: Connection, limits: ReadingLimits | None) -> None:
    """Say :data:`READY` once, then for every path that comes in send its reading out."""
    django.setup()
    translation.activate(settings.LANGUAGE_CODE)
    load_vocabulary(settings.CANEVAS_VOCABULARY)
    pipe.send(READY)
    while True:
        try:
            path = pipe.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        reading = read_path(Path(path), limits)
        if isinstance(reading.document, Document):
            reading.document = pack(reading.document)  # here, not there: the one that writes has enough to do
        pipe.send(reading)


def read_path(path: Path, limits: ReadingLimits | None = None) -> Reading:
    """:func:`read_intake` of a file on disk."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        return Reading(path.name, "", code="unreadable", error=say(
            "“%(name)s” could not be opened: %(why)s.", name=path.name, why=fault.strerror or type(fault).__name__))
    return read_intake(path.name, content, vocabulary=load_vocabulary(settings.CANEVAS_VOCABULARY), limits=limits)
