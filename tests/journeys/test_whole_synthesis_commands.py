"""The whole of it on the command line: the real table of a national session goes in, two regions feed the next one,
five copies come back, conflicts are settled, the technical stage reserves, the political stage adopts, the papers
print, and from a line that ministers adopted one walks down to the sentence of a region's minutes and up again."""
from __future__ import annotations

import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from canevas.commons.access.operations import system_user
from canevas.governance.concertation.operations import reading_pool
from canevas.governance.recommendations.models import Recommendation
from canevas.tools.documents.office import libreoffice
from tests.factories.country import load_country
from tests.factories.national_round import (
    BOTH,
    FUND,
    GUARDS,
    GUARDS_TOO,
    GUIDE,
    ROUTES,
    SHELTERS,
    WELLS,
    WELLS_TOO,
    copies_of,
    regional_papers,
)

pytestmark = [pytest.mark.corpus, pytest.mark.django_db]
STANDING = "Faire un recensement exhaustif des axes de contournement"
"""A line of the session before, which a region says again."""
TITLE = "Synthèse de la 8e session du CCM"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading processes that begin at once: how they begin is not what is tested."""
    monkeypatch.setattr(reading_pool, "_spawn", reading_pool.multiprocessing.get_context("fork"))


def said(*arguments: object) -> str:
    out = io.StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def told(*arguments: object) -> Any:
    return json.loads(said(*arguments, "--json"))


def written(folder: Path, name: str, what: object) -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(what, ensure_ascii=False), encoding="utf-8")
    return path


def lines(column: str = "strategies") -> dict[str, str]:
    """By its words, the identifier of each line of a column."""
    return {one["text"]: one["line"] for section in told("synthesis", "show", TITLE)["table"]
            for row in section["rows"] for one in row[column]}


def taken_in(*paths: Path) -> list[str]:
    """Files go in and what is doubtful in them is confirmed; the tables or sets that the register has of them."""
    report = told("import", *paths)
    assert report["counts"] == {"to_review": len(paths)}
    waiting = told("review")
    assert {one["file"] for one in waiting} == {path.name for path in paths}
    return [told("review", one["intake"], "--accept-all", "--confirm")["set"] for one in waiting]


def test_the_real_table_becomes_what_ministers_adopt(corpus: Path, tmp_path: Path) -> None:
    load_country(system_user())
    [table] = taken_in(next(corpus.glob("ccm*.docx")))
    taken_in(next(corpus.glob("gtm*.docx")))
    taken_in(*regional_papers(tmp_path / "regions"))
    told("synthesis", "open", "--title", TITLE, "--body", "CCM", "--since", "2022-05-01", "--continue", table)
    gathered(tmp_path)
    assert told("synthesis", "freeze", TITLE)["number"] == 1
    sent = tmp_path / "synthese.docx"
    told("synthesis", "word", TITLE, "--out", sent)
    came_back(tmp_path, sent)
    assert told("synthesis", "apply", TITLE)["number"] == 2
    accepted = lines()
    assert BOTH in accepted
    assert SHELTERS in accepted
    assert FUND not in accepted
    staged(tmp_path, accepted)
    printed(tmp_path)
    verified(tmp_path, sent)
    walked()


def gathered(folder: Path) -> None:
    """What regions said alike is one line of the table; the rest is settled one by one, all or nothing."""
    assert told("synthesis", "gather", TITLE)["count"] == 11
    groups = told("synthesis", "groups", TITLE)
    number = {member["text"].rstrip(" ;"): one["group"] for one in groups for member in one["members"]}
    assert number[WELLS] == number[WELLS_TOO]
    assert number[GUARDS] == number[GUARDS_TOO]
    [routes] = [one for one in groups if one["group"] == number[ROUTES]]
    before = lines()
    assert (routes["stands"], routes["line"]) == (True, before[STANDING])
    acts: list[dict[str, object]] = [
        {"group": number[WELLS], "act": "take", "section": "axis 2", "challenge": "Accueillir dignement"},
        {"group": number[GUARDS], "act": "take", "section": "axis 3", "challenge": "Sécuriser les frontières"},
        {"group": number[GUIDE], "act": "take", "section": "axis 1", "challenge": "Mieux informer"},
        {"group": number[FUND], "act": "take", "section": "general", "challenge": "Soutenir les communes"},
        {"group": number[ROUTES], "act": "attach"}]
    wrong = [*acts, {"group": 99, "act": "take"}]
    with pytest.raises(CommandError, match=r"Rien n’a été écrit\. N° 6 de la liste"):
        told("synthesis", "settle", TITLE, written(folder, "faux", wrong))
    assert lines() == before
    rest = {one["group"] for one in groups} - {one["group"] for one in acts}
    acts += [{"group": one, "act": "leave-out", "reason": "Déjà dans le tableau"} for one in sorted(rest)]
    assert told("synthesis", "settle", TITLE, written(folder, "regroupements", acts))["proposed"] == 0
    assert lines().keys() - before.keys() == {WELLS, GUARDS, GUIDE, FUND}


def came_back(folder: Path, sent: Path) -> None:
    """Five copies become amendments; what cannot stand together is settled."""
    every = [*lines(), *lines("priorities")]
    studies = next(text for text in every if "études menées sur la diaspora" in text)
    continuum = next(text for text in every if "protection transfrontalière" in text)
    paths = []
    for name, content in copies_of(sent.read_bytes(), studies, continuum).items():
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    taken = {one["file"]: one for one in told("synthesis", "copies", TITLE, *paths)}
    assert {name: (one["standing"], one["found"], one["remarks"], one["unplaced"]) for name, one in taken.items()} == {
        "Synthese_OIM.docx": ("taken", 4, 0, 0), "Synthese_UNHCR.docx": ("taken", 3, 0, 0),
        "Synthese_UNICEF.docx": ("taken", 1, 1, 0), "Synthese_INS.docx": ("taken", 2, 0, 0),
        "Synthese_CRN.docx": ("taken", 1, 0, 0)}
    assert {one["organisation"] for one in taken.values()} == {"OIM", "HCR", "UNICEF", "INS", "CRN"}
    proposed = told("synthesis", "amendments", TITLE)
    by_words = {(one["before"], one["after"]): one for one in proposed}
    registers = by_words["matériel biométrique", "registres"]
    vehicles = by_words["biométrique", "biométrique et de véhicules"]
    assert (registers["conflicts"], vehicles["conflicts"]) == ([vehicles["amendment"]], [registers["amendment"]])
    assert (vehicles["author"], vehicles["date"][:10], vehicles["section"]) == ("A. Sow (OIM)", "2022-11-14", "axis 3")
    assert [one["tracked"] for one in proposed if one["file"] == "Synthese_INS.docx"] == [False, False]
    with pytest.raises(CommandError, match="reste"):
        told("synthesis", "apply", TITLE)
    decisions = written(folder, "decisions", [
        {"amendment": registers["amendment"], "decision": "modify", "text": BOTH, "note": "Les deux demandes"}])
    assert told("synthesis", "decide", TITLE, decisions, "--accept-rest") == {"waiting": 0}


def staged(folder: Path, accepted: dict[str, str]) -> None:
    """The preparatory stage adopts, the technical one reserves on the whole and on a line and puts one line off, the
    political one refuses until the reservations are settled."""
    told("synthesis", "stage", TITLE, "--outcome", "adopted", "--day", "2022-11-22")
    [wells] = [text for text in accepted if "forages" in text]
    details = written(folder, "technique", {
        "lines": [{"line": accepted[SHELTERS], "outcome": "postponed", "note": "À chiffrer"}],
        "reservations": [{"organisation": "OIM", "text": "Dire qui finance les forages", "line": accepted[wells]},
                         {"who": "La présidente du comité technique", "text": "Ajouter les délais"}]})
    answer = told("synthesis", "stage", TITLE, "--outcome", "adopted-with-reservations", "--day", "2022-11-29",
                  "--details", details)
    assert (answer["stage"], answer["state"]) == ("political", "amending")
    assert SHELTERS not in registered()
    with pytest.raises(CommandError, match="réserves"):
        told("synthesis", "stage", TITLE, "--outcome", "adopted", "--day", "2022-12-09")
    told("synthesis", "reopen", TITLE, "--because", "Réserves du comité technique")
    told("synthesis", "write", TITLE, written(folder, "reserves", [
        {"act": "reword", "line": accepted[wells], "text": f"{wells}, aux frais de l'État"}]))
    assert told("synthesis", "freeze", TITLE)["number"] == 3
    on_line, on_whole = answer["reservations"]
    told("synthesis", "discharge", TITLE, on_line["uid"], "--integrated-in", 3)
    told("synthesis", "discharge", TITLE, on_whole["uid"], "--because", "Les délais sont dans le plan d'action")
    details = written(folder, "politique", {
        "lines": [{"line": accepted[SHELTERS], "outcome": "rejected", "note": "Relève du plan national"}]})
    answer = told("synthesis", "stage", TITLE, "--outcome", "adopted", "--day", "2022-12-09", "--details", details)
    assert (answer["stage"], answer["state"]) == ("political", "adopted")
    assert registered() == set(lines()) - {SHELTERS}


def registered() -> set[str]:
    """What stands in the register of this synthesis, to be followed."""
    return set(Recommendation.objects.filter(set__origin_label=TITLE, withdrawn_at=None).values_list(
        "text", flat=True))


def printed(folder: Path) -> None:
    """The papers open elsewhere and say what was adopted."""
    out = folder / "dossier"
    out.mkdir()
    said("pack", TITLE, "--docx", out / "dossier.docx", "--pdf", out / "dossier.pdf", "--xlsx", out / "dossier.xlsx",
         "--note", out / "note.pdf")
    said("redline", TITLE, "--since", 1, "--out", out / "redline.docx")
    book = openpyxl.load_workbook(out / "dossier.xlsx")
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("aux frais de l'État" in text for text in texts)
    marked = zipfile.ZipFile(out / "redline.docx").read("word/document.xml").decode()
    assert 'w:author="A. Sow (OIM)"' in marked or 'w:author="OIM"' in marked or "<w:ins " in marked
    if (office := libreoffice()) is not None:
        for name in ("dossier.docx", "redline.docx"):
            subprocess.run([str(office), "--headless", f"-env:UserInstallation={(folder / 'lo').as_uri()}",
                            "--convert-to", "pdf", "--outdir", str(out / "as-pdf"), str(out / name)],
                           check=True, capture_output=True, timeout=300)
        assert {path.name for path in (out / "as-pdf").iterdir()} == {"dossier.pdf", "redline.pdf"}


def verified(folder: Path, sent: Path) -> None:
    """The frozen file is confirmed, an altered one refused with its first difference."""
    assert [one["intact"] for one in told("verify", sent)] == [True]
    with zipfile.ZipFile(sent) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(GUIDE.encode(), b"Publier un guide des touristes")
    altered = folder / "change.docx"
    with zipfile.ZipFile(altered, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    out = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("verify", str(altered), "--json", stdout=out)
    assert refused.value.returncode == 1
    [verdict] = json.loads(out.getvalue())
    assert not verdict["intact"]
    assert "touristes" in verdict["difference"]


def walked() -> None:
    """Down from what ministers adopted to the words of two regions' minutes, and up again."""
    adopted = next(text for text in lines() if "aux frais de l'État" in text)
    here = told("lineage", adopted)
    assert [(one["stage"], one["outcome"]) for one in here["stages"]] == [
        ("preparatory", "adopted"), ("technical", "adopted-with-reservations"), ("political", "adopted")]
    below = {one["text"].rstrip(" ;"): one for one in here["below"]}
    assert set(below) == {WELLS, WELLS_TOO}
    source = below[WELLS]["source"]
    assert source["file"] == "CR GTM-Agadez 2022-09-14.docx"
    assert source["passages"]
    up = told("lineage", below[WELLS_TOO]["recommendation"])
    assert [one["text"] for one in up["above"]] == [adopted]
    again = told("lineage", lines()[STANDING])
    assert {(one["step"], one["text"].rstrip(" ;"), one["origin"][:10]) for one in again["below"]} == {
        ("carried", STANDING, "CCM – 28/0"), ("merged", ROUTES, "GTM-Agadez")}
