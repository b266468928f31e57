"""OpenDocument text (LibreOffice), read straight from its XML."""
