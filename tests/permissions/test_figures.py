"""Figures: every role on every scope × sources, batches, figures, releases, bulletins and copies × see, list, count,
export, change × pages and programs."""
from __future__ import annotations

import json
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given

from canevas.commons.access.queries import User
from canevas.commons.files.queries import file_seen_by
from canevas.evidence.observatory.queries import visible
from canevas.evidence.observatory.queries.releases import releases
from canevas.governance.bulletins.queries.bulletins import bulletins
from canevas.governance.syntheses.queries.visible import copies
from tests.permissions import figures, truth
from tests.permissions.doors import HIDDEN, ApiDoor
from tests.permissions.test_drawn import DRAWN, MANY
from tests.permissions.test_matrix import HELD, TWO, name_of
from tests.permissions.world import Thing, World, person

LISTS = {"source": "observatory:sources", "release": "observatory:releases", "bulletin": "bulletins:bulletins"}
ROWS: dict[str, Any] = {"source": visible.sources, "batch": visible.batches, "release": releases, "bulletin": bulletins,
                        "copy": copies}
EXPLORER = {"indicator": "FLOW", "by": "source"}
EVERY = pytest.mark.parametrize("grants", [[], TWO, *([one] for one in HELD)], ids=name_of)
_names = iter(range(10**9))


class Pages:
    """A browser. ``text`` is of an address, ``None`` where it answers that there is nothing, or no right."""

    def __init__(self, who: User) -> None:
        self.client = Client()
        self.client.force_login(who)

    def text(self, address: str, **asked: str) -> str | None:
        answer = self.client.get(address, asked)
        assert answer.status_code in (200, *HIDDEN), f"{address}: {answer.status_code}"
        return unescape(answer.content.decode(errors="replace")) if answer.status_code == 200 else None

    def addresses(self, thing: Thing) -> list[str]:
        """Its sheet and its files."""
        match thing.kind:
            case "source":
                return [reverse("observatory:source", args=[thing.row.code])]
            case "bulletin":
                return [reverse("bulletins:bulletin", args=[thing.row.uid]),
                        reverse("bulletins:bulletin-file", args=[thing.row.uid, "docx"])]
            case "batch":
                return [reverse("observatory:batch", args=[thing.row.uid]),
                        reverse("observatory:batch-rejects", args=[thing.row.uid]),
                        reverse("observatory:recipe", args=[thing.row.recipe.recipe.name]),
                        reverse("observatory:recipe-file", args=[thing.row.recipe.recipe.name, 1])]
        return [reverse("observatory:release", args=[thing.row.uid])]

    def may_change(self, thing: Thing) -> bool:
        """Tries an act that changes nothing where it is let through."""
        if thing.kind == "source":
            answer = self.client.get(reverse("observatory:source-edit", args=[thing.row.code]))
        elif thing.kind == "batch":
            answer = self.client.post(reverse("observatory:batch-withdraw", args=[thing.row.uid]), {"reason": ""})
        else:
            answer = self.client.post(reverse("observatory:release-step", args=[thing.row.uid, "withdraw"]),
                                      {"reason": ""})
        assert answer.status_code < 500, answer.status_code
        return answer.status_code not in HIDDEN


def expected(world: World, grants: truth.Grants) -> dict[Thing, bool]:
    return {thing: figures.sees(world, grants, thing) for kind in figures.KINDS for thing in world.of(kind)}


@EVERY
def test_pages_show_list_count_export_and_change_what_they_may(world: World, grants: truth.Grants) -> None:
    way, seen = Pages(person("essai", *grants)), expected(world, grants)
    wrong = []
    for thing, is_seen in seen.items():
        texts = [way.text(one) for one in way.addresses(thing)] if thing.kind != "figure" else []
        wrong += [f"see {thing.word} ({place})" for place, text in enumerate(texts) if (text is not None) != is_seen]
        told = " ".join(text or "" for text in texts)
        wrong += [f"{thing.word} tells of {other.word}" for other, may in seen.items()
                  if not may and other.word in told]
    for kind, name in LISTS.items():
        text = (way.text(reverse(name)) or "").partition("<main")[2]
        wrong += [f"list {thing.word}" for thing in world.of(kind) if (thing.word in text) != seen[thing]]
    wrong += _explored(way, world, seen)
    wrong += [f"change {thing.word}: {may}" for kind in ("source", "batch", "release") for thing in world.of(kind)
              if (may := way.may_change(thing)) != (seen[thing] and figures.changes(grants, thing))]
    assert wrong == []


def _explored(way: Pages, world: World, seen: dict[Thing, bool]) -> list[str]:
    """Each source has counted one person: the sum says how many sources were counted."""
    wrong = []
    address = reverse("observatory:explorer")
    for form in ("", "csv", "json"):
        text = way.text(address, **EXPLORER, export=form) or ""
        wrong += [f"{form or 'page'} {thing.word}" for thing in world.of("figure")
                  if (thing.word in text) != seen[thing]]
    counted = sum(seen[thing] for thing in world.of("figure"))
    whole = json.loads(way.text(address, indicator="FLOW", by="period", export="json") or '{"values": []}')
    if whole["values"] != ([[counted]] if counted else []):
        wrong.append(f"sum {counted}: {whole['values']}")
    return wrong


@EVERY
def test_flow_points_are_corrected_by_who_answers_for_their_region(world: World, grants: truth.Grants) -> None:
    client = Client()
    client.force_login(person("essai", *grants))
    wrong, seen = [], bool(grants)
    listed = client.get(reverse("observatory:points"))
    for point in world.of("point"):
        page = client.get(reverse("observatory:point", args=[point.row.code]))
        if not (page.status_code == listed.status_code == (200 if seen else 403)):
            wrong.append(f"see {point.word}: {page.status_code}, {listed.status_code}")
        if seen and point.word not in listed.content.decode():
            wrong.append(f"list {point.word}")
        # without a reason nothing changes: who may gets the sentence, who may not is refused
        for act in ("close", "reopen"):
            answer = client.post(reverse(f"observatory:point-{act}", args=[point.row.code]), {"on": "2025-01-01"})
            if (answer.status_code == 422) != (seen and figures.corrects(grants, point)):
                wrong.append(f"{act} {point.word}: {answer.status_code}")
    assert wrong == []


@EVERY
def test_programs_are_told_of_the_same_figures(world: World, grants: truth.Grants) -> None:
    way, seen = ApiDoor(), expected(world, grants)
    way.enter(person("essai", *grants))
    answer = way.get("figures", **EXPLORER)
    assert (answer is not None) == bool(grants)
    codes = {cell["key"][0]: cell["value"] for cell in answer["cells"]} if answer else {}
    assert codes == {thing.row.code: 1 for thing in world.of("figure") if seen[thing]}
    assert answer is None or answer["sources"] == sorted(codes)
    published = way.client.get("/api/v1/public/releases").json()
    assert [one["code"] for one in published] == ["PUBLIEE"]


@MANY
@given(grants=DRAWN)
def test_any_grants_show_what_the_statement_says(world: World, grants: truth.Grants) -> None:
    who = person(f"tirage-chiffres-{next(_names)}", *grants)
    for kind, rows in ROWS.items():
        sees = truth.sees if kind == "copy" else figures.sees
        wanted = {thing.row.pk for thing in world.of(kind) if sees(world, grants, thing)}
        if kind in ("release", "bulletin") and not grants:
            continue  # published ones are everybody's: their pages ask for a role
        assert set(rows(who).values_list("pk", flat=True)) == wanted, kind
    for thing in world.of("copy"):
        assert (file_seen_by(who, thing.row.file.uid) is not None) == truth.sees(world, grants, thing), thing.word
    for thing in world.of("batch"):
        may = file_seen_by(who, thing.row.file.file.uid) is not None
        assert may == figures.sees(world, grants, thing), thing.word
