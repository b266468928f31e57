"""Statistical disclosure control: which cells of a table may be shown, to whom."""
