"""A synthesis is opened, gathered, settled, written, frozen."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canevas.doors.cli.synthesis.naming import (
    SHOWN,
    acting,
    acts_in,
    as_form,
    day_of,
    identifier,
    in_sentences,
    synthesis_named,
    version_of,
)
from canevas.doors.cli.synthesis.told import group_told, synthesis_told, version_told, whole_told
from canevas.governance.concertation.queries.official import sessions_named
from canevas.governance.concertation.queries.visible import bodies, sessions
from canevas.governance.policy.queries import places_whole
from canevas.governance.recommendations.queries.visible import sets
from canevas.governance.syntheses.operations.attaching import attach_group
from canevas.governance.syntheses.operations.continuing import continue_synthesis
from canevas.governance.syntheses.operations.gathering import gather
from canevas.governance.syntheses.operations.grouping import (
    leave_out,
    merge_groups,
    move_members,
    put_back,
    split_group,
)
from canevas.governance.syntheses.operations.opening import freeze_version, open_synthesis, reopen_synthesis
from canevas.governance.syntheses.operations.taking import Placing, join_line, take_group, take_sure_groups
from canevas.governance.syntheses.operations.undoing import write_table
from canevas.governance.syntheses.queries import gathering as gathered
from canevas.governance.syntheses.queries import visible
from canevas.governance.syntheses.queries.reading import table_of
from canevas.governance.syntheses.rules.acts import ActFault, edits_for
from canevas.governance.syntheses.rules.table import Column

Answer = tuple[str, Any]
"""A sentence, and the same for a program."""
STALE = "gone"


def listed(options: dict[str, Any]) -> Answer:
    found = list(visible.syntheses(acting(options["user"])))
    lines = [f"{one.uid}  {one} ({one.get_stage_display()}, {one.get_state_display()})" for one in found]
    return "\n".join(lines) or _("There is no synthesis yet."), [synthesis_told(one) for one in found]


def opened(options: dict[str, Any]) -> Answer:
    by = acting(options["user"])
    body = bodies(by).filter(code=options["body"]).first()
    if body is None:
        raise CommandError(_("The directory has no body with the code “%(code)s”.") % {"code": options["body"]})
    given: dict[str, Any] = {
        "by": by, "title": options["title"], "body_id": body.pk,
        "session_id": meeting_named(by, options["session"]).pk if options["session"] else None,
        "since": day_of(options["since"]) if options["since"] else None}
    with in_sentences():
        found = continue_synthesis(recommendation_set=_set(by, options["continues"]), **given) \
            if options["continues"] else open_synthesis(**given)
    return _("The synthesis is open: %(uid)s") % {"uid": found.uid}, synthesis_told(found)


def meeting_named(by: Any, named: str) -> Any:
    seen = set(sessions(by).values_list("pk", flat=True))
    found = [one for one in sessions_named(named) if one.pk in seen]
    if len(found) != 1:
        raise CommandError(_("There is no meeting, or more than one, “%(name)s”: give its identifier.") % {
            "name": named})
    return found[0]


def _set(by: Any, named: str) -> Any:
    uid = identifier(named)
    rows = sets(by).filter(challenges__isnull=False).distinct()
    found = list((rows.filter(uid=uid) if uid else rows.filter(origin_label__icontains=named))[:SHOWN])
    if len(found) == 1:
        return found[0]
    if not found:
        raise CommandError(_("The register has no table “%(name)s”.") % {"name": named})
    raise CommandError(_("Several tables are called “%(name)s”. Give the identifier of one:\n%(names)s") % {
        "name": named, "names": "\n".join(f"  {one.uid}  {one.origin_label}" for one in found)})


def shown(options: dict[str, Any]) -> Answer:
    by = acting(options["user"])
    synthesis = synthesis_named(by, options["synthesis"])
    version = version_of(by, synthesis, options["number"])
    told = whole_told(synthesis, version, list(visible.versions(by, synthesis)))
    lines = [f"{version} ({synthesis.get_stage_display()}, {synthesis.get_state_display()})"]
    for section in told["table"]:
        lines += ["", section["title"] or section["section"]]
        for row in section["rows"]:
            lines.append(f"  {row['challenge']['text']}")
            lines += [f"    {one['line']}  {one['text']}" for one in (*row["priorities"], *row["strategies"])]
    return "\n".join(lines), told


def gathering(options: dict[str, Any]) -> Answer:
    by = acting(options["user"])
    synthesis = synthesis_named(by, options["synthesis"])
    with in_sentences():
        done = gather(by=by, synthesis=synthesis)
    if not done.count:
        return _("Nothing new was recommended."), {"count": 0, "groups": 0, "joined": 0}
    said = ngettext("%(count)d recommendation came in, in %(groups)d new groups.",
                    "%(count)d recommendations came in, in %(groups)d new groups.", done.count)
    return said % {"count": done.count, "groups": done.groups}, {
        "count": done.count, "groups": done.groups, "joined": done.joined}


def groups(options: dict[str, Any]) -> Answer:
    by = acting(options["user"])
    synthesis = synthesis_named(by, options["synthesis"])
    _version, table = gathered.open_table(synthesis)
    rows = gathered.groups(synthesis).select_related("axis", "subprogramme", "near", "synthesis")
    told = [group_told(one, by, table) for one in rows if options["state"] in ("", one.state)]
    lines = []
    for one in told:
        lines.append(f"{one['group']}. [{one['state']}] {', '.join(one['words'])}")
        lines += [f"     {each['member']}  {each['text']} ({each['from']})" for each in one["members"]]
    return "\n".join(lines) or _("Nothing is gathered yet."), told


def settled(options: dict[str, Any]) -> Answer:
    by = acting(options["user"])
    synthesis = synthesis_named(by, options["synthesis"])
    if options["sure"]:
        with in_sentences():
            taken = take_sure_groups(by=by, synthesis=synthesis)
        return ngettext("%(count)d group is in the table.", "%(count)d groups are in the table.", taken) % {
            "count": taken}, {"taken": taken}
    if not options["acts"]:
        raise CommandError(_("Name the JSON file of what is settled, or --sure."))
    acts = acts_in(options["acts"])
    with transaction.atomic():
        for place, one in enumerate(acts, 1):
            with in_sentences(place):
                SETTLING[one["act"]](by, _group(synthesis, one["group"]), one)
    counts = gathered.counts(synthesis)
    return ngettext("%(count)d group is still to be treated.", "%(count)d groups are still to be treated.",
                    counts["proposed"]) % {"count": counts["proposed"]}, counts


def _group(synthesis: Any, number: Any) -> Any:
    found = gathered.groups(synthesis).select_related("synthesis__body").filter(order=int(number) - 1).first()
    if found is None:
        raise ValidationError(_("There is no group %(number)s in this synthesis.") % {"number": number})
    return found


def _take(by: Any, group: Any, said: dict[str, Any]) -> None:
    """As proposed, but for what ``said`` says otherwise."""
    _version, table = gathered.open_table(group.synthesis)
    proposal = gathered.proposal_for(group, gathered.members_of(group, by), table)
    if proposal is None:
        raise ValidationError(_("Nothing of this group stands any more: leave it out."))
    elsewhere = "section" in said or "row" in said or "block" in said or "challenge" in said
    block = "" if elsewhere or proposal.where == "new" else proposal.where.removeprefix("block:")
    section = str(said.get("section", proposal.section))
    axes = {f"axis {axis.number}": axis.pk for axis, _programme, _part in places_whole()}
    take_group(
        by=by, group=group, axis_id=axes.get(section), **_programme(group, section, said),
        placing=Placing(
            str(said.get("text", proposal.text)), section,
            Column.PRIORITIES if said.get("column") == "priorities" else Column.STRATEGIES,
            row=str(said.get("row", "")), block=str(said.get("block", block)),
            challenge=str(said.get("challenge", "" if block else proposal.challenge)),
            responsible=tuple(said.get("responsible", proposal.responsible.splitlines()))))


def _said_line(by: Any, group: Any, said: dict[str, Any]) -> str:
    """The line that is named, else the one of the table that is said again."""
    _version, table = gathered.open_table(group.synthesis)
    found = gathered.line_said(gathered.members_of(group, by), table)
    return str(said.get("line") or (found[0] if found else ""))


def _programme(group: Any, section: str, said: dict[str, Any]) -> dict[str, int | None]:
    """The programme and sub-programme: as ``said`` names one ("" for none), else as proposed, on the axis of the
    proposal."""
    if "subprogramme" not in said:
        stays = group.axis is None or section == f"axis {group.axis.number}"
        return {"programme_id": group.programme_id if stays else None,
                "subprogramme_id": group.subprogramme_id if stays else None}
    parts = {part.code: part for _axis, _programme, part in places_whole() if part is not None}
    code = str(said["subprogramme"])
    if code and code not in parts:
        raise ValidationError(_("The policy in force has no sub-programme “%(code)s”.") % {"code": code})
    return {"programme_id": parts[code].programme_id if code else None,
            "subprogramme_id": parts[code].pk if code else None}


SETTLING: dict[str, Callable[[Any, Any, dict[str, Any]], object]] = {
    "take": _take, "join": lambda by, group, said: join_line(by=by, group=group),
    "attach": lambda by, group, said: attach_group(by=by, group=group, line=_said_line(by, group, said)),
    "leave-out": lambda by, group, said: leave_out(by=by, group=group, reason=str(said["reason"])),
    "put-back": lambda by, group, said: put_back(by=by, group=group),
    "split": lambda by, group, said: split_group(by=by, group=group, members=list(said["members"])),
    "move": lambda by, group, said: move_members(
        by=by, group=group, members=list(said["members"]), to=_group(group.synthesis, said["to"])),
    "merge": lambda by, group, said: merge_groups(by=by, group=_group(group.synthesis, said["to"]), other=group)}


def written(options: dict[str, Any]) -> Answer:
    """Acts at the table, one after the other, all or none."""
    by = acting(options["user"])
    synthesis = synthesis_named(by, options["synthesis"])
    acts = acts_in(options["acts"])
    with transaction.atomic():
        for place, one in enumerate(acts, 1):
            with in_sentences(place):
                _write(by, synthesis, one)
    version = synthesis.versions.last()
    return ngettext("%(count)d change is written.", "%(count)d changes are written.", len(acts)) % {
        "count": len(acts)}, {"changes": len(acts), "version": version.number, "revision": version.revision}


def _write(by: Any, synthesis: Any, one: dict[str, Any]) -> None:
    version = synthesis.versions.last()
    try:
        edits = edits_for(table_of(version), one["act"], as_form(one))
    except ActFault as fault:
        raise ValidationError(_fault(fault.code)) from fault
    if write_table(by=by, synthesis=synthesis, seen=version.revision, edits=edits) is None:
        raise ValidationError(_fault(STALE))


def _fault(code: str) -> str:
    return {"empty": _("an empty line says nothing; to take a line out, delete it."),
            "edge": _("it stands there already."), "general": _("this table has no general band."),
            }.get(code, _("what it names is no longer in the table."))


def frozen(options: dict[str, Any]) -> Answer:
    by = acting(options["user"])
    synthesis = synthesis_named(by, options["synthesis"])
    with in_sentences():
        version = freeze_version(by=by, synthesis=synthesis, note=options["note"],
                                 seen=synthesis.versions.last().revision)
    if version is None:
        raise CommandError(_("Somebody wrote in the table at this very moment: look at it, then freeze it."))
    said = _("Version %(number)d is frozen (seal %(digest)s).") % {
        "number": version.number, "digest": version.digest[:12]}
    left = gathered.counts(synthesis)["proposed"]
    if left:
        said += " " + ngettext("%(count)d gathered group is still to be treated: it is not in this version.",
                               "%(count)d gathered groups are still to be treated: they are not in this version.",
                               left) % {"count": left}
    return said, {**version_told(version), "groups_left": left}


def reopened(options: dict[str, Any]) -> Answer:
    by = acting(options["user"])
    with in_sentences():
        version = reopen_synthesis(by=by, synthesis=synthesis_named(by, options["synthesis"]),
                                   reason=options["because"])
    return _("Version %(number)d is being written.") % {"number": version.number}, version_told(version)
