"""Invented figures, brought through the operations that real files use: flows, stocks, and convoys that two sources
count otherwise; one file waits on the workbench."""
from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from canevas.commons.access.queries import User
from canevas.commons.directory.queries import organisations
from canevas.evidence.observatory.operations import import_figures, keep_recipe, open_workbench, register_source
from canevas.evidence.observatory.queries import sources

POINTS = {"Séguédine": ("NE-SEGUEDINE", 900), "Arlit": ("NE001002001", 1400), "Assamaka": ("NE-ASSAMAKA", 1100),
          "Madama": ("NE-MADAMA", 500), "Dan Barto": ("NE007005001", 700), "Birni N'Konni": ("NE005003003", 800)}
PEOPLES = {"Nigérienne": ("NER", 0.55), "Nigériane": ("NGA", 0.25), "Malienne": ("MLI", 0.2)}
REGIONS = {"Agadez": ("NE001", 6_000), "Diffa": ("NE002", 130_000), "Maradi": ("NE004", 70_000),
           "Tahoua": ("NE005", 40_000), "Tillabéri": ("NE006", 60_000)}
GROUPS = {"Réfugiés": ("refugee", 0.7), "Déplacés internes": ("idp", 0.3)}
MONTHS = 24
_HEAD = ("recipe: %s\ndefinition: %s\ncoverage: %s\n%stables:\n- name: tableau\n  sheet: \"*\"\n  subject: %s\n"
         "  columns:\n")
_CONVOY_HEADS = ("Mois", "Région", "Événement", "Personnes")
_WAYS = {"Entrée": 0.6, "Sortie": 0.4}


def load_figures(*, by: User, today: date) -> int:
    """Bring the invented figures in; how many. Repeating it adds nothing."""
    if sources(by).filter(code="demo-flux").exists():
        return 0
    chance = random.Random(20_230_101)  # noqa: S311 (invented figures, the same each time)
    months = [_month(today, back) for back in range(MONTHS, 0, -1)]
    flows = [(point, month, way, people, round(size * share * part * chance.uniform(0.6, 1.4)))
             for month in months for point, (_code, size) in POINTS.items() for way, part in _WAYS.items()
             for people, (_iso, share) in PEOPLES.items()]
    stocks = [(region, month, group, round(size * share * (1 + 0.01 * at) * chance.uniform(0.97, 1.03)))
              for at, month in enumerate(months) for region, (_code, size) in REGIONS.items()
              for group, (_word, share) in GROUPS.items()]
    convoys = [(month, "Agadez", "Convoi", chance.randrange(250, 900)) for month in months]
    other = [(month, place, kind, number + (chance.randrange(-40, 40) if at % 4 == 0 else 0))
             for at, (month, place, kind, number) in enumerate(convoys)]
    added = _flows(by, flows)
    added += _brought(by, "demo-enregistrement", "Enregistrement (invention)", "HCR", _STOCKS, (
        "Région", "Mois", "Groupe", "Effectif"), stocks)
    added += _brought(by, "demo-convois-drecm", "Convois reçus à Agadez (invention)", "",
                      _CONVOYS % "demo-convois-drecm", _CONVOY_HEADS, convoys)
    return added + _brought(by, "demo-convois-oim", "Convois, compte de l’OIM (invention)", "OIM",
                            _CONVOYS % "demo-convois-oim", _CONVOY_HEADS, other)


def _flows(by: User, flows: Sequence[Sequence[Any]]) -> int:
    """The flows, and the file of the month after, with a people that the recipe does not know."""
    heads = ("Point de suivi", "Mois", "Sens", "Nationalité", "Nombre")
    added = _brought(by, "demo-flux", "Suivi des flux (invention)", "OIM", _FLOWS, heads, flows)
    source = sources(by).get(code="demo-flux")
    recipe = source.recipes.get().versions.first()
    assert recipe is not None
    last = date.fromisoformat(f"{flows[-1][1]}-01")
    after = f"{last.year + last.month // 12}-{last.month % 12 + 1:02}"
    new = [(point, after, "Entrée", people, size // 3) for point, (_code, size) in POINTS.items()
           for people in ("Nigérienne", "Tchadienne")]
    open_workbench(by=by, source=source, name=f"flux-{after}.csv", content=_csv(heads, new), recipe=recipe)
    return added


def _brought(by: User, code: str, name: str, organisation: str, text: str, heads: Sequence[str],
             rows: Iterable[Sequence[Any]]) -> int:
    giver = organisations().filter(code=organisation).first() if organisation else None
    source = register_source(by=by, code=code, name=name, organisation=giver, licence="CC BY 4.0",
                             **dict(line.split(": ", 1) for line in text.split("\n")[1:3]))
    recipe = keep_recipe(by=by, source=source, text=text)[0]
    return import_figures(by=by, source=source, name=f"{code}.csv", content=_csv(heads, rows), recipe=recipe).batch.rows


def _csv(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([heads, *rows])
    return out.getvalue().encode("utf-8-sig")


def _month(today: date, back: int) -> str:
    at = today.year * 12 + today.month - 1 - back
    return f"{at // 12}-{at % 12 + 1:02}"


def _columns(*columns: tuple[str, str]) -> str:
    return "".join(f'  - {{header: "{header}", meaning: {meaning}}}\n' for header, meaning in columns)


def _values(**lists: dict[str, str]) -> str:
    lines = [line for meaning, codes in lists.items()
             for line in (f"  {meaning}:", *(f'    "{raw}": "{code}"' for raw, code in codes.items()))]
    return "values:\n" + "\n".join(lines) + "\n"


_FLOWS = _HEAD % ("demo-flux", "passages comptés, non des personnes", "six points de suivi, le jour", (
    "direction:\n  reference: NER\n"), "movement") + _columns(
    ("Point de suivi", "flow_point"), ("Mois", "period"), ("Sens", "direction"), ("Nationalité", "nationality"),
    ("Nombre", "count")) + _values(
    flow_point={name: code for name, (code, _size) in POINTS.items()}, direction={"Entrée": "in", "Sortie": "out"},
    nationality={name: code for name, (code, _share) in PEOPLES.items()})
_STOCKS = _HEAD % (
    "demo-enregistrement", "personnes enregistrées à la fin du mois", "cinq régions", "", "stock") + _columns(
    ("Région", "region"), ("Mois", "period"), ("Groupe", "population_group"), ("Effectif", "count")) + _values(
    region={name: code for name, (code, _size) in REGIONS.items()},
    population_group={name: code for name, (code, _share) in GROUPS.items()})
_CONVOYS = (_HEAD % ("%s", "personnes arrivées par convoi", "Agadez", "", "event")) + _columns(
    ("Mois", "period"), ("Région", "region"), ("Événement", "event"), ("Personnes", "count")) + _values(
    region={"Agadez": "NE001"}, event={"Convoi": "convoy"})
