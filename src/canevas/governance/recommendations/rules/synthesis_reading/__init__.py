"""Reads the synthesis table of a document: challenges, priorities, recommended strategies, regions and actors.

``tables`` finds the table and what each column holds (``columns``, ``bands``), ``rows`` puts cut and merged rows
together, ``items`` and ``run_together`` part the strategies of a cell, ``concerned`` and ``names`` tell regions from
actors.
"""
from __future__ import annotations

from canevas.governance.recommendations.rules.synthesis import SynthesisSection
from canevas.governance.recommendations.rules.synthesis_reading.rows import assemble
from canevas.governance.recommendations.rules.synthesis_reading.tables import find_synthesis
from canevas.tools.documents.nodes import Document
from canevas.tools.vocabulary import Vocabulary

__all__ = ["read_synthesis", "synthesis_nodes"]


def read_synthesis(document: Document, vocabulary: Vocabulary) -> list[SynthesisSection]:
    """The sections of the synthesis in the order of the document; empty where there is none."""
    return assemble(find_synthesis(document).entries, vocabulary)


def synthesis_nodes(document: Document) -> set[str]:
    """Ids of all nodes that the synthesis took: its tables, their rows, cells and texts, and the bands and titles of it
    that stand as paragraphs. Whoever reads the rest of the document leaves these out."""
    return find_synthesis(document).nodes
