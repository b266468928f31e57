"""Writes documents: Word files from a template that a person edits in Word, PDF through typst."""
