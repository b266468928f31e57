"""The JSON form: every key there, every value with its provenance, and back without loss."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from canevas.governance.concertation.rules.json_form import from_json, to_json
from canevas.governance.concertation.rules.minutes import (
    PreviousMinutes,
    ReadAction,
    ReadDecision,
    ReadItem,
    ReadMinutes,
    ReadRecommendation,
    RelatedSession,
)
from canevas.governance.policy.rules.outline import AxisOutline
from canevas.governance.recommendations.rules.synthesis import SynthesisRow, SynthesisSection
from canevas.tools.documents.found import Found, Passage
from tests.governance.concertation.rules.said import layout

words = st.text(min_size=1, max_size=12)
passages = st.builds(Passage, words, st.integers(0, 99), st.none() | st.integers(0, 99))


def found(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Found[Any]]:
    return st.builds(Found, values, st.lists(passages, max_size=2), st.floats(0, 1), words | st.just(""))


texts = st.lists(found(words), max_size=2)
text, day = found(words), found(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
hours = found(st.builds(time, st.integers(0, 23), st.integers(0, 59)))
decisions = st.builds(ReadDecision, text, text, st.none() | text)
action = st.builds(ReadAction, text, texts, st.none() | text, st.none() | day)
rows = st.builds(
    SynthesisRow,
    text,
    priorities=texts,
    strategies=texts,
    regions=texts,
    actors=texts,
    excluded_regions=texts,
    stray=st.none() | text,
    run_together=st.booleans(),
    split_across_rows=st.booleans(),
)
minutes = st.builds(
    ReadMinutes,
    kind=st.sampled_from(["minutes", "synthesis"]),
    body=st.none() | text,
    session=st.none() | found(st.integers(1, 99)),
    stage=st.none() | text,
    date=st.none() | day,
    start=st.none() | hours,
    end=st.none() | hours,
    place=st.none() | text,
    chairs=texts,
    signatory=st.none() | text,
    attendance=texts,
    agenda=texts,
    previous_minutes=st.none() | st.builds(PreviousMinutes, st.none() | day, st.none() | text),
    related_sessions=st.lists(st.builds(RelatedSession, text, day), max_size=2),
    items=st.lists(st.builds(ReadItem, st.integers(1, 9), text, texts, st.lists(action, max_size=2)), max_size=2),
    recommendations=st.lists(
        st.builds(ReadRecommendation, text, st.none() | text, texts, st.none() | text, st.none() | day), max_size=2
    ),
    contributions=texts,
    decision=st.none() | decisions,
    further_decisions=st.lists(decisions, max_size=2),
    places=texts,
    policy=st.lists(st.builds(AxisOutline, st.integers(1, 3), text, st.none() | text, texts), max_size=2),
    synthesis=st.lists(
        st.builds(
            SynthesisSection,
            st.sampled_from(["general", "axis"]),
            st.none() | st.integers(1, 3),
            st.none() | text,
            st.lists(rows, max_size=2),
        ),
        max_size=2,
    ),
)


@settings(max_examples=60, deadline=None)
@given(minutes)
def test_from_json_gives_back_what_to_json_was_given(read: ReadMinutes):
    assert from_json(to_json(read)) == read


def test_every_key_is_there_when_nothing_was_read():
    out = to_json(ReadMinutes())
    assert out["kind"] == "minutes" and out["provenance"] == {}
    assert all(value in (None, [], {}) for key, value in out.items() if key not in ("kind", "provenance"))
    assert set(out) >= {
        "body",
        "session",
        "stage",
        "date",
        "start",
        "end",
        "place",
        "chairs",
        "signatory",
        "attendance",
        "agenda",
        "previous_minutes",
        "related_sessions",
        "items",
        "recommendations",
        "contributions",
        "decision",
        "places",
        "policy",
        "synthesis",
    }


def test_every_pointer_leads_to_a_value():
    out = to_json(layout("cluster-protection"))
    for pointer in out["provenance"]:
        value: Any = out
        for part in pointer.strip("/").split("/"):
            value = value[int(part)] if isinstance(value, list) else value[part]
        assert value not in (None, [])


def test_a_truth_written_by_hand_reads_as_sure():
    read = from_json({"kind": "minutes", "date": "2024-05-14", "agenda": ["Divers"]})
    assert read.date == Found(date(2024, 5, 14)) and read.agenda[0].is_sure
