"""Pure domain of syntheses: no Django in here."""
