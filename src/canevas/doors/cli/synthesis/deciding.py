"""A synthesis goes out as Word, copies come back, amendments are decided, stages decide."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canevas.commons.directory.queries import organisation_by_code
from canevas.doors.cli.synthesis.naming import (
    acting,
    acts_in,
    as_form,
    base_of,
    day_of,
    identifier,
    in_sentences,
    json_in,
    synthesis_named,
    version_of,
)
from canevas.doors.cli.synthesis.preparing import Answer, meeting_named
from canevas.doors.cli.synthesis.told import (
    amendments_told,
    decision_told,
    reservation_told,
    synthesis_told,
    version_told,
)
from canevas.doors.cli.whole_files import write_at_once
from canevas.governance.syntheses.operations.amending import apply_amendments, decide_amendment
from canevas.governance.syntheses.operations.copies import Brought, in_words, take_copies
from canevas.governance.syntheses.operations.deciding import AskedReservation, decide_stage, discharge_reservation
from canevas.governance.syntheses.operations.proposing import settle_conflict, take_back_decisions
from canevas.governance.syntheses.queries import reading
from canevas.governance.syntheses.queries.copies import whose_file
from canevas.governance.syntheses.queries.files import version_word
from canevas.governance.syntheses.queries.reading import table_of
from canevas.governance.syntheses.queries.screens import Screen, screens_of
from canevas.governance.syntheses.queries.sheet import reservations_of, waiting_on
from canevas.governance.syntheses.rules.acts import ActFault
from canevas.governance.syntheses.rules.modifying import modified
from canevas.governance.syntheses.rules.stages import Outcome
from canevas.governance.syntheses.rules.table import edit_from_json
from canevas.tools.documents.limits import Source
from canevas.tools.documents.writing.sandbox import TemplateFault


def word(options: dict[str, Any]) -> Answer:
    """The Word file of a version, with its identifiers and its seal."""
    by = acting(options["user"])
    version = version_of(by, synthesis_named(by, options["synthesis"]), options["number"])
    try:
        file = version_word(version)
    except TemplateFault as fault:
        raise CommandError(str(fault)) from fault
    out = options["out"] or Path(file.name)
    path = out / file.name if out.is_dir() else out
    try:
        write_at_once(path, file.content)
    except OSError as fault:
        raise CommandError(_("“%(path)s” cannot be written: %(why)s. Choose another folder with --out.") % {
            "path": path, "why": fault.strerror}) from fault
    return _("Written: %(path)s") % {"path": path}, {"path": str(path), **version_told(version)}


def copies(options: dict[str, Any]) -> Answer:
    by = acting(options["user"])
    synthesis = synthesis_named(by, options["synthesis"])
    chosen = _organisation(options["organisation"])
    with in_sentences():
        taken = take_copies(by=by, synthesis=synthesis, replaces=options["replaces"],
                            files=_brought(options["files"], chosen))
    told = [{"file": one.name, "sentence": in_words(one), "organisation": one.copy.organisation.code
             if one.copy and one.copy.organisation else "",
             **{name: value for name, value in asdict(_bare(one)).items() if name not in ("name", "message")}}
            for one in taken]
    return "\n".join(f"{one['file']}: {one['sentence']}" for one in told), told


def _bare(one: Any) -> Any:
    """Without the rows of the database, which JSON does not carry."""
    return type(one)(**{name: getattr(one, name) for name in one.__slots__ if name not in ("copy", "earlier")})


def _brought(paths: list[Path], chosen: int | None) -> Iterator[Brought]:
    for path in paths:
        try:
            source = Source(path.read_bytes(), path.name)
        except OSError as fault:
            raise CommandError(_("“%(path)s” cannot be read: %(why)s. Check the name and the folder.") % {
                "path": path, "why": fault.strerror}) from fault
        yield Brought(source.name, source.content, chosen or whose_file(source))


def _organisation(code: str) -> int | None:
    found = organisation_by_code(code) if code else None
    if code and found is None:
        raise CommandError(_("The directory has no organisation with the code “%(code)s”.") % {"code": code})
    return found.pk if found else None


def amendments(options: dict[str, Any]) -> Answer:
    by = acting(options["user"])
    synthesis = synthesis_named(by, options["synthesis"])
    told = amendments_told(version_of(by, synthesis, options["number"]) if options["number"] else base_of(synthesis))
    lines = []
    for one in told:
        place = f"{one['section']} {one['row']} {one['column']} {one['line']}"
        against = f" ⇄ {', '.join(map(str, one['conflicts']))}" if one["conflicts"] else ""
        lines.append(f"{one['amendment']}. [{one['state']}] {one['kind']}, {place}{against}: "
                     f"« {one['before']} » → « {one['after']} » ({one['author']})")
    return "\n".join(lines) or _("Nobody proposed anything yet."), told


def decided(options: dict[str, Any]) -> Answer:
    """Decisions on amendments, all or none. Accepting one of a conflict rejects the others, as on the projected
    screen; ``also`` keeps them."""
    by = acting(options["user"])
    synthesis = synthesis_named(by, options["synthesis"])
    version = base_of(synthesis)
    acts = acts_in(options["acts"]) if options["acts"] else []
    with transaction.atomic():
        for place, one in enumerate(acts, 1):
            with in_sentences(place):
                _decide(by, version, one)
        if options["accept_rest"]:
            with in_sentences():
                _accept_rest(by, version)
    waiting = sum(not screen.is_decided for screen in screens_of(version))
    return ngettext("%(count)d amendment or conflict is still to be decided.",
                    "%(count)d amendments or conflicts are still to be decided.", waiting) % {
        "count": waiting}, {"waiting": waiting}


def _decide(by: Any, version: Any, said: dict[str, Any]) -> None:
    number = int(said["amendment"])
    screen = next((one for one in screens_of(version) if any(each.number == number for each in one.amendments)), None)
    if screen is None:
        raise ValidationError(_("There is no amendment %(number)d to be decided.") % {"number": number})
    chosen = next(one for one in screen.amendments if one.number == number)
    note, verb = str(said.get("note", "")), said["decision"]
    match verb:
        case "reject":
            decide_amendment(by=by, amendment=chosen, state="rejected", note=note)
        case "take-back":
            take_back_decisions(by=by, amendments=screen.amendments)
        case "accept" | "modify":
            edit = _modified(version, chosen, said) if verb == "modify" else None
            settle_conflict(by=by, chosen=chosen, note=note, edit=edit, state="modified" if edit else "accepted",
                            others=[] if said.get("also") else _others(screen, chosen))
        case _:
            raise ValidationError(_("“%(verb)s” is no decision: accept, modify, reject or take-back.") % {
                "verb": verb})


def _others(screen: Screen, chosen: Any) -> list[Any]:
    return [one for one in screen.amendments if one.pk != chosen.pk]


def _modified(version: Any, chosen: Any, said: dict[str, Any]) -> Any:
    try:
        return modified(table_of(version), edit_from_json(chosen.edit) if chosen.edit else None, as_form(said))
    except ActFault as fault:
        raise ValidationError({
            "empty": _("write the words that are accepted."),
            "edge": _("these are the words of the version: to keep them, reject the amendment."),
            "several": _("that is more than one change: accept one of them, and propose the other."),
        }.get(fault.code, _("name the line of the version that these words go to (“line”)."))) from fault


def _accept_rest(by: Any, version: Any) -> None:
    """Accept what nobody decided yet, stands in no conflict and has its place; what several ask for alike is one."""
    for screen in screens_of(version):
        [first, *others] = screen.amendments
        if (others and not screen.is_same) or not first.edit or any(
                one.state != "proposed" for one in screen.amendments):
            continue
        settle_conflict(by=by, chosen=first, others=others, state="accepted")


def applied(options: dict[str, Any]) -> Answer:
    by = acting(options["user"])
    with in_sentences():
        version = apply_amendments(by=by, synthesis=synthesis_named(by, options["synthesis"]), note=options["note"])
    return _("Version %(number)d is made, with the amendments that were accepted (seal %(digest)s).") % {
        "number": version.number, "digest": version.digest[:12]}, version_told(version)


def staged(options: dict[str, Any]) -> Answer:
    """The decision of the stage that the synthesis stands at."""
    by = acting(options["user"])
    synthesis = synthesis_named(by, options["synthesis"])
    said = json_in(options["details"]) if options["details"] else {}
    if not isinstance(said, dict):
        raise CommandError(_("“%(path)s” has to be an object with “lines” and “reservations”.") % {
            "path": options["details"]})
    session = meeting_named(by, options["session"]) if options["session"] else None
    waiting = 0 if (base := reading.base_of_amendments(synthesis)) is None else waiting_on(base)
    with in_sentences():
        decision = decide_stage(
            by=by, synthesis=synthesis, outcome=Outcome(options["outcome"]), day=day_of(options["day"]),
            note=options["note"], session_id=session.pk if session else None,
            lines={str(one["line"]): (_outcome(one["outcome"]), str(one.get("note", "")))
                   for one in said.get("lines", ())},
            reservations=[AskedReservation(str(one["text"]), str(one.get("who", "")),
                                           _organisation(str(one.get("organisation", ""))), str(one.get("line", "")))
                          for one in said.get("reservations", ())])
    synthesis.refresh_from_db()
    said = _("%(decision)s. The synthesis stands at: %(stage)s, %(state)s.") % {
        "decision": decision, "stage": synthesis.get_stage_display(), "state": synthesis.get_state_display()}
    if waiting:
        said += " " + ngettext("%(count)d amendment was not decided: it stays with that version.",
                               "%(count)d amendments were not decided: they stay with that version.", waiting) % {
            "count": waiting}
    return said, {
        "decision": decision_told(decision), "undecided": waiting, **synthesis_told(synthesis),
        "reservations": [reservation_told(one) for one in reservations_of(synthesis)]}


def _outcome(value: object) -> Outcome:
    try:
        return Outcome(str(value))
    except ValueError as fault:
        raise ValidationError(_("“%(value)s” is no decision: %(choices)s.") % {
            "value": value, "choices": ", ".join(Outcome)}) from fault


def discharged(options: dict[str, Any]) -> Answer:
    by = acting(options["user"])
    synthesis = synthesis_named(by, options["synthesis"])
    uid = identifier(options["reservation"])
    found = next((one for one in reservations_of(synthesis) if one.uid == uid), None)
    if found is None:
        raise CommandError(_("This synthesis has no reservation “%(uid)s”.") % {"uid": options["reservation"]})
    with in_sentences():
        row = discharge_reservation(by=by, reservation=found, answer=options["because"],
                                    version=version_of(by, synthesis, options["integrated_in"])
                                    if options["integrated_in"] else None)
    return _("The reservation is settled."), reservation_told(row)
