"""Bulletins as Word files and PDF. French, because the documents are."""
