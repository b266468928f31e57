"""Word copies of a synthesis taken in, from the files to the amendments in the database, beside python-docx loading and
saving the same files, in a run.

``python -m benchmarks.copies [--copies 200] [--rows 60] [--changes 10]``, in a throw-away SQLite database. Every second
copy has tracked changes. One process; each copy is a transaction of its own, with its file and its journal row.
"""
from __future__ import annotations

import argparse
import io
import os
import random
import tempfile
from datetime import UTC, datetime
from time import perf_counter


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("copies", 200), ("rows", 60), ("changes", 10)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"CANEVAS_HOME": folder, "DJANGO_SETTINGS_MODULE": "canevas.project.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django  # noqa: PLC0415 (the settings are chosen above)
        django.setup()
        from django.core.management import call_command  # noqa: PLC0415
        call_command("migrate", verbosity=0)
        measure(options.copies, options.rows, options.changes)


def measure(count: int, rows: int, changes: int) -> None:
    import docx  # noqa: PLC0415

    from canevas.commons.access.operations import system_user  # noqa: PLC0415
    from canevas.governance.concertation.models import Body  # noqa: PLC0415
    from canevas.governance.syntheses.models import Amendment  # noqa: PLC0415
    from canevas.governance.syntheses.operations.copies import Brought, take_copies  # noqa: PLC0415
    from canevas.governance.syntheses.operations.opening import freeze_version, open_synthesis  # noqa: PLC0415
    from canevas.governance.syntheses.queries.files import version_word  # noqa: PLC0415
    from canevas.governance.syntheses.rules.table import (  # noqa: PLC0415
        Block,
        Line,
        ReplaceText,
        Row,
        Section,
        Table,
        apply_edits,
        new_uid,
        table_to_json,
    )
    from canevas.tools.documents.writing.redline.comparing import redline_between  # noqa: PLC0415

    from .big_register import sentence  # noqa: PLC0415

    chance = random.Random(20260728)

    def line(number: int) -> Line:
        return Line(new_uid(), sentence(chance, number))

    blocks = tuple(Block(line(number), (Row(new_uid(), (line(number),), (line(number), line(-number)),
                                            (Line(new_uid(), "Toutes les régions"),)),)) for number in range(rows))
    table = Table((Section(None, "", blocks[:rows // 2]), Section(1, "Axe 1 : Opportunités", blocks[rows // 2:])))
    by = system_user()
    body = Body.objects.create(code="BANC", name="Banc d'essai")
    synthesis = open_synthesis(by=by, title="Banc d'essai", body_id=body.pk, table=table)
    version = freeze_version(by=by, synthesis=synthesis, seen=0)
    assert version is not None
    base = version_word(version).content
    day = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
    files = []
    for number in range(count):
        picked = chance.sample([one.rows[0].strategies[chance.randrange(2)] for one in blocks], changes)
        edits = [ReplaceText(one.uid, 0, one.text.index(" "), f"Réviser ({number})") for one in picked]
        version.content = table_to_json(apply_edits(table, edits).table)
        marked = version_word(version).content
        files.append(redline_between(base, marked, f"Structure {number}", day) if number % 2 else marked)
    began = perf_counter()
    taken = take_copies(by=by, synthesis=synthesis, files=[
        Brought(f"copie {number}.docx", content) for number, content in enumerate(files)])
    ours = perf_counter() - began
    began = perf_counter()
    for content in files:
        docx.Document(io.BytesIO(content)).save(io.BytesIO())
    theirs = perf_counter() - began
    print(f"{count} copies of {rows} rows: {sum(one.found for one in taken)} changes found of {count * changes}, "
          f"{sum(one.unplaced for one in taken)} without place, {Amendment.objects.count()} amendments in the database "
          f"in {ours:.2f} s ({count / ours:.1f} copies a second); python-docx loads and saves the files in "
          f"{theirs:.2f} s; {ours / theirs:.2f} times as long")


if __name__ == "__main__":
    main()
