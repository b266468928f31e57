from canevas.evidence.observatory.queries.figures import Answer, Origin, cell_sources, figures
from canevas.evidence.observatory.queries.store import holding, path_of
from canevas.evidence.observatory.queries.visible import (
    answered_for,
    batches,
    may_on,
    source_seen_by,
    sources,
    terms,
    uses_file,
    whole_sources,
)

__all__ = ["Answer", "Origin", "answered_for", "batches", "cell_sources", "figures", "holding", "may_on", "path_of",
           "source_seen_by", "sources", "terms", "uses_file", "whole_sources"]
