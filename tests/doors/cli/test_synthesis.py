"""Commands that lead a synthesis: what they are given, what they refuse, and with which sentence. The whole way is
``tests/journeys/test_whole_synthesis_commands.py``."""
from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from canevas.governance.concertation.operations import enter
from canevas.governance.recommendations.models import Recommendation
from canevas.governance.syntheses.models import Amendment, GatheredGroup, Synthesis
from canevas.governance.syntheses.operations.proposing import propose_amendments
from canevas.governance.syntheses.rules.table import DeleteLine, ReplaceText
from tests.factories.country import load_country
from tests.factories.minutes import content, small_reading, user
from tests.governance.syntheses.house import frozen, opened

pytestmark = pytest.mark.django_db


def said(*arguments: object) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue().strip()


def told(*arguments: object) -> Any:
    return json.loads(said(*arguments, "--json"))


def refused(*arguments: object) -> str:
    with pytest.raises(CommandError) as fault:
        said(*arguments)
    return str(fault.value)


def file(folder: Path, what: object) -> Path:
    path = folder / "actes.json"
    path.write_text(json.dumps(what), encoding="utf-8")
    return path


def first_lines(synthesis: Synthesis) -> list[str]:
    [row] = told("synthesis", "show", synthesis.uid)["table"][0]["rows"][:1]
    return [one["line"] for one in row["strategies"]]


def test_a_synthesis_is_named_by_its_identifier_or_by_words_of_its_title() -> None:
    synthesis = frozen(user())
    assert told("synthesis", "show", str(synthesis.title)[:12])["uid"] == str(synthesis.uid)
    assert str(synthesis.uid) in said("synthesis", "list")
    assert refused("synthesis", "show", "Nulle part") == "Il n’y a pas de synthèse «\u00a0Nulle part\u00a0»."
    Synthesis.objects.create(title=f"{synthesis.title} bis", body=synthesis.body)
    assert "identifiant" in refused("synthesis", "show", str(synthesis.title)[:12])
    assert told("synthesis", "show", str(synthesis.title))["uid"] == str(synthesis.uid), "its whole title is enough"


def test_a_user_does_only_what_a_role_allows() -> None:
    synthesis = opened(user())
    user("membre", "member")
    assert refused("synthesis", "show", synthesis.uid, "--user", "membre").startswith("Il n’y a pas de synthèse")
    assert "personne" in refused("synthesis", "list", "--user", "personne")
    reader = frozen(user())
    assert refused("synthesis", "reopen", reader.uid, "--because", "Envie", "--user", "membre")
    assert reader.versions.count() == 1


def test_write_does_all_acts_or_none(tmp_path: Path) -> None:
    synthesis = opened(user())
    first, second = first_lines(synthesis)
    wrong = [{"act": "reword", "line": first, "text": "Tenir deux ateliers"}, {"act": "reword", "line": second}]
    assert "N° 2 de la liste" in refused("synthesis", "write", synthesis.uid, file(tmp_path, wrong))
    assert first_lines(synthesis) == [first, second]
    assert "Tenir deux ateliers" not in said("synthesis", "show", synthesis.uid)
    unknown = [{"act": "danser"}]
    assert "danser" in refused("synthesis", "write", synthesis.uid, file(tmp_path, unknown))
    told("synthesis", "write", synthesis.uid, file(tmp_path, wrong[:1]))
    assert "Tenir deux ateliers" in said("synthesis", "show", synthesis.uid)
    assert "liste" in refused("synthesis", "write", synthesis.uid, file(tmp_path, {"act": "reword"}))
    (tmp_path / "actes.json").write_text("{", encoding="utf-8")
    assert "JSON" in refused("synthesis", "write", synthesis.uid, tmp_path / "actes.json")
    assert "ne peut être lu" in refused("synthesis", "write", synthesis.uid, tmp_path / "absent.json")


def test_decide_settles_conflicts_as_the_projected_screen_does(tmp_path: Path) -> None:
    synthesis = frozen(user())
    first, second = first_lines(synthesis)
    propose_amendments(by=user(), synthesis=synthesis, seen=1, edits=[
        ReplaceText(first, 0, 9, "Tenir"), DeleteLine(first), ReplaceText(second, 0, 7, "Écrire")])
    assert [one["conflicts"] for one in told("synthesis", "amendments", synthesis.uid)] == [[2], [1], []]
    decisions = file(tmp_path, [{"amendment": 1, "decision": "accept"}])
    assert told("synthesis", "decide", synthesis.uid, decisions, "--accept-rest") == {"waiting": 0}
    assert list(Amendment.objects.order_by("order").values_list("state", flat=True)) == [
        "accepted", "rejected", "accepted"]
    again = file(tmp_path, [{"amendment": 1, "decision": "modify", "text": "Tenir\nÉcrire"}])
    assert "plus d’un changement" in refused("synthesis", "decide", synthesis.uid, again)
    assert "accept, modify" in refused("synthesis", "decide", synthesis.uid, file(
        tmp_path, [{"amendment": 1, "decision": "peut-être"}]))
    assert "n’y a pas d’amendement 9" in refused("synthesis", "decide", synthesis.uid, file(
        tmp_path, [{"amendment": 9, "decision": "accept"}]))


def test_the_rest_is_accepted_with_what_several_ask_for_alike(tmp_path: Path) -> None:
    synthesis = frozen(user())
    first, second = first_lines(synthesis)
    propose_amendments(by=user(), synthesis=synthesis, seen=1, edits=[
        ReplaceText(first, 0, 9, "Tenir"), ReplaceText(first, 0, 9, "Tenir"),
        ReplaceText(second, 0, 7, "Écrire"), DeleteLine(second)])
    assert told("synthesis", "decide", synthesis.uid, "--accept-rest") == {"waiting": 1}, "two that differ are asked"
    assert list(Amendment.objects.order_by("order").values_list("state", flat=True)) == [
        "accepted", "accepted", "proposed", "proposed"]
    stage = ("synthesis", "stage", synthesis.uid, "--outcome", "adopted", "--day", "2026-07-28")
    assert "2 amendements n’ont pas été décidés" in said(*stage)
    assert told(*stage)["undecided"] == 2
    Amendment.objects.filter(state="proposed").update(state="rejected")
    assert "décidé" not in said(*stage)


def test_freezing_says_what_is_left_of_the_gathering(client: Any) -> None:
    for count, words in ((1, "1 regroupement reste à traiter"), (2, "2 regroupements restent à traiter"), (0, "")):
        synthesis = opened(user())
        GatheredGroup.objects.bulk_create([GatheredGroup(synthesis=synthesis, order=order) for order in range(count)])
        client.force_login(user())
        page = client.get(synthesis.get_absolute_url()).content.decode()
        made = said("synthesis", "freeze", synthesis.uid)
        assert "est figée" in made
        if count:
            assert words in page and words in made
        else:
            assert "à traiter" not in page + made
        assert "à traiter" not in client.get(synthesis.get_absolute_url()).content.decode()


def test_stage_says_what_it_cannot_read_and_writes_nothing(tmp_path: Path) -> None:
    synthesis = frozen(user())
    given = ("synthesis", "stage", synthesis.uid, "--outcome", "adopted")
    assert "2026-05-17" in refused(*given, "--day", "demain")
    [first, _second] = first_lines(synthesis)
    wrong = file(tmp_path, {"lines": [{"line": first, "outcome": "oubliée"}]})
    assert "oubliée" in refused(*given, "--day", "2026-07-28", "--details", wrong)
    assert not Recommendation.objects.exists()
    assert told(*given, "--day", "2026-07-28")["stage"] == "technical"


def test_review_checks_what_came_in_and_confirms_it() -> None:
    load_country(user("reference", "administrator"))
    made = small_reading()
    found = enter(by=user(), reading=made, content=content(made))
    [waiting] = told("review")
    assert waiting["intake"] == str(found.uid)
    doubts = told("review", found.uid)["doubts"]
    assert doubts
    assert "vérifier" in refused("review", found.uid, "--confirm")
    assert "999999" in refused("review", found.uid, "--accept", "999999")
    left = told("review", found.uid, "--leave-out", doubts[0]["number"])
    assert len(left["doubts"]) == len(doubts) - 1
    done = told("review", found.uid, "--accept-all", "--confirm")
    assert (done["state"], done["doubts"]) == ("confirmed", [])
    assert done["set"]
    assert said("review") == "Aucun fichier n’attend d’être vérifié."
    assert "n’est entré" in refused("review", "00000000-0000-0000-0000-000000000000")


def test_lineage_names_a_recommendation_by_words_or_identifier() -> None:
    synthesis = frozen(user())
    told("synthesis", "stage", synthesis.uid, "--outcome", "adopted", "--day", "2026-07-28")
    one = Recommendation.objects.first()
    assert told("lineage", one.uid)["text"] == one.text
    assert "rien de connu" in said("lineage", one.text)
    assert "n’a pas de recommandation" in refused("lineage", "Rien de tel")
    assert "identifiant" in refused("lineage", "e")
