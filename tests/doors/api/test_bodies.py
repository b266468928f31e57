"""Bodies and attendance lists: what their pages do, a program does too."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.audit.queries import story_of
from canevas.commons.directory.models import Organisation
from canevas.governance.concertation.models import Attendance, Body, Session
from tests.doors.api.conftest import Program
from tests.journeys.house import House

pytestmark = pytest.mark.django_db
Made = Callable[..., Program]


def test_a_body_is_added_and_corrected_and_closed(house: House, program: Made) -> None:
    secretary = program("administrator")
    made = secretary.send("post", "bodies", {"name": "Commission des retours", "kind": "commission", "parent": "CCM"})
    assert made.status_code == 201, made.content
    code = made.json()["code"]
    assert (made.json()["parent"], made.json()["valid_to"]) == ("CCM", None)
    again = secretary.send("post", "bodies", {"name": "Commission des retours"})
    assert again.status_code == 409 and "Commission des retours" in again.json()["detail"]
    edited = secretary.send("patch", f"bodies/{code}", {"aliases": ["COM-R"], "parent": "", "region": "NE005"})
    assert (edited.json()["aliases"], edited.json()["parent"], edited.json()["region"]) == (["COM-R"], None, "NE005")
    assert secretary.send("patch", f"bodies/{code}", {"parent": "NULLE-PART"}).status_code == 404
    closed = secretary.send("post", f"bodies/{code}/close", {"day": "2026-03-31"})
    assert closed.json()["valid_to"] == "2026-03-31"
    assert secretary.send("post", f"bodies/{code}/reopen").json()["valid_to"] is None
    assert [one.event for one in story_of(Body.objects.get(code=code))] == [
        "body_added", "body_edited", "body_closed", "body_opened_again"]


def test_members_come_change_and_go(house: House, program: Made) -> None:
    secretary, body = program("administrator"), Body.objects.get(code="GTM-TAHOUA")
    organisation = Organisation.objects.filter(code="OIM").get()
    made = secretary.send("post", "bodies/GTM-TAHOUA/members", {"organisation": "OIM", "starts_on": "2031-01-01"})
    assert made.status_code == 201 and made.json()["organisation"]["name"] == organisation.name
    path = f"bodies/GTM-TAHOUA/members/{made.json()['uid']}"
    assert secretary.send("post", "bodies/GTM-TAHOUA/members", {"organisation": "OIM"}).status_code == 409
    changed = secretary.send("patch", path, {"role": "co-chair", "ends_on": "2031-12-31"}).json()
    assert (changed["role"], changed["starts_on"], changed["ends_on"]) == ("co-chair", "2031-01-01", "2031-12-31")
    assert secretary.send("patch", path, {"ends_on": None}).json()["ends_on"] is None
    assert secretary.send("patch", path, {"ends_on": "2024-01-01"}).status_code == 409
    assert secretary.send("delete", path.replace("GTM-TAHOUA", "CCM")).status_code == 404
    assert secretary.send("delete", path).status_code == 204 and not body.members.exists()


def test_quorum_and_outline_are_chosen_and_given_back(house: House, program: Made) -> None:
    secretary = program("administrator")
    chosen = secretary.send("put", "bodies/CCM/quorum", {"rule": "share", "value": 60})
    assert (chosen.json()["quorum_rule"], chosen.json()["quorum_value"]) == ("share", 60)
    assert secretary.send("put", "bodies/CCM/quorum", {"rule": "share"}).status_code == 409
    before = secretary.get("bodies/CCM").json()
    assert before["outline_mark"] == ""
    sections = [{"kind": "review", "title": "Suivi"}, {"kind": "free", "title": ""}]
    saved = secretary.send("put", "bodies/CCM/outline", {"sections": sections, "seen": ""})
    assert saved.json()["outline"] == sections and saved.json()["outline_mark"]
    late = secretary.send("put", "bodies/CCM/outline", {"sections": sections, "seen": ""})
    assert late.status_code == 409
    wrong = secretary.send("put", "bodies/CCM/outline", {"sections": [{"kind": "review"}]})
    assert wrong.status_code == 409 and "1" in wrong.json()["detail"]
    assert secretary.send("delete", "bodies/CCM/outline").json()["outline"] == before["outline"]


def test_who_may_not_edit_a_body_is_told(house: House, program: Made) -> None:
    region = program("rapporteur", Scope(ScopeKind.REGION, "NE002"), "diffa")
    organisation = Organisation.objects.order_by("code").first()
    for method, path, asked in (
            ("post", "bodies", {"name": "Une autre"}), ("patch", "bodies/CCM", {"name": "Autre"}),
            ("put", "bodies/CCM/quorum", {"rule": "none"}), ("put", "bodies/CCM/outline", {"sections": []}),
            ("delete", "bodies/CCM/outline", None), ("post", "bodies/CCM/close", {"day": "2026-01-01"}),
            ("post", "bodies/CCM/reopen", None),
            ("post", "bodies/CCM/members", {"organisation": organisation.code})):
        assert region.send(method, path, asked).status_code == 403, (method, path)
    assert Body.objects.get(code="CCM").name != "Autre"


def test_an_attendance_list_is_kept(house: House, program: Made) -> None:
    secretary, session = program(), house.planned
    path = f"sessions/{session.uid}/attendance"
    there = secretary.get(path).json()
    assert there["expected"] == len(there["lines"]) == 2
    first, second = there["lines"]
    noted = secretary.send("patch", f"{path}/{first['id']}", {
        "base_revision": first["revision"], "status": "late", "arrived_at": "09:40", "person": "Aïssa Garba"}).json()
    assert (noted["status"], noted["arrived_at"], noted["person"]) == ("late", "09:40", "Aïssa Garba")
    assert noted["revision"] == first["revision"] + 1
    added = secretary.send("post", path, {"text": "Association des puisatiers", "status": "present"})
    assert added.status_code == 201 and added.json()["organisation"] is None
    known = [one["organisation"]["code"] for one in (first, second)]
    code = Organisation.objects.exclude(code__in=known).values_list("code", flat=True)[0]
    named = secretary.send("patch", f"{path}/{added.json()['id']}", {
        "base_revision": added.json()["revision"], "organisation": code}).json()
    assert named["organisation"]["code"] == code and named["verbatim"] == "Association des puisatiers"
    moved = secretary.send("post", f"{path}/{added.json()['id']}/move", {"places": -1}).json()
    assert [one["id"] for one in moved["lines"]] == [first["id"], added.json()["id"], second["id"]]
    rest = secretary.send("post", f"{path}/rest", {"status": "absent"}).json()
    assert (rest["expected"], rest["there"]) == (0, 2)
    assert secretary.send("delete", f"{path}/{second['id']}").status_code == 204
    assert len(secretary.get(path).json()["lines"]) == 2
    assert secretary.send("post", f"{path}/{second['id']}/restore").json()["status"] == "absent"
    assert secretary.get(f"sessions/{session.uid}").json()["state"] == "planned"


def test_two_programs_on_one_line_see_each_other(house: House, program: Made) -> None:
    one, other = program(name="un"), program(name="deux")
    line = Attendance.objects.filter(session=house.planned).order_by("order").first()
    path = f"sessions/{house.planned.uid}/attendance/{line.pk}"
    assert one.send("patch", path, {"base_revision": line.revision, "status": "present"}).status_code == 200
    late = other.send("patch", path, {"base_revision": line.revision, "status": "absent"})
    assert late.status_code == 409 and late.json()["detail"]
    line.refresh_from_db()
    assert line.status == "present"


def test_who_may_not_keep_the_list_is_told(house: House, program: Made) -> None:
    reader, away = program("reader"), program("rapporteur", Scope(ScopeKind.REGION, "NE002"), "diffa")
    Session.objects.filter(pk=house.planned.pk).update(state="convened")
    line = Attendance.objects.filter(session=house.planned).first()
    path = f"sessions/{house.planned.uid}/attendance"
    for method, where, asked in (
            ("post", path, {"text": "OIM", "status": "present"}), ("post", f"{path}/rest", {"status": "present"}),
            ("patch", f"{path}/{line.pk}", {"base_revision": 0, "status": "present"}),
            ("delete", f"{path}/{line.pk}", None), ("post", f"{path}/{line.pk}/restore", None),
            ("post", f"{path}/{line.pk}/move", {"places": 1})):
        assert reader.send(method, where, asked).status_code == 403, (method, where)
        assert away.send(method, where, asked).status_code == 404, (method, where)
    assert reader.get(path).status_code == 403 and away.get(path).status_code == 404
    assert set(Attendance.objects.filter(session=house.planned).values_list("status", flat=True)) == {"expected"}


def test_lines_of_another_meeting_are_not_there(house: House, program: Made) -> None:
    line = Attendance.objects.filter(session=house.planned).first()
    other = Session.objects.exclude(pk=house.planned.pk).first()
    for key in (line.pk, "x", "9" * 50):
        answer = program(name=f"essai-{str(key)[:3]}").send(
            "patch", f"sessions/{other.uid}/attendance/{key}", {"base_revision": 0, "status": "absent"})
        assert answer.status_code == 404


def test_an_address_with_a_line_break_is_answered_as_the_others(house: House, program: Made) -> None:
    answer = program("administrator").send("put", "bodies/%0ACCM/outline", {"sections": []})
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
