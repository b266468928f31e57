"""How well one reading agrees with its truth: a share (0 to 1) per field, and what is missing or too much.

Texts are compared without case, accents, leading bullets or closing punctuation; two longer texts agree at a
similarity of 0.92. Only what the truth has is measured; a field that the truth leaves empty must be left empty.
"""
from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

SINGLE = ("kind", "body", "session", "stage", "date", "start", "end", "place", "signatory")
GROUPS = ("previous_minutes", "decision")
CLOSE = 0.92
Entry = tuple[str, ...]


@dataclass
class FieldScore:
    """``share``: F1 of a list, part of a group that agrees, or 1/0 for a single value."""

    share: float
    missing: list[Any] = field(default_factory=list)
    extra: list[Any] = field(default_factory=list)


def plain(value: object) -> str:
    """Lower case ASCII, without bullets before nor punctuation after; ``None`` is the empty text."""
    folded = unicodedata.normalize("NFKD", str(value or "")).encode("ascii", "ignore").decode().lower()
    return " ".join(re.sub(r"^[\s\-–•*.]+|[\s;:.,]+$", "", folded).split())


def agree(one: object, other: object) -> bool:
    left, right = plain(one), plain(other)
    if left == right:
        return True
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    return min(len(left), len(right)) > 12 and matcher.ratio() >= CLOSE


def measure(truth: dict[str, Any], read: dict[str, Any]) -> dict[str, FieldScore]:
    """The score of every field of ``truth`` that can be measured."""
    scores = {key: _single(truth[key], read.get(key)) for key in SINGLE if key in truth}
    scores |= {key: _group(truth[key], read.get(key) or {}) for key in GROUPS if truth.get(key)}
    wanted, found = _lists(truth), _lists(read)
    for key, (source, entries) in wanted.items():
        if source in truth and (entries or found[key][1]):
            scores[key] = _list(entries, found[key][1])
    return scores


def total(scores: dict[str, FieldScore]) -> float:
    """The mean of the shares: every field counts the same."""
    return sum(score.share for score in scores.values()) / len(scores)


def explain(scores: dict[str, FieldScore]) -> str:
    """What does not agree, field by field, for an assertion's message."""
    lines = [f"total {total(scores):.3f}"]
    for key, score in scores.items():
        if score.share < 1:
            lines.append(f"  {score.share:.3f} {key}")
            lines += [f"        missing: {item}" for item in score.missing]
            lines += [f"        extra:   {item}" for item in score.extra]
    return "\n".join(lines)


def _single(wanted: object, found: object) -> FieldScore:
    good = agree(wanted, found)
    return FieldScore(float(good), [] if good else [wanted], [] if good else [found])


def _group(wanted: dict[str, Any], found: dict[str, Any]) -> FieldScore:
    wrong = {key: value for key, value in wanted.items() if not agree(value, found.get(key))}
    return FieldScore(1 - len(wrong) / len(wanted), [wrong] if wrong else [], [found] if wrong else [])


def _list(wanted: list[Entry], found: list[Entry]) -> FieldScore:
    left, missing = list(found), []
    for entry in wanted:
        match = next((other for other in left if all(map(agree, entry, other))), None)
        if match is None:
            missing.append(entry)
        else:
            left.remove(match)
    hits = len(wanted) - len(missing)
    return FieldScore(2 * hits / (len(wanted) + len(found)), missing, left)


def _lists(document: dict[str, Any]) -> dict[str, tuple[str, list[Entry]]]:
    """Every list field as (key of the document it comes from, its entries as tuples of texts)."""
    fields = {key: (key, [(text,) for text in document.get(key) or []])
              for key in ("attendance", "chairs", "agenda", "recommendations", "contributions")}
    items = document.get("items") or []
    fields["item titles"] = ("items", [(str(i.get("number")), i.get("title")) for i in items])
    fields["discussion"] = ("items", [(str(i.get("number")), d) for i in items for d in i.get("discussion") or []])
    fields["actions"] = ("items", [
        (str(i.get("number")), a.get("text"), _bag(a.get("responsible")), a.get("deadline_text"))
        for i in items for a in i.get("actions") or []])
    fields["policy"] = ("policy", [
        (f"{p.get('axis')} {_bag(p.get('subprogrammes'))}", p.get("title"), p.get("programme"))
        for p in document.get("policy") or []])
    return fields | _synthesis(document.get("synthesis") or [])


def _synthesis(sections: list[dict[str, Any]]) -> dict[str, tuple[str, list[Entry]]]:
    challenges: list[Entry] = []
    priorities: list[Entry] = []
    strategies: list[Entry] = []
    for section in sections:
        for row in section.get("rows") or []:
            challenge = f"{section.get('axis') or 0} {plain(row.get('challenge'))}"
            challenges.append((f"{section.get('scope')} {challenge}",))
            priorities += [(challenge, plain(priority)) for priority in row.get("priorities") or []]
            concerned = f"{_bag(row.get('regions'))} @ {_bag(row.get('actors'))}"
            strategies += [(challenge, strategy, concerned) for strategy in row.get("strategies") or []]
    return {"synthesis challenges": ("synthesis", list(dict.fromkeys(challenges))),
            "synthesis priorities": ("synthesis", list(dict.fromkeys(priorities))),
            "synthesis strategies": ("synthesis", strategies)}


def _bag(values: Iterable[object] | None) -> str:
    """Texts in no particular order, as one text."""
    return " | ".join(sorted(map(plain, values or [])))
