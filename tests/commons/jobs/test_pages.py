from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from canevas.commons.jobs.models import Job
from canevas.commons.jobs.operations import advance_job, finish_job, open_job
from tests.factories.minutes import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(client: Client) -> Job:
    client.force_login(user())
    return open_job(by=user(), label="Import de <40> fichiers", total=40)


def page(client: Client, job: Job) -> str:
    return client.get(reverse("jobs:job", args=[job.uid])).content.decode()


def test_work_that_waits(client: Client, job: Job) -> None:
    shown = page(client, job)
    assert "Attend son tour" in shown and 'value="0" max="100"' in shown and "&lt;40&gt;" in shown


def test_work_under_way_renews_itself_with_and_without_script(client: Client, job: Job) -> None:
    advance_job(job, done=10, message="fichier 10")
    shown = page(client, job)
    assert 'value="25"' in shown and "fichier 10" in shown
    assert "hx-get" in shown and '<noscript><meta http-equiv="refresh"' in shown


def test_work_of_unknown_length_has_a_bar_without_value(client: Client, job: Job) -> None:
    advance_job(job, done=3, total=0)
    assert "<progress aria-label" in page(client, job)


def test_more_done_than_announced_is_still_a_percentage(client: Client, job: Job) -> None:
    advance_job(job, done=90)
    assert 'value="100"' in page(client, job)


def test_finished_work_leads_to_its_result_and_rests(client: Client, job: Job) -> None:
    finish_job(job, message="39 entrés, 1 refusé", result_url="/search/")
    shown = page(client, job)
    assert 'href="/search/">Voir le résultat' in shown
    assert "hx-get" not in shown and "http-equiv" not in shown


def test_failed_work_says_why(client: Client, job: Job) -> None:
    finish_job(job, message="Le disque est plein.", failed=True)
    shown = page(client, job)
    assert "Arrêté" in shown and "Le disque est plein." in shown and "hx-get" not in shown


def test_unknown_work(client: Client, job: Job) -> None:
    assert client.get(reverse("jobs:job", args=[uuid4()])).status_code == 404
