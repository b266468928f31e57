"""The pages of copies that came back, and of the redline."""
from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from canevas.commons.jobs.models import Job
from canevas.commons.jobs.queries import incoming_folder
from canevas.governance.syntheses.models import Amendment, Copy
from canevas.governance.syntheses.operations.amending import decide_amendment
from tests.factories.minutes import user
from tests.governance.syntheses.house import frozen
from tests.governance.syntheses.test_copies import edited, export, organisation, take
from tests.governance.syntheses.test_redlines import two_versions

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(client: Client) -> Client:
    client.force_login(user())
    return client


def test_files_are_dropped_and_each_tells_what_became_of_it(secretary: Client) -> None:
    organisation()
    synthesis = frozen(user())
    url = reverse("syntheses:copies", args=[synthesis.uid])
    assert "Aucune copie n’est encore revenue" in secretary.get(url).content.decode()
    good = SimpleUploadedFile("copie.docx", edited(export(synthesis), ("Organiser", "Tenir"), author="OIM"))
    page = secretary.post(url, {"files": [good, SimpleUploadedFile("notes.docx", b"rien de Word")]})
    said = page.content.decode()
    assert page.status_code == 200
    assert "1 modification trouvée." in said
    assert "notes.docx" in said
    assert Copy.objects.get().organisation == organisation()
    assert Amendment.objects.get().organisation == organisation()


def test_nothing_dropped_is_told(secretary: Client) -> None:
    page = secretary.post(reverse("syntheses:copies", args=[frozen(user()).uid]), {})
    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()


def test_copies_are_for_who_writes_the_synthesis(client: Client) -> None:
    synthesis = frozen(user())
    client.force_login(user("membre", "member"))
    assert client.get(reverse("syntheses:copies", args=[synthesis.uid])).status_code == 403
    taken = take(synthesis, export(synthesis))
    assert taken.copy is not None
    assert client.post(reverse("syntheses:copy-organisation", args=[taken.copy.uid])).status_code == 403


def test_whose_copy_it_is_can_be_put_right_until_something_is_decided(secretary: Client) -> None:
    synthesis = frozen(user())
    taken = take(synthesis, edited(export(synthesis), ("Organiser", "Tenir")))
    assert taken.copy is not None
    url = reverse("syntheses:copy-organisation", args=[taken.copy.uid])
    secretary.post(url, {"organisation": ""})
    assert Amendment.objects.get().organisation is None
    decide_amendment(by=user(), amendment=Amendment.objects.get(), state="accepted")
    secretary.post(url, {"organisation": str(organisation().pk)})
    assert Copy.objects.get().organisation is None


def test_the_redline_is_chosen_and_comes_as_a_word_file(secretary: Client) -> None:
    first, last = two_versions()
    url = reverse("syntheses:version-redline", args=[first.synthesis.uid, last.number])
    assert "Version 1" in secretary.get(url).content.decode()
    file = secretary.get(url, {"since": "1"})
    assert file["Content-Disposition"].endswith('_v2_depuis_v1.docx"')
    assert file.content.startswith(b"PK")
    assert secretary.get(url, {"since": "7"}).status_code == 404


def test_many_files_are_read_in_the_background(secretary: Client) -> None:
    synthesis = frozen(user())
    files = [SimpleUploadedFile(f"copie {place}.docx", edited(export(synthesis), ("Organiser", f"Tenir {place}")))
             for place in range(6)]
    answer = secretary.post(reverse("syntheses:copies", args=[synthesis.uid]), {"files": files})
    job = Job.objects.get()
    assert answer.headers["Location"] == reverse("jobs:job", args=[job.uid])
    assert (job.state, job.done) == (Job.State.DONE, 6)
    assert "copie 3.docx – 1 modification trouvée." in job.message
    assert Amendment.objects.count() == Copy.objects.count() == 6
    assert not list(incoming_folder().glob("*"))
