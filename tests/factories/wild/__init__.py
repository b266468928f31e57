"""Spreadsheets of the field in layouts of every kind, each with the truth about it; all their figures are invented."""
