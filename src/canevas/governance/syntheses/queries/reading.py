"""One synthesis and its tables."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from canevas.governance.syntheses.models import Synthesis, Version
from canevas.governance.syntheses.queries import visible
from canevas.governance.syntheses.rules.table import Table, table_from_json


def synthesis_with_uid(uid: UUID, user: Any) -> Synthesis | None:
    return visible.syntheses(user).filter(uid=uid).first()


def version_numbered(synthesis: Synthesis, number: int, user: Any) -> Version | None:
    return visible.versions(user, synthesis).filter(number=number).first()


def last_version(synthesis: Synthesis, user: Any) -> Version | None:
    """The newest version that ``user`` sees."""
    return visible.versions(user, synthesis).last()


def base_of_amendments(synthesis: Synthesis) -> Version | None:
    """The frozen version that amendments are proposed to: the last one."""
    return synthesis.versions.exclude(frozen_at=None).last()


def table_of(version: Version) -> Table:
    return table_from_json(version.content)
