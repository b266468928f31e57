"""What lies ahead in the demonstration."""
from __future__ import annotations

from datetime import date, timedelta

import pytest

from canevas.doors.cli.demo.to_come import MEETINGS, look_ahead
from canevas.governance.concertation.models import Body, BodyMember, Session
from tests.factories.country import load_country
from tests.factories.minutes import user


@pytest.mark.django_db
def test_bodies_get_members_and_two_meetings_to_come_once() -> None:
    by, today = user("reference", "administrator"), date(2026, 3, 4)
    load_country(by)
    look_ahead(by=by, today=today)
    seated = BodyMember.objects.count()
    assert seated > 100
    assert {row.body.code for row in BodyMember.objects.filter(role="chair").select_related("body")} >= {
        "CCM", "CRCM-AGADEZ", "GTM-AGADEZ", "GTM-ZINDER"}
    assert dict(Session.objects.values_list("body__code", "state")) == {
        "GTM-AGADEZ": "convened", "GTM-TAHOUA": "planned"}
    for session in Session.objects.all():
        assert session.date.weekday() < 5 and session.date > today
        assert session.attendance.count() > 5
        assert session.items.filter(kind="free").count() == len(next(
            one.points for one in MEETINGS if one.body.upper() == session.body.code))
    Body.objects.filter(code="CCM").update(quorum_rule="two-thirds")
    look_ahead(by=by, today=today + timedelta(days=40))
    assert (BodyMember.objects.count(), Session.objects.count()) == (seated, 2)
    assert Body.objects.get(code="CCM").quorum_rule == "two-thirds", "what a person chose stays"
