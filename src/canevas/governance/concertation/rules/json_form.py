"""Read minutes as one JSON document, and back: every key is there, what is absent is null or empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any, TypeVar

from canevas.governance.concertation.rules.minutes import (
    PreviousMinutes,
    ReadAction,
    ReadDecision,
    ReadItem,
    ReadMinutes,
    ReadRecommendation,
    RelatedSession,
    Said,
)
from canevas.governance.policy.rules.outline import AxisOutline
from canevas.governance.recommendations.rules.synthesis import SynthesisRow, SynthesisSection
from canevas.tools.documents.found import Found, Passage

T = TypeVar("T")
Json = dict[str, Any]


def to_json(read: ReadMinutes) -> Json:
    """The JSON form. ``provenance`` maps the JSON pointer of each value to its passages, confidence and reason."""
    writer = _Writer()
    out = writer.minutes(read)
    out["provenance"] = writer.provenance
    return out


def from_json(data: Json) -> ReadMinutes:
    """The inverse of :func:`to_json`, forms of blocks aside; a document without ``provenance`` (a hand-made one)
    reads as sure."""
    return _Reader(data.get("provenance", {})).minutes(data)

_ROW_LISTS = ("priorities", "strategies", "regions", "actors", "excluded_regions")



def _rows_apart(said: list[Found[str]]) -> Iterator[Found[str]]:
    """What was said, of a table one entry for each row."""
    for found in said:
        if not isinstance(found, Said) or found.form != "table":
            yield found
            continue
        for row in found.cells:
            texts = [" ".join(cell.split()) for cell in row if cell.strip()]
            yield Found(" | ".join(texts), found.passages, found.confidence, found.reason)


class _Writer:
    """Writes values and notes where each stands."""

    def __init__(self) -> None:
        self.provenance: dict[str, Json] = {}

    def value(self, found: Found[Any] | None, pointer: str) -> Any:
        if found is None:
            return None
        self.provenance[pointer] = {
            "passages": [{"node": place.node, "start": place.start, "end": place.end} for place in found.passages],
            "confidence": found.confidence,
            "reason": found.reason,
        }
        if isinstance(found.value, time):
            return found.value.strftime("%H:%M")
        return found.value.isoformat() if isinstance(found.value, date) else found.value

    def values(self, found: list[Found[str]], pointer: str) -> list[Any]:
        return [self.value(item, f"{pointer}/{place}") for place, item in enumerate(found)]

    def each(self, things: list[T], write: Callable[[T, str], Json], pointer: str) -> list[Json]:
        return [write(thing, f"{pointer}/{place}") for place, thing in enumerate(things)]

    def minutes(self, read: ReadMinutes) -> Json:
        out: Json = {"kind": read.kind}
        for name in ("body", "session", "stage", "date", "start", "end", "place"):
            out[name] = self.value(getattr(read, name), f"/{name}")
        out["chairs"] = self.values(read.chairs, "/chairs")
        out["signatory"] = self.value(read.signatory, "/signatory")
        out["attendance"] = self.values(read.attendance, "/attendance")
        out["agenda"] = self.values(read.agenda, "/agenda")
        out["previous_minutes"] = self.previous(read.previous_minutes) if read.previous_minutes else None
        out["related_sessions"] = self.each(read.related_sessions, self.related, "/related_sessions")
        out["items"] = self.each(read.items, self.item, "/items")
        out["recommendations"] = self.values([item.text for item in read.recommendations], "/recommendations")
        out["recommendation_details"] = self.each(read.recommendations, self.details, "/recommendation_details")
        out["contributions"] = self.values(read.contributions, "/contributions")
        out["decision"] = self.decision(read.decision, "/decision") if read.decision else None
        out["further_decisions"] = self.each(read.further_decisions, self.decision, "/further_decisions")
        out["places"] = self.values(read.places, "/places")
        out["policy"] = self.each(read.policy, self.axis, "/policy")
        out["synthesis"] = self.each(read.synthesis, self.section, "/synthesis")
        return out

    def previous(self, previous: PreviousMinutes) -> Json:
        return {
            "date": self.value(previous.date, "/previous_minutes/date"),
            "decision": self.value(previous.decision, "/previous_minutes/decision"),
        }

    def related(self, related: RelatedSession, pointer: str) -> Json:
        return {
            "stage": self.value(related.stage, f"{pointer}/stage"),
            "date": self.value(related.date, f"{pointer}/date"),
        }

    def item(self, item: ReadItem, pointer: str) -> Json:
        return {
            "number": item.number,
            "title": self.value(item.title, f"{pointer}/title"),
            "discussion": self.values(list(_rows_apart(item.discussion)), f"{pointer}/discussion"),
            "actions": self.each(item.actions, self.action, f"{pointer}/actions"),
        }

    def action(self, action: ReadAction, pointer: str) -> Json:
        return {
            "text": self.value(action.text, f"{pointer}/text"),
            "responsible": self.values(action.responsible, f"{pointer}/responsible"),
            "deadline_text": self.value(action.deadline_text, f"{pointer}/deadline_text"),
            "deadline_date": self.value(action.deadline_date, f"{pointer}/deadline_date"),
        }

    def details(self, item: ReadRecommendation, pointer: str) -> Json:
        return {
            "addressee": self.value(item.addressee, f"{pointer}/addressee"),
            "responsible": self.values(item.responsible, f"{pointer}/responsible"),
            "deadline_text": self.value(item.deadline_text, f"{pointer}/deadline_text"),
            "deadline_date": self.value(item.deadline_date, f"{pointer}/deadline_date"),
        }

    def decision(self, decision: ReadDecision, pointer: str) -> Json:
        return {
            "text": self.value(decision.text, f"{pointer}/text"),
            "outcome": self.value(decision.outcome, f"{pointer}/outcome"),
            "stage": self.value(decision.stage, f"{pointer}/stage"),
        }

    def axis(self, axis: AxisOutline, pointer: str) -> Json:
        return {
            "axis": axis.axis,
            "title": self.value(axis.title, f"{pointer}/title"),
            "programme": self.value(axis.programme, f"{pointer}/programme"),
            "subprogrammes": self.values(axis.subprogrammes, f"{pointer}/subprogrammes"),
        }

    def section(self, section: SynthesisSection, pointer: str) -> Json:
        return {
            "scope": section.scope,
            "axis": section.axis,
            "title": self.value(section.title, f"{pointer}/title"),
            "rows": self.each(section.rows, self.row, f"{pointer}/rows"),
        }

    def row(self, row: SynthesisRow, pointer: str) -> Json:
        out: Json = {"challenge": self.value(row.challenge, f"{pointer}/challenge")}
        for name in _ROW_LISTS:
            out[name] = self.values(getattr(row, name), f"{pointer}/{name}")
        out["stray_text_in_regions"] = self.value(row.stray, f"{pointer}/stray_text_in_regions")
        out["run_together"] = row.run_together
        out["split_across_rows"] = row.split_across_rows
        return out


class _Reader:
    """Reads values back with what ``provenance`` says of each."""

    def __init__(self, provenance: dict[str, Json]) -> None:
        self.provenance = provenance

    def value(self, value: Any, pointer: str, kind: Callable[[Any], Any] = lambda value: value) -> Any:
        if value is None:
            return None
        known = self.provenance.get(pointer, {})
        places = [Passage(place["node"], place["start"], place["end"]) for place in known.get("passages", [])]
        return Found(kind(value), places, known.get("confidence", 1.0), known.get("reason", ""))

    def values(self, values: list[Any] | None, pointer: str) -> list[Any]:
        return [self.value(value, f"{pointer}/{place}") for place, value in enumerate(values or [])]

    def each(self, things: list[Json] | None, read: Callable[[Json, str], T], pointer: str) -> list[T]:
        return [read(thing, f"{pointer}/{place}") for place, thing in enumerate(things or [])]

    def minutes(self, data: Json) -> ReadMinutes:
        read = ReadMinutes(data.get("kind", "minutes"))
        for name, kind in (
            ("body", str),
            ("session", int),
            ("stage", str),
            ("date", date.fromisoformat),
            ("start", time.fromisoformat),
            ("end", time.fromisoformat),
            ("place", str),
            ("signatory", str),
        ):
            setattr(read, name, self.value(data.get(name), f"/{name}", kind))
        for name in ("chairs", "attendance", "agenda", "contributions", "places"):
            setattr(read, name, self.values(data.get(name), f"/{name}"))
        if previous := data.get("previous_minutes"):
            read.previous_minutes = PreviousMinutes(
                self.value(previous.get("date"), "/previous_minutes/date", date.fromisoformat),
                self.value(previous.get("decision"), "/previous_minutes/decision"),
            )
        read.related_sessions = self.each(data.get("related_sessions"), self.related, "/related_sessions")
        read.items = self.each(data.get("items"), self.item, "/items")
        read.recommendations = self.recommendations(data)
        if data.get("decision"):
            read.decision = self.decision(data["decision"], "/decision")
        read.further_decisions = self.each(data.get("further_decisions"), self.decision, "/further_decisions")
        read.policy = self.each(data.get("policy"), self.axis, "/policy")
        read.synthesis = self.each(data.get("synthesis"), self.section, "/synthesis")
        return read

    def related(self, data: Json, pointer: str) -> RelatedSession:
        return RelatedSession(
            self.value(data["stage"], f"{pointer}/stage"),
            self.value(data["date"], f"{pointer}/date", date.fromisoformat),
        )

    def item(self, data: Json, pointer: str) -> ReadItem:
        return ReadItem(
            data["number"],
            self.value(data["title"], f"{pointer}/title"),
            self.values(data.get("discussion"), f"{pointer}/discussion"),
            self.each(data.get("actions"), self.action, f"{pointer}/actions"),
        )

    def action(self, data: Json, pointer: str) -> ReadAction:
        return ReadAction(self.value(data["text"], f"{pointer}/text"), *self.due(data, pointer))

    def due(self, data: Json, pointer: str) -> tuple[list[Found[str]], Found[str] | None, Found[date] | None]:
        return (
            self.values(data.get("responsible"), f"{pointer}/responsible"),
            self.value(data.get("deadline_text"), f"{pointer}/deadline_text"),
            self.value(data.get("deadline_date"), f"{pointer}/deadline_date", date.fromisoformat),
        )

    def recommendations(self, data: Json) -> list[ReadRecommendation]:
        texts = self.values(data.get("recommendations"), "/recommendations")
        details = data.get("recommendation_details") or [{} for _ in texts]
        return [
            ReadRecommendation(
                text,
                self.value(more.get("addressee"), f"/recommendation_details/{place}/addressee"),
                *self.due(more, f"/recommendation_details/{place}"),
            )
            for place, (text, more) in enumerate(zip(texts, details, strict=True))
        ]

    def decision(self, data: Json, pointer: str) -> ReadDecision:
        return ReadDecision(
            self.value(data["text"], f"{pointer}/text"),
            self.value(data["outcome"], f"{pointer}/outcome"),
            self.value(data.get("stage"), f"{pointer}/stage"),
        )

    def axis(self, data: Json, pointer: str) -> AxisOutline:
        return AxisOutline(
            data["axis"],
            self.value(data["title"], f"{pointer}/title"),
            self.value(data.get("programme"), f"{pointer}/programme"),
            self.values(data.get("subprogrammes"), f"{pointer}/subprogrammes"),
        )

    def section(self, data: Json, pointer: str) -> SynthesisSection:
        return SynthesisSection(
            data["scope"],
            data.get("axis"),
            self.value(data.get("title"), f"{pointer}/title"),
            self.each(data.get("rows"), self.row, f"{pointer}/rows"),
        )

    def row(self, data: Json, pointer: str) -> SynthesisRow:
        row = SynthesisRow(
            self.value(data["challenge"], f"{pointer}/challenge"),
            stray=self.value(data.get("stray_text_in_regions"), f"{pointer}/stray_text_in_regions"),
            run_together=bool(data.get("run_together")),
            split_across_rows=bool(data.get("split_across_rows")),
        )
        for name in _ROW_LISTS:
            setattr(row, name, self.values(data.get(name), f"{pointer}/{name}"))
        return row
