"""What changed of a body, its members, its quorum and its outline, as its journal rows keep it, in the words of the
screen."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.audit.sentences import shortened
from canevas.commons.design.formats import medium_date
from canevas.commons.directory.queries import regions
from canevas.governance.concertation.models import Body, BodyMember, QuorumRule

_KINDS, _ROLES, _RULES = dict(Body.Kind.choices), dict(BodyMember.Role.choices), dict(QuorumRule.choices)
_FACTS: dict[str, str | Promise] = {
    "name": gettext_lazy("name"), "short_name": gettext_lazy("short name"), "kind": gettext_lazy("kind"),
    "parent_id": gettext_lazy("body above"), "region_id": gettext_lazy("region"),
    "aliases": gettext_lazy("other names"), "valid_from": gettext_lazy("valid from"), "role": gettext_lazy("role"),
    "person": gettext_lazy("person"), "from": gettext_lazy("from"), "to": gettext_lazy("to")}


def body_edited(entry: Any) -> str:
    before, after = entry.details.get("before") or {}, entry.details.get("after") or {}
    return _("corrected the body “%(label)s”: %(changes)s.") % {
        "label": shortened(entry.object_label), "changes": _changes(before, after)}


def quorum_set(entry: Any) -> str:
    return _("chose the quorum of “%(label)s”: %(after)s (before: %(before)s).") % {
        "label": shortened(entry.object_label), "after": _rule(entry.details.get("after")),
        "before": _rule(entry.details.get("before"))}


def member_changed(entry: Any) -> str:
    before = entry.details.get("before") or {}
    after = {name: entry.details.get(name, "") for name in ("role", "person", "from", "to")}
    return _("changed a member of “%(label)s”: %(name)s (%(changes)s).") % {
        "label": shortened(entry.object_label), "name": entry.details.get("name", ""),
        "changes": _changes(before, after)}


def body_closed(entry: Any) -> str:
    return _("closed the body “%(label)s” from %(day)s on.") % {
        "label": shortened(entry.object_label), "day": _said("valid_from", entry.details.get("day"))}


def outline_saved(entry: Any) -> str:
    """Which sections came, which went; where neither did, their order."""
    label = shortened(entry.object_label)
    after = _sections(entry.details.get("after"))
    if not entry.details.get("before"):
        return _("gave “%(label)s” a canevas of its own: %(sections)s.") % {
            "label": label, "sections": _quoted(after)}
    before = _sections(entry.details["before"])
    told = []
    if more := [one for one in after if one not in before]:
        told.append(_("added %(sections)s") % {"sections": _quoted(more)})
    if gone := [one for one in before if one not in after]:
        told.append(_("removed %(sections)s") % {"sections": _quoted(gone)})
    if [one for one in before if one in after] != [one for one in after if one in before]:
        told.append(_("now in this order: %(sections)s") % {"sections": _quoted(after)})
    if not told:
        return _("saved the canevas of “%(label)s” again, as it was.") % {"label": label}
    return _("changed the canevas of “%(label)s”: %(changes)s.") % {"label": label, "changes": "\u00a0; ".join(told)}


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """« nom : A → B, région : – → Tahoua »: each fact that is no longer the same."""
    return ", ".join(f"{_FACTS.get(name, name)}\u00a0: {_said(name, before.get(name))} → {_said(name, value)}"
                     for name, value in sorted(after.items(), key=_place) if before.get(name) != value)


def _place(fact: tuple[str, Any]) -> int:
    """One order whatever the engine keeps them in."""
    return list(_FACTS).index(fact[0]) if fact[0] in _FACTS else len(_FACTS)


def _said(name: str, value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if name in ("valid_from", "from", "to"):
        return medium_date(date.fromisoformat(value))
    if name == "parent_id":
        return str(Body.objects.filter(pk=value).first() or "–")
    if name == "region_id":
        return next((str(one) for one in regions() if one.pk == value), "–")
    if isinstance(value, list):
        return "\u00a0; ".join(map(str, value))
    return str({"kind": _KINDS, "role": _ROLES}.get(name, {}).get(value) or shortened(str(value)))


def _rule(said: Any) -> str:
    rule, value = said if isinstance(said, list) and len(said) == 2 else ("", None)
    if not rule:
        return _("as in the body above")
    if rule == QuorumRule.SHARE:
        return _("%(value)s %% of the members") % {"value": value}
    return _("%(value)s members") % {"value": value} if rule == QuorumRule.NUMBER else str(_RULES.get(rule, rule))


def _sections(rows: Sequence[Mapping[str, str]] | None) -> list[str]:
    return [row.get("title") or _("Points of the day") for row in rows or ()]


def _quoted(titles: Sequence[str]) -> str:
    return ", ".join(_("“%(title)s”") % {"title": shortened(title)} for title in titles)
