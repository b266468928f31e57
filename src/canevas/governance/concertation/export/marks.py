"""The ids that an exported file carries: ``cnv_<kind>_<uid>``, 40 signs at most because Word accepts no longer name."""
from __future__ import annotations

from canevas.governance.concertation.rules.lines import Draft
from canevas.tools.documents.writing.marked import FormedText, Marked

KINDS = {
    "agd": "item, in the list of the agenda", "itm": "item, where it is treated", "dis": "discussion point",
    "tbl": "discussion point that is a table",
    "act": "action point", "rec": "recommendation", "con": "contribution", "dec": "decision", "chl": "challenge",
    "prs": "present", "exc": "excused", "abs": "absent", "pri": "priority", "str": "strategy",
}


def mark_names(line: Draft, kind: str) -> tuple[str, ...]:
    """The bookmark names of ``line``; none where it has no row in the register yet."""
    uid = getattr(line, "uid", "")
    return tuple(f"cnv_{kind}_{each.replace('-', '').lower()}" for each in ([uid] if uid else line.uids))


def marked(line: Draft, kind: str) -> Marked:
    """The text of ``line`` with its ids."""
    return Marked(line.text, *mark_names(line, kind))


def said(line: Draft) -> FormedText:
    """The text of a discussion point in its form, with its ids."""
    form = str(line.value.get("form") or "paragraph")
    cells = line.value.get("cells") or [] if form == "table" else []
    return FormedText(line.text, *mark_names(line, "tbl" if cells else "dis"), form=form if cells or form != "table"
                      else "paragraph", level=int(line.value.get("level") or 0), cells=cells)
