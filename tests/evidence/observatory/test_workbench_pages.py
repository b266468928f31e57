"""The pages of sources and of the workbench: a file goes from its drop into the figures by forms alone; who may not see
a source meets what never was."""
from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from canevas.commons.access.rules import ScopeKind
from canevas.evidence.observatory.models import (
    Batch,
    CellCorrection,
    Disagreement,
    SharingAgreement,
    Source,
    Workbench,
)
from canevas.evidence.observatory.operations import batches, register_source
from canevas.evidence.observatory.views import board
from tests.factories.store import ROWS, House, sheet


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


def test_what_does_not_agree_in_a_file_is_told_of_its_figures_too(statistician: Client, house: House) -> None:
    bench = brought(statistician, *ROWS, ("Total", "", "", "", "", 999))
    told = "1 chiffre qui ne concorde pas"
    assert told in read(statistician.get(bench.get_absolute_url()))
    answered(statistician, bench)
    assert act(statistician, bench, "confirm").status_code == 302
    batch = Batch.objects.get()
    kept = batch.anomalies.get()
    assert (kept.kind, kept.row) == ("total", len(ROWS) + 2) and "999" in kept.message
    page = read(statistician.get(batch.get_absolute_url()))
    assert kept.message in page and told in page


def test_what_the_title_says_is_changed_on_the_page(statistician: Client, house: House) -> None:
    answer = statistician.post(reverse("observatory:source-bring", args=["flux"]), {"file": SimpleUploadedFile(
        "titre.csv", "Camp de Maradi, mars 2023\nVisite d’avril 2023\n\nNationalité;Migrants\nMalienne;4\nGuinéenne;5\n"
        .encode())})
    assert answer.status_code == 302
    bench = Workbench.objects.get()
    page = read(statistician.get(f"{bench.get_absolute_url()}?on=title.0.0.0"))
    assert "Visite d’avril 2023" in page and 'name="drop-region"' in page and "nomme plusieurs jours" in page
    refused = act(statistician, bench, on="title.0.0.0", **{"typed-period": "un jour"})
    assert refused.status_code == 422 and "un jour" in read(refused)
    assert act(statistician, bench, on="title.0.0.0", **{"drop-region": "on", "typed-period": "avril 2023"}
               ).status_code == 302
    bench.refresh_from_db()
    assert bench.answers["titles"] == {"0": {"region": "", "period": "2023-04"}}
    page = read(statistician.get(bench.get_absolute_url()))
    assert "avril 2023</a>" in page and "title.0.0.0" in page and "nomme plusieurs jours" not in page


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


UNREAD = [(f"{day:02}/04/2023", "Tahoua", "", "Malienne", "H", "??") for day in range(1, 8)]


def test_cells_that_hold_the_same_are_mended_together_or_each_for_itself(statistician: Client, house: House) -> None:
    bench = brought(statistician, *ROWS, *UNREAD, ("09/04/2023", "Tahoua", "", "Malienne", "H", "dix"),
                    recipe=str(house.recipe.pk))
    page = read(statistician.get(bench.get_absolute_url()))
    assert "7\u00a0cellules à partir de la ligne\u00a06" in page and page.count('name="alike-') == 1
    assert page.count('name="cell-') == 1 and re.search(r"8\scellules illisibles", page)
    assert read(statistician.get(bench.get_absolute_url() + "?each=1")).count('name="cell-') == 8
    said = {"sheet": "mars", "alike-6-6": "5", "cell-8-6": "9"}
    assert act(statistician, bench, "mend", **said).status_code == 302
    values = dict(CellCorrection.objects.values_list("row", "value"))
    assert values == {row: "9" if row == 8 else "5" for row in range(6, 13)}
    page = read(statistician.get(bench.get_absolute_url()))
    assert re.search(r"1\scellule illisible", page) and re.search(r"7\scellules corrigées", page)


def test_what_stayed_out_of_the_figures_is_mended_together_too(statistician: Client, house: House) -> None:
    batch = house.add(*ROWS, *UNREAD, ("09/04/2023", "Tahoua", "", "Malienne", "H", "dix"))
    page = read(statistician.get(batch.get_absolute_url()))
    [alike] = re.findall(r'name="(alike-\d+)"', page)
    assert page.count('name="cell-') == 1 and "8\u00a0cellules n’ont pas pu être lues" in page
    assert read(statistician.get(batch.get_absolute_url() + "?each=1")).count('name="cell-') == 8
    cells = reverse("observatory:batch-cells", args=[batch.uid])
    assert statistician.post(cells, {alike: "5"}).status_code == 302
    made = Batch.objects.get(valid_to=None)
    assert made.rejects == 1 and made.added == 7 and CellCorrection.objects.count() == 7


def test_a_file_that_nobody_can_read_is_refused_with_what_to_do(
        statistician: Client, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MOST_REJECTS", 7)
    monkeypatch.setattr(board, "MOST_REJECTS", 7)
    bench = brought(statistician, *ROWS, *UNREAD, recipe=str(house.recipe.pk))
    assert "n’entrera pas tel quel" in read(statistician.get(bench.get_absolute_url()))
    answer = act(statistician, bench, "confirm")
    assert answer.status_code == 422 and "7\u00a0cellules sont illisibles" in read(answer)
    assert not Batch.objects.exists()


def test_columns_that_nobody_knows_are_left_out_at_once(statistician: Client, house: House) -> None:
    heads = ";".join(("Date", "Région", "Nationalité", "Nombre de migrants", *(f"Question {n}" for n in range(6))))
    rows = "\n".join(f"0{day}/05/2023;Agadez;Malienne;{day};" + ";".join(f"r{day * n}" for n in range(6))
                     for day in range(1, 9))
    answer = statistician.post(reverse("observatory:source-bring", args=["flux"]), {
        "file": SimpleUploadedFile("large.csv", f"{heads}\n{rows}\n".encode()), "recipe": ""})
    bench = Workbench.objects.get()
    assert answer.url == bench.get_absolute_url()
    page = read(statistician.get(answer.url))
    assert "colonnes à dire" in page and act(statistician, bench, "leave-columns", table="7").status_code == 422
    assert act(statistician, bench, "leave-columns", table="0").status_code == 302
    before, bench = bench.doubts, Workbench.objects.get()
    assert before - bench.doubts >= 5 and "colonnes à dire" not in read(statistician.get(answer.url))


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


def test_the_same_file_once_more_adds_nothing_and_says_so(statistician: Client, house: House) -> None:
    batch = house.add()
    bench = brought(statistician, *ROWS, recipe=str(house.recipe.pk))
    page = read(statistician.get(bench.get_absolute_url()))
    assert "déjà dans les chiffres" in page and batch.get_absolute_url() in page
    answer = statistician.post(reverse("observatory:workbench-act", args=[bench.uid]), {"verb": "confirm"}, follow=True)
    assert answer.redirect_chain[-1][0] == batch.get_absolute_url() and "rien n’a été ajouté" in read(answer)
    assert Batch.objects.get() == batch


def test_a_recipe_is_downloaded_edited_and_refused_by_line(statistician: Client, house: House) -> None:
    address = reverse("observatory:recipe", args=["flux"])
    text = statistician.get(reverse("observatory:recipe-file", args=["flux", 1])).content.decode()
    answer = statistician.post(address, {"text": text.replace("meaning: sex", "meaning: sexe")})
    assert answer.status_code == 422 and "Ligne 14" in read(answer)
    assert statistician.post(address, {"text": text.replace("flux", "autre")}).status_code == 422
    edited = SimpleUploadedFile("flux.yaml", text.replace("Tchadienne: TCD", "Tchadienne: TCD, Zarma: NER").encode())
    assert statistician.post(address, {"file": edited, "note": "Zarma"}).status_code == 302
    assert house.recipe.recipe.versions.count() == 2
    page = read(statistician.get(address))
    assert re.search(r'class="is-added">\+.*Zarma: NER', page) and re.search(r'class="is-removed">-.*TCD}', page)
    batch = house.add()
    assert batch.get_absolute_url() in read(statistician.get(address)), "what each version reads"


def test_sources_are_registered_and_shared_by_agreement(statistician: Client, house: House) -> None:
    answer = statistician.post(reverse("observatory:source-add"), {
        "name": "Convois", "audience": "partner", "region": ""})
    source = Source.objects.get(code="convois")
    assert answer.url == source.get_absolute_url()
    assert statistician.post(reverse("observatory:source-add"), {"name": ""}).status_code == 422
    edit = reverse("observatory:source-edit", args=["convois"])
    assert statistician.post(edit, {"name": "Convois", "audience": "restricted"}).status_code == 302
    agree = reverse("observatory:source-agree", args=["convois"])
    assert statistician.post(agree, {"party": "organisation:ong", "fields_shown": ["sex"], "geography": "region",
                                     "grain": "month", "valid_from": "2023-01-01"}).status_code == 302
    agreement = SharingAgreement.objects.get()
    assert "Une ONG" in read(statistician.get(source.get_absolute_url()))
    partner = Client()
    partner.force_login(house.person("partenaire", "focal_point", ScopeKind.ORGANISATION, "ong"))
    page = read(partner.get(source.get_absolute_url()))
    assert "<dd>Sexe</dd>" in page and "<dd>région</dd>" in page and "<dd>mois</dd>" in page
    wrong = statistician.post(agree, {"party": "role:statistician", "geography": "region", "grain": "month",
                                      "valid_from": "2023-02-01", "valid_to": "2023-01-01"})
    assert wrong.status_code == 422 and re.search(r'name="valid_to"[^>]*aria-invalid="true"', read(wrong))
    assert SharingAgreement.objects.count() == 1
    assert statistician.post(reverse("observatory:agreement-end", args=[agreement.uid])).status_code == 302
    agreement.refresh_from_db()
    assert agreement.valid_to


def test_two_sources_that_differ_stand_side_by_side(statistician: Client, house: House) -> None:
    house.add()
    other = register_source(by=house.statistician, code="autre", name="Autre compte")
    house.add(("01/03/2023", "Agadez", "Arlit", "Nigérienne", "H", 12), source=other,
              recipe=house.recipe_of(other, "autre"))
    page = read(statistician.get(reverse("observatory:disagreements")))
    assert "<dd>12</dd>" in page and "<dd>10</dd>" in page and 'class="quiet">2</dd>' in page
    row = Disagreement.objects.get()
    page = read(statistician.get(reverse("observatory:disagreements") + "?open=1&page=1"))
    explain = re.search(r'action="([^"]*explain[^"]*)"', page)[1]
    answer = statistician.post(explain, {"explanation": "  "})
    assert answer.status_code == 422 and 'aria-invalid="true"' in read(answer), "it is said beside the field"
    answer = statistician.post(explain, {"explanation": "Deux heures de comptage"})
    assert answer.url == f"{reverse('observatory:disagreements')}?open=1&page=1#d-{row.uid}", "where the person was"
    row.refresh_from_db()
    assert row.explanation == "Deux heures de comptage" and row.explained_by == house.statistician
    assert "Chaque écart a son explication" in read(statistician.get(answer.url))


def test_differences_are_shown_page_by_page_the_newest_first(statistician: Client, house: House) -> None:
    batch = house.add()
    other = house.add(source=(one := register_source(by=house.statistician, code="autre", name="Autre compte")),
                      recipe=house.recipe_of(one, "autre"))
    Disagreement.objects.all().delete()
    Disagreement.objects.bulk_create(Disagreement(
        kind="movement", about={"kind": "movement", "period": f"{1970 + year}"}, first=batch, first_value=1,
        second=other, second_value=2) for year in range(51))
    page = read(statistician.get(reverse("observatory:disagreements")))
    assert page.count('id="d-') == 50 and page.index("<h2>2020") < page.index("<h2>1980")
    assert "<h2>1970" not in page
    assert 'rel="next"' in page
    assert "<h2>1970" in read(statistician.get(reverse("observatory:disagreements") + "?page=2"))
    assert statistician.get(reverse("observatory:disagreements") + "?page=x").status_code == 200


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
