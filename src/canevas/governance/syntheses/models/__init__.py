from canevas.governance.syntheses.models.amendments import Amendment, AmendmentKind, AmendmentState, Copy
from canevas.governance.syntheses.models.gathering import Gathered, GatheredGroup, GroupState
from canevas.governance.syntheses.models.publication import Publication
from canevas.governance.syntheses.models.stages import (
    OutcomeChoices,
    ReservationState,
    StageDecision,
    StageReservation,
)
from canevas.governance.syntheses.models.synthesis import StageChoices, StateChoices, Synthesis, Version

__all__ = [
    "Amendment", "AmendmentKind", "AmendmentState", "Copy", "Gathered", "GatheredGroup", "GroupState", "OutcomeChoices",
    "Publication", "ReservationState", "StageChoices", "StageDecision", "StageReservation", "StateChoices", "Synthesis",
    "Version",
]
