"""Names of what may be done with backups."""

BACKUP_MAKE = "BACKUP_MAKE"
BACKUP_RESTORE = "BACKUP_RESTORE"
