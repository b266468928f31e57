"""The refusals, each one sentence that names the file, what is wrong and what to do about it."""
from __future__ import annotations

from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.text.sentences import say

MEGABYTE = 1024 * 1024


def empty(name: str) -> DocumentRefused:
    return DocumentRefused("empty", say(
        "The file “%(name)s” is empty. Check the original, then send it again.", name=name))


def too_large(name: str, size: int, limit: int) -> DocumentRefused:
    return DocumentRefused("too-large", say(
        "The file “%(name)s” weighs %(size)d MB; at most %(limit)d MB are read. Remove its pictures or split it.",
        name=name, size=-(-size // MEGABYTE), limit=limit // MEGABYTE))


def too_many_pages(name: str, pages: int, limit: int) -> DocumentRefused:
    return DocumentRefused("too-large", say(
        "The file “%(name)s” has %(pages)d pages; at most %(limit)d are read. Split it into smaller files.",
        name=name, pages=pages, limit=limit))


def too_much_content(name: str) -> DocumentRefused:
    return DocumentRefused("too-large", say(
        "The file “%(name)s” holds far more text or cells than minutes do. Split it into smaller files.", name=name))


def encrypted(name: str) -> DocumentRefused:
    return DocumentRefused("encrypted", say(
        "The file “%(name)s” is protected by a password. Open it with its password, save it without protection, "
        "then send it again.", name=name))


def truncated(name: str) -> DocumentRefused:
    return DocumentRefused("truncated", say(
        "The file “%(name)s” is damaged or incomplete. Copy or download it again, or open it and save it anew.",
        name=name))


def macros(name: str) -> DocumentRefused:
    return DocumentRefused("macros", say(
        "The file “%(name)s” contains macros (programs), which are never accepted. Save it as a plain document "
        "(.docx or .odt, without macros), then send it again.", name=name))


def active_content(name: str) -> DocumentRefused:
    return DocumentRefused("macros", say(
        "The PDF “%(name)s” tries to start a program when it is opened. Print it to a new PDF, then send that one.",
        name=name))


def bomb(name: str) -> DocumentRefused:
    return DocumentRefused("bomb", say(
        "The file “%(name)s” unpacks to an abnormal size and was not opened. Ask its author for another copy.",
        name=name))


def mislabelled(name: str, really: str, extension: str) -> DocumentRefused:
    stem = name.rsplit(".", 1)[0]
    return DocumentRefused("mislabelled", say(
        "The name of the file “%(name)s” is misleading: it is in fact %(really)s. Rename it “%(renamed)s”, "
        "then send it again.", name=name, really=really, renamed=stem + extension))


def mislabelled_unreadable(name: str, really: str) -> DocumentRefused:
    return DocumentRefused("mislabelled", say(
        "The name of the file “%(name)s” is misleading: it is in fact %(really)s, which is not read here. "
        "Send the minutes as Word (.docx), PDF, OpenDocument (.odt), web page or plain text.",
        name=name, really=really))


def not_kept(name: str) -> DocumentRefused:
    return DocumentRefused("unknown-format", say(
        "The file “%(name)s” is of a kind that is not kept. Add a picture (.jpg, .png), a PDF, a document or a "
        "spreadsheet.", name=name))


def unknown_format(name: str, really: str) -> DocumentRefused:
    return DocumentRefused("unknown-format", say(
        "The file “%(name)s” (%(really)s) is not read here. Send the minutes as Word (.docx), PDF, "
        "OpenDocument (.odt), web page or plain text.", name=name, really=really))


def needs_tesseract(name: str) -> DocumentRefused:
    return DocumentRefused("needs-tesseract", say(
        "The file “%(name)s” is a picture or a scan: to read it, install Tesseract with its French data (Windows: "
        "the UB Mannheim installer, tick “French”; Debian or Ubuntu: sudo apt install tesseract-ocr "
        "tesseract-ocr-fra), then send the file again.", name=name))


def needs_libreoffice(name: str) -> DocumentRefused:
    return DocumentRefused("needs-libreoffice", say(
        "The file “%(name)s” is in the old Word format (.doc): install LibreOffice to read it, or open it in Word "
        "and save it as .docx, then send it again.", name=name))


def no_text(name: str) -> DocumentRefused:
    return DocumentRefused("no-text", say(
        "No text was found in the file “%(name)s”. Check that it is the right one, or send the Word original.",
        name=name))


def too_slow(name: str, seconds: float) -> DocumentRefused:
    return DocumentRefused("timeout", say(
        "Reading the file “%(name)s” took more than %(seconds)d seconds and was stopped. Save it again in another "
        "format (.docx), or split it.", name=name, seconds=int(seconds)))
