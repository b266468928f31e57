from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from canevas.doors.cli.command import PlainCommand
from canevas.doors.cli.synthesis.naming import SHOWN, acting, identifier
from canevas.governance.recommendations.queries import visible
from canevas.governance.recommendations.queries.lineage import Lineage, LineageLine, lineage_of
from canevas.governance.recommendations.rules.lineage import Branch, branches_of


class Command(PlainCommand):
    help = gettext_lazy("Say what a recommendation comes from, down to the words of minutes, and what became of it.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("recommendation", help=_("its identifier, or words of it"))
        parser.add_argument("--user", default="", help=_("name of the user who may see what is said"))
        parser.add_argument("--json", action="store_true", help=_("the answer as JSON, for a program"))

    def handle(self, *args: Any, **options: Any) -> None:
        by = acting(options["user"])
        found = self.found(by, options["recommendation"])
        whole = lineage_of(found, by)
        below, above = (branches_of(whole.edges, whole.start, up=up) for up in (False, True))
        if options["json"]:
            told = {**line_told(whole.lines[whole.start]), "below": [branch_told(whole, one) for one in below],
                    "above": [branch_told(whole, one) for one in above], "cut": whole.is_cut}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        self.stdout.write(found.text)
        for heading, branches in ((_("Where it comes from:"), below), (_("What became of it:"), above)):
            self.stdout.write(heading)
            for line in written(whole, branches):
                self.stdout.write(line)
            if not branches:
                self.stdout.write("  " + _("nothing that is known"))

    def found(self, by: Any, named: str) -> Any:
        rows = visible.recommendations(by).select_related("set", "source")
        uid = identifier(named)
        found = list((rows.filter(uid=uid) if uid else rows.filter(text__icontains=named, withdrawn_at=None))[:SHOWN])
        if not found:
            raise CommandError(_("The register has no recommendation “%(name)s”.") % {"name": named})
        if len(found) > 1:
            names = "\n".join(f"  {one.uid}  {one.text} ({one.set.origin_label})" for one in found)
            raise CommandError(_("Several recommendations say so. Give the identifier of one:\n%(names)s") % {
                "names": names})
        return found[0]


def line_told(line: LineageLine) -> dict[str, Any]:
    """With its place in its source: the file, and the passages in it that say it."""
    row = line.recommendation
    source = row.source if row is not None and line.shows_set else None
    return {"recommendation": line.uid, "text": line.text, "origin": line.label,
            "day": line.day.isoformat() if line.day else "", "status": row.status if row else "",
            "stages": [{"stage": one.stage, "text": one.text, "outcome": one.outcome, "note": one.note,
                        "day": one.day.isoformat() if one.day else ""} for one in line.stages],
            "changes": [{"kind": str(one.kind), "before": one.before, "after": one.after} for one in line.changes],
            "source": {"file": source.name, "passages": row.passages} if source and row else None}


def branch_told(whole: Lineage, branch: Branch) -> dict[str, Any]:
    return {"step": str(branch.kind or ""), "words": list(branch.words), **line_told(whole.lines[branch.line]),
            "branches": [branch_told(whole, one) for one in branch.branches]}


def written(whole: Lineage, branches: tuple[Branch, ...], depth: int = 1) -> Iterator[str]:
    for one in branches:
        line = whole.lines[one.line]
        step = steps().get(str(one.kind), "")
        told = line_told(line)
        source = f" [{told['source']['file']}]" if told["source"] else ""
        yield f"{'  ' * depth}{step}: {line.text} ({line.label}){source}"
        yield from written(whole, one.branches, depth + 1)


def steps() -> dict[str, str]:
    return {"derived": pgettext("lineage", "taken up"), "merged": pgettext("lineage", "merged"),
            "split": pgettext("lineage", "split"), "carried": pgettext("lineage", "carried over")}
