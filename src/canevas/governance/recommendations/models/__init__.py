from canevas.governance.recommendations.models.implementation import Evidence, Milestone, ProgressReport, Target
from canevas.governance.recommendations.models.lineage import LineageEdge
from canevas.governance.recommendations.models.register import (
    UNFINISHED,
    Challenge,
    Priority,
    Recommendation,
    RecommendationSet,
    Responsibility,
    SynthesisRow,
)

__all__ = [
    "UNFINISHED", "Challenge", "Evidence", "LineageEdge", "Milestone", "Priority", "ProgressReport", "Recommendation",
    "RecommendationSet", "Responsibility", "SynthesisRow", "Target",
]
