"""Pictures of pages, for the review page."""
from __future__ import annotations

import io

from PIL import Image, ImageOps

from canevas.tools.documents.limits import Source
from canevas.tools.documents.readers.pdf.pdfium import opened
from canevas.tools.documents.refusals import bomb, truncated
from canevas.tools.documents.sniffing import sniff

WIDEST = 3_000
_TALLEST = 6_000


def page_count(content: bytes, name: str = "") -> int:
    """How many pages a PDF or a picture has; 0 for any other file. Raises :class:`DocumentRefused`."""
    source = Source(content, name)
    kind = sniff(content, name)
    if kind == "pdf":
        with opened(source) as pdf:
            return len(pdf)
    if kind == "image":
        try:
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "TIFF")) as picture:
                return int(getattr(picture, "n_frames", 1))
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
            raise truncated(name) from fault
    return 0


def render_page(content: bytes, page: int, width: int, name: str = "") -> bytes:
    """Page ``page`` (1-based) of a PDF or a picture as PNG, ``width`` pixels wide (3,000 at most).

    Raises :class:`DocumentRefused` for a file that cannot be opened and :class:`IndexError` for a page that it has not.
    """
    width = min(max(width, 16), WIDEST)
    source = Source(content, name)
    picture = _picture_page(source, page) if sniff(content, name) == "image" else _pdf_page(source, page, width)
    height = min(max(round(picture.height * width / picture.width), 1), _TALLEST)
    out = io.BytesIO()
    picture.resize((width, height)).save(out, "PNG", compress_level=3)
    return out.getvalue()


def _pdf_page(source: Source, page: int, width: int) -> Image.Image:
    with opened(source) as pdf:
        if not 1 <= page <= len(pdf):
            raise IndexError(page)
        shown = pdf[page - 1]
        try:
            across, down = (max(length, 1.0) for length in shown.get_size())
            scale = min(width / across, _TALLEST / down)
            picture: Image.Image = shown.render(scale=scale).to_pil()
            return picture.convert("RGB")
        finally:
            shown.close()


def _picture_page(source: Source, page: int) -> Image.Image:
    try:
        with Image.open(io.BytesIO(source.content), formats=("PNG", "JPEG", "TIFF")) as file:
            if not 1 <= page <= getattr(file, "n_frames", 1):
                raise IndexError(page)
            file.seek(page - 1)
            if file.width * file.height > source.limits.max_pixels:
                raise bomb(source.name)
            upright = ImageOps.exif_transpose(file)
            return upright.convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise truncated(source.name) from fault
