"""Scans and photographs, through tesseract where it is installed."""
