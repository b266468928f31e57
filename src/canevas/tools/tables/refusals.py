"""Why a file of figures is not read: each one sentence that names the file, what is wrong and what to do about it."""
from __future__ import annotations

from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.reading import describe
from canevas.tools.text.sentences import say


def not_a_table(name: str, really: str) -> DocumentRefused:
    return DocumentRefused("unknown-format", say(
        "The file “%(name)s” is %(really)s, not a table. Send the figures as a spreadsheet (.xlsx, .xls, .ods), as CSV "
        "or as JSON.", name=name, really=really))


def a_document(name: str, really: str) -> DocumentRefused:
    return DocumentRefused("unknown-format", say(
        "The file “%(name)s” is %(really)s. Copy its table into a spreadsheet (.xlsx), then send that one; minutes go "
        "in at “Compte rendu”.", name=name, really=really))


def macros(name: str) -> DocumentRefused:
    return DocumentRefused("macros", say(
        "The spreadsheet “%(name)s” contains macros (programs), which are never accepted. Save it as a workbook "
        "without macros (.xlsx), then send it again.", name=name))


def no_cells(name: str) -> DocumentRefused:
    return DocumentRefused("empty", say(
        "No cell of the file “%(name)s” holds anything. Check the original, then send it again.", name=name))


def null_bytes(name: str) -> DocumentRefused:
    return DocumentRefused("truncated", say(
        "The text of “%(name)s” has empty bytes in it, which no program writes: it was damaged on its way. Ask for it "
        "again, or for the spreadsheet (.xlsx) that it was made of.", name=name))


def too_wide(name: str, rows: int, columns: int) -> DocumentRefused:
    return DocumentRefused("too-large", say(
        "A sheet of “%(name)s” reaches over %(rows)d rows and %(columns)d columns, more than is read. Delete the cells "
        "that stand far away, or split the file.", name=name, rows=rows, columns=columns))


def bad_json(name: str, line: int) -> DocumentRefused:
    return DocumentRefused("truncated", say(
        "The JSON file “%(name)s” is damaged or incomplete at line %(line)d. Export it again, then send it.",
        name=name, line=line))


def json_without_rows(name: str) -> DocumentRefused:
    return DocumentRefused("unknown-format", say(
        "The JSON file “%(name)s” holds no list of records. Export the records themselves, then send that file.",
        name=name))


DOCUMENTS = {"docx", "doc", "odt", "pdf", "rtf"}


def other_kind(name: str, kind: str) -> DocumentRefused:
    """The refusal of a file of ``kind``, a word of :func:`canevas.tools.documents.sniffing.sniff`."""
    really = say("a web page without a table") if kind == "html" else describe(kind)
    return a_document(name, really) if kind in DOCUMENTS else not_a_table(name, really)
