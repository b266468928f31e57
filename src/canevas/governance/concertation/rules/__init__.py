"""Pure domain of the sessions and their minutes: no Django in here."""
