"""How right proposals are over the wild files: accuracy of columns and values, precision of what is called sure.

    python -m benchmarks.harmonise_accuracy [--wrong]

``--wrong`` lists what is not right. Its peer is the truth that stands in tests/samples/tables.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable

from canevas.evidence.observatory.rules.harmonise.proposal import Proposal
from canevas.evidence.observatory.rules.harmonise.proposing import propose
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.tables.reading import read_tables
from canevas.tools.vocabulary import load_vocabulary
from tests.factories.wild.making import WildFile
from tests.factories.wild.strange import strange_files
from tests.factories.wild.stranger import stranger_files
from tests.factories.wild.strangest import strangest_files
from tests.factories.wild_later import later_files
from tests.factories.wild_new import new_files
from tests.factories.wild_scoring import Score, score, truths
from tests.factories.wild_tables import wild_files

SETS = (("wild files", wild_files, "meanings.yaml"), ("other layouts", new_files, "new_meanings.yaml"),
        ("later layouts", later_files, "later_meanings.yaml"),
        ("other partners", lambda: [*strange_files(), *stranger_files()], "strange_meanings.yaml"),
        ("met last", strangest_files, "strangest_meanings.yaml"))


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
    return out, seconds, count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list what is not right")
    options = parser.parse_args()
    for title, files, truth in SETS:
        found, seconds, count = measure(files(), truth)
        print(f"{title}: {count} files, {seconds / count * 1000:.0f} ms a file")
        for what in ("column", "value", "title"):
            print(_line(what + "s", found.of(what)))
        print(_line("all", found))
        for one in found.wrong if options.wrong else ():
            sure = "SURE " if one.is_sure else ""
            print(f"    {sure}{one.file} · {one.what} {one.name}: {one.found} — wanted {one.wanted}")


def _line(name: str, part: Score) -> str:
    return (f"  {name:8} {len(part.scored):4} told, accuracy {part.accuracy:.3f}; "
            f"sure {len(part.sure):4}, precision {part.precision:.4f}")


if __name__ == "__main__":
    main()
