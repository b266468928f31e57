"""What a chained row of the journal costs, and how fast a chain is walked: processor time and elapsed time.

``python benchmarks/journal.py [--rows N]``, in a throw-away SQLite database. The peer, in the same run: a row of the
same size put in by the same library without number, signature or head.
"""
from __future__ import annotations

import argparse
import os
import tempfile
from time import perf_counter, process_time
from typing import Any

DETAILS = {"before": "planned", "after": "convened", "reason": "salle occupée", "turn": 12}


def measured(label: str, rows: int, work: Any) -> float:
    elapsed, used = perf_counter(), process_time()
    work()
    used = process_time() - used
    print(f"{label:52}{used / rows * 1e6:10.0f}{(perf_counter() - elapsed) / rows * 1e6:10.0f}")
    return used / rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"CANEVAS_HOME": folder, "DJANGO_SETTINGS_MODULE": "canevas.project.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django  # noqa: PLC0415 (the settings are chosen above)
        django.setup()
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connection, models, transaction  # noqa: PLC0415

        from canevas.commons.access.operations import system_user  # noqa: PLC0415
        from canevas.commons.audit.operations import record  # noqa: PLC0415
        from canevas.commons.audit.queries import verify_journal  # noqa: PLC0415
        call_command("migrate", verbosity=0)
        by = system_user()
        first = verify_journal().rows

        class Plain(models.Model):
            at = models.DateTimeField(auto_now_add=True, db_index=True)
            event = models.CharField(max_length=60, db_index=True)
            object_label = models.CharField(max_length=250)
            details = models.JSONField(default=dict)

            class Meta:
                app_label = "audit"

            def __str__(self) -> str:
                return self.event

        with connection.schema_editor() as editor:
            editor.create_model(Plain)

        def plain() -> None:
            with transaction.atomic():
                Plain.objects.create(event="session_moved", object_label=str(by), details=DETAILS)

        def chained() -> None:
            with transaction.atomic():
                record(by=by, event="session_moved", target=by, details=DETAILS)

        print(f"{'microseconds a row':52}{'processor':>10}{'elapsed':>10}")
        bare = measured("a plain row, each in its transaction", rows, lambda: [plain() for _turn in range(rows)])
        ours = measured("a chained row, each in its transaction", rows, lambda: [chained() for _turn in range(rows)])
        found: list[Any] = []
        measured("a row verified", rows, lambda: found.append(verify_journal()))
        connection.close()
    assert found[0].is_right and found[0].rows == rows + first
    print(f"\na chained row costs {1e6 * (ours - bare):.0f} µs more than a plain one")


if __name__ == "__main__":
    main()
