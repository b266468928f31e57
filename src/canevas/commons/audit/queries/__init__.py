from canevas.commons.audit.models import JournalEntry  # what other rooms annotate a row of the journal with
from canevas.commons.audit.queries.key import JournalUnavailable
from canevas.commons.audit.queries.reading import last_told, stories_of, story_of
from canevas.commons.audit.queries.verifying import (
    Verified,
    current_anchor,
    may_change_rows,
    number_at,
    verify_journal,
)

__all__ = ["JournalEntry", "JournalUnavailable", "Verified", "current_anchor", "last_told", "may_change_rows",
           "number_at", "stories_of", "story_of", "verify_journal"]
