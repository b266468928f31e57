"""The catalogue of the observatory: sources, what was added when, recipes, releases."""
