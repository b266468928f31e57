"""The pages where a synthesis begins and where groups become lines: without a script, and for whom they are."""
from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.jobs.models import Job
from canevas.governance.concertation.models import Body
from canevas.governance.concertation.operations.planning import plan_session
from canevas.governance.syntheses.models import GatheredGroup, GroupState, Synthesis
from canevas.governance.syntheses.operations.opening import freeze_version
from canevas.governance.syntheses.queries import gathering as queries
from canevas.governance.syntheses.views.gathering import workbench
from tests.factories.minutes import user
from tests.governance.syntheses.regions import BORDER, WELLS, country, national, recommended
from tests.governance.syntheses.test_gathering import of, strategies, synthesis, three_regions

pytestmark = pytest.mark.django_db


def client(name: str = "secretaire", role: str = "secretariat", scope: Scope | None = None) -> Client:
    made = Client()
    made.force_login(user(name, role, scope) if scope else user(name, role))
    return made


def page(found: Synthesis, part: str = "") -> str:
    return reverse(f"syntheses:synthesis-gathering{part}", args=[found.uid])


def do(found: Synthesis, group: GatheredGroup, verb: str, **more: object) -> object:
    return client().post(page(found, "-act"), {"verb": verb, "group": group.pk, **more})


def test_open_page_asks_the_body_then_proposes_session_title_and_day() -> None:
    country()
    national("Créer un fonds", day=date(2025, 7, 28))
    coming = plan_session(by=user(), body=Body.objects.get(code="CCM"), day=timezone.localdate() + timedelta(days=20),
                          number=8)
    first = client().get(reverse("syntheses:synthesis-open"))
    assert 'value="CCM"' in first.content.decode()
    shown = client().get(reverse("syntheses:synthesis-open"), {"body": "CCM"})
    assert shown.context["form"].initial["since"] == date(2025, 7, 28)
    assert shown.context["form"].initial["session"] == str(coming.uid)
    assert "8" in shown.context["form"].initial["title"]
    done = client().post(reverse("syntheses:synthesis-open") + "?body=CCM", {
        "title": "Synthèse", "session": str(coming.uid), "since": "2025-07-28"})
    made = Synthesis.objects.get()
    assert done["Location"] == page(made)
    assert (made.session, made.since) == (coming, date(2025, 7, 28))


def test_open_page_goes_on_with_a_table_of_the_register() -> None:
    country()
    before = national(WELLS)
    url = f"{reverse('syntheses:synthesis-open')}?set={before.uid}"
    assert url in client().get(reverse("syntheses:synthesis-open")).content.decode()
    client().post(url, {"title": "8e session"})
    assert strategies(Synthesis.objects.get()) == [WELLS]
    assert client().get(f"{reverse('syntheses:synthesis-open')}?set=rien").status_code == 404
    sheet = client().get(reverse("recommendations:set", args=[before.uid])).content.decode()
    assert url in sheet


def test_open_page_is_for_those_who_write_syntheses() -> None:
    country()
    member = client("membre", "member", Scope(ScopeKind.BODY, "CCM"))
    assert member.get(reverse("syntheses:synthesis-open")).status_code == 403
    regional = client("agadez", "secretariat", Scope(ScopeKind.BODY, "CRCM-NE001"))
    assert 'value="CCM"' not in regional.get(reverse("syntheses:synthesis-open")).content.decode()


def test_gathering_page_of_a_synthesis_that_one_may_not_see_is_not_there() -> None:
    found = three_regions()
    assert client("membre", "member", Scope(ScopeKind.BODY, "CCM")).get(page(found)).status_code == 404
    assert client("agadez", "secretariat", Scope(ScopeKind.BODY, "CRCM-NE001")).get(page(found)).status_code == 404


def test_begin_gathers_at_once_and_shows_members_words_and_proposal() -> None:
    country()
    recommended("Agadez", WELLS)
    recommended("Diffa", WELLS, BORDER)
    found = synthesis()
    assert client().get(page(found)).context["new_count"] == 3
    client().post(page(found, "-begin"), {"verb": "gather"})
    shown = client().get(page(found))
    text = shown.content.decode()
    assert shown.context["of"] == 2
    assert "<mark>" in text
    assert "Agadez" in text
    assert "Diffa" in text
    assert shown.context["typed"]["text"] == WELLS


def test_begin_leaves_many_to_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    country()
    recommended("Agadez", WELLS, BORDER)
    found = synthesis()
    monkeypatch.setattr(workbench, "AT_ONCE", 1)
    done = client().post(page(found, "-begin"), {"verb": "gather"})
    job = Job.objects.get()
    assert done["Location"] == reverse("jobs:job", args=[job.uid])
    assert (job.state, job.result_url) == (Job.State.DONE, page(found))
    assert GatheredGroup.objects.filter(synthesis=found).count() == 2


def test_act_takes_the_line_as_it_was_typed_and_goes_on_to_the_next_group() -> None:
    found = three_regions()
    group = of(found, WELLS)
    shown = client().get(page(found), {"group": group.pk})
    typed = shown.context["typed"]
    seen = [one.row.pk for one in shown.context["members"]]
    assert typed["place"] == "new:axis 2"
    done = do(found, group, "take", **{**typed, "text": "Creuser des puits", "challenge": "Accueillir", "seen": seen})
    assert f"group={of(found, BORDER).pk}" in done["Location"]
    assert strategies(found) == ["Creuser des puits"]


def test_act_refused_keeps_what_was_typed() -> None:
    found = three_regions()
    group = of(found, WELLS)
    done = do(found, group, "take", text="Creuser", place="new:axis 1", challenge="", responsible="Agadez",
              seen=list(group.members.values_list("pk", flat=True)))
    assert done.status_code == 422
    assert done.context["typed"]["text"] == "Creuser"
    assert 'value="new:axis 1" selected' in done.content.decode()
    assert strategies(found) == []


def test_act_leaves_out_puts_back_splits_and_joins() -> None:
    found = three_regions()
    water, border = of(found, WELLS), of(found, BORDER)
    do(found, water, "leave-out", reason="Déjà fait")
    water.refresh_from_db()
    assert (water.state, water.note) == (GroupState.LEFT_OUT, "Déjà fait")
    assert "Déjà fait" in client().get(page(found), {"state": "left-out"}).content.decode()
    do(found, water, "put-back")
    do(found, water, "split", member=[water.members.first().pk])
    assert GatheredGroup.objects.filter(synthesis=found).count() == 3
    do(found, water, "merge", to=str(border.order + 1))
    assert border.members.count() == 3
    refused = do(found, border, "merge", to="99")
    assert refused.status_code == 200
    assert border.members.count() == 3


def test_act_of_others_and_of_a_frozen_version_changes_nothing() -> None:
    found = three_regions()
    group = of(found, WELLS)
    member = client("membre", "member", Scope(ScopeKind.BODY, "CCM"))
    assert member.post(page(found, "-act"), {"verb": "leave-out", "group": group.pk, "reason": "x"}).status_code == 404
    do(found, group, "take", text=WELLS, place="new:axis 2", challenge="Accueillir",
       seen=list(group.members.values_list("pk", flat=True)))
    freeze_version(by=user(), synthesis=found, seen=1)
    assert member.post(page(found, "-act"), {"verb": "leave-out", "group": group.pk, "reason": "x"}).status_code == 403
    do(found, of(found, BORDER), "leave-out", reason="trop tard")
    assert of(found, BORDER).state == GroupState.PROPOSED
    shown = client().get(page(found))
    assert not shown.context["acts"]


def test_page_stays_light_with_many_groups(django_assert_max_num_queries: object) -> None:
    country()
    recommended("Agadez", *(f"Recommandation {number} sur le sujet numéro {number}" for number in range(5)))
    found = synthesis()
    GatheredGroup.objects.bulk_create([GatheredGroup(synthesis=found, order=order) for order in range(2000)])
    client().post(page(found, "-begin"), {"verb": "gather"})
    shown = client().get(page(found), {"group": GatheredGroup.objects.exclude(members=None).first().pk})
    assert len(shown.content) < 60_000
    assert queries.counts(found)["proposed"] > 2000
