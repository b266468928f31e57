from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.governance.concertation.models import AgendaItem, Session
from canevas.governance.concertation.operations.minutes_writing import save_item
from canevas.governance.concertation.queries.writing import blocks_of
from canevas.governance.concertation.rules.blocks import new_uid, paragraph, to_json
from tests.factories.minutes import user
from tests.factories.writing import held_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    return held_session()


@pytest.fixture
def item(session: Session) -> AgendaItem:
    return session.items.get(number=1)


def signed_in(somebody: User, **more: Any) -> Client:
    client = Client(**more)
    client.force_login(somebody)
    return client


def send(client: Client, item: AgendaItem, *texts: str, by: User | None = None, base: int = 0, **more: Any) -> Any:
    body = {"as": str((by or user()).pk), "base_revision": base, "blocks": to_json(paragraph(text) for text in texts),
            "client_id": "c", "nonce": new_uid(), "unanswered": []} | more
    return client.post(reverse("concertation:item-blocks", args=[item.uid]), json.dumps(body),
                       content_type="application/json")


def said(item: AgendaItem) -> list[str]:
    return [block.text for block in blocks_of(item)]


def test_the_page_shows_each_item_with_its_text(session: Session, item: AgendaItem) -> None:
    save_item(by=user(), item=item, base_revision=0, blocks=[paragraph("Le quorum est <atteint>.")])
    answer = signed_in(user()).get(reverse("concertation:session-writing", args=[session.uid]))
    page = answer.content.decode()
    assert page.count('class="sheet writing-item"') == 3
    assert "Le quorum est &lt;atteint&gt;." in page and "<atteint>" not in page
    assert answer["X-Canevas-Person"] == str(user().pk)


def test_a_text_is_saved(item: AgendaItem) -> None:
    answer = send(signed_in(user()), item, "Bonjour.")
    assert answer.status_code == 200 and answer.json()["revision"] == 1
    assert said(item) == ["Bonjour."]


def test_a_conflict_says_what_stands_who_wrote_it_and_when(item: AgendaItem) -> None:
    save_item(by=user("autre"), item=item, base_revision=0, blocks=[paragraph("Autre")])
    answer = send(signed_in(user()), item, "Moi")
    found = answer.json()
    assert (answer.status_code, found["kind"], found["by"], found["revision"]) == (409, "conflict", "Autre", 1)
    assert found["blocks"][0]["text"] == "Autre" and said(item) == ["Autre"]
    answer = send(signed_in(user()), item, "Moi et autre", base=1, mine=to_json([paragraph("Moi")]))
    assert answer.status_code == 200 and said(item) == ["Moi et autre"]
    assert item.history.filter(kind="set-aside").count() == 1


def test_the_text_of_one_person_is_not_saved_under_another_name(item: AgendaItem) -> None:
    answer = send(signed_in(user("autre")), item, "Moi", by=user())
    assert (answer.status_code, answer.json()["kind"]) == (403, "other-person")
    assert said(item) == []


def test_closed_minutes_answer_with_a_sentence(item: AgendaItem) -> None:
    Session.objects.update(state="final")
    answer = send(signed_in(user()), item, "Moi")
    assert (answer.status_code, answer.json()["kind"]) == (409, "closed")
    assert answer.json()["message"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b'{"base_revision": "0"}', b'{"base_revision": true}'])
def test_what_is_no_text_is_refused_without_a_fault(item: AgendaItem, body: bytes) -> None:
    answer = signed_in(user()).post(reverse("concertation:item-blocks", args=[item.uid]), body,
                                    content_type="application/json")
    assert answer.status_code == 400 and answer.json()["kind"] == "refused"


def test_somebody_not_signed_in_is_led_to_the_sign_in(item: AgendaItem) -> None:
    answer = send(Client(), item, "Moi")
    assert answer.status_code == 302 and reverse("access:sign-in") in answer["Location"]


def test_nothing_is_saved_without_the_token(item: AgendaItem) -> None:
    answer = send(signed_in(user(), enforce_csrf_checks=True), item, "Moi")
    assert answer.status_code == 403 and "json" not in answer["Content-Type"]


def test_a_reader_may_not_and_a_stranger_sees_nothing(session: Session, item: AgendaItem) -> None:
    page, state = (reverse(f"concertation:{name}", args=[session.uid]) for name in (
        "session-writing", "session-writing-state"))
    reader = signed_in(user("lecteur", "reader"))
    stranger = signed_in(user("ailleurs", "rapporteur", Scope(ScopeKind.BODY, "GTM-Diffa")))
    addresses = [page, state, *(reverse(f"concertation:{name}", args=[item.uid]) for name in (
        "item-blocks", "item-versions", "item-outcomes"))]
    assert [reader.get(one).status_code for one in addresses] == [403] * 5
    assert [stranger.get(one).status_code for one in addresses] == [404] * 5
    assert send(reader, item, "a", by=user("lecteur")).json()["kind"] == "refused"
    assert send(stranger, item, "a", by=user("ailleurs")).json()["kind"] == "gone"


def test_the_state_is_one_answer_and_none_where_nothing_changed(
        session: Session, item: AgendaItem, django_assert_max_num_queries: Any) -> None:
    client, address = signed_in(user()), reverse("concertation:session-writing-state", args=[session.uid])
    first = client.get(address)
    assert first.json()["items"][str(item.uid)][0] == 0
    with django_assert_max_num_queries(8):
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    save_item(by=user("autre"), item=item, base_revision=0, blocks=[paragraph("Autre")])
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200 and again.json()["items"][str(item.uid)][:2] == [1, "Autre"]


def test_the_plain_form_saves_the_same_blocks(item: AgendaItem) -> None:
    client = signed_in(user())
    answer = client.post(reverse("concertation:item-form", args=[item.uid]), {
        "revision": "0", "text": "Ouverture.\r\n- un\r\n  - un bis\r\nRégion\tSites\r\nTahoua\t4"})
    assert answer.status_code == 302
    assert [(one.form, one.level, one.text) for one in blocks_of(item)] == [
        ("paragraph", 0, "Ouverture."), ("bullet", 0, "un"), ("bullet", 1, "un bis"),
        ("table", 0, "Région\tSites\nTahoua\t4")]


def test_the_plain_form_shows_a_conflict_and_both_ways_out(item: AgendaItem) -> None:
    save_item(by=user("autre"), item=item, base_revision=0, blocks=[paragraph("Le texte d’une autre")])
    client, address = signed_in(user()), reverse("concertation:item-form", args=[item.uid])
    answer = client.post(address, {"revision": "0", "text": "Le texte de moi"})
    assert answer.status_code == 409 and said(item) == ["Le texte d’une autre"]
    page = answer.content.decode()
    assert "Le texte de moi" in page and '<mark class="differs">' in page
    assert client.post(address, {"revision": "1", "text": "Le texte de moi", "settle": "theirs"}).status_code == 302
    assert said(item) == ["Le texte d’une autre"]
    assert item.history.get(kind="set-aside").blocks[0]["text"] == "Le texte de moi"
    assert client.post(address, {"revision": "1", "text": "Les deux", "settle": "mine"}).status_code == 302
    assert said(item) == ["Les deux"]


def test_the_plain_form_gives_a_refused_text_back(item: AgendaItem) -> None:
    Session.objects.update(state="final")
    address = reverse("concertation:item-form", args=[item.uid])
    answer = signed_in(user()).post(address, {"revision": "0", "text": "Ma phrase"})
    assert answer.status_code == 409 and "Ma phrase" in answer.content.decode() and said(item) == []


def test_earlier_texts_are_listed_compared_and_taken_up_again(item: AgendaItem) -> None:
    save_item(by=user("autre"), item=item, base_revision=0, blocks=[paragraph("Version une")])
    save_item(by=user(), item=item, base_revision=1, blocks=[paragraph("Version deux")])
    client, address = signed_in(user()), reverse("concertation:item-versions", args=[item.uid])
    earlier = item.history.last()
    page = client.get(address, {"show": str(earlier.uid)}).content.decode()
    assert "Version" in page and "une</mark>" in page
    assert client.get(address, {"show": "x"}).status_code == client.get(address, {"show": new_uid()}).status_code == 404
    answer = client.post(reverse("concertation:item-restore", args=[item.uid]),
                         {"version": str(earlier.uid), "revision": "2"})
    assert answer.status_code == 302 and said(item) == ["Version une"]


def test_what_came_out_of_an_item_is_typed_changed_and_taken_away(secretary: User, item: AgendaItem) -> None:
    client, address = signed_in(secretary), reverse("concertation:item-outcomes", args=[item.uid])
    named = {"action": "DRECM/R ; OIM", "decision": "adopted", "recommendation": "A l’endroit de l’Etat"}
    for kind, more in named.items():
        answer = client.post(address, {"kind": kind, "verb": "add", "text": f"Une {kind}", "more": more,
                                       "deadline": "dès que possible"}, headers={"HX-Request": "true"})
        assert answer.status_code == 200 and f"Une {kind}" in answer.content.decode()
    action, decision = item.actions.get(), item.decisions.get()
    assert [who.verbatim for who in action.responsibles.all()] == ["DRECM/R", "OIM"]
    assert decision.outcome == "adopted"
    item.session.refresh_from_db()
    recommended = item.session.recommendation_set.recommendations.get()
    assert (recommended.agenda_number, recommended.addressee_kind) == (1, "state")
    change = {"kind": "decision", "verb": "edit", "row": str(decision.uid), "more": "", "text": "Autre décision"}
    stale = client.post(address, change | {"seen": "0"}, headers={"HX-Request": "true"})
    assert 'role="alert"' in stale.content.decode()
    decision.refresh_from_db()
    assert decision.text == "Une decision"
    for kind, row in (("action", action), ("decision", decision), ("recommendation", recommended)):
        page = client.get(address).content.decode()
        seen = page.split(f'name="row" value="{row.uid}"')[1].split('name="seen" value="')[1].split('"')[0]
        facts = {"kind": kind, "row": str(row.uid), "more": "", "deadline": ""}
        change = facts | {"verb": "edit", "text": f"Autre {kind}", "seen": seen}
        client.post(address, change, headers={"HX-Request": "true"})
        row.refresh_from_db()
        assert row.text == f"Autre {kind}"
        refused = client.post(address, facts | {"verb": "remove", "seen": seen}, headers={"HX-Request": "true"})
        assert 'role="alert"' in refused.content.decode()
        page = client.get(address).content.decode()
        seen = page.split(f'name="row" value="{row.uid}"')[1].split('name="seen" value="')[1].split('"')[0]
        client.post(address, facts | {"verb": "remove", "seen": seen})
        assert not type(row).objects.filter(pk=row.pk).exists()


def test_the_worker_may_reach_the_pages_and_no_more(client: Client) -> None:
    answer = signed_in(user()).get(reverse("concertation:writing-worker"))
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == reverse("concertation:sessions")
