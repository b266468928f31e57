"""Spreadsheets, delimited text and JSON read into one neutral shape: sheets of rows. Nothing is understood here."""
