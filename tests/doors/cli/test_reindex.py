from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from canevas.commons.search.models import SearchEntry
from canevas.governance.concertation.models import IntakeLine
from canevas.governance.concertation.operations import confirm_intake, confirm_line, enter
from tests.factories.country import load_country
from tests.factories.minutes import Writer, content, reading, small_minutes, user


def entries() -> set[tuple[str, str, str]]:
    return set(SearchEntry.objects.values_list("object_type", "title", "text"))


@pytest.mark.django_db
def test_the_index_made_again_is_the_index_that_was() -> None:
    load_country(user("reference", "administrator"))
    secretary, writer = user(), Writer()
    made = reading(small_minutes(writer), writer, "compte-rendu.docx")
    intake = enter(by=secretary, reading=made, content=content(made))
    for line in intake.lines.filter(state=IntakeLine.State.DOUBTFUL):
        confirm_line(by=secretary, line=line)
    confirm_intake(by=secretary, intake=intake)
    call_command("reindex", stdout=StringIO())
    before = entries()
    assert {"session", "action_point", "organisation"} <= {kind for kind, *_ in before}
    SearchEntry.objects.all().delete()
    out = StringIO()
    call_command("reindex", stdout=out)
    assert entries() == before
    assert str(len(before))[:1] in out.getvalue()
