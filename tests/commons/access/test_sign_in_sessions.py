"""Where one is signed in: listed in words, ended one by one or all at once, and by what ends them by itself."""
from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from canevas.commons.access.models import User
from canevas.commons.access.operations import create_user, end_sessions, system_user
from canevas.commons.access.sign_in.devices import device_in_words
from canevas.commons.audit.models import JournalEntry

pytestmark = pytest.mark.django_db
STRONG = "goudron-calebasse-71"
PHONE = ("Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile "
         "Safari/537.36")
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture(autouse=True)
def _nothing_counted_before() -> None:
    cache.clear()


@pytest.fixture
def aissata() -> User:
    return create_user(by=system_user(), username="aissata", role="secretariat", password=STRONG)


def signed_in(agent: str = LAPTOP, address: str = "127.0.0.1", login: str = "aissata") -> Client:
    client = Client(REMOTE_ADDR=address, HTTP_USER_AGENT=agent)
    assert client.post("/access/sign-in/", {"login": login, "password": STRONG})["Location"] == "/"
    return client


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("access:profile")).status_code == 200


@pytest.mark.parametrize(("agent", "words"), [
    (PHONE, "Chrome sous Android"), (LAPTOP, "Firefox sous Windows"),
    (PHONE.replace("Chrome/120.0", "Chrome/120.0 EdgA/120.0"), "Edge sous Android"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile Safari/604.1",
     "Safari sous iPhone"),
    ("Opera/9.80 (J2ME/MIDP; Opera Mini/7.1; U; fr) Presto/2.8 Version/11.10", "Opera Mini"),
    ("", "un navigateur qui ne dit pas son nom"), ("curl/8.5", "un navigateur qui ne dit pas son nom")])
def test_a_device_is_told_in_words(agent: str, words: str) -> None:
    with override("fr"):
        assert device_in_words(agent) == words


def test_sessions_are_listed_and_one_is_ended(aissata: User) -> None:
    laptop, phone = signed_in(), signed_in(PHONE, "41.138.1.1")
    page = laptop.get(reverse("access:security")).content.decode()
    assert "Chrome sous Android" in page and "41.138.1.1" in page and "celui-ci" in page
    other = UserSession.objects.get(ip="41.138.1.1")
    laptop.post(reverse("access:session-end", kwargs={"pk": other.pk}))
    assert is_signed_in(laptop) and not is_signed_in(phone)
    assert "41.138.1.1" not in laptop.get(reverse("access:security")).content.decode()
    assert JournalEntry.objects.get(event="session_ended").details == {"address": "41.138.1.1"}


def test_all_others_are_ended(aissata: User) -> None:
    laptop, phone, third = signed_in(), signed_in(PHONE), signed_in(PHONE)
    laptop.post(reverse("access:sessions-end"))
    assert is_signed_in(laptop) and not is_signed_in(phone) and not is_signed_in(third)
    assert JournalEntry.objects.get(event="sessions_ended").details == {"count": 2}


def test_ending_this_very_session_leads_to_signing_in(aissata: User) -> None:
    laptop = signed_in()
    answer = laptop.post(reverse("access:session-end", kwargs={"pk": UserSession.objects.get().pk}))
    assert answer["Location"] == "/access/sign-in/" and not is_signed_in(laptop)


def test_nobody_ends_another_s_session(aissata: User) -> None:
    create_user(by=system_user(), username="bintou", role="reader", password=STRONG)
    hers, mine = signed_in(), signed_in(login="bintou")
    session = UserSession.objects.get(user=aissata)
    assert mine.post(reverse("access:session-end", kwargs={"pk": session.pk})).status_code == 404
    assert mine.get(reverse("access:session-end", kwargs={"pk": session.pk})).status_code == 405
    with pytest.raises(PermissionDenied):
        end_sessions(by=User.objects.get(username="bintou"), user=aissata)
    assert is_signed_in(hers)


def test_another_password_ends_the_others_and_keeps_this_one(aissata: User) -> None:
    laptop, phone = signed_in(), signed_in(PHONE)
    new = "pirogue-harmattan-38"
    laptop.post(reverse("access:password"), {"old_password": STRONG, "new_password1": new, "new_password2": new})
    assert is_signed_in(laptop) and not is_signed_in(phone)
    page = laptop.get(reverse("access:security")).content.decode()
    assert "celui-ci" in page and UserSession.objects.filter(user=aissata).count() == 1


def test_a_closed_account_is_signed_out_and_stays_so(aissata: User) -> None:
    laptop = signed_in()
    User.objects.filter(pk=aissata.pk).update(is_active=False)
    assert not is_signed_in(laptop)
    end_sessions(by=system_user(), user=aissata)
    User.objects.filter(pk=aissata.pk).update(is_active=True)
    assert not is_signed_in(laptop), "an account that is opened again does not wake old sessions"


def test_when_it_was_last_seen_is_noted_now_and_then(aissata: User, django_assert_num_queries: object) -> None:
    laptop = signed_in()
    laptop.get(reverse("access:profile"))
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(hours=3), ip="10.9.9.9")
    laptop.get(reverse("access:profile"))
    assert UserSession.objects.get().ip == "10.9.9.9", "noted a moment ago: nothing is written for every page"
    with django_assert_num_queries(3):
        laptop.get(reverse("access:password"))
    laptop.handler._middleware_chain = None  # another process, or five minutes later
    laptop.handler.load_middleware()
    with django_assert_num_queries(4):
        laptop.get(reverse("access:password"))
    seen = UserSession.objects.get()
    assert seen.ip == "127.0.0.1" and timezone.now() - seen.last_seen_at < timedelta(minutes=1)
