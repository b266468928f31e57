"""Pure domain of the observatory: no Django in here."""
