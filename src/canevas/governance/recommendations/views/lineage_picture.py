"""The lineage of a recommendation as a picture: made by the server, with links, legible without colour.

It says what the list beside it says. Each box is a link with its whole text, so that a keyboard and a screen reader go
from box to box; the lines between them stand in the list as words.
"""
from __future__ import annotations

from textwrap import shorten, wrap

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canevas.governance.recommendations.queries.lineage import Lineage, LineageLine
from canevas.governance.recommendations.rules.lineage import EdgeKind
from canevas.governance.recommendations.rules.lineage_drawing import (
    ACROSS,
    HEIGHT,
    WIDTH,
    Box,
    Joint,
    LineageDrawing,
    drawn,
)
from canevas.governance.recommendations.rules.story import status_word
from canevas.governance.recommendations.views.lineage_words import level_word, step_word

_LETTERS, _LINES = 27, 3


def picture(lineage: Lineage, target: str) -> SafeString:
    """The drawing; nothing where the recommendation stands alone. ``target``: the anchor of the list of them all."""
    if len(lineage.lines) < 2 and len(lineage.lines[lineage.start].levels) < 2:
        return SafeString("")
    drawing = drawn({uid: line.levels for uid, line in lineage.lines.items()}, lineage.edges,
                    {uid: line.family for uid, line in lineage.lines.items()}, lineage.start)
    joints = format_html_join("", "{}", ((_joint(joint, drawing),) for joint in drawing.joints))
    boxes = format_html_join("", "{}", (
        (_fold(box, target) if box.fold else _box(box, lineage.lines[box.line], lineage),) for box in drawing.boxes))
    heads = format_html_join("", '<text class="lineage-head" x="{}" y="14">{}</text>', (
        (x, level_word(levels[0])) for x, levels in drawing.columns if len(levels) == 1))
    return format_html(
        '<svg class="lineage" viewBox="-2 -2 {} {}" width="{}" height="{}" role="group" aria-label="{}">'
        '<g aria-hidden="true">{}{}</g>{}</svg>',
        drawing.width + 4, drawing.height + 4, drawing.width + 4, drawing.height + 4, _("Lineage as a picture"), heads,
        joints, boxes)


def _joint(joint: Joint, drawing: LineageDrawing) -> SafeString:
    start, end = drawing.boxes[joint.start], drawing.boxes[joint.end]
    x, y, there, below = start.x + WIDTH, start.y + HEIGHT // 2, end.x, end.y + HEIGHT // 2
    if joint.is_beside:
        there += WIDTH
    bend = ACROSS // 2
    turn = there + bend if joint.is_beside else there - bend
    path = format_html('<path class="lineage-step lineage-{}" d="M{} {}C{} {} {} {} {} {}"/>',
                       joint.kind or "stage", x, y, x + bend, y, turn, below, there, below)
    if not joint.kind:
        return path
    shared = sum(one.end == joint.end for one in drawing.joints) > 1
    place, height = (x + 6, y - 5) if shared or joint.is_beside else (there - 8, below - 5)
    return format_html('{}<text class="lineage-word" x="{}" y="{}" text-anchor="{}">{}</text>', path, place, height,
                       "start" if shared or joint.is_beside else "end", step_word(EdgeKind(joint.kind)))


def _box(box: Box, line: LineageLine, lineage: Lineage) -> SafeString:
    stage = line.stages[box.place] if box.place < len(line.stages) else None
    text = stage.text if stage else line.text
    state = stage.said if stage else _state(line)
    url = stage.url if stage and stage.url else line.url
    is_here = box.line == lineage.start
    label = stage.label if stage else line.label
    said = " · ".join(part for part in (level_word(box.level), label, text, state) if part)
    rows = wrap(text, _LETTERS) or [""]
    if len(rows) > _LINES:
        rows = [*rows[:_LINES - 1], shorten(" ".join(rows[_LINES - 1:]), _LETTERS, placeholder=" …")]
    inside = format_html(
        '<rect class="lineage-box{}" x="{}" y="{}" width="{}" height="{}" rx="3"/>'
        '<text class="lineage-label" x="{}" y="{}">{}</text>{}<text class="lineage-state" x="{}" y="{}">{}</text>'
        "<title>{}</title>",
        " lineage-here" if is_here else "", box.x, box.y, WIDTH, HEIGHT, box.x + 9, box.y + 19,
        shorten(label, 26, placeholder=" …"),
        format_html_join("", '<text class="lineage-text" x="{}" y="{}">{}</text>', (
            (box.x + 9, box.y + 38 + 16 * row, words) for row, words in enumerate(rows))),
        box.x + 9, box.y + HEIGHT - 10, shorten(state, 32, placeholder=" …"), said)
    if is_here and not (stage and stage.url):
        return format_html('<g role="img" aria-label="{}">{}</g>', said, inside)
    if url:
        return format_html('<a href="{}" aria-label="{}">{}</a>', url, said, inside)
    return format_html('<g role="img" aria-label="{}">{}</g>', said, inside)


def _fold(box: Box, target: str) -> SafeString:
    said = ngettext("and %(count)s more, in the list", "and %(count)s more, in the list", box.fold) % {
        "count": box.fold}
    return format_html(
        '<a href="#{}" aria-label="{}">'
        '<rect class="lineage-box lineage-fold" x="{}" y="{}" width="{}" height="{}" rx="3"/>'
        '<text class="lineage-label" x="{}" y="{}" text-anchor="middle">{}</text></a>',
        target, said, box.x, box.y, WIDTH, HEIGHT // 2, box.x + WIDTH // 2, box.y + HEIGHT // 4 + 5, said)


def _state(line: LineageLine) -> str:
    if line.recommendation is None:
        return ""
    return _("Withdrawn") if line.recommendation.withdrawn_at else str(status_word(line.recommendation.status))
