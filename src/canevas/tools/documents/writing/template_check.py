"""Checks a Word template before it serves: every tag that is wrong is named with its place and what to write instead.

``example`` stands for the data: a dictionary whose lists hold one element at least. What it has can be written in the
template, and nothing else.
"""
from __future__ import annotations

import difflib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import docx
from jinja2 import TemplateSyntaxError, nodes

from canevas.tools.documents.writing.sandbox import LOOP, PlainEnvironment, TemplateFault, forbidden
from canevas.tools.documents.writing.template_places import Spot, misplaced, spots, stories, unpacked_size
from canevas.tools.documents.writing.word import fill_word
from canevas.tools.text.sentences import say

MAX_BYTES = 5_000_000
MAX_UNPACKED = 50_000_000
_SIGN = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_TAG = re.compile(r"\{(?P<kind>[{%#])(?P<reach>-?(?:tr|tc|p|r)(?=\s))?(?P<body>.*?)[}%#]\}", re.DOTALL)
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_LOOP_POSITION: dict[str, Any] = dict.fromkeys(LOOP, "")
_QUOTES = str.maketrans("“”‘’«»\u00a0\u202f", "\"\"''\"\"  ")


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with a template: ``place`` and ``sentence`` are for a person."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place[:1].upper()}{self.place[1:]} : {self.sentence}" if self.place else self.sentence


@dataclass(slots=True)
class _Open:
    """A {% for %} or {% if %} that waits for its end."""

    word: str
    spot: Spot
    start: int
    end: int
    reach: str
    names: dict[str, Any]


def check_template(template: bytes, example: Mapping[str, Any]) -> list[Flaw]:
    """What is wrong with ``template``, in reading order, tags left open last; nothing when it can serve."""
    try:
        if len(template) > MAX_BYTES or unpacked_size(template) > MAX_UNPACKED:
            return [Flaw("", say("The template is too large: %(limit)d MB at most. Take pictures out of it.",
                                 limit=MAX_BYTES // 1_000_000))]
        document = docx.Document(io.BytesIO(template))
    except Exception:  # whatever python-docx or zipfile say of a file that is no Word document
        return [Flaw("", say("This file is not a Word document (.docx). Open it in Word and save it as “Word "
                             "document”."))]
    checker = _Checker(example)
    for root, story in stories(document):
        checker.check(root, story)
    if not checker.flaws:
        checker.try_it(template)
    return checker.flaws


class _Checker:
    """Goes through the tags in reading order with what can be named at each place."""

    def __init__(self, example: Mapping[str, Any]) -> None:
        self.example = example
        self.flaws: list[Flaw] = []
        self.open: list[_Open] = []
        self.environment = PlainEnvironment()

    def add(self, spot: Spot, start: int, end: int, sentence: str) -> None:
        self.flaws.append(Flaw(spot.said(start, end), sentence))

    def check(self, root: Any, story: str) -> None:
        for spot in spots(root, story):
            if not self._whole(spot):
                continue
            for match in _TAG.finditer(spot.text):
                self._tag(spot, match)
        for left in self.open:
            self.add(left.spot, left.start, left.end,
                     say("this tag is never closed: write {%%%(reach)s end%(word)s %%} after what it holds.",
                         word=left.word, reach=left.reach))
        self.open.clear()

    def _whole(self, spot: Spot) -> bool:
        """Whether every tag that begins in the paragraph ends in it."""
        awaited, begun = "", 0
        for match in _SIGN.finditer(spot.text):
            sign = match[0]
            if awaited and sign == awaited:
                awaited = ""
            elif awaited:
                break
            elif sign in _CLOSING:
                awaited, begun = _CLOSING[sign], match.start()
            else:
                self.add(spot, match.start(), match.end(),
                         say("“%(sign)s” closes a tag that was not opened in this paragraph.", sign=sign))
                return False
        if awaited:
            self.add(spot, begun, min(begun + 40, len(spot.text)),
                     say("this tag is not closed in the same paragraph: “%(sign)s” is missing, or the tag was split by "
                         "a line break or a new paragraph.", sign=awaited))
        return not awaited

    def _tag(self, spot: Spot, match: re.Match[str]) -> None:
        kind, reach = match["kind"], (match["reach"] or "").lstrip("-")
        body = match["body"].translate(_QUOTES).strip().strip("-").strip()
        if kind == "#":
            return
        if told := misplaced(spot, match, kind, reach):
            self.add(spot, *match.span(), told)
        elif kind == "{":
            self._shown(spot, match, body)
        else:
            self._statement(spot, match, reach, body)

    def _shown(self, spot: Spot, match: re.Match[str], body: str) -> None:
        tree = self._parsed(spot, match, "{{ " + body + " }}")
        if tree is None:
            return
        output = next(iter(tree.find_all(nodes.Output)), None)
        for each in output.nodes if output else ():
            value = self._value(spot, match, each)
            if isinstance(value, Mapping | list):
                self.add(spot, *match.span(), say("“%(name)s” is not a text: name what to show of it (%(inside)s).",
                                                  name=body, inside=self._inside(value)))

    def _inside(self, value: Any) -> str:
        if isinstance(value, list):
            return "{%p for … in … %}"
        return ", ".join(sorted(value))

    def _statement(self, spot: Spot, match: re.Match[str], reach: str, body: str) -> None:
        word = (body.split() or [""])[0]
        if word in ("for", "if"):
            self._begin(spot, match, reach, word, body)
        elif word in ("endfor", "endif"):
            self._end(spot, match, reach, word.removeprefix("end"))
        elif word in ("elif", "else"):
            if not self.open or (word == "elif" and self.open[-1].word != "if"):
                self.add(spot, *match.span(), say("{%% %(word)s %%} stands outside any {%% if %%}.", word=word))
            elif word == "elif" and (tree := self._parsed(spot, match, "{% if " + body[4:] + " %}{% endif %}")):
                self._value(spot, match, next(tree.find_all(nodes.If)).test)
        elif word != "vm" or body != "vm":
            self.add(spot, *match.span(), say("“%(word)s” is not known here. There are: for, endfor, if, elif, else, "
                                              "endif.", word=word))

    def _begin(self, spot: Spot, match: re.Match[str], reach: str, word: str, body: str) -> None:
        names: dict[str, Any] = {}
        tree = self._parsed(spot, match, "{% " + body + " %}{% end" + word + " %}")
        if tree is not None and word == "if":
            self._value(spot, match, next(tree.find_all(nodes.If)).test)
        elif tree is not None:
            names = self._loop(spot, match, next(tree.find_all(nodes.For)))
        else:
            names = {"*": None}  # already told: what it would have named is not told again
        self.open.append(_Open(word, spot, *match.span(), reach, names))

    def _loop(self, spot: Spot, match: re.Match[str], loop: nodes.For) -> dict[str, Any]:
        assert isinstance(loop.target, nodes.Name)  # anything else was refused by `forbidden`
        value = self._value(spot, match, loop.iter)
        if value is None:
            return {"*": None}
        if not isinstance(value, list):
            self.add(spot, *match.span(), say("what follows “in” is not a list. Lists are: %(names)s.",
                                              names=", ".join(sorted(self._lists()))))
            return {"*": None}
        return {loop.target.name: value[0] if value else "", "loop": _LOOP_POSITION}

    def _lists(self) -> Iterator[str]:
        for name, value in self._scope().items():
            if isinstance(value, list):
                yield name
            elif isinstance(value, Mapping):
                yield from (f"{name}.{below}" for below, inner in value.items() if isinstance(inner, list))

    def _end(self, spot: Spot, match: re.Match[str], reach: str, word: str) -> None:
        if not self.open:
            self.add(spot, *match.span(), say("{%% end%(word)s %%} closes nothing: no {%% %(word)s %%} is open here.",
                                              word=word))
            return
        begun = self.open.pop()
        if begun.word != word:
            self.add(spot, *match.span(), say(
                "{%% end%(word)s %%} comes before {%% end%(other)s %%}, which closes the tag at %(place)s.",
                word=word, other=begun.word, place=begun.spot.said(begun.start, begun.end)))
        elif begun.reach != reach:
            self.add(spot, *match.span(), say(
                "this tag begins with “{%%%(here)s” but the one that it closes, at %(place)s, with “{%%%(there)s”: "
                "both must begin alike.", here=reach, there=begun.reach, place=begun.spot.said(begun.start, begun.end)))
        elif self._apart(begun, spot, reach):
            self.add(spot, *match.span(), say(
                "the tag that this one closes, at %(place)s, stands elsewhere: both must be in the same table or in "
                "the same cell; for whole paragraphs write {%%p … %%}, for rows {%%tr … %%}.",
                place=begun.spot.said(begun.start, begun.end)))

    def _apart(self, begun: _Open, spot: Spot, reach: str) -> bool:
        """Whether the two ends cannot be joined without breaking a cell or a table."""
        if reach == "tr":
            return begun.spot.grid is not spot.grid
        if reach == "tc":
            return begun.spot.row is not spot.row
        if reach == "p":
            return begun.spot.cell is not spot.cell
        return begun.spot is not spot

    def _parsed(self, spot: Spot, match: re.Match[str], source: str) -> nodes.Template | None:
        try:
            tree = self.environment.parse(source)
        except TemplateSyntaxError:
            self.add(spot, *match.span(), say("this tag is not written as it should be. Write for example {{ titre }}, "
                                              "{%p for point in points %} or {%p if synthese %}."))
            return None
        if found := forbidden(tree):
            self.add(spot, *match.span(), say("%(what)s.", what=found))
            return None
        return tree

    def _scope(self) -> dict[str, Any]:
        scope = dict(self.example)
        for each in self.open:
            scope.update(each.names)
        return scope

    def _value(self, spot: Spot, match: re.Match[str], node: nodes.Node) -> Any:
        """The example's value of an expression; ``None`` where it has none or an unknown name was told."""
        if isinstance(node, nodes.Name):
            return self._named(spot, match, self._scope(), node.name, node.name)
        if isinstance(node, nodes.Getattr):
            holder = self._value(spot, match, node.node)
            if holder is None:
                return None
            if not isinstance(holder, Mapping):
                self.add(spot, *match.span(), say("“%(name)s” has nothing called “%(below)s”.",
                                                  name=_written(node.node), below=node.attr))
                return None
            return self._named(spot, match, holder, node.attr, _written(node))
        for child in node.iter_child_nodes():
            self._value(spot, match, child)
        return None

    def _named(self, spot: Spot, match: re.Match[str], known: Mapping[str, Any], name: str, written: str) -> Any:
        if name in known:
            return known[name]
        if "*" not in self._scope():
            close = difflib.get_close_matches(name, [each for each in known if each != "loop"], 1, 0.6)
            said = say("“%(name)s” is not known.", name=written)
            hint = say("Did you mean “%(close)s”?", close=written.removesuffix(name) + close[0]) if close else say(
                "There are: %(known)s.", known=", ".join(sorted(each for each in known if each != "loop")))
            self.add(spot, *match.span(), f"{said} {hint}")
        return None

    def try_it(self, template: bytes) -> None:
        """Fill the template with the example and open what comes out, for whatever was not foreseen."""
        try:
            docx.Document(io.BytesIO(fill_word(template, self.example)))
        except TemplateFault as fault:
            self.flaws.append(Flaw("", str(fault)))
        except Exception:  # the file that comes out is broken: Word would refuse it too
            self.flaws.append(Flaw("", say("The document that this template makes cannot be opened: a tag for rows or "
                                           "paragraphs probably stands among other words. Leave such tags alone in "
                                           "their row or paragraph.")))


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"
