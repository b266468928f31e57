"""A change within what another author put: what that author's amendment says once the change is made in it."""
from __future__ import annotations

from dataclasses import replace

from canevas.governance.recommendations.rules.amending.amendment import Amendment, Exact, Stretch
from canevas.tools.documents.revisions.changes import Kind


def with_inner(host: Amendment, inner: Amendment) -> Amendment | None:
    """``host`` with its new words as ``inner`` wants them; of a line that moves, ``inner`` as a change of that line. A
    host that is itself within what another put has no place but there.

    ``None`` where nothing of them would stay, or the place in them is not known.
    """
    if host.within is not None:
        text = _made(host.after, inner)
        return None if text is None else replace(host, after=text)
    if host.exact is None:
        return None
    if host.kind is Kind.ROW_INSERT:
        return _row(host, host.exact, inner)
    if host.kind is Kind.MOVE:
        return _moved(host, host.exact, inner)
    if host.exact.texts:
        first = host.exact.texts[0]
        put = _made(first.put, inner)
        stretches = (replace(first, put=put or ""), *host.exact.texts[1:])
        return None if put is None else replace(host, after=put, exact=replace(host.exact, texts=stretches))
    text = _made(host.after, inner)
    return None if text is None else replace(host, after=text)


def _made(text: str, inner: Amendment) -> str | None:
    """``text`` with the change; ``None`` where no word of it would stay, or it is not there."""
    at = inner.at
    if text[at:at + len(inner.before)] != inner.before:
        at = text.find(inner.before)
    if at < 0 or at > len(text):
        return None
    made = text[:at] + inner.after + text[at + len(inner.before):]
    return made if made.strip() else None


def _row(host: Amendment, exact: Exact, inner: Amendment) -> Amendment | None:
    if inner.where.column is None or inner.kind not in (Kind.INSERT, Kind.DELETE, Kind.REPLACE):
        return None
    lines = exact.cells.get(inner.where.column, ())
    text = "\n".join(lines)
    at = inner.at if inner.before or inner.at <= len(text) else len(text)
    made = text[:at] + inner.after + text[at + len(inner.before):]
    if inner.before and text[at:at + len(inner.before)] != inner.before:
        return None
    cells = {**exact.cells, inner.where.column: tuple(made.split("\n"))}
    return replace(host, exact=replace(exact, cells=cells)) if any(map(str.strip, made.split("\n"))) or len(
        exact.cells) > 1 else None


def _moved(host: Amendment, exact: Exact, inner: Amendment) -> Amendment | None:
    if len(exact.texts) != 1:
        return None
    source = exact.texts[0]
    start = source.start + inner.at
    if start + len(inner.before) > source.end or host.before[inner.at:inner.at + len(inner.before)] != inner.before:
        return None
    stretch = Stretch(source.line, start, start + len(inner.before), inner.after)
    return replace(inner, where=host.where, within=None, exact=Exact(texts=(stretch,)))
