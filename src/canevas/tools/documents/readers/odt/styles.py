"""Styles of an OpenDocument text: bold, headings, and how lists are counted."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from canevas.tools.documents.counting import as_counted
from canevas.tools.documents.readers.odt.names import FO, STYLE, TEXT, count, style_attribute, text_attribute
from canevas.tools.documents.safe_xml import Element
from canevas.tools.documents.typed import shown

DEPTHS = 10


@dataclass(slots=True)
class Style:
    parent: str | None = None
    bold: bool | None = None
    list_style: str | None = None
    label: str = ""


@dataclass(slots=True)
class Level:
    """One depth of a list style; ``sample`` is "1", "a", "A", "i", "I", "" or "bullet"."""

    sample: str = "bullet"
    bullet: str = "•"
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1


@dataclass(slots=True)
class Styles:
    """Every style of the document, from its two parts."""

    styles: dict[str, Style] = field(default_factory=dict)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)

    def read(self, root: Element) -> None:
        for element in root.iter(STYLE + "style"):
            name = style_attribute(element, "name")
            if name and style_attribute(element, "family") in {"paragraph", "text"}:
                properties = element.find(STYLE + "text-properties")
                weight = None if properties is None else properties.get(FO + "font-weight")
                bold = None if weight is None else weight == "bold" or weight in {"600", "700", "800", "900"}
                self.styles[name] = Style(
                    style_attribute(element, "parent-style-name"), bold,
                    style_attribute(element, "list-style-name") or None,
                    style_attribute(element, "display-name") or name)
        for element in root.iter(TEXT + "list-style", TEXT + "outline-style"):
            name = style_attribute(element, "name")
            if name:
                self.lists[name] = dict(_levels(element))

    def chain(self, name: str | None) -> Iterable[Style]:
        """The style and those that it is based on."""
        seen: set[str] = set()
        while name and name in self.styles and name not in seen:
            seen.add(name)
            yield self.styles[name]
            name = self.styles[name].parent

    def bold(self, name: str | None) -> bool | None:
        return next((style.bold for style in self.chain(name) if style.bold is not None), None)

    def list_style(self, name: str | None) -> str | None:
        return next((style.list_style for style in self.chain(name) if style.list_style), None)

    def label(self, name: str | None) -> str:
        """The name that a person sees: that of the named style under an automatic one."""
        style = self.styles.get(name or "")
        if style is None:
            return name or ""
        is_automatic = name is not None and len(name) <= 4 and name[:1] in "PT" and name[1:].isdigit()
        return self.label(style.parent) if is_automatic and style.parent else style.label.replace("_20_", " ")


def _levels(element: Element) -> Iterable[tuple[int, Level]]:
    for level in element:
        depth = count(text_attribute(level, "level"), DEPTHS) - 1
        if level.tag == TEXT + "list-level-style-bullet":
            yield depth, Level(bullet=shown(text_attribute(level, "bullet-char") or "•"))
        elif level.tag in {TEXT + "list-level-style-number", TEXT + "outline-level-style"}:
            yield depth, Level(
                style_attribute(level, "num-format") or "", "", style_attribute(level, "num-prefix") or "",
                style_attribute(level, "num-suffix") or "", count(text_attribute(level, "start-value"), 9999, 0)
                if text_attribute(level, "start-value") else 1,
                count(text_attribute(level, "display-levels"), DEPTHS))


def marker(levels: dict[int, Level], numbers: list[int], depth: int) -> str:
    """What the list shows before an item at ``depth``; ``numbers`` are the counts of all depths."""
    level = levels.get(depth, Level())
    if level.sample == "bullet":
        return level.bullet
    if not level.sample:
        return ""
    first = max(depth + 1 - level.shown, 0)
    parts = [as_counted(numbers[above], levels.get(above, level).sample) for above in range(first, depth + 1)
             if levels.get(above, level).sample != "bullet"]
    return f"{level.prefix}{'.'.join(part for part in parts if part)}{level.suffix}".strip()
