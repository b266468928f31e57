"""Rows of the registers as plain values, in the shapes of ``shapes``."""
from __future__ import annotations

from typing import Any

Value = dict[str, Any]


def named(entry: Any) -> Value | None:
    """An organisation or a territory."""
    if entry is None:
        return None
    return {"code": getattr(entry, "code", None) or entry.pcode, "name": entry.name}


def body(row: Any) -> Value:
    return {"code": row.code, "name": row.name, "short_name": row.short_name, "kind": row.kind,
            "parent": row.parent.code if row.parent_id else None, "region": row.region.pcode if row.region_id else None}


def member(row: Any) -> Value:
    return {"uid": row.uid, "organisation": named(row.organisation), "role": row.role, "person": row.person,
            "starts_on": row.starts_on, "ends_on": row.ends_on}


def session(row: Any) -> Value:
    return {name: getattr(row, name) for name in (
        "uid", "number", "stage", "state", "date", "place", "chairs", "signatory", "changed_at",
    )} | {"body": row.body.code, "start": _hour(row.start), "end": _hour(row.end)}


def _hour(value: Any) -> str | None:
    return None if value is None else f"{value:%H:%M}"


def item(row: Any) -> Value:
    return {"uid": row.uid, "number": row.number, "title": row.title or row.treated_title, "kind": row.kind,
            "revision": row.revision}


def present(row: Any) -> Value:
    return {"id": row.pk, "verbatim": row.verbatim, "organisation": named(row.organisation), "person": row.person,
            "function": row.function, "status": row.status, "arrived_at": _hour(row.arrived_at),
            "replaced_by": row.replaced_by, "revision": row.revision}


def version(row: Any) -> Value:
    return {"version": row.version, "confirmed_at": row.confirmed_at, "file": row.file.uid if row.file_id else None}


def reservation(row: Any) -> Value:
    return {"uid": row.uid, "organisation": named(row.organisation), "person": row.person, "passage": row.passage,
            "text": row.text, "state": row.state, "reason": row.reason}


def adoption(row: Any) -> Value:
    return {"uid": row.uid, "day": row.day, "with_reservations": row.with_reservations, "final_on": row.final_on,
            "reservations": [reservation(one) for one in row.reservations.select_related("organisation")]}


def moved(row: Any) -> Value:
    return {name: getattr(row, name) for name in ("move", "before", "after", "reason", "day", "at")}


def block(row: Any) -> Value:
    return {"uid": row.uid, "form": row.form, "text": row.text, "level": row.level,
            "cells": [list(one) for one in row.cells]}


def who(row: Any) -> Value:
    return {"verbatim": row.verbatim, "part": row.part, "organisation": named(row.organisation),
            "territory": named(row.territory), "quantifier": row.quantifier}


def action(row: Any) -> Value:
    return {name: getattr(row, name) for name in (
        "uid", "text", "deadline_text", "deadline_kind", "due_on", "status", "done_on", "revision", "changed_at",
    )} | {"session": row.session.uid, "body": row.session.body.code, "item": row.item.uid if row.item_id else None,
          "responsibles": [who(one) for one in row.responsibles.all()], "is_late": row.is_late(),
          "withdrawn": row.withdrawn_at is not None}


def report(row: Any) -> Value:
    return {"uid": row.uid, "status": row.status, "note": row.note, "evidence_url": row.evidence_url,
            "evidence": row.evidence.uid if row.evidence_id else None, "organisation": named(row.organisation),
            "by": str(row.by), "at": row.at}


def decision(row: Any) -> Value:
    return {"uid": row.uid, "session": row.session.uid, "text": row.text, "outcome": row.outcome, "stage": row.stage,
            "is_main": row.is_main}


def contribution(row: Any) -> Value:
    return {"uid": row.uid, "session": row.session.uid, "text": row.text}


def recommendation(row: Any) -> Value:
    return {name: getattr(row, name) for name in (
        "uid", "text", "addressee", "addressee_kind", "deadline_text", "status", "changed_at",
    )} | {"set": row.set.uid, "axis": row.axis.number if row.axis_id else None,
          "responsibilities": [who(one) for one in row.responsibilities.all()],
          "withdrawn": row.withdrawn_at is not None}


def implementation(row: Any, told: Any) -> Value:
    """``told`` is a ``Progress``."""
    return {"status": row.status, "percent": told.percent, "late_days": told.late.days if told.late else None,
            "late_for": told.late.what if told.late else "",
            "reports": [implementation_report(one) for one in told.reports],
            "milestones": [{name: getattr(one, name) for name in ("uid", "label", "due", "reached")}
                           for one in told.milestones],
            "indicators": [{name: getattr(one.target, name) for name in (
                "uid", "indicator", "unit", "baseline", "target", "value", "value_day")} for one in told.targets]}


def implementation_report(row: Any) -> Value:
    return {name: getattr(row, name) for name in ("uid", "day", "status", "percent", "text")} | {
        "organisation": named(row.organisation), "by": str(row.by), "evidence": [
            {"label": one.label, "link": one.link, "file": one.file.uid if one.file_id else None}
            for one in row.evidence.all()]}


def lineage(row: Any, whole: Any) -> Value:
    """``whole`` is a ``Lineage``: what its reader sees, and nothing else."""
    return {"uid": row.uid, "is_cut": whole.is_cut, "lines": [
        {"uid": one.uid, "text": one.text, "origin": one.label, "day": one.day,
         "status": one.recommendation.status if one.recommendation else "", "stages": [
            {name: getattr(stage, name) for name in ("stage", "label", "text", "outcome", "day")}
            for stage in one.stages]} for one in whole.lines.values()],
        "steps": [{"kind": str(one.kind), "source": one.source, "target": one.target, "words": list(one.words)}
                  for one in whole.edges]}


def recommendation_set(row: Any) -> Value:
    return {"uid": row.uid, "label": row.origin_label, "date": row.origin_date, "body": row.origin_body}


def organisation(row: Any) -> Value:
    return {name: getattr(row, name) for name in (
        "uid", "code", "name", "acronym", "kind", "valid_from", "valid_to", "changed_at",
    )} | {"region": row.region.pcode if row.region_id else None}


def territory(row: Any) -> Value:
    return {name: getattr(row, name) for name in ("uid", "pcode", "name", "level", "lat", "lon", "changed_at")} | {
        "parent": row.parent.pcode if row.parent_id else None}


def intake(row: Any) -> Value:
    return {"uid": row.uid, "name": row.name, "kind": row.kind, "state": row.state, "error": row.error,
            "doubts": getattr(row, "doubts", 0), "session": row.session.uid if row.session_id else None,
            "created_at": row.created_at}


def entry(row: Any) -> Value:
    """A row of the journal; what its reader may not see is not named."""
    shown = getattr(row, "url", "") is not None
    return {"number": row.number, "at": row.at, "by": str(row.by), "event": row.event,
            "object_type": row.object_type if shown else "", "object_id": row.object_id if shown else "",
            "object_label": row.object_label if shown else ""}
