"""What eight regions said alike: groups, the axis each belongs to, what was said before. Proposals; a person decides.

No model to download: stems, the synonyms of the country's vocabulary, rarity, average linkage. Deterministic. Scores
and confidences are from 0 to 1; how they were measured stands in ``docs/decisions`` and ``benchmarks/grouping.py``.
"""
from canevas.governance.recommendations.rules.federating.axes import AxisProposal, propose_axis
from canevas.governance.recommendations.rules.federating.grouping import group, similar
from canevas.governance.recommendations.rules.federating.items import (
    Earlier,
    Group,
    Item,
    Match,
    Pair,
    Repeat,
    SharedWords,
)
from canevas.governance.recommendations.rules.federating.repeats import repeats

__all__ = ["AxisProposal", "Earlier", "Group", "Item", "Match", "Pair", "Repeat", "SharedWords", "group",
           "propose_axis", "repeats", "similar"]
