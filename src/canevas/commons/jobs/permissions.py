JOB_VIEW = "JOB_VIEW"
"""One's own work."""
JOB_VIEW_ALL = "JOB_VIEW_ALL"
"""Everybody's: administrators."""
