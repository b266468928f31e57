"""PDF with a text layer: words and drawn lines through pdfium, structure through ``readers.layout``."""
