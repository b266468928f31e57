"""Pure domain of the recommendations: no Django in here."""
