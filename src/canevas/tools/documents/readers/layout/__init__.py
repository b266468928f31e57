"""From words on a page to paragraphs and tables: the same for a PDF and for a recognised scan."""
