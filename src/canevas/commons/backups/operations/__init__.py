"""Every write of backups."""
from __future__ import annotations

from canevas.commons.backups.operations.loading import load_backup
from canevas.commons.backups.operations.making import MadeBackup, make_backup
from canevas.commons.backups.operations.switching import Target, make_staging_schema, switch_to, target_of
from canevas.commons.backups.operations.unpacking import Unpacked, unpack

__all__ = ["MadeBackup", "Target", "Unpacked", "load_backup", "make_backup", "make_staging_schema", "switch_to",
           "target_of", "unpack"]
