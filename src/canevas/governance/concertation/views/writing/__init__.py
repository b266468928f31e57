"""Minutes being typed: the page, what browsers send, the plain form, earlier texts, what came out of an item."""
