from canevas.evidence.observatory.models.batches import (
    Batch,
    CellCorrection,
    Disagreement,
    KeptAnomaly,
    RejectedRow,
)
from canevas.evidence.observatory.models.points import FlowPoint, WatchPeriod
from canevas.evidence.observatory.models.releases import Release
from canevas.evidence.observatory.models.sources import (
    Recipe,
    RecipeVersion,
    SharingAgreement,
    Source,
    SourceFile,
)
from canevas.evidence.observatory.models.tellings import Telling
from canevas.evidence.observatory.models.workbench import Workbench

__all__ = ["Batch", "CellCorrection", "Disagreement", "FlowPoint", "KeptAnomaly", "Recipe", "RecipeVersion",
           "RejectedRow", "Release", "SharingAgreement", "Source", "SourceFile", "Telling", "WatchPeriod", "Workbench"]
