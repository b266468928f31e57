"""A point that was closed is told as closed, not as one that sent nothing; what it lacks is no gap of the region."""
from __future__ import annotations

from datetime import date

from canevas.evidence.observatory.operations import close_flow_point, reopen_flow_point
from tests.factories.store import House
from tests.governance.bulletins.test_several_sources import form_of


def test_a_closed_point_is_told_as_closed_and_breaks_the_series(house: House) -> None:
    silent = form_of(house)
    close_flow_point(by=house.statistician, code="NE005013", on=date(2023, 1, 31), because="Fin de la convention.")
    form = form_of(house)
    points = next(one for one in form["tableaux"] if one["titre"] == "Flux par point de suivi")
    said = {row["libelle"]: row["valeur"] for row in points["lignes"]}
    before = next(one for one in silent["tableaux"] if one["titre"] == "Flux par point de suivi")
    assert {row["libelle"]: row["valeur"] for row in before["lignes"]}["Tahoua"] == "non communiqué"
    assert said["Tahoua"] == "point fermé" and said["Birni N'Konni"] != "0"
    assert any("Fermeture du point" in one and "Tahoua" in one for one in form["ruptures"])
    assert not any("Fin de la convention" in one for one in form["ruptures"]), "why stays with who works with figures"
    assert any("Sans chiffre" in fact and "Tahoua" in fact for fact in silent["faits"])
    assert not any("Sans chiffre" in fact for fact in form["faits"])


def test_a_point_opened_again_is_no_closed_one(house: House) -> None:
    close_flow_point(by=house.statistician, code="NE005013", on=date(2023, 1, 31), because="Fin de la convention.")
    reopen_flow_point(by=house.statistician, code="NE005013", on=date(2023, 3, 10), because="Nouvelle convention.")
    form = form_of(house)
    points = next(one for one in form["tableaux"] if one["titre"] == "Flux par point de suivi")
    assert {row["libelle"]: row["valeur"] for row in points["lignes"]}["Tahoua"] == "non communiqué"
    assert any("Réouverture du point" in one for one in form["ruptures"])
