"""The form of the open question, and what a person answered in it."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from canevas.evidence.observatory.operations import FiguresRefused
from canevas.evidence.observatory.operations.understanding import understanding_of
from canevas.evidence.observatory.operations.workbench import fitting_version
from canevas.evidence.observatory.queries import labels, points, wording
from canevas.evidence.observatory.rules.harmonise.growing_recipes import comments_in_tables
from canevas.evidence.observatory.rules.harmonise.meanings import COUNTRIES, FIGURES, PLACES, TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import SURE, ColumnProposal, TableProposal
from canevas.evidence.observatory.rules.harmonise.recipe import LEFT
from canevas.evidence.observatory.rules.harmonise.settling import (
    TITLES,
    Doubt,
    Settled,
    at,
    column_by,
    reference_of,
    value_key,
)
from canevas.evidence.observatory.rules.harmonise.values import code_value
from canevas.evidence.observatory.rules.observation import Kind
from canevas.evidence.observatory.rules.periods import read_period
from canevas.evidence.observatory.views.board import Board

MOST_LISTED = 40
"""Codes of a short list that are all offered as buttons; longer ones are typed."""


def editor_of(board: Board) -> dict[str, Any]:
    """What the open question asks and offers."""
    doubt, state = board.active, board.state
    assert doubt is not None
    editor: dict[str, Any] = {"kind": doubt.kind, "place": doubt.place, "is_asked": doubt in board.doubts}
    match doubt.kind:
        case "subject":
            editor["options"] = [(str(kind), word) for kind, word in labels.KINDS.items()]
            editor["chosen"] = state.tables[doubt.table].subject
        case "reference":
            editor["options"] = [("NER", labels.country("NER"))]
            editor["chosen"] = reference_of(state, board.bench.answers)
        case "layout":
            editor |= _of_layout(board)
        case "title":
            editor |= _of_title(state.tables[doubt.table])
        case "column":
            column = column_by(state, doubt)
            editor |= {"column": column, "chosen": str(column.meaning), "question": column.question,
                       "groups": [(title, [(str(one), wording.meaning(one)) for one in several])
                                  for title, several in wording.CHOICES],
                       "fixed": [(str(one), wording.meaning(one), code, wording.code_in_words(one, code))
                                 for one, code in column.fixed.items()]}
        case "value":
            editor |= _of_value(column_by(state, doubt), doubt)
    return editor


def _of_layout(board: Board) -> dict[str, Any]:
    recipe, news = board.bench.recipe, board.state.news
    if recipe is None or news is None or not news.changes_layout:
        return {}
    return {"sentences": news.sentences(), "loses_comments": comments_in_tables(recipe.text),
            "earlier": fitting_version(recipe, understanding_of(board.bench.file).propose({}))}


def _of_title(table: TableProposal) -> dict[str, Any]:
    return {"titles": table.layout.titles, "facts": [
        (str(one), wording.meaning(one), wording.code_in_words(one, code), one in table.doubtful, one in TIMES,
         table.facts.get(one))
        for one, code in table.fixed.items() if one not in LEFT]}


def _of_value(column: ColumnProposal, doubt: Doubt) -> dict[str, Any]:
    value = column.values[doubt.value]
    codes = list(dict.fromkeys(code for code in (value.code, *value.others) if code))
    listed = labels.labels(str(column.meaning))
    is_typed = column.meaning in (*PLACES, *COUNTRIES, *TIMES, Meaning.ORGANISATION) or len(listed) > MOST_LISTED
    more = [] if is_typed else [(code, name) for code, name in listed.items() if code not in codes]
    return {"column": column, "value": value, "meaning": wording.meaning(column.meaning), "more": more,
            "candidates": [(code, wording.code_in_words(column.meaning, code)) for code in codes]}


def answers_in(posted: Mapping[str, str], state: Settled, doubt: Doubt) -> dict[str, Any]:
    """What was answered, as the workbench keeps it. Raises :class:`FiguresRefused` with a sentence."""
    code, typed = posted.get("code", ""), posted.get("typed", "").strip()
    match doubt.kind:
        case "layout":
            version = posted.get("version", "")[:6]
            return {"version": int(version)} if version.isdecimal() else {"layout": True}
        case "said":
            return {"said": {str(Meaning.PERIOD): _period(typed)}}
        case "reference":
            return {"reference": _place(typed) if typed or code != "NER" else code}
        case "subject":
            if code not in set(Kind):
                raise FiguresRefused(_("Choose what the table is about."))
            return {"subjects": {str(doubt.table): code}}
        case "title":
            return {TITLES: {str(doubt.table): _facts(posted, state.tables[doubt.table])}}
        case "column":
            return _of_column(posted, column_by(state, doubt), at(doubt.table, doubt.column))
    column = column_by(state, doubt)
    value = column.values[doubt.value]
    if "nothing" in posted:
        code = ""
    elif typed or not code:  # the Enter key in the field presses the first button of the form
        code = _typed(column.meaning, typed)
    elif not _is_code(column, doubt, code):
        raise FiguresRefused(_("This code is not one of those offered."))
    return {"values": {at(doubt.table, doubt.column): {value_key(value): code}}}


def _facts(posted: Mapping[str, str], table: TableProposal) -> dict[str, str]:
    """By meaning the code that holds for every row; "" where the title does not say it."""
    told = {}
    for one, code in table.fixed.items():
        typed = posted.get(f"typed-{one}", "").strip()
        if f"drop-{one}" in posted:
            code = ""
        elif typed:
            code = _period(typed) if one is Meaning.PERIOD else _typed(one, typed)
        told[str(one)] = code
    return told


def _is_code(column: ColumnProposal, doubt: Doubt, code: str) -> bool:
    value = column.values[doubt.value]
    return code in (value.code, *value.others) or code in labels.labels(str(column.meaning))


def _of_column(posted: Mapping[str, str], column: ColumnProposal, here: str) -> dict[str, Any]:
    if (chosen := posted.get("meaning", "")) not in set(Meaning):
        raise FiguresRefused(_("Choose what the column means."))
    made: dict[str, Any] = {"meanings": {here: chosen}}
    if Meaning(chosen) in FIGURES and column.fixed:
        made["fixed"] = {here: {str(one): "" if f"drop-{one}" in posted else code
                                for one, code in column.fixed.items()}}
    return made


def _typed(meaning: Meaning, typed: str) -> str:
    """The code of what a person writes: a code, or a name that is understood for sure."""
    if not typed:
        raise FiguresRefused(_("Choose one of the codes, or write which it is."))
    coded = code_value(typed, meaning, points.words())
    if coded.code and coded.confidence >= SURE:
        return coded.code
    if coded.others or coded.code:
        codes = (one for one in (coded.code, *coded.others) if one)
        names = ", ".join(f"{wording.code_in_words(meaning, one)} ({one})" for one in codes)
        raise FiguresRefused(_("“%(text)s” may be several: %(names)s. Write the code.") % {
            "text": typed, "names": names})
    raise FiguresRefused(_("“%(text)s” is not known: %(why)s") % {"text": typed, "why": coded.reason})


def _place(typed: str) -> str:
    for meaning in (Meaning.COUNTRY, Meaning.FLOW_POINT, Meaning.PLACE):
        coded = code_value(typed, meaning, points.words()) if typed else None
        if coded and coded.code and coded.confidence >= SURE:
            return coded.code
    raise FiguresRefused(_("Say of which country or place: “%(text)s” is not known.") % {"text": typed})


def _period(typed: str) -> str:
    try:
        return read_period(typed).iso
    except ValueError:
        coded = code_value(typed, Meaning.PERIOD, points.words()) if typed else None
    if coded and coded.code and coded.confidence >= SURE and not coded.code.startswith("--"):
        return coded.code
    raise FiguresRefused(_("“%(text)s” is no period: write 2023-03, 2023-T1, 2023, or “mars 2023”.") % {"text": typed})
