from canevas.governance.concertation.models.bodies import Body
from canevas.governance.concertation.models.followup import (
    ActionPoint,
    ActionResponsible,
    Contribution,
    Decision,
    PlaceMention,
    PolicyMention,
)
from canevas.governance.concertation.models.intake import Intake, IntakeLine, IntakeStep
from canevas.governance.concertation.models.outline_template import OutlineTemplate
from canevas.governance.concertation.models.sessions import (
    AgendaItem,
    Attendance,
    DiscussionPoint,
    Minutes,
    RelatedSession,
    Session,
)

__all__ = [
    "ActionPoint", "ActionResponsible", "AgendaItem", "Attendance", "Body", "Contribution", "Decision",
    "DiscussionPoint", "Intake", "IntakeLine", "IntakeStep", "Minutes",
    "OutlineTemplate", "PlaceMention", "PolicyMention",
    "RelatedSession", "Session",
]
