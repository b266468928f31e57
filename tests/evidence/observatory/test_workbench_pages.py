"""The pages of sources and of the workbench: a file goes from its drop into the figures by forms alone; who may not see
a source meets what never was."""
from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from canevas.commons.access.rules import ScopeKind
from canevas.evidence.observatory.models import Batch, Disagreement, SharingAgreement, Source, Workbench
from canevas.evidence.observatory.operations import register_source
from tests.factories.store import ROWS, House, sheet


@pytest.fixture
def house(db: None, tmp_path: Path) -> Iterator[House]:
    with override_settings(CANEVAS_HOME=tmp_path, CANEVAS_ENGINE=""):
        yield House()


@pytest.fixture
def statistician(client: Client, house: House) -> Client:
    client.force_login(house.statistician)
    return client


def read(answer: object) -> str:
    return unescape(answer.content.decode())


def brought(client: Client, *rows: object, name: str = "mars.csv", recipe: str = "", **more: str) -> Workbench:
    answer = client.post(reverse("observatory:source-bring", args=["flux"]), {
        "file": SimpleUploadedFile(name, sheet(*rows)), "recipe": recipe, **more})
    assert answer.status_code == 302, read(answer)
    return Workbench.objects.order_by("-pk")[0]


def act(client: Client, bench: Workbench, verb: str = "save", **said: str) -> object:
    return client.post(reverse("observatory:workbench-act", args=[bench.uid]), {"verb": verb, **said})


def answered(client: Client, bench: Workbench) -> None:
    """Presses the first answer of the open question, as the page offers it, until nothing is asked."""
    for _time in range(60):
        page = read(client.get(bench.get_absolute_url()))
        if "Il ne reste rien à dire" in page or 'id="open"' not in page:
            return
        form = re.search(r'<form[^>]*id="open".*?</form>', page, re.S)[0]
        on = re.search(r'name="on" value="([^"]+)"', form)[1]
        button = re.search(r'<button name="(code|nothing)" value="([^"]*)" ?d?', form)
        chosen = re.search(r'<option value="([^"]+)" selected', form)
        said = {"on": on} | ({button[1]: button[2]} if button else {}) | ({"meaning": chosen[1]} if chosen else {})
        assert act(client, bench, **said).status_code == 302
    raise AssertionError("asked for ever")


def test_a_file_goes_from_the_form_into_the_figures(statistician: Client, house: House) -> None:
    bench = brought(statistician, *ROWS, ("30/03/2023", "Tahoua", "", "Marsienne", "H", 2))
    page = read(statistician.get(bench.get_absolute_url()))
    assert "Marsienne" in page and "Nationalité" in page and 'class="row-heading"' in page
    assert act(statistician, bench, "confirm").status_code == 422
    value = re.search(r'href="\?on=(value[^#]+)#open">Marsienne', page)[1]
    assert act(statistician, bench, on=value, typed="pays inconnu").status_code == 422
    assert act(statistician, bench, on=value, typed="Mali", code="NER").status_code == 302
    answered(statistician, bench)
    assert act(statistician, bench, "name", name="Un nom !").status_code == 422
    assert act(statistician, bench, "name", name="flux-mensuel").status_code == 302
    answer = act(statistician, bench, "confirm")
    batch = Batch.objects.get()
    assert answer.url == batch.get_absolute_url() and batch.rows == 5
    assert "Marsienne: \"MLI\"" in batch.recipe.text.replace('"Marsienne"', "Marsienne")
    assert "flux-mensuel" in read(statistician.get(batch.get_absolute_url()))


def test_next_month_asks_only_what_is_new(statistician: Client, house: House) -> None:
    first = brought(statistician, *ROWS, recipe=str(house.recipe.pk))
    assert act(statistician, first, "confirm").status_code == 302
    bench = brought(statistician, ("02/04/2023", "Agadez", "Arlit", "Zarma", "H", 5), name="avril.csv",
                    recipe=str(house.recipe.pk))
    page = read(statistician.get(bench.get_absolute_url()))
    assert page.count("is-doubtful") >= 1 and "Zarma\u00a0» est nouveau" in page
    assert bench.doubts == 1


def test_rejected_cells_are_listed_exported_and_mended(statistician: Client, house: House) -> None:
    bench = brought(statistician, *ROWS, ("30/03/2023", "Tahoua", "", "Malienne", "H", "vingt ?"),
                    recipe=str(house.recipe.pk))
    assert "vingt ?" in read(statistician.get(reverse("observatory:workbench-rejects", args=[bench.uid])))
    assert act(statistician, bench, "confirm").status_code == 302
    batch = Batch.objects.get()
    assert batch.rejects == 1
    assert "vingt ?" in read(statistician.get(batch.get_absolute_url()))
    assert "vingt ?" in read(statistician.get(reverse("observatory:batch-rejects", args=[batch.uid])))
    cell = batch.rejected.get()
    answer = statistician.post(reverse("observatory:batch-cells", args=[batch.uid]), {f"cell-{cell.pk}": "20"})
    made = Batch.objects.get(valid_to=None)
    assert answer.url == made.get_absolute_url() and made.rejects == 0 and made.rows == 5


def test_a_file_is_replaced_and_withdrawn(statistician: Client, house: House) -> None:
    batch = house.add()
    page = read(statistician.get(reverse("observatory:source-bring", args=["flux"]) + f"?replacing={batch.uid}"))
    assert re.search(rf'value="{batch.uid}" selected', page)
    bench = brought(statistician, *ROWS[:2], name="mieux.csv", recipe=str(house.recipe.pk), replacing=str(batch.uid))
    assert act(statistician, bench, "confirm").status_code == 302
    made = Batch.objects.get(valid_to=None)
    assert made.replaces == batch
    address = reverse("observatory:batch-withdraw", args=[made.uid])
    assert statistician.post(address, {"reason": " "}).status_code == 422
    assert statistician.post(address, {"reason": "Mauvais mois"}).status_code == 302
    made.refresh_from_db()
    assert made.ended == "withdrawn" and made.reason == "Mauvais mois"


def test_a_file_that_repeats_another_asks_which_counts(statistician: Client, house: House) -> None:
    batch = house.add()
    bench = brought(statistician, *ROWS, ("31/03/2023", "Tahoua", "", "Malienne", "F", 9), name="bis.csv",
                    recipe=str(house.recipe.pk))
    answer = act(statistician, bench, "confirm")
    assert answer.status_code == 422 and f'name="replacing" value="{batch.pk}"' in read(answer)
    assert act(statistician, bench, "confirm", replacing="999").status_code == 422
    assert act(statistician, bench, "confirm", replacing=str(batch.pk)).status_code == 302
    assert Batch.objects.get(valid_to=None).added == 1


def test_a_recipe_is_downloaded_edited_and_refused_by_line(statistician: Client, house: House) -> None:
    address = reverse("observatory:recipe", args=["flux"])
    text = statistician.get(reverse("observatory:recipe-file", args=["flux", 1])).content.decode()
    answer = statistician.post(address, {"text": text.replace("meaning: sex", "meaning: sexe")})
    assert answer.status_code == 422 and "Ligne 14" in read(answer)
    assert statistician.post(address, {"text": text.replace("flux", "autre")}).status_code == 422
    edited = SimpleUploadedFile("flux.yaml", text.replace("Tchadienne: TCD", "Tchadienne: TCD, Zarma: NER").encode())
    assert statistician.post(address, {"file": edited, "note": "Zarma"}).status_code == 302
    assert house.recipe.recipe.versions.count() == 2


def test_sources_are_registered_and_shared_by_agreement(statistician: Client, house: House) -> None:
    answer = statistician.post(reverse("observatory:source-add"), {
        "name": "Convois reçus", "code": "convois", "audience": "partner", "region": ""})
    source = Source.objects.get(code="convois")
    assert answer.url == source.get_absolute_url()
    assert statistician.post(reverse("observatory:source-add"), {"name": "", "code": "convois"}).status_code == 422
    edit = reverse("observatory:source-edit", args=["convois"])
    assert statistician.post(edit, {"name": "Convois", "audience": "restricted"}).status_code == 302
    agree = reverse("observatory:source-agree", args=["convois"])
    assert statistician.post(agree, {"party": "organisation:ong", "fields_shown": ["sex"], "geography": "region",
                                     "grain": "month", "valid_from": "2023-01-01"}).status_code == 302
    agreement = SharingAgreement.objects.get()
    assert "Une ONG" in read(statistician.get(source.get_absolute_url()))
    assert statistician.post(reverse("observatory:agreement-end", args=[agreement.uid])).status_code == 302
    agreement.refresh_from_db()
    assert agreement.valid_to


def test_two_sources_that_differ_stand_side_by_side(statistician: Client, house: House) -> None:
    house.add()
    other = register_source(by=house.statistician, code="autre", name="Autre compte")
    house.add(("01/03/2023", "Agadez", "Arlit", "Nigérienne", "H", 12), source=other,
              recipe=house.recipe_of(other, "autre"))
    page = read(statistician.get(reverse("observatory:disagreements")))
    assert "<strong>12</strong>" in page and "<strong>10</strong>" in page
    row = Disagreement.objects.get()
    explain = reverse("observatory:disagreement-explain", args=[row.uid])
    statistician.post(explain, {"explanation": "Deux heures de comptage"})
    row.refresh_from_db()
    assert row.explanation == "Deux heures de comptage" and row.explained_by == house.statistician


def test_who_may_not_see_a_source_meets_what_never_was(client: Client, house: House) -> None:
    batch = house.add()
    bench = Workbench.objects.create(file=batch.file, made_by=house.statistician)
    house.source.audience = "restricted"
    house.source.save()
    client.force_login(house.person("etranger", "focal_point", ScopeKind.ORGANISATION, "ong"))
    addresses = [
        *(reverse(f"observatory:{name}", args=["flux"]) for name in (
            "source", "source-edit", "source-agree", "source-bring", "recipe")),
        *(reverse(f"observatory:{name}", args=[batch.uid]) for name in ("batch", "batch-withdraw", "batch-rejects")),
        reverse("observatory:workbench", args=[bench.uid]), reverse("observatory:recipe-file", args=["flux", 1])]
    assert {client.get(address).status_code for address in addresses} == {404}
    for name, uid in (("batch-cells", batch.uid), ("workbench-act", bench.uid), ("batch-withdraw", batch.uid)):
        assert client.post(reverse(f"observatory:{name}", args=[uid])).status_code == 404
    assert "Suivi des flux" not in read(client.get(reverse("observatory:sources")))


def test_who_sees_a_source_without_answering_for_it_changes_nothing(client: Client, house: House) -> None:
    batch = house.add()
    client.force_login(house.person("lectrice"))
    assert client.get(batch.get_absolute_url()).status_code == 200
    for name, key in (("source-edit", "flux"), ("source-agree", "flux"), ("source-bring", "flux"),
                      ("batch-withdraw", batch.uid)):
        assert client.get(reverse(f"observatory:{name}", args=[key])).status_code == 403
    assert client.post(reverse("observatory:recipe", args=["flux"]), {"text": "recipe: flux"}).status_code == 403
