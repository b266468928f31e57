"""The official Word file: a template edited in Word (docxtpl), filled with plain data; ids become bookmarks."""
from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import docx
from docxtpl import DocxTemplate
from jinja2 import TemplateError

from canevas.tools.documents.writing.formed import place_forms
from canevas.tools.documents.writing.marked import W, mend_cells, merge_cells, place_marks
from canevas.tools.documents.writing.properties import set_properties
from canevas.tools.documents.writing.sandbox import Budget, PlainEnvironment, TemplateFault, plain_data
from canevas.tools.text.sentences import say

Element = Any
_CONTENT = {f"{W}t", f"{W}drawing", f"{W}pict", f"{W}object", f"{W}tbl"}


def fill_word(template: bytes, data: Mapping[str, Any], *, title: str = "",
              properties: Mapping[str, str] | None = None) -> bytes:
    """The bytes of a .docx: ``template`` with its tags replaced by ``data``.

    ``data`` holds dictionaries, lists, numbers, booleans and texts; a :class:`~.marked.Marked` text gets a bookmark for
    each of its ids. ``properties`` become custom document properties. Raises :class:`~.sandbox.TemplateFault` with a
    sentence when the template cannot be filled; see :mod:`~.template_check` to find the place beforehand.
    """
    word = DocxTemplate(io.BytesIO(template))
    try:
        word.render(plain_data(data, Budget()), jinja_env=PlainEnvironment(), autoescape=True)
    except TemplateError as fault:
        raise TemplateFault(say("The template cannot be filled: %(why)s.", why=fault.message or fault)) from fault
    filled = io.BytesIO()
    word.save(filled)
    document = docx.Document(filled)
    for part in _stories(document):
        place_forms(document, part)
        mend_cells(part)
        place_marks(part)
        merge_cells(part)
    drop_empty_last_section(document.element.body)
    if title:
        document.core_properties.title = title[:250]
    set_properties(document.part.package, properties or {})
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _stories(document: Any) -> list[Element]:
    """The body, and each header and footer of the file once."""
    stories = [document.element.body]
    for section in document.sections:
        for story in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not story.is_linked_to_previous and not any(story._element is known for known in stories):
                stories.append(story._element)
    return stories


def drop_empty_last_section(body: Element) -> None:
    """Take away a last section in which nothing is written: it would print as a blank page.

    It is there because a template keeps, say, a landscape section for a table that this document does not have.
    """
    last = body.find(f"{W}sectPr")
    if last is None:
        return
    holder = None
    for element in list(body)[::-1]:
        if element is last:
            continue
        own = element.find(f"{W}pPr/{W}sectPr") if element.tag == f"{W}p" else None
        if own is not None:
            holder = element
            break
        if element.tag in _CONTENT or any(True for tag in _CONTENT for _found in element.iter(tag)):
            return
    if holder is None:
        return
    section = holder.find(f"{W}pPr/{W}sectPr")
    for element in list(holder.itersiblings()):
        body.remove(element)
    section.getparent().remove(section)
    body.append(section)
    if not any(True for tag in _CONTENT for _found in holder.iter(tag)):
        body.remove(holder)
