"""Two roles on PostgreSQL: the owner, who prepares the tables; the application's, which only adds to the journal."""
from __future__ import annotations

import re

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_SCHEMA = "public"


def grant_statements(*, role: str, database: str) -> list[str]:
    """What the owner of the tables runs once, and after every upgrade: SQL that may be repeated.

    ``role`` may read and write every table, but of the journal only read and add, and move its head on (the trigger
    lets it go forward only). It owns nothing, so it cannot take a trigger off. Raises ``ValueError`` for a name that is
    none.
    """
    if not _NAME.fullmatch(role):
        raise ValueError(role)
    base = '"' + database.replace('"', '""') + '"'
    return [
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role} LOGIN;"
        " END IF; END $$",
        f"GRANT CONNECT, TEMPORARY ON DATABASE {base} TO {role}",
        f"GRANT USAGE ON SCHEMA {_SCHEMA} TO {role}",
        f"REVOKE CREATE ON SCHEMA {_SCHEMA} FROM PUBLIC",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {_SCHEMA} TO {role}",
        f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA {_SCHEMA} TO {role}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {_SCHEMA} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {_SCHEMA} GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO {role}",
        f"REVOKE ALL ON audit_journalentry, audit_journalhead FROM {role}, PUBLIC",
        f"GRANT SELECT, INSERT ON audit_journalentry TO {role}",
        f"GRANT SELECT, UPDATE ON audit_journalhead TO {role}",
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
    ]
