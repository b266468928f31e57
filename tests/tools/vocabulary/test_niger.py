from __future__ import annotations

import json
import re

import pytest

from canevas.tools.text.normalise import key
from canevas.tools.vocabulary import Vocabulary, load_vocabulary


@pytest.fixture(scope="module")
def niger() -> Vocabulary:
    return load_vocabulary("niger")


def test_the_reference_is_whole(niger: Vocabulary) -> None:
    levels = [entry.level for entry in niger.territories]
    assert [levels.count(level) for level in (0, 1, 2, 3)] == [1, 8, 67, 266]
    assert levels.count(4) >= 40
    assert len(niger.organisations) >= 90
    assert sum(len(programme.subprogrammes) for axis in niger.policy.axes for programme in axis.programmes) == 11
    assert {objective.level for objective in niger.policy.objectives} == {"general", "specific"}


def test_every_territory_lies_in_one_of_the_level_above(niger: Vocabulary) -> None:
    for entry in niger.territories:
        if entry.level in (1, 2, 3):
            assert niger.by_pcode[entry.parent].level == entry.level - 1
            assert entry.pcode.startswith(entry.parent)


def test_coordinates_lie_where_niger_does(niger: Vocabulary) -> None:
    for entry in niger.territories:
        if entry.lat is not None and entry.country in ("", "NE"):
            assert 11.5 < entry.lat < 23.7
            assert 0 < entry.lon < 16.1


@pytest.mark.parametrize("text, pcode", [
    ("NER001", "NE001"), ("NER001001", "NE001001"), ("NE-6", "NE006"), ("Tillabery", "NE006"), ("Tillabéri", "NE006"),
    ("TILLABERI", "NE006"), ("Tchin-Tabaraden", "NE005011"), ("Guidan-Roumdji", "NE004005"), ("Konni", "NE005003"),
    ("Birni N’Konni", "NE005003"), ("Birni Nkonni", "NE005003"), ("nguigmi", "NE002006"), ("Niamey V", "NE008001005"),
    ("Maradi 2", "NE004007002"), ("SABON GUIDA", "NE005007006"), ("Eroufan", "NE-EROUFAN"),
    ("Ségguédine", "NE-SEGUEDINE"),
    ("Assamakka", "NE-ASSAMAKA"), ("Madama", "NE-MADAMA"), ("Dan Issa", "NE004006001"), ("Dan-Barto", "NE007005001"),
    ("Dirkou", "NE001003002"), ("Arlit", "NE001002"), ("commune d'Arlit", "NE001002001"),
    ("la région de Zinder", "NE007"), ("département de Tahoua", "NE005009"), ("ville de Tahoua", "NE005013"),
    ("commune rurale de Bangui", "NE005007002"), ("In-Guezzam", "DZ-IN-GUEZZAM"), ("Agadès", "NE001"),
])
def test_ways_to_write_a_territory(niger: Vocabulary, text: str, pcode: str) -> None:
    found = niger.match_territory(text)
    assert found[0].code == pcode
    assert found[0].score >= 0.9


def test_an_ambiguous_name_gives_every_level_the_region_first(niger: Vocabulary) -> None:
    kinds = [candidate.kind for candidate in niger.match_territory("Diffa")]
    assert kinds == ["region", "department", "commune"]
    assert {"NE005", "NE005009", "NE005013"} <= {candidate.code for candidate in niger.match_territory("Tahoua")}


@pytest.mark.parametrize("text, code", [
    ("MAE/C", "MAE"), ("MAEC", "MAE"), ("MAECNE", "MAE"), ("MI/D", "MI"), ("M.I.D", "MI"), ("MI/SP/D/ACR", "MI"),
    ("UNHCR", "HCR"), ("HCR", "HCR"), ("le HCR", "HCR"), ("IOM", "OIM"), ("OIM/Agadez", "OIM"), ("UNDP", "PNUD"),
    ("Arc en ciel", "ARCENCIEL"), ("CONSEIL RÉGIONAL", "CR"), ("DRECM-R", "DRECMR"), ("Le DRECM/R", "DRECMR"),
    ("Délégation de l'Union européenne", "UE"), ("INS", "INS"), ("ANLTP-TIM", "ANLTP"), ("EUCAP SAHEL", "EUCAP"),
    ("Croix Rouge nigérienne", "CRN"), ("Médecins sans frontières (MSF)", "MSF"), ("Garde nationale", "GNN"),
    ("La gendarmerie", "GN"), ("police", "DGPN"), ("Alarmphone Sahara", "APS"), ("MU/H", "MUH"), ("MAT-DC", "MAT"),
    ("Haut Conseil des Nigériens à l’Extérieur", "HCNE"), ("SAVE THE CHILDREN", "SCI"), ("Mairie", "MAIRIE"),
])
def test_ways_to_write_an_organisation(niger: Vocabulary, text: str, code: str) -> None:
    found = niger.match_organisation(text)
    assert found[0].code == code
    assert found[0].score >= 0.9


@pytest.mark.parametrize("text", ["liste en annexe", "voir tableau", "Divers", "N/A", "12/05/2022", "et", "Néant"])
def test_what_is_no_organisation_is_never_sure(niger: Vocabulary, text: str) -> None:
    assert all(candidate.score < 0.85 for candidate in niger.match_organisation(text))


@pytest.mark.parametrize("text, code", [
    ("GTM-Tahoua", "GTM-TAHOUA"), ("GMT Tahoua", "GTM-TAHOUA"), ("Groupe Technique Migration de Tahoua", "GTM-TAHOUA"),
    ("groupe technique sur la migration d’Agadez", "GTM-AGADEZ"), ("GTM Tillabéri", "GTM-TILLABERI"), ("GMT", "GTM"),
    ("CRCM/Zinder", "CRCM-ZINDER"), ("Cadre régional de concertation sur la migration de Maradi", "CRCM-MARADI"),
    ("CCM", "CCM"), ("Cadre de concertation pour la migration (CCM)", "CCM"), ("SP/CCM", "SP-CCM"),
    ("Secrétariat permanent du CCM", "SP-CCM"), ("Observatoire régional de la migration de Diffa", "ORM-DIFFA"),
])
def test_ways_to_write_a_body(niger: Vocabulary, text: str, code: str) -> None:
    assert niger.match_body(text)[0].code == code


@pytest.mark.parametrize("text, code", [
    ("Toutes les régions ;", "*"), ("TOUTES LES REGIONS", "*"), ("Etat", "state"), ("l’État", "state"),
    ("collectivités territoriales", "local-authorities"), ("CT", "local-authorities"), ("Partenaires", "partners"),
    ("les PTFs", "partners"), ("autorités régional", "regional-authorities"), ("ONG/AD", "ngos"),
    ("FDS", "security-forces"),
])
def test_ways_to_say_many(niger: Vocabulary, text: str, code: str) -> None:
    found = niger.match_quantifier(text)
    assert found[0].code == code
    assert found[0].score >= 0.9


def test_each_region_has_its_bodies(niger: Vocabulary) -> None:
    for region in niger.regions:
        kinds = {body.kind for body in niger.bodies if body.region == region.pcode}
        assert kinds == {"regional-framework", "technical-group", "observatory"}
    assert not any("{" in body.name or "{" in body.code for body in niger.bodies)


def test_no_name_means_two_organisations(niger: Vocabulary) -> None:
    owners: dict[str, set[str]] = {}
    for entry in niger.organisations:
        for text in (entry.name, *entry.acronyms, *entry.aliases):
            owners.setdefault(key(text), set()).add(entry.code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_outlines_are_closed_rings_of_the_eight_regions(niger: Vocabulary) -> None:
    features = json.loads(niger.outlines.read_text(encoding="utf-8"))["features"]
    assert {feature["properties"]["pcode"] for feature in features} == {region.pcode for region in niger.regions}
    for feature in features:
        for ring in feature["geometry"]["coordinates"]:
            assert ring[0] == ring[-1]
            assert all(0 < lon < 16.1 and 11.5 < lat < 23.7 for lon, lat in ring)


def test_a_region_outline_holds_its_capital(niger: Vocabulary) -> None:
    """Tells a swapped code: each region's centre of the reference lies within the box of its outline."""
    for feature in json.loads(niger.outlines.read_text(encoding="utf-8"))["features"]:
        region = niger.by_pcode[feature["properties"]["pcode"]]
        lons, lats = zip(*feature["geometry"]["coordinates"][0], strict=True)
        assert min(lons) <= region.lon <= max(lons)
        assert min(lats) <= region.lat <= max(lats)


def test_codes_are_fit_for_addresses(niger: Vocabulary) -> None:
    codes = [entry.code for entry in (*niger.territories, *niger.organisations, *niger.bodies)]
    assert all(re.fullmatch(r"[A-Z0-9-]+", code) for code in codes)


def test_every_name_gives_its_organisation_first(niger: Vocabulary) -> None:
    for entry in niger.organisations:
        for text in (entry.name, *entry.acronyms, *entry.aliases, *(former.text for former in entry.former)):
            found = niger.match_organisation(text)[0]
            assert (found.code, found.score) == (entry.code, 1.0), text


def test_every_name_gives_its_territory(niger: Vocabulary) -> None:
    for entry in niger.territories:
        for text in (entry.shown, entry.name, entry.pcode, *entry.aliases, *entry.old_codes):
            found = {candidate.code: candidate.score for candidate in niger.match_territory(text, limit=10)}
            assert found.get(entry.pcode, 0) >= 0.9, text


def test_every_name_gives_its_body_or_quantifier_first(niger: Vocabulary) -> None:
    for entry in niger.bodies:
        assert all(niger.match_body(text)[0].code == entry.code for text in (entry.code, entry.name, *entry.aliases))
    for entry in niger.quantifiers:
        assert all(niger.match_quantifier(text)[0].code == entry.code for text in (entry.name, *entry.aliases))
