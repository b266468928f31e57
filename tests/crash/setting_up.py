"""Run as a program in the home of the crash test: accounts, a register, meetings whose minutes are being typed; prints
what the clients work on."""
from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import django

django.setup()

from canevas.commons.access.operations import create_user, system_user  # noqa: E402
from canevas.commons.access.queries import user_named  # noqa: E402
from canevas.doors.cli.demo.inventing import invent  # noqa: E402
from canevas.doors.cli.demo.word_file import word_of  # noqa: E402
from canevas.governance.concertation.models import ActionPoint, AgendaItem, Session  # noqa: E402
from canevas.governance.concertation.operations import import_files, reindex_everything  # noqa: E402
from tests.crash.clients import PASSWORD  # noqa: E402
from tests.factories.writing import held_session  # noqa: E402

if __name__ == "__main__":
    people, files = int(sys.argv[1]), Path(sys.argv[2])
    for number in range(people):
        if user_named(f"personne{number}") is None:
            create_user(by=system_user(), username=f"personne{number}", role="secretariat", password=PASSWORD)
    for number, meeting in enumerate(invent(date(2021, 6, 1), seed=3)[-90:]):
        (files / f"{number:03} {meeting.file_name}").write_bytes(word_of(meeting))
    import_files(by=system_user(), paths=sorted(files.glob("*.docx"))[:20], confirm_sure=True, processes=2)
    for day in range(people):
        if not Session.objects.filter(date=date(2019, 1, 1 + day)).exists():
            held_session(day=date(2019, 1, 1 + day))
    reindex_everything(by=system_user())  # the meetings above were made without their operation
    print(json.dumps({
        "people": {f"personne{number}": user_named(f"personne{number}").pk for number in range(people)},
        "actions": [str(uid) for uid in ActionPoint.objects.filter(withdrawn_at=None).values_list("uid", flat=True)],
        "items": [str(uid) for uid in AgendaItem.objects.filter(session__date__year=2019).order_by("pk").values_list(
            "uid", flat=True)],
        "sessions": [str(uid) for uid in Session.objects.exclude(minutes=None).values_list("uid", flat=True)],
    }))
