"""What the worker was at when it was killed is begun anew, or says that it failed: nothing runs for ever."""
from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from canevas.commons.jobs.models import Job
from canevas.commons.jobs.operations import ATTEMPTS, finish_job, open_job, resume_interrupted
from tests.factories.minutes import user

pytestmark = pytest.mark.django_db
ME, OTHER = "ce-portable", "autre-serveur"


def task(job: Job, *workers: str, status: str = "RUNNING") -> DBTaskResult:
    values: dict[str, Any] = {"args": ["dossier", str(job.uid), "secretaire"], "kwargs": {}}
    return DBTaskResult.objects.create(
        status=status, args_kwargs=values, task_path="canevas.governance.concertation.jobs.read_dropped",
        worker_ids=list(workers), backend_name="default", run_after=timezone.now(), started_at=timezone.now())


@pytest.fixture
def job() -> Job:
    made = open_job(by=user(), label="Lecture")
    Job.objects.filter(pk=made.pk).update(state=Job.State.RUNNING)
    return made


def test_what_was_interrupted_begins_anew(job: Job) -> None:
    left = task(job, ME)
    resume_interrupted(worker=ME)
    left.refresh_from_db()
    job.refresh_from_db()
    assert (left.status, left.started_at) == ("READY", None)
    assert job.state == Job.State.WAITING
    assert "recommence" in job.message


def test_what_stops_the_server_each_time_is_given_up(job: Job) -> None:
    left = task(job, *[ME] * ATTEMPTS)
    resume_interrupted(worker=ME)
    left.refresh_from_db()
    job.refresh_from_db()
    assert left.status == "FAILED"
    assert job.state == Job.State.FAILED
    assert "un par un" in job.message


def test_what_another_server_is_at_is_left_alone(job: Job) -> None:
    left = task(job, ME, OTHER)
    resume_interrupted(worker=ME)
    left.refresh_from_db()
    job.refresh_from_db()
    assert (left.status, job.state) == ("RUNNING", Job.State.RUNNING)


def test_a_job_that_no_task_speaks_of_says_that_it_failed(job: Job) -> None:
    waiting = open_job(by=user(), label="attend")
    task(waiting, status="READY")
    Job.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    resume_interrupted(worker=ME)
    job.refresh_from_db()
    waiting.refresh_from_db()
    assert (job.state, waiting.state) == (Job.State.FAILED, Job.State.WAITING)
    assert "Recommencez" in job.message


def test_a_job_that_was_done_stays_done(job: Job) -> None:
    finish_job(job, message="fait")
    task(job, *[ME] * ATTEMPTS)
    resume_interrupted(worker=ME)
    job.refresh_from_db()
    assert (job.state, job.message) == (Job.State.DONE, "fait")
