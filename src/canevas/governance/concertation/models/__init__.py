from canevas.governance.concertation.models.adoption import Adoption, Reservation
from canevas.governance.concertation.models.bodies import Body, BodyMember, Outline, QuorumRule
from canevas.governance.concertation.models.followup import (
    UNFINISHED,
    ActionPoint,
    ActionProgress,
    ActionResponsible,
    ActionReview,
    Contribution,
    Decision,
    PlaceMention,
    PolicyMention,
)
from canevas.governance.concertation.models.intake import Intake, IntakeLine, IntakeStep
from canevas.governance.concertation.models.inviting import Invitation, InvitationSent
from canevas.governance.concertation.models.organisation_sheet import OrganisationSheet
from canevas.governance.concertation.models.outline_template import OutlineTemplate
from canevas.governance.concertation.models.outreach import CalendarFeed, Reminder, ReminderOptOut, ReminderPlan
from canevas.governance.concertation.models.sessions import (
    AgendaItem,
    Attendance,
    DiscussionPoint,
    Minutes,
    RelatedSession,
    Session,
    SessionDocument,
    SessionMove,
    SessionState,
    StageChoices,
)
from canevas.governance.concertation.models.writing import ItemRevision

__all__ = [
    "UNFINISHED",
    "ActionPoint",
    "ActionProgress",
    "ActionResponsible",
    "ActionReview",
    "Adoption",
    "AgendaItem",
    "Attendance",
    "Body",
    "BodyMember",
    "CalendarFeed",
    "Contribution",
    "Decision",
    "DiscussionPoint",
    "Intake",
    "IntakeLine",
    "IntakeStep",
    "Invitation",
    "InvitationSent",
    "ItemRevision",
    "Minutes",
    "OrganisationSheet",
    "Outline",
    "OutlineTemplate",
    "PlaceMention",
    "PolicyMention",
    "QuorumRule",
    "RelatedSession",
    "Reminder",
    "ReminderOptOut",
    "ReminderPlan",
    "Reservation",
    "Session",
    "SessionDocument",
    "SessionMove",
    "SessionState",
    "StageChoices",
]
