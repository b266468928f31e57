"""How right proposals are over the wild files: accuracy of columns and values, precision of what is called sure.

    python -m benchmarks.harmonise_accuracy [--wrong]

``--wrong`` lists what is not right. Its peer is the truth that stands in tests/samples/tables.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable
from statistics import median

from canevas.evidence.observatory.rules.harmonise.proposal import Proposal
from canevas.evidence.observatory.rules.harmonise.proposing import propose
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.tables.reading import read_tables
from canevas.tools.vocabulary import load_vocabulary
from tests.factories.wild.aldermen import aldermen_files
from tests.factories.wild.bookmen import bookmen_files
from tests.factories.wild.callers import callers_files
from tests.factories.wild.clerks import clerks_files
from tests.factories.wild.couriers import couriers_files
from tests.factories.wild.cousins import cousins_files
from tests.factories.wild.criers import criers_files
from tests.factories.wild.customary import customary_files
from tests.factories.wild.dispatches import dispatches_files
from tests.factories.wild.drifters import drifters_files
from tests.factories.wild.envoys import envoys_files
from tests.factories.wild.exports import exports_files
from tests.factories.wild.fitters import fitters_files
from tests.factories.wild.guests import guests_files
from tests.factories.wild.hawkers import hawkers_files
from tests.factories.wild.heralds import heralds_files
from tests.factories.wild.herders import herders_files
from tests.factories.wild.hostlers import hostlers_files
from tests.factories.wild.ledgers import ledgers_files
from tests.factories.wild.lodgers import lodgers_files
from tests.factories.wild.lookalikes import lookalikes_files
from tests.factories.wild.making import WildFile
from tests.factories.wild.neighbours import neighbours_files
from tests.factories.wild.newcomers import newcomers_files
from tests.factories.wild.nomads import nomads_files
from tests.factories.wild.nurses import nurses_files
from tests.factories.wild.ordinary import ordinary_files
from tests.factories.wild.pedlars import pedlars_files
from tests.factories.wild.porters import porters_files
from tests.factories.wild.regular import regular_files
from tests.factories.wild.relays import relays_files
from tests.factories.wild.routine import routine_files
from tests.factories.wild.scouts import scouts_files
from tests.factories.wild.settlers import settlers_files
from tests.factories.wild.squires import squires_files
from tests.factories.wild.strange import strange_files
from tests.factories.wild.stranger import stranger_files
from tests.factories.wild.strangest import strangest_files
from tests.factories.wild.strollers import strollers_files
from tests.factories.wild.tellers import tellers_files
from tests.factories.wild.variants import variants_files
from tests.factories.wild.visitors import visitors_files
from tests.factories.wild.walkers import walkers_files
from tests.factories.wild.wardens import wardens_files
from tests.factories.wild.wayfarers import wayfarers_files
from tests.factories.wild.weavers import weavers_files
from tests.factories.wild_later import later_files
from tests.factories.wild_new import new_files
from tests.factories.wild_scoring import Score, score, truths
from tests.factories.wild_tables import wild_files

SETS = (("wild files", wild_files, "meanings.yaml"), ("other layouts", new_files, "new_meanings.yaml"),
        ("later layouts", later_files, "later_meanings.yaml"),
        ("other partners", lambda: [*strange_files(), *stranger_files()], "strange_meanings.yaml"),
        ("met last", strangest_files, "strangest_meanings.yaml"),
        ("brought by partners", visitors_files, "visitors_meanings.yaml"),
        ("brought by registrars", newcomers_files, "newcomers_meanings.yaml"),
        ("ledgers and yearbooks", ledgers_files, "ledgers_meanings.yaml"),
        ("couriers", couriers_files, "couriers_meanings.yaml"),
        ("exports of systems", exports_files, "exports_meanings.yaml"),
        ("dispatches", dispatches_files, "dispatches_meanings.yaml"),
        ("relays", relays_files, "relays_meanings.yaml"),
        ("plain layouts, many words", ordinary_files, "ordinary_meanings.yaml"),
        ("monthly and quarterly routine", routine_files, "routine_meanings.yaml"),
        ("alerts, rounds, departures", regular_files, "regular_meanings.yaml"),
        ("lookalikes", lookalikes_files, "lookalikes_meanings.yaml"),
        ("variants", variants_files, "variants_meanings.yaml"),
        ("camps, councils, counters", customary_files, "customary_meanings.yaml"),
        ("callers", callers_files, "callers_meanings.yaml"),
        ("lodgers", lodgers_files, "lodgers_meanings.yaml"),
        ("pedlars", pedlars_files, "pedlars_meanings.yaml"),
        ("drifters", drifters_files, "drifters_meanings.yaml"),
        ("wayfarers", wayfarers_files, "wayfarers_meanings.yaml"),
        ("hostlers", hostlers_files, "hostlers_meanings.yaml"),
        ("bookmen", bookmen_files, "bookmen_meanings.yaml"),
        ("hawkers", hawkers_files, "hawkers_meanings.yaml"),
        ("criers", criers_files, "criers_meanings.yaml"),
        ("fitters", fitters_files, "fitters_meanings.yaml"),
        ("heralds", heralds_files, "heralds_meanings.yaml"),
        ("weavers", weavers_files, "weavers_meanings.yaml"),
        ("squires", squires_files, "squires_meanings.yaml"),
        ("neighbours", neighbours_files, "neighbours_meanings.yaml"),
        ("clerks", clerks_files, "clerks_meanings.yaml"),
        ("porters", porters_files, "porters_meanings.yaml"),
        ("scouts", scouts_files, "scouts_meanings.yaml"),
        ("envoys", envoys_files, "envoys_meanings.yaml"),
        ("strollers", strollers_files, "strollers_meanings.yaml"),
        ("guests", guests_files, "guests_meanings.yaml"),
        ("cousins", cousins_files, "cousins_meanings.yaml"),
        ("herders", herders_files, "herders_meanings.yaml"),
        ("nomads", nomads_files, "nomads_meanings.yaml"),
        ("walkers", walkers_files, "walkers_meanings.yaml"),
        ("settlers", settlers_files, "settlers_meanings.yaml"),
        ("aldermen", aldermen_files, "aldermen_meanings.yaml"),
        ("nurses", nurses_files, "nurses_meanings.yaml"),
        ("wardens", wardens_files, "wardens_meanings.yaml"),
        ("tellers", tellers_files, "tellers_meanings.yaml"))


def measure(files: Iterable[WildFile], truth: str) -> tuple[Score, float, int]:
    """The score of the files that the truth knows, seconds to propose them, how many they are."""
    vocabulary, out, seconds, count = load_vocabulary(), Score(), 0.0, 0
    for file in files:
        if file.name not in truths(truth):
            continue
        count += 1
        try:
            workbook = read_tables(file.write(), file.name)
        except DocumentRefused as refused:
            out.scored += score(Proposal(file.name, str(refused), ()), truths(truth)[file.name])
            continue
        start = time.perf_counter()
        proposal = propose(workbook, vocabulary)
        seconds += time.perf_counter() - start
        out.scored += score(proposal, truths(truth)[file.name])
        out.asked.append(sum(bool(table.doubtful) for table in proposal.tables))
    return out, seconds, count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list what is not right")
    options = parser.parse_args()
    every = Score()
    for title, files, truth in SETS:
        found, seconds, count = measure(files(), truth)
        print(f"{title}: {count} files, {seconds / count * 1000:.0f} ms a file")
        for what in ("column", "value", "title"):
            print(_line(what + "s", found.of(what)))
        print(_line("all", found))
        every.scored += found.scored
        every.asked += found.asked
        for one in found.wrong if options.wrong else ():
            sure = "SURE " if one.is_sure else ""
            print(f"    {sure}{one.file} · {one.what} {one.name}: {one.found} — wanted {one.wanted}")
    print(_line("everything", every))
    print(_titles(every))


def _titles(every: Score) -> str:
    """What titles say of every row, over all files."""
    facts = [one for one in every.of("title").scored if one.name != "rows of totals"]
    sure = [one for one in facts if one.is_sure]
    right = sum(one.is_right for one in sure)
    asked = sum(one > 0 for one in every.asked)
    return (f"{len(facts)} facts of titles: {right} sure and right, {len(sure) - right} sure and wrong, "
            f"{len(facts) - len(sure)} asked; asked in {asked} of {len(every.asked)} files, "
            f"median {median(every.asked):g}, at most {max(every.asked)} a file")


def _line(name: str, part: Score) -> str:
    return (f"  {name:8} {len(part.scored):4} told, accuracy {part.accuracy:.3f}; "
            f"sure {len(part.sure):4}, precision {part.precision:.4f}")


if __name__ == "__main__":
    main()
