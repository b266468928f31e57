"""Files in and out: one neutral tree of nodes from DOCX, PDF, ODT, HTML and text; DOCX and PDF written."""
