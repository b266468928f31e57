"""Who a token lets in, and how far."""
from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from canevas.commons.access.models import ApiToken
from canevas.commons.access.operations import issue_token, revoke_token
from canevas.commons.audit.models import JournalEntry
from tests.doors.api.conftest import Program, secret_of
from tests.factories.minutes import user

pytestmark = pytest.mark.django_db


def ask(secret: str) -> int:
    return Client(headers={"authorization": f"Bearer {secret}"}).get("/api/v1/me").status_code


def test_a_secret_is_kept_nowhere_and_opens_once_shown() -> None:
    secret = secret_of(user())
    assert ask(secret) == 200
    token = ApiToken.objects.get()
    assert secret not in str(vars(token)) and token.last_used_at is not None
    assert secret not in str(list(JournalEntry.objects.values_list("details", flat=True)))


def test_expired_revoked_unknown_and_closed_are_refused_alike() -> None:
    owner = user()
    good = secret_of(owner)
    revoked = secret_of(owner)
    revoke_token(by=owner, token=ApiToken.objects.first())
    expired = secret_of(owner)
    ApiToken.objects.filter(pk=ApiToken.objects.first().pk).update(expires_on=timezone.localdate() - timedelta(days=1))
    answers = {Client(headers=headers).get("/api/v1/me").content for headers in (
        {}, {"authorization": "Bearer cnv_x"}, {"authorization": "Basic abc"}, {"authorization": f"Bearer {revoked}"},
        {"authorization": f"Bearer {expired}"})}
    assert len(answers) == 1 and "jeton" in answers.pop().decode()
    owner.is_active = False
    owner.save()
    assert ask(good) == 401


def test_a_session_cookie_opens_nothing(client: Client) -> None:
    client.force_login(user())
    assert client.get("/api/v1/me").status_code == 401


def test_a_token_lasts_a_year_at_most() -> None:
    today = timezone.localdate()
    for days in (-1, 400):
        with pytest.raises(ValidationError):
            issue_token(by=user(), name="x", expires_on=today + timedelta(days=days))


def test_it_is_never_wider_than_what_it_was_made_for(program: Callable[..., Program]) -> None:
    reads = program(may_write=False, registers=["actions"])
    assert reads.get("actions").status_code == 200
    assert reads.get("sessions").status_code == 403
    assert reads.get("me").json()["registers"] == ["actions"], "any token may ask what it opens"
    refused = reads.send("post", "actions/00000000-0000-0000-0000-000000000000/progress", {"note": "x"})
    assert refused.status_code == 403 and "lire" in refused.json()["detail"]


def test_a_person_issues_and_revokes_on_the_page(client: Client) -> None:
    client.force_login(user("lecteur", "reader"))
    page = client.post(reverse("api:tokens"), {
        "name": "Tableur", "expires_on": (timezone.localdate() + timedelta(days=3)).isoformat()})
    secret = page.context["secret"]
    assert ask(secret) == 200 and secret in page.content.decode()
    assert secret not in client.get(reverse("api:tokens")).content.decode()
    token = ApiToken.objects.get()
    Client().post(reverse("api:token-revoke", args=[token.pk]))
    stranger = Client()
    stranger.force_login(user("autre", "reader"))
    assert stranger.post(reverse("api:token-revoke", args=[token.pk])).status_code == 404
    assert ask(secret) == 200
    client.post(reverse("api:token-revoke", args=[token.pk]))
    assert ask(secret) == 401
    assert "Aïssata" not in client.get(reverse("api:docs")).content.decode()


def test_what_a_token_opens_is_said_in_words(client: Client) -> None:
    owner = user()
    client.force_login(owner)
    issue_token(by=owner, name="tableur", registers=["meetings", "actions"],
                expires_on=timezone.localdate() + timedelta(days=9))
    page = client.get(reverse("api:tokens")).content.decode()
    assert "<span>Points d’action · Réunions et comptes rendus</span>" in page
