from canevas.governance.recommendations.queries.sets import (
    challenges_of,
    flat_recommendations_of,
    recommendations_of_sets,
    set_with_key,
    sets_without_session,
)
from canevas.governance.recommendations.queries.synthesis import Band, followed_in, grouped_by_addressee, synthesis_of
from canevas.governance.recommendations.queries.visible import sees_set

__all__ = ["Band", "challenges_of", "flat_recommendations_of", "followed_in", "grouped_by_addressee",
           "recommendations_of_sets", "sees_set", "set_with_key", "sets_without_session", "synthesis_of"]
