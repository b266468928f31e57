"""Who may do what. Roles are readable classes; a permission is a name such as ``MINUTES_IMPORT``."""
from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class Role:
    """A role and what it grants, as patterns over permission names. What no pattern grants is denied."""

    code: str
    label: str
    grants: tuple[str, ...]

    def allows(self, permission: str) -> bool:
        return any(fnmatchcase(permission, pattern) for pattern in self.grants)


ADMINISTRATOR = Role("administrator", "Administrator", ("*",))
SECRETARIAT = Role("secretariat", "Secretariat", ("*",))
RAPPORTEUR = Role("rapporteur", "Rapporteur",
                  ("*_VIEW", "MINUTES_*", "ACTION_POINT_*", "PROPOSAL_*", "FILE_*", "JOB_*"))
READER = Role("reader", "Reader", ("*_VIEW",))

ROLES = {role.code: role for role in (ADMINISTRATOR, SECRETARIAT, RAPPORTEUR, READER)}


def allows(role: str, permission: str) -> bool:
    """Whether the role called ``role`` grants ``permission``; an unknown role grants nothing."""
    return role in ROLES and ROLES[role].allows(permission)
