"""One reader a format; each takes a source and gives a document, or refuses it."""
