from canevas.commons.audit.models import JournalEntry  # what other rooms annotate a row of the journal with
from canevas.commons.audit.queries.key import JournalUnavailable
from canevas.commons.audit.queries.reading import stories_of, story_of

__all__ = ["JournalEntry", "JournalUnavailable", "stories_of", "story_of"]
