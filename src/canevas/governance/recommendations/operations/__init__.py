from canevas.governance.recommendations.operations.followup import (
    change_recommendation_status,
    undo_recommendation_status,
    undoable_status,
)
from canevas.governance.recommendations.operations.writing import write_recommendation_set

__all__ = ["change_recommendation_status", "undo_recommendation_status", "undoable_status", "write_recommendation_set"]
