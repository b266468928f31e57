from tests.governance.concertation.meetings.conftest import body, held, members, planned, soon

__all__ = ["body", "held", "members", "planned", "soon"]
