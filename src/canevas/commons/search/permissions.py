"""What the search asks of a role. Whoever sees the minutes of a body finds all that its meetings said and left."""
SEARCH_USE = "SEARCH_USE"
SEEN = "MINUTES_VIEW"
DRAFTS = "DRAFT_VIEW"
