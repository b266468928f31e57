"""Pure domain of backups: no Django in here."""
from __future__ import annotations
