"""The invented figures, brought in by the operations that real files use; what was said of them since: an agreement, a
reason why two sources differ, a point that was closed for a season, two files that wait on the workbench."""
from __future__ import annotations

from datetime import date, timedelta

from canevas.commons.access.queries import User
from canevas.commons.directory.queries import organisations
from canevas.doors.cli.demo.figure_files import (
    POINTS,
    SHUT,
    SHUT_FROM,
    SHUT_TO,
    Given,
    given,
    month,
    next_flows,
    town_file,
)
from canevas.evidence.observatory.operations import (
    agree_sharing,
    close_flow_point,
    explain_disagreement,
    import_figures,
    keep_recipe,
    open_workbench,
    register_source,
    reopen_flow_point,
)
from canevas.evidence.observatory.queries import sources
from canevas.evidence.observatory.queries.visible import disagreements
from canevas.evidence.observatory.rules.periods import read_period

AGREED = "demo-orientations"
WHY = "L’OIM compte aussi les personnes arrivées à pied le même jour."
"""Invented."""


def load_figures(*, by: User, today: date) -> int:
    """Bring the invented figures in; how many. Repeating it adds nothing."""
    if sources(by).filter(code="demo-flux").exists():
        return 0
    added = sum(_brought(by, one) for one in given(today))
    agree_sharing(by=by, source=sources(by).get(code=AGREED), party="organisation", key="OIM", fields=("activity",),
                  geography="country", grain="quarter", valid_from=date(today.year - 1, 1, 1),
                  valid_to=date(today.year + 1, 12, 31),
                  text="Totaux du pays par trimestre, pour préparer les retours (accord inventé).")
    for one in disagreements(by)[:1]:
        explain_disagreement(by=by, disagreement=one, explanation=WHY)
    _shut_for_a_season(by, today)
    _leave_on_the_workbench(by, today)
    return added


def _brought(by: User, one: Given) -> int:
    giver = organisations().filter(code=one.giver).first() if one.giver else None
    source = register_source(by=by, code=one.code, name=one.name, organisation=giver,
                             licence="" if one.audience == "restricted" else "CC BY 4.0",
                             definition=one.definition, coverage=one.coverage, audience=one.audience)
    recipe = keep_recipe(by=by, source=source, text=one.recipe())[0]
    return import_figures(by=by, source=source, name=f"{one.code}.csv", content=one.file(), recipe=recipe).batch.rows


def _shut_for_a_season(by: User, today: date) -> None:
    first, again = (read_period(month(today, back)).start for back in (SHUT_FROM, SHUT_TO - 1))
    code = POINTS[SHUT][0]
    close_flow_point(by=by, code=code, on=first - timedelta(days=1),
                     because="Piste inondée, équipe repliée (invention).")
    reopen_flow_point(by=by, code=code, on=again, because="La piste est de nouveau praticable (invention).")


def _leave_on_the_workbench(by: User, today: date) -> None:
    """The file of flows of this month, which its recipe reads but for one word; and one that nobody read yet."""
    flows = sources(by).get(code="demo-flux")
    open_workbench(by=by, source=flows, name=f"flux-{month(today, 0)}.csv", content=next_flows(today),
                   recipe=flows.recipes.get().versions.first())
    town = register_source(by=by, code="demo-mairie", name="Gare routière de Birni N’Konni (invention)",
                           region="NE005", definition="passages à la gare", coverage="la gare, le jour")
    open_workbench(by=by, source=town, name=f"gare-routiere-{month(today, 1)}.csv", content=town_file(today))
