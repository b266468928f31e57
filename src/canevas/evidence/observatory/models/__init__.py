from canevas.evidence.observatory.models.batches import Batch, CellCorrection, Disagreement, RejectedRow
from canevas.evidence.observatory.models.sources import (
    Recipe,
    RecipeVersion,
    SharingAgreement,
    Source,
    SourceFile,
)

__all__ = ["Batch", "CellCorrection", "Disagreement", "Recipe", "RecipeVersion", "RejectedRow", "SharingAgreement",
           "Source", "SourceFile"]
