"""Pictures (PNG, JPEG, TIFF) into the neutral tree, every text marked as recognised."""
from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from statistics import fmean

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from canevas.tools.documents import building
from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import Document
from canevas.tools.documents.readers.layout.compose import compose
from canevas.tools.documents.readers.layout.nodes import TreeMaker
from canevas.tools.documents.readers.layout.page import Sheet
from canevas.tools.documents.readers.scans.lines import drawn_lines, without_lines
from canevas.tools.documents.readers.scans.tesseract import program, recognise
from canevas.tools.documents.refusals import bomb, needs_tesseract, too_many_pages, truncated
from canevas.tools.text.sentences import say

_A4 = 595.0
_SMALLEST_SIDE = 1_600
"""Pictures with a shorter side of fewer pixels are enlarged: tesseract wants letters some 30 pixels high."""
_LARGEST_FACTOR = 3


def read_image(source: Source) -> Document:
    """Recognise the text of a picture; a TIFF may hold several pages."""
    if program() is None:
        raise needs_tesseract(source.name)
    sheets = [recognised_sheet(picture, number, source) for number, picture in enumerate(_pictures(source), start=1)]
    blocks, _ = compose(sheets, source)
    root = building.root(TreeMaker(blocks, sheets).nodes(blocks), source)
    return Document("image", root, page_count=len(sheets), notices=[recognition_notice(sheets)])


def _pictures(source: Source) -> Iterator[Image.Image]:
    """The pages, upright, in shades of grey."""
    try:
        with Image.open(io.BytesIO(source.content), formats=("PNG", "JPEG", "TIFF")) as file:
            for number, frame in enumerate(ImageSequence.Iterator(file), start=1):
                if number > source.limits.max_pages:
                    raise too_many_pages(source.name, number, source.limits.max_pages)
                if frame.width * frame.height > source.limits.max_pixels:
                    raise bomb(source.name)
                yield _flat(ImageOps.exif_transpose(frame))
    except Image.DecompressionBombError as fault:
        raise bomb(source.name) from fault
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as fault:
        raise truncated(source.name) from fault


def _flat(picture: Image.Image) -> Image.Image:
    """Shades of grey on white; what was transparent is paper."""
    if "A" in picture.getbands() or "transparency" in picture.info:
        full = picture.convert("RGBA")
        paper = Image.new("RGBA", full.size, "white")
        return Image.alpha_composite(paper, full).convert("L")
    return picture.convert("L")


def recognised_sheet(picture: Image.Image, number: int, source: Source, width: float = _A4) -> Sheet:
    """One page recognised; ``width`` is the page's in points."""
    if min(picture.size) < 8:
        return Sheet(number, max(width, 1.0), max(width, 1.0))
    factor = min(_LARGEST_FACTOR, _SMALLEST_SIDE / min(picture.size))
    large = picture.resize((int(picture.width * factor), int(picture.height * factor))) if factor > 1.2 else picture
    scale = width / large.width
    rules = drawn_lines(large, scale)
    words = recognise(without_lines(large, rules, scale), scale, source)
    return Sheet(number, width, large.height * scale, words, rules, 1.0)


def recognition_notice(sheets: Sequence[Sheet]) -> str:
    sure = [word.confidence for sheet in sheets for word in sheet.words if word.confidence is not None]
    return say("This text was recognised from a picture (confidence %(percent)d %%): compare it with the original "
               "before you confirm.", percent=round(100 * fmean(sure)) if sure else 0)
