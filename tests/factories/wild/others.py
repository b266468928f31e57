"""Files of convoys, services and whole workbooks."""
from __future__ import annotations

import json
from datetime import date

from tests.factories.wild.making import Page, WildFile, WildTable, text, xlsx


def other_files() -> list[WildFile]:
    return [_convoys(), _workbook(), _form(), _on_its_side(), _services(), _blank_rows(), _json(), _geojson(),
            _letterhead_csv(), _group_over_some()]


def _convoys() -> WildFile:
    rows = [["Convois d'expulsion arrivés à Assamaka"], ["Année 2023"],
            ["N° convoi", "Date d'arrivée", "Type (officiel / non officiel)", "Nigériens", None, "Étrangers", None,
             "Total"],
            [None, None, None, "Adultes", "Mineurs", "Adultes", "Mineurs", None],
            ["C01", date(2023, 1, 7), "officiel", 300, 22, 0, 0, 322],
            ["C02", date(2023, 1, 9), "non officiel", 14, 0, 610, 3, 627],
            ["C03", date(2023, 1, 16), "officiel", 410, 31, 2, 0, 443], ["Total", None, None, 724, 53, 612, 3, 1392]]
    return WildFile("convois.xlsx", xlsx(Page("Convois", rows, ("D3:E3", "F3:G3"))), (WildTable(
        "Convois", (3, 4), "A5:H8",
        ("N° convoi", "Date d'arrivée", "Type (officiel / non officiel)", "Nigériens / Adultes", "Nigériens / Mineurs",
         "Étrangers / Adultes", "Étrangers / Mineurs", "Total"), totals=(8,), titles=("Assamaka", "2023")),))


def _workbook() -> WildFile:
    cover = [[], [None, "RAPPORT TRIMESTRIEL"], [None, "Direction régionale, Zinder"], [None, "Avril 2023"]]
    lists = [["Région"], ["Agadez"], ["Diffa"], ["Dosso"], ["Maradi"]]
    data = [["Mois", "Service", "Bénéficiaires"], ["avril 2023", "Hébergement", 44], ["avril 2023", "Santé", 31]]
    empty: list[list[object]] = []
    return WildFile("classeur.xlsx", xlsx(
        Page("Couverture", cover), Page("Données", data), Page("Listes", lists, (), True), Page("Vide", empty),
        chart="Graphique"), (WildTable("Données", (1,), "A2:C3", ("Mois", "Service", "Bénéficiaires")),),
                    left_out=("Couverture", "Listes", "Vide", "Graphique"))


def _form() -> WildFile:
    rows = [["FICHE DE SITE"], [], ["Nom du site :", "Site A"], ["Région :", "Diffa"], ["Date de visite :",
             date(2023, 3, 1)],
            ["Nombre de ménages :", 120], ["Personnes :", 702]]
    return WildFile("fiche.xlsx", xlsx(Page("Fiche", rows)), (), left_out=("Fiche",))


def _on_its_side() -> WildFile:
    rows = [["Date", date(2023, 1, 1), date(2023, 1, 2), date(2023, 1, 3)], ["Point", "Arlit", "Arlit", "Madama"],
            ["Entrants", 12, 14, 2], ["Sortants", 30, 28, 9]]
    return WildFile("couche.xlsx", xlsx(Page("Jours", rows)), (WildTable(
        "Jours", (), "", (), on_its_side=True),))


def _services() -> WildFile:
    rows = [["Réintégration : services rendus", None, None, None, None, "Projet X"],
            ["Région", "Commune", "Activité", "Prévu", "Réalisé", "Taux"],
            ["Tahoua", "Kao", "Formation", 50, 44, "88%"], ["Tahoua", "Tchintabaraden", "Kits", 120, 120, "100%"],
            ["Agadez", "Iférouane", "Formation", 30, 12, "40%"], ["TOTAUX", None, None, 200, 176, "88%"]]
    return WildFile("reintegration.xlsx", xlsx(Page("Services", rows)), (WildTable(
        "Services", (2,), "A3:F6", ("Région", "Commune", "Activité", "Prévu", "Réalisé", "Taux"), totals=(6,),
        titles=("Réintégration",)),))


def _blank_rows() -> WildFile:
    rows = [["Commune", "Cas référés", "Cas clos"], [], ["Ingall", 4, 2], ["Aderbissinat", 7, 7], [], ["Tabelot", 1, 0],
            ["Timia", 3, 1], [], ["Total", 15, 10]]
    return WildFile("lignes-vides.xlsx", xlsx(Page("Protection", rows)), (WildTable(
        "Protection", (1,), "A3:C9", ("Commune", "Cas référés", "Cas clos"), totals=(9,), skipped=(5, 8)),))


def _json() -> WildFile:
    records = [{"mois": f"2023-0{month}", "lieu": {"region": "Agadez", "point": "Arlit"}, "entrants": month * 10}
               for month in (1, 2, 3)]
    return WildFile("flux.json", lambda: json.dumps({"total": 3, "results": records}).encode(), (WildTable(
        "results", (1,), "A2:D4", ("mois", "lieu.region", "lieu.point", "entrants")),), read_as="JSON")


def _geojson() -> WildFile:
    features = [{"type": "Feature", "properties": {"nom": name, "nb": number},
                 "geometry": {"type": "Point", "coordinates": place}}
                for name, number, place in (("Arlit", 4, [7.38, 18.74]), ("Gaya", 9, [3.45, 11.89]))]
    return WildFile("points.geojson", lambda: json.dumps({
        "type": "FeatureCollection", "name": "points", "features": features}).encode(), (WildTable(
            "points", (1,), "A2:D3", ("nom", "nb", "longitude", "latitude")),), read_as="JSON")


def _letterhead_csv() -> WildFile:
    rows = [["Organisation;;;;".strip(";")], ["Export du 02/05/2023", "", "", ""], [],
            ["Pays", "Mois", "Sexe", "Nb"], ["Mali", "avr-23", "F", "12"], ["Mali", "avr-23", "M", "31"],
            ["Tchad", "avr-23", "F", "2"], ["Tchad", "avr-23", "M", "5"]]
    return WildFile("export.csv", text(rows, separator="|"), (WildTable(
        "export", (4,), "A5:D8", ("Pays", "Mois", "Sexe", "Nb"), titles=("Export",)),), read_as="CSV")


def _group_over_some() -> WildFile:
    rows = [["Expulsions par corridor"], [None, None, "Sexe", None, "Âge", None],
            ["Corridor", "Mois", "H", "F", "Mineurs", "Majeurs"], ["Algérie - Assamaka", "T1 2023", 900, 40, 55, 885],
            ["Libye - Madama", "T1 2023", 30, 2, 1, 31], ["Algérie - Assamaka", "T2 2023", 870, 61, 48, 883]]
    return WildFile("corridors.xlsx", xlsx(Page("Corridors", rows, ("C2:D2", "E2:F2"))), (WildTable(
        "Corridors", (2, 3), "A4:F6", ("Corridor", "Mois", "Sexe / H", "Sexe / F", "Âge / Mineurs", "Âge / Majeurs"),
        titles=("corridor",)),))
