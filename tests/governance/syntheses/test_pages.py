"""The pages of a synthesis: who sees them, what they write, what they refuse."""
from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from canevas.commons.access.queries import User
from canevas.governance.syntheses.models import Amendment, StageReservation, Synthesis
from canevas.governance.syntheses.operations.opening import open_synthesis
from canevas.governance.syntheses.operations.proposing import propose_amendments
from canevas.governance.syntheses.queries.reading import base_of_amendments, table_of
from canevas.governance.syntheses.rules.table import Column, DeleteLine, InsertLine, ReplaceText, Table
from tests.factories.minutes import user
from tests.governance.syntheses.house import body, frozen, opened, table

pytestmark = pytest.mark.django_db


def signed(who: User) -> Client:
    client = Client()
    client.force_login(who)
    return client


@pytest.fixture
def secretary() -> User:
    return user()


@pytest.fixture
def synthesis(secretary: User) -> Synthesis:
    return opened(secretary)


def url(synthesis: Synthesis, rest: str = "") -> str:
    return f"/syntheses/{synthesis.uid}/{rest}"


def cells(synthesis: Synthesis) -> list[str]:
    return [line.text for line in table_of(synthesis.versions.last()).lines]


def act(client: Client, synthesis: Synthesis, **values: Any) -> Any:
    version = synthesis.versions.last()
    return client.post(url(synthesis, "table/"), {"seen": version.revision, **values})


def ids(synthesis: Synthesis) -> dict[str, str]:
    return {line.text: line.uid for line in table_of(synthesis.versions.last()).lines}


def test_a_draft_is_not_there_for_readers_and_a_frozen_version_is(synthesis: Synthesis, secretary: User) -> None:
    member = signed(user("membre", "member"))
    assert member.get(url(synthesis)).status_code == 404
    assert synthesis.title not in member.get("/syntheses/").content.decode()
    assert signed(secretary).post(url(synthesis, "freeze/"), {"seen": 0}).status_code == 302
    assert member.get(url(synthesis)).status_code == 200
    assert synthesis.title in member.get("/syntheses/").content.decode()
    assert member.get(url(synthesis, "table/")).status_code == 403
    assert member.post(url(synthesis, "reopen/"), {"reason": "x"}).status_code == 403


def test_a_line_is_reworded_cut_joined_moved_and_undone(synthesis: Synthesis, secretary: User) -> None:
    client, uid = signed(secretary), ids(synthesis)["Organiser un atelier"]
    assert "autofocus" in client.get(url(synthesis, f"table/?at={uid}")).content.decode()
    assert act(client, synthesis, act="reword", line=uid, text="Organiser\r\ndeux ateliers").status_code == 302
    assert cells(synthesis)[2:5] == ["Organiser", "deux ateliers", "Publier un guide"]
    act(client, synthesis, act="merge", line=uid)
    assert "Organiser deux ateliers" in cells(synthesis)
    act(client, synthesis, act="down", line=uid)
    assert cells(synthesis)[2:4] == ["Publier un guide", "Organiser deux ateliers"]
    act(client, synthesis, act="undo")
    assert cells(synthesis)[2:4] == ["Organiser deux ateliers", "Publier un guide"]
    assert act(client, synthesis, act="undo").status_code == 422
    assert act(client, synthesis, act="reword", line=uid, text="  ").status_code == 422


def test_a_line_is_sent_back_to_the_general_level_with_its_challenge(synthesis: Synthesis, secretary: User) -> None:
    client = signed(secretary)
    act(client, synthesis, act="insert", row=table_of(synthesis.versions.last()).sections[1].blocks[0].rows[0].uid,
        column="strategies", text="Tenir un forum")
    act(client, synthesis, act="general", line=ids(synthesis)["Tenir un forum"])
    general, axis = table_of(synthesis.versions.last()).sections
    assert [line.text for line in axis.blocks[0].rows[0].strategies] == ["Réunir la diaspora"]
    sent = general.blocks[-1]
    assert (sent.challenge.text, [line.text for line in sent.rows[0].strategies]) == (
        "Mobiliser la diaspora", ["Tenir un forum"])
    act(client, synthesis, act="general", line=ids(synthesis)["Réunir la diaspora"])
    assert not table_of(synthesis.versions.last()).sections[1].blocks


def test_what_somebody_else_changed_is_never_overwritten(synthesis: Synthesis, secretary: User) -> None:
    client, uid = signed(secretary), ids(synthesis)["Organiser un atelier"]
    act(client, synthesis, act="reword", line=uid, text="Organiser trois ateliers")
    late = client.post(url(synthesis, "table/"), {"seen": 0, "act": "reword", "line": uid, "text": "Le mien",
                                                  "was": "Organiser un atelier"})
    assert late.status_code == 409
    assert "Le mien" in late.content.decode()
    assert "Organiser trois ateliers" in cells(synthesis)
    other = ids(synthesis)["Publier un guide"]  # another line, which nobody touched meanwhile
    assert client.post(url(synthesis, "table/"), {
        "seen": 0, "act": "reword", "line": other, "text": "Publier deux guides", "was": "Publier un guide",
    }).status_code == 302
    assert "Publier deux guides" in cells(synthesis)
    stale = client.post(url(synthesis, "table/"), {"seen": 0, "act": "delete", "line": other})
    assert stale.status_code == 409
    assert "Publier deux guides" in cells(synthesis)


def test_challenges_rows_bands_and_paragraphs_are_written(synthesis: Synthesis, secretary: User) -> None:
    client = signed(secretary)
    act(client, synthesis, act="challenge-insert", section="axis 1", challenge="Protéger", strategies="Un\nDeux")
    made = table_of(synthesis.versions.last()).sections[1].blocks[1]
    assert (made.challenge.text, len(made.rows[0].strategies)) == ("Protéger", 2)
    act(client, synthesis, act="row-insert", row=made.rows[0].uid, strategies="Trois")
    assert len(table_of(synthesis.versions.last()).sections[1].blocks[1].rows) == 2
    act(client, synthesis, act="row-up", row=table_of(synthesis.versions.last()).sections[1].blocks[1].rows[1].uid)
    assert table_of(synthesis.versions.last()).sections[1].blocks[1].rows[0].strategies[0].text == "Trois"
    act(client, synthesis, act="up", line=made.challenge.uid)
    assert table_of(synthesis.versions.last()).sections[1].blocks[0].challenge.text == "Protéger"
    act(client, synthesis, act="delete", line=made.challenge.uid)
    assert len(table_of(synthesis.versions.last()).sections[1].blocks) == 1
    act(client, synthesis, act="band-title", section="axis 1", title="Axe 1 : les Nigériens de l’extérieur")
    act(client, synthesis, act="paragraph", where="before", text="Réunis à Zinder,")
    now = table_of(synthesis.versions.last())
    assert (now.sections[1].title, now.before[0].text) == (
        "Axe 1 : les Nigériens de l’extérieur", "Réunis à Zinder,")
    assert act(client, synthesis, act="band-remove", section="axis 1").status_code == 422
    assert act(client, synthesis, act="band-add", axis="general").status_code == 422  # it stands there already


def test_a_table_without_a_general_band_gets_one(secretary: User) -> None:
    synthesis = open_synthesis(by=secretary, title="Sans bandeau général", body_id=body().pk,
                               table=Table(table().sections[1:]))
    client, line = signed(secretary), "Réunir la diaspora"
    assert act(client, synthesis, act="general", line=ids(synthesis)[line]).status_code == 422
    assert 'value="general"' in client.get(url(synthesis, "table/")).content.decode()
    act(client, synthesis, act="band-add", axis="general")
    act(client, synthesis, act="general", line=ids(synthesis)[line])
    general, axis = table_of(synthesis.versions.last()).sections
    assert (general.axis, general.blocks[0].rows[0].strategies[0].text, axis.blocks) == (None, line, ())


def three_amendments(by: User) -> tuple[Synthesis, list[Amendment]]:
    """Two that want the same words, and one beside them."""
    synthesis = frozen(by)
    version = base_of_amendments(synthesis)
    assert version is not None
    row = table_of(version).sections[0].blocks[0].rows[0]
    line = row.strategies[0].uid
    return synthesis, propose_amendments(by=by, synthesis=synthesis, seen=1, edits=[
        ReplaceText(line, 10, 20, "deux ateliers"), DeleteLine(line),
        InsertLine(row.uid, Column.STRATEGIES, row.strategies[1].uid, "Diffuser le guide")])


def test_a_member_proposes_from_the_table_and_withdraws(secretary: User) -> None:
    synthesis = frozen(secretary)
    client = signed(user("membre", "member"))
    line = ids(synthesis)["Publier un guide"]
    assert "Publier un guide" in client.get(url(synthesis, f"amendments/propose/?line={line}")).content.decode()
    sent = {"seen": 1, "act": "reword", "line": line, "text": "Publier un guide illustré", "motive": "Plus clair"}
    answer = client.post(url(synthesis, "amendments/propose/"), sent)
    found = Amendment.objects.get()
    assert answer.url == found.get_absolute_url()
    assert (found.kind, found.after.strip()) == ("insert", "illustré")
    page = client.get(answer.url).content.decode()
    assert '<ins class="mark"> illustré</ins>' in page
    assert client.post(url(synthesis, "amendments/propose/"), {**sent, "text": "Publier un guide"}).status_code == 422
    client.post(f"{answer.url}withdraw/")
    found.refresh_from_db()
    assert found.state == "withdrawn"


def test_a_line_is_proposed_for_the_general_level(secretary: User) -> None:
    synthesis = frozen(secretary)
    client, line = signed(user("membre", "member")), ids(synthesis)["Réunir la diaspora"]
    general, axis = table_of(synthesis.versions.last()).sections
    here, there = axis.blocks[0].rows[0].uid, general.blocks[0].rows[1].uid
    answer = client.post(url(synthesis, "amendments/propose/"), {
        "seen": 1, "act": "place", "line": line, "row": here, "to": there, "column": "strategies"})
    page = client.get(answer.url).content.decode()
    assert Amendment.objects.get().kind == "move"
    assert page.index('<del class="mark">Réunir') > page.index('<ins class="mark">Réunir')  # general stands first


def test_rows_and_challenges_are_proposed_and_reworded_in_session(secretary: User) -> None:
    synthesis = frozen(secretary)
    client, line = signed(user("membre", "member")), ids(synthesis)["Réunir la diaspora"]
    address = url(synthesis, "amendments/propose/")
    assert 'name="challenge"' in client.get(f"{address}?section=axis%201").content.decode()
    row = table_of(synthesis.versions.last()).sections[1].blocks[0].rows[0].uid
    client.post(address, {"seen": 1, "act": "row-insert", "line": line, "row": row, "text": "Tenir un forum"})
    client.post(address, {"seen": 1, "act": "challenge-insert", "section": "axis 1", "challenge": "Protéger",
                          "strategies": "Ouvrir un guichet"})
    one, two = Amendment.objects.order_by("order")
    assert (one.kind, two.kind) == ("row-insert", "row-insert")
    assert "Ouvrir un guichet" in client.get(two.get_absolute_url()).content.decode()
    room, leader = url(synthesis, "room/"), signed(secretary)
    leader.post(room, {"on": str(one.uid), "act": "accept"})
    leader.post(room, {"on": str(two.uid), "act": "modify", "challenge": "Protéger", "strategies": "Un\nDeux"})
    leader.post(url(synthesis, "room/apply/"))
    axis = table_of(synthesis.versions.last()).sections[1]
    assert [[item.text for item in each.strategies] for _block, each in axis.rows] == [
        ["Réunir la diaspora"], ["Tenir un forum"], ["Un", "Deux"]]


def test_a_conflict_is_settled_in_one_act_and_taken_back(secretary: User) -> None:
    synthesis, (one, two, three) = three_amendments(secretary)
    client = signed(secretary)
    page = client.get(url(synthesis, "room/")).content.decode()
    assert page.count('class="amendment proposed"') == 2
    assert "0 sur 3" in page or "0 of 3" in page
    answer = client.post(url(synthesis, "room/"), {"on": str(one.uid), "act": "accept"})
    assert answer.url.endswith(f"?at={three.uid}")
    states = list(Amendment.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["accepted", "rejected", "proposed"]
    client.post(url(synthesis, "room/"), {"act": "undo"})
    assert set(Amendment.objects.values_list("state", flat=True)) == {"proposed"}
    client.post(url(synthesis, "room/"), {"on": str(two.uid), "act": "reject"})
    client.post(url(synthesis, "room/"), {"on": str(one.uid), "act": "modify", "text": "Organiser trois ateliers"})
    assert client.post(url(synthesis, "room/apply/")).status_code == 422
    client.post(url(synthesis, "room/"), {"on": str(three.uid), "act": "accept", "note": "D’accord"})
    assert client.post(url(synthesis, "room/apply/")).url.endswith("/versions/2/")
    assert cells(synthesis)[2:5] == ["Organiser trois ateliers", "Publier un guide", "Diffuser le guide"]


def test_the_list_of_amendments_is_filtered_and_names_conflicts(secretary: User) -> None:
    synthesis, _made = three_amendments(secretary)
    client = signed(secretary)
    page = client.get(url(synthesis, "amendments/")).content.decode()
    assert "Diffuser le guide" in page
    page = client.get(url(synthesis, "amendments/?kind=delete")).content.decode()
    assert "Diffuser le guide" not in page
    assert client.get(url(synthesis, "amendments/?format=csv")).status_code == 200


def test_a_stage_decides_with_reservations_that_are_settled(secretary: User) -> None:
    synthesis = frozen(secretary)
    client, line = signed(secretary), ids(synthesis)["Publier un guide"]
    form = {"outcome": "adopted-with-reservations", "day": "2026-03-02", "note": ""}
    assert client.post(url(synthesis, "decide/"), form).status_code == 422
    more = client.post(url(synthesis, "decide/"), {**form, "more": "1", "text-0": "Préciser", "who-0": "OIM"})
    assert 'id="text-3"' in more.content.decode()
    assert client.post(url(synthesis, "decide/"), {
        **form, "text-0": "Préciser le public", "who-0": "La présidente", "line-0": line,
        f"outcome-{line}": "postponed", f"note-{line}": "À chiffrer"}).status_code == 302
    synthesis.refresh_from_db()
    assert synthesis.stage == "technical"
    reservation = StageReservation.objects.get()
    assert (reservation.who, str(reservation.line)) == ("La présidente", line)
    page = client.get(url(synthesis)).content.decode()
    assert "Préciser le public" in page
    assert page.count("Publier un guide") == 2  # the line of the reservation, and its decision
    assert "À chiffrer" in page
    settled = {"on": str(reservation.uid), "verb": "decline", "answer": "Hors sujet"}
    client.post(url(synthesis, "reservations/"), settled)
    reservation.refresh_from_db()
    assert (reservation.state, reservation.answer) == ("declined", "Hors sujet")
    assert signed(user("membre", "member")).get(url(synthesis, "decide/")).status_code == 403
