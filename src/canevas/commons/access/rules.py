"""Who may do what, and where. Roles are readable classes; a permission is a name such as ``MINUTES_IMPORT``.

A role is always held *on a scope*: everything, a body and those below it, a region, or an organisation. A thing of the
registers lies in some scopes (a session: its body, the bodies above it, its region). What no held role grants on one of
these scopes is denied.
"""
from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase


class ScopeKind(StrEnum):
    """What a role may be held on."""

    EVERYTHING = "everything"
    BODY = "body"
    REGION = "region"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Scope:
    """``key`` is the code of a body or an organisation, the P-code of a region; "" for everything."""

    kind: ScopeKind
    key: str = ""


EVERYTHING = Scope(ScopeKind.EVERYTHING)


@dataclass(frozen=True, slots=True)
class Role:
    """A role and what it grants, as patterns over permission names. What no pattern grants is denied.

    ``grants`` hold within the scope that the role is held on. ``shared`` hold whatever that scope is: they are for
    things that lie in no scope (the directory, the policy) or that are one's own (one's files on their way in).
    ``scopes`` are the kinds of scope that the role makes sense on.
    """

    code: str
    label: str
    grants: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    scopes: frozenset[ScopeKind] = frozenset(ScopeKind)

    def allows(self, permission: str) -> bool:
        return _matches(self.grants, permission) or self.shares(permission)

    def shares(self, permission: str) -> bool:
        return _matches(self.shared, permission)


def _matches(patterns: tuple[str, ...], permission: str) -> bool:
    return any(fnmatchcase(permission, pattern) for pattern in patterns)


REFERENCES = ("ORGANISATION_VIEW", "TERRITORY_VIEW", "POLICY_VIEW", "SEARCH_USE", "JOB_VIEW", "BODY_VIEW")
"""What anybody who holds any role may see: names of places, structures and bodies, the policy, one's own work."""
READING = ("MINUTES_VIEW", "ACTION_POINT_VIEW", "RECOMMENDATION_VIEW", "SYNTHESIS_VIEW", "FILE_VIEW", "OUTLINE_VIEW",
           "CALENDAR_VIEW")
_BODIES = frozenset({ScopeKind.EVERYTHING, ScopeKind.BODY, ScopeKind.REGION})

ADMINISTRATOR = Role("administrator", "Administrator", ("*",), scopes=frozenset({ScopeKind.EVERYTHING}))
SECRETARIAT = Role(
    "secretariat", "Secretariat",
    (*READING, "SESSION_*", "MINUTES_*", "DRAFT_VIEW", "ACTION_POINT_*", "RECOMMENDATION_*", "SYNTHESIS_*",
     "ATTENDANCE_*", "RESERVATION_*", "BODY_EDIT", "BODY_LOAD", "OUTLINE_*", "PROPOSAL_*", "ORGANISATION_*",
     "TERRITORY_*", "PERSON_*", "DIRECTORY_LOAD", "POLICY_*", "REMINDER_*", "FILE_*", "STATISTICS_VIEW", "DATA_VIEW",
     "DATA_ADD", "RELEASE_PREPARE"),
    (*REFERENCES, "MINUTES_IMPORT", "PROPOSAL_VIEW", "PROPOSAL_ADD", "FILE_ADD", "API_USE"), _BODIES)
RAPPORTEUR = Role(
    "rapporteur", "Regional rapporteur",
    (*READING, "SESSION_*", "MINUTES_*", "DRAFT_VIEW", "ACTION_POINT_*", "ATTENDANCE_*", "RESERVATION_*",
     "RECOMMENDATION_STATUS", "RECOMMENDATION_EDIT", "SYNTHESIS_AMEND", "STATISTICS_VIEW", "DATA_VIEW", "DATA_ADD",
     "RELEASE_PREPARE"),
    (*REFERENCES, "MINUTES_IMPORT", "PROPOSAL_*", "FILE_ADD", "API_USE"), _BODIES)
FOCAL_POINT = Role(
    "focal_point", "Focal point of an organisation",
    (*READING, "ACTION_POINT_REPORT", "RECOMMENDATION_REPORT", "DATA_VIEW", "DATA_ADD"),
    (*REFERENCES, "FILE_ADD", "API_USE"), frozenset({ScopeKind.ORGANISATION}))
MEMBER = Role(
    "member", "Member", (*READING, "RESERVATION_MAKE", "SYNTHESIS_AMEND", "STATISTICS_VIEW", "DATA_VIEW"),
    (*REFERENCES, "API_USE"))
READER = Role("reader", "Reader", (*READING, "STATISTICS_VIEW", "DATA_VIEW"), (*REFERENCES, "API_USE"))
STATISTICIAN = Role(
    "statistician", "Statistician", (*READING, "STATISTICS_VIEW", "DATA_*", "RELEASE_*"),
    (*REFERENCES, "FILE_ADD", "API_USE"),
    frozenset({ScopeKind.EVERYTHING, ScopeKind.REGION, ScopeKind.ORGANISATION}))
AUDITOR = Role(
    "auditor", "Auditor", (*READING, "DRAFT_VIEW", "JOURNAL_VIEW", "USER_VIEW", "STATISTICS_VIEW", "PROPOSAL_VIEW",
                          "DATA_VIEW"),
    (*REFERENCES, "API_USE"))

ROLES = {role.code: role for role in (
    ADMINISTRATOR, SECRETARIAT, RAPPORTEUR, STATISTICIAN, FOCAL_POINT, MEMBER, READER, AUDITOR)}


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that somebody holds, and on what."""

    role: Role
    scope: Scope


@dataclass(frozen=True, slots=True)
class Reach:
    """How far somebody's permission goes: over everything, or over these bodies, organisations (codes) and regions
    (P-codes).

    ``bodies`` is complete: bodies below a body, of a region, or that an organisation is a member of, are in it.
    ``regions`` is for what belongs to a region and to no body of it.
    """

    everything: bool = False
    bodies: frozenset[str] = field(default_factory=frozenset)
    organisations: frozenset[str] = field(default_factory=frozenset)
    regions: frozenset[str] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return self.everything or bool(self.bodies or self.organisations or self.regions)


def allows(held: Iterable[HeldRole], permission: str, body: str = "", organisations: Collection[str] = (),
           region: str = "", *, bodies_of: Reach | None = None) -> bool:
    """Whether ``held`` grants ``permission`` on a thing of ``body`` that ``organisations`` answer for.

    ``region`` is of a thing that belongs to no body. Without any of the three the thing lies in no scope: only a role
    held on everything, or what a role shares, grants it. ``bodies_of`` is the reach of ``held`` for
    this permission, which alone knows which body lies where.
    """
    for one in held:
        if one.role.shares(permission):
            return True
        if one.scope.kind is ScopeKind.EVERYTHING and one.role.allows(permission):
            return True
    reach = bodies_of or Reach()
    return (reach.everything or bool(body and body in reach.bodies) or bool(region and region in reach.regions)
            or not reach.organisations.isdisjoint(organisations))


def temporary_password(chosen: Callable[[str], str]) -> str:
    """A password to be said on the telephone, of about 55 bits: « badu-lemi-4827-sokare ». ``chosen`` picks one sign of
    some by chance (``secrets.choice``)."""
    def syllables(count: int) -> str:
        return "".join(chosen("bdfgklmnprstvz") + chosen("aeiou") for _place in range(count))
    return "-".join((syllables(2), syllables(2), "".join(chosen("23456789") for _place in range(4)), syllables(3)))


def scopes_granting(held: Iterable[HeldRole], permission: str) -> list[Scope]:
    """The scopes on which ``held`` grants ``permission``."""
    return [one.scope for one in held if one.role.allows(permission)]
