from canevas.governance.recommendations.queries.sets import (
    challenges_of,
    flat_recommendations_of,
    recommendations_of_sets,
    set_with_key,
)

__all__ = ["challenges_of", "flat_recommendations_of", "recommendations_of_sets", "set_with_key"]
