"""The journal of the meetings, told in sentences (``story.py`` of each room has them)."""
from canevas.commons.audit.sentences import told

__all__ = ["told"]
