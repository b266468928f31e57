"""Reminders: said in French, to whom they concern, once, whatever stops or refuses in the middle."""
from __future__ import annotations

import email
import socketserver
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import policy
from email.message import EmailMessage
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.directory.models import Organisation
from canevas.commons.jobs import rules
from canevas.commons.jobs.models import RegularRun
from canevas.commons.jobs.operations import run_due_work
from canevas.commons.jobs.rules import Each, Weekly
from canevas.governance.concertation.models import ActionPoint, Reminder
from canevas.governance.concertation.operations import reminding
from canevas.governance.concertation.operations.errors import NotNow
from canevas.governance.concertation.operations.reminding import (
    choose_reminders,
    deliver,
    mail_folder,
    plan_reminders,
    send_again,
    send_reminders,
    send_waiting,
)
from canevas.governance.concertation.queries.reminders import addresses_of, digest_of, is_doubtful
from canevas.tools.documents.reading import read_document
from tests.factories.minutes import user
from tests.governance.concertation.following.conftest import Meetings

TODAY = timezone.localdate()
NIAMEY = ZoneInfo("Africa/Niamey")


class Post(socketserver.ThreadingTCPServer):
    """A mail server of a few words. ``answers``: what it says to RCPT, one after the other, then 250."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.letters: list[bytes] = []
        self.answers: list[str] = []
        self.hangs_up = False


class Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        post = cast(Post, self.server)
        self.say("220 ici")
        while line := self.rfile.readline():
            verb = line[:4].upper().strip()
            if verb == b"RCPT" and post.answers:
                self.say(post.answers.pop(0))
            elif verb == b"DATA":
                self.say("354 allez")
                text = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    text += part
                post.letters.append(text)
                if post.hangs_up:
                    return
                self.say("250 pris")
            elif verb == b"QUIT":
                self.say("221 au revoir")
                return
            else:
                self.say("250 bien")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    server = Post()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
    settings.EMAIL_TIMEOUT, settings.CANEVAS_SENDS_MAIL = 5, True
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def oim(secretary: User, meetings: Meetings) -> Organisation:
    held = meetings.session(TODAY - timedelta(days=60), "circulated")
    for text, day in (("Remettre le rapport", -10), ("Préparer la mission", 5), ("Dans longtemps", 200)):
        meetings.action(held, text, f"{TODAY + timedelta(days=day):%d/%m/%Y}", ("OIM",))
    meetings.action(meetings.session(TODAY - timedelta(days=2), "held"), "Un brouillon", f"{TODAY:%d/%m/%Y}", ("OIM",))
    Organisation.objects.filter(code="OIM").update(email="niger@oim.example")
    return Organisation.objects.get(code="OIM")


def send(by: User, occasion: str = "2026-W47") -> list[Reminder]:
    return send_reminders(by=by, occasion=occasion)


def read(content: bytes) -> EmailMessage:
    return cast(EmailMessage, email.message_from_bytes(content, policy=policy.default))


def test_a_letter_says_what_is_late_and_due_and_nothing_of_drafts(secretary: User, oim: Organisation, post: Post,
                                                                    settings: Any) -> None:
    settings.CANEVAS_URL = "https://canevas.example"
    sent = send(secretary)
    assert [(one.address, one.state) for one in sent] == [("niger@oim.example", "sent")]
    message = read(post.letters[0])
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Remettre le rapport" in text and "Préparer la mission" in text and "https://canevas.example/" in text
    assert "Dans longtemps" not in text and "brouillon" not in text and "Madame, Monsieur" in text
    assert "1 en retard" in message["subject"] and "Le secrétariat" in text
    assert [part.get_filename().rpartition(".")[2] for part in message.iter_attachments()] == ["pdf", "docx"]
    assert message.get_body(("html",)) is not None


def test_it_never_leaves_twice_for_one_occasion(secretary: User, oim: Organisation, post: Post) -> None:
    assert len(send(secretary)) == 1 and send(secretary) == [] and len(post.letters) == 1
    assert len(send(secretary, "2026-W48")) == 1 and len(post.letters) == 2


def test_what_was_stopped_in_the_middle_is_doubtful_and_left_to_a_person(
        secretary: User, oim: Organisation, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_args: object) -> None:
        raise KeyboardInterrupt
    monkeypatch.setattr(reminding, "_send", killed)
    with pytest.raises(KeyboardInterrupt):
        send(secretary)
    monkeypatch.undo()
    left = Reminder.objects.get()
    assert left.state == "sending" and send(secretary) == [] and post.letters == []
    with pytest.raises(NotNow):
        send_again(by=secretary, reminder=left)
    Reminder.objects.update(begun_at=timezone.now() - timedelta(hours=1))
    left.refresh_from_db()
    assert is_doubtful(left) and send(secretary) == []
    client = Client()
    client.force_login(secretary)
    assert "douteux" in client.get(reverse("concertation:reminders")).content.decode()
    assert client.post(reverse("concertation:reminder-again", args=[left.pk]))["Location"].startswith("/jobs/")
    assert len(post.letters) == 1 and Reminder.objects.get().state == "sent"


def test_what_was_stopped_before_anything_was_sent_goes_out_the_next_time(
        secretary: User, oim: Organisation, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(**_named: object) -> bool:
        raise KeyboardInterrupt
    monkeypatch.setattr(reminding, "deliver", killed)
    with pytest.raises(KeyboardInterrupt):
        send(secretary)
    monkeypatch.undo()
    assert len(send(secretary)) == 1 and len(post.letters) == 1


def test_of_two_workers_one_sends(secretary: User, oim: Organisation, post: Post) -> None:
    made = Reminder.objects.create(organisation=oim, address="niger@oim.example", occasion="2026-W47")
    first, second = Reminder.objects.get(pk=made.pk), Reminder.objects.get(pk=made.pk)
    assert [deliver(by=secretary, reminder=first), deliver(by=secretary, reminder=second)] == [True, False]
    assert len(post.letters) == 1


def test_a_refusal_for_the_moment_is_tried_again_later_and_a_clear_one_is_not(
        secretary: User, oim: Organisation, post: Post) -> None:
    post.answers = ["451 plus tard"]
    assert send(secretary)[0].pk and Reminder.objects.get().state == "waiting"
    send_waiting("")
    assert post.letters == [], "its time has not come"
    Reminder.objects.update(next_at=timezone.now() - timedelta(minutes=1))
    post.answers = ["550 inconnu"]
    send_waiting("")
    found = Reminder.objects.get()
    assert (found.state, found.attempts) == ("refused", 2) and "550" in found.error
    send_waiting("")
    assert post.letters == []


def test_a_server_that_hangs_up_after_the_letter_leaves_a_doubt(secretary: User, oim: Organisation, post: Post) -> None:
    post.hangs_up = True
    send(secretary)
    assert Reminder.objects.get().state == "sending" and send(secretary) == [] and len(post.letters) == 1


def test_no_server_at_all_is_tried_again(secretary: User, oim: Organisation, settings: Any, post: Post) -> None:
    settings.EMAIL_PORT = 1
    send(secretary)
    found = Reminder.objects.get()
    assert found.state == "waiting" and found.next_at is not None


def test_without_a_mail_server_letters_are_files(secretary: User, oim: Organisation, settings: Any) -> None:
    settings.CANEVAS_SENDS_MAIL = False
    one = send(secretary)[0]
    assert one.state == "filed" and read((mail_folder() / one.file).read_bytes())["to"] == "niger@oim.example"
    client = Client()
    client.force_login(secretary)
    page = client.get(reverse("concertation:reminders")).content.decode()
    address = reverse("concertation:reminder-file", args=[one.pk])
    assert address in page and "pas de serveur de courrier" in page
    assert b"".join(client.get(address).streaming_content).startswith(b"Content-Type")  # type: ignore[attr-defined]


def test_who_gets_it(secretary: User, oim: Organisation) -> None:
    focal = user("fatou", "focal_point", Scope(ScopeKind.ORGANISATION, "OIM"))
    User.objects.filter(pk=focal.pk).update(email="fatou@oim.example")
    twin = user("double", "focal_point", Scope(ScopeKind.ORGANISATION, "OIM"))
    User.objects.filter(pk=twin.pk).update(email="Niger@OIM.example")
    gone = user("parti", "focal_point", Scope(ScopeKind.ORGANISATION, "OIM"))
    User.objects.filter(pk=gone.pk).update(email="parti@oim.example", is_active=False)
    assert addresses_of(oim) == ["niger@oim.example", "fatou@oim.example"]
    choose_reminders(by=secretary, organisation=oim, is_off=True)
    assert send(secretary) == []
    choose_reminders(by=secretary, organisation=oim, is_off=False)
    assert len(send(secretary)) == 2


def test_what_goes_on_without_news_is_asked_after(secretary: User, oim: Organisation) -> None:
    going = ActionPoint.objects.get(text="Dans longtemps")
    ActionPoint.objects.filter(pk=going.pk).update(status="in_progress", created_at=timezone.now() - timedelta(days=50))
    assert [line.text for line in digest_of(oim).silent] == ["Dans longtemps"]


def test_the_week_turns_once_whatever_is_restarted(secretary: User, oim: Organisation, post: Post) -> None:
    now = datetime(2026, 11, 23, 9, tzinfo=NIAMEY)
    assert [run.period for run in run_due_work(now=now) if run.name == "reminders"] == ["2026-W48"]
    assert run_due_work(now=now) == [] and len(post.letters) == 1
    assert [run.period for run in run_due_work(now=now + timedelta(days=30)) if run.name == "reminders"] == ["2026-W52"]
    plan_reminders(by=secretary, is_on=False, weekday=0, hour=8, days_ahead=14)
    assert [run for run in run_due_work(now=now + timedelta(days=60)) if run.name == "reminders"] == []


def test_a_period_that_was_killed_is_taken_up_again(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(rules, "_REGULAR", {})
    monkeypatch.setattr("tests.governance.concertation.following.test_reminding.each", lambda: Each(10))
    monkeypatch.setattr("tests.governance.concertation.following.test_reminding.work", done.append)
    rules.every("essai", f"{__name__}.each", f"{__name__}.work")
    period = Each(10).period(timezone.localtime())
    RegularRun.objects.create(name="essai", period=period)
    assert run_due_work() == [] or period != Each(10).period(timezone.localtime())
    RegularRun.objects.update(begun_at=timezone.now() - timedelta(hours=2))
    run_due_work()
    assert len(done) == 1 and RegularRun.objects.filter(ended_at=None).count() == 0


def each() -> Each | None:
    return None


def work(_period: str) -> None:
    return None


@pytest.mark.parametrize(("now", "period"), [
    (datetime(2026, 11, 23, 7, 59, tzinfo=NIAMEY), "2026-W47"), (datetime(2026, 11, 23, 8, tzinfo=NIAMEY), "2026-W48"),
    (datetime(2026, 11, 29, 23, tzinfo=NIAMEY), "2026-W48"), (datetime(2027, 1, 1, 12, tzinfo=NIAMEY), "2026-W53")])
def test_which_week_it_is(now: datetime, period: str) -> None:
    assert Weekly(0, 8).period(now) == period


def test_the_command_says_to_whom_and_sends_once(secretary: User, oim: Organisation, post: Post, capsys: Any) -> None:
    call_command("remind", "--dry-run")
    assert "niger@oim.example" in capsys.readouterr().out and post.letters == []
    call_command("remind")
    call_command("remind")
    assert len(post.letters) == 1


def test_only_who_sends_reminders_reaches_them(secretary: User, oim: Organisation) -> None:
    client = Client()
    client.force_login(user("lecteur", "reader"))
    for route, arguments in (("reminders", []), ("reminder", ["OIM"])):
        assert client.get(reverse(f"concertation:{route}", args=arguments)).status_code == 403
    client.force_login(secretary)
    assert "Remettre le rapport" in client.get(reverse("concertation:reminder", args=["OIM"])).content.decode()
    work = client.post(reverse("concertation:reminder", args=["OIM"]), {"verb": "send"})
    assert work["Location"].startswith("/jobs/"), "a mail server that is slow keeps no page waiting"
    assert Reminder.objects.count() == 1
    assert "la page des rappels dit" in client.get(work["Location"]).content.decode()
    again = client.post(reverse("concertation:reminder", args=["OIM"]), {"verb": "send"})
    assert "Rien n’a été envoyé" in client.get(again["Location"]).content.decode()


@pytest.fixture
def regional(oim: Organisation, meetings: Meetings) -> User:
    """The secretariat of one body; the organisation owes something to another body, too."""
    other = meetings.session(TODAY - timedelta(days=50), "circulated", body="GTM-AGADEZ")
    meetings.action(other, "Pour Agadez seulement", f"{TODAY - timedelta(days=3):%d/%m/%Y}", ("OIM",))
    return user("tahoua", "secretariat", Scope(ScopeKind.BODY, "GTM-TAHOUA"))


def test_a_regional_secretariat_reminds_of_what_its_bodies_decided(secretary: User, regional: User,
                                                                    oim: Organisation) -> None:
    whole = send_reminders(by=secretary, occasion="2026-W47")[0]
    client = Client()
    client.force_login(regional)
    page = client.get(reverse("concertation:reminders")).content.decode()
    assert "niger@oim.example" in page and "Quand partent les rappels" not in page and whole.file not in page
    preview = client.get(reverse("concertation:reminder", args=["OIM"])).content.decode()
    assert "Remettre le rapport" in preview and "Agadez" not in preview and "Plus de rappels" not in preview
    assert client.post(reverse("concertation:reminder", args=["OIM"]), {"verb": "send"}).status_code == 302
    own = Reminder.objects.exclude(pk=whole.pk).get()
    assert (own.state, own.bodies) == ("filed", ["GTM-TAHOUA"])
    letter = client.get(reverse("concertation:reminder-file", args=[own.pk]))
    said = read(b"".join(letter))  # type: ignore[arg-type]
    text = said.get_body(("plain",))
    assert text is not None and "Remettre le rapport" in text.get_content() and "Agadez" not in text.get_content()
    for part in said.iter_attachments():
        sheet = read_document(part.get_payload(decode=True), part.get_filename() or "").root.plain()  # type: ignore[arg-type]
        assert "Remettre le rapport" in sheet and "Agadez" not in sheet
    for name in ("reminder-file", "reminder-again"):
        url = reverse(f"concertation:{name}", args=[whole.pk])
        assert (client.post(url) if name.endswith("again") else client.get(url)).status_code == 404
    client.post(reverse("concertation:reminder", args=["OIM"]), {"verb": "send"})
    assert Reminder.objects.count() == 2, "once a day"


def test_when_letters_go_to_all_is_not_for_a_region_to_say(regional: User, oim: Organisation) -> None:
    with pytest.raises(PermissionDenied):
        plan_reminders(by=regional, is_on=False, weekday=0, hour=8, days_ahead=14)
    with pytest.raises(PermissionDenied):
        choose_reminders(by=regional, organisation=oim, is_off=True)
    client = Client()
    client.force_login(regional)
    plan = {"weekday": 1, "hour": 8, "days_ahead": 14}
    assert client.post(reverse("concertation:reminders"), plan).status_code == 403
    assert client.post(reverse("concertation:reminder", args=["OIM"]), {"verb": "stop"}).status_code == 403
    agadez = user("agadez", "secretariat", Scope(ScopeKind.BODY, "GTM-AGADEZ"))
    mine = send_reminders(by=regional, occasion="2026-11-22", organisations=[oim])[0]
    with pytest.raises(PermissionDenied):
        send_again(by=agadez, reminder=mine)
    assert send_reminders(by=agadez, occasion="2026-11-22", organisations=[oim])[0].bodies == ["GTM-AGADEZ"]
    reader = Client()
    reader.force_login(user("lecteur", "reader"))
    assert reader.get(reverse("concertation:reminders")).status_code == 403
