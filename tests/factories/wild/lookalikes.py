"""Figures that look like counts of people and are none, or of other times, places and people than they seem."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def lookalikes_files() -> list[WildFile]:
    return [_namesakes(), _in_percent(), _running_sums(), _projections(), _low_and_high(), _balance(),
        _per_thousand(),
            _abroad(), _staff(), _new_and_all(), _tonnes(), _missions()]


def _namesakes() -> WildFile:
    rows = [["Commune", "Retournés recensés", "Date du recensement"], ["Tibiri", 210, date(2024, 3, 4)],
            ["Gangara", 88, date(2024, 3, 6)], ["Tchadoua", 61, date(2024, 3, 8)], ["Matamey", 140, date(2024, 3,
            11)],
            ["Ollelewa", 33, date(2024, 3, 13)]]
    return WildFile("communes-seules.xlsx", xlsx(Page("Feuil1", rows)), ())


def _in_percent() -> WildFile:
    rows = [["Répartition des migrants de passage selon le sexe et l'âge (en %)"],
            ["Point", "Hommes", "Femmes", "0-17 ans", "18-59 ans", "60 ans et plus"], ["Arlit", "88,2", "11,8",
            "6,1", "92,4", "1,5"],
            ["Madama", "97,0", "3,0", "2,2", "97,1", "0,7"], ["Dan Barto", "71,4", "28,6", "15,0", "80,3", "4,7"]]
    return WildFile("repartition.csv", text(rows), ())


def _running_sums() -> WildFile:
    rows = [["Rapatriés d'Algérie : chiffres cumulés depuis le 1er janvier 2024"], [],
            ["Groupe", "Fin janvier", "Fin février", "Fin mars", "Fin avril"], ["Nigériens", 1201, 2410, 4002, 5120],
            ["Autres nationalités", 980, 2033, 2877, 4410], ["Ensemble", 2181, 4443, 6879, 9530]]
    return WildFile("cumul-2024.ods", ods(Page("Cumul", rows, ("A1:E1",))), ())


def _projections() -> WildFile:
    rows = [["Région", "Réfugiés 2023", "Réfugiés 2024", "Réfugiés 2025 (prévision)", "Réfugiés 2026 (projection)"],
            ["Diffa", "130 410", "128 044", "125 000", "120 000"], ["Maradi", "61 877", "66 012", "70 000", "74 000"],
            ["Tahoua", "24 410", "24 801", "26 000", "27 500"], ["Tillabéri", "38 010", "40 220", "45 000", "52 000"]]
    return WildFile("planification.tsv", text(rows, separator="\t"), ())


def _low_and_high() -> WildFile:
    rows = [["Orpailleurs présents selon les sources"],
            ["Site", "Estimation basse", "Estimation haute", "Valeur retenue", "Date d'observation"],
            ["Tchibarakaten", 3500, 5200, 4300, date(2024, 2, 8)], ["Plateau du Djado", 1800, 4000, 2900, date(2024,
            2, 11)],
            ["Agadem", 90, 150, 120, date(2024, 2, 12)]]
    return WildFile("orpailleurs.xlsx", xlsx(Page("Sites", rows, ("A1:E1",))), ())


def _balance() -> WildFile:
    rows = [["mois", "poste", "entrees_niger", "sorties_niger", "solde", "solde_cumule"],
            ["2024-01", "Madama", "310", "401", "-91", "-91"], ["2024-02", "Madama", "288", "377", "-89", "-180"],
            ["2024-03", "Madama", "402", "350", "52", "-128"], ["2024-03", "Arlit", "4010", "5120", "-1110", "-1110"]]
    return WildFile("soldes.csv", text(rows, separator=","), ())


def _per_thousand() -> WildFile:
    rows = [["Taux d'immigration et d'émigration pour 1 000 habitants, 2023"], [],
            ["Région", "Immigration", "Émigration", "Solde migratoire"], ["Agadez", 31.2, 18.4, 12.8], ["Dosso", 4.1,
            9.9, -5.8],
            ["Tahoua", 2.8, 14.2, -11.4], ["Niamey", 22.0, 11.5, 10.5]]
    return WildFile("taux-migration.xls", xls(Page("Taux", rows)), ())


def _abroad() -> WildFile:
    rows = [["Réfugiés maliens enregistrés à Abala selon la région d'origine au Mali"],
            ["Région d'origine", "Cercle", "Ménages", "Individus"], ["Ménaka", "Andéramboukane", 610, 3402],
            ["Gao", "Ansongo", 288, 1511], ["Ménaka", "Inékar", 140, 802], ["Kidal", "Tessalit", 12, 61]]
    return WildFile("regions-mali.xlsx", xlsx(Page("Abala", rows, ("A1:D1",))), ())


def _staff() -> WildFile:
    rows = [["Moyens des postes frontaliers au 31 décembre 2023"], [],
            ["Poste", "Agents hommes", "Agents femmes", "Véhicules", "Motos", "Ordinateurs", "Voyageurs par jour"],
            ["Gaya", 31, 6, 3, 4, 7, 1204], ["Dan Issa", 22, 3, 2, 5, 4, 988], ["Magaria", 18, 1, 1, 3, 2, 610],
            ["Assamaka", 25, 0, 4, 2, 3, 160]]
    return WildFile("moyens-postes.xlsx", xlsx(Page("Moyens", rows, ("A1:G1",))), ())


def _new_and_all() -> WildFile:
    rows = [["Semaine", "Commune", "Nouveaux arrivés", "Repartis", "Présents en fin de semaine"],
            ["S22 2024", "Torodi", "210", "40", "3120"], ["S23 2024", "Torodi", "98", "12", "3206"],
            ["S22 2024", "Makalondi", "61", "100", "1410"], ["S23 2024", "Makalondi", "130", "22", "1518"]]
    return WildFile("presence-torodi.csv", text(rows), ())


def _tonnes() -> WildFile:
    def given(commune: str, tonnes: float, tents: int, homes: int, francs: int) -> dict[str, object]:
        return {"commune": commune, "vivres_tonnes": tonnes, "tentes": tents, "menages_servis": homes,
                "valeur_fcfa": francs, "stock_restant_tonnes": round(tonnes / 3, 1)}
    return WildFile("distribution.json", nested({"mois": "2024-07", "lignes": [
        given("Toumour", 41.5, 120, 830, 21500000), given("Kabléwa", 22.0, 60, 440, 11400000),
        given("Chétimari", 60.4, 210, 1208, 31300000)]}), ())


def _missions() -> WildFile:
    rows = [["Localité visitée", "Date de la visite", "Personnes vues", "Prochaine visite", "Échéance du rapport",
             "Validé le"],
            ["Assamaka", "12/02/2024", "610", "11/03/2024", "01/03/2024", "28/02/2024"],
            ["Séguédine", "19/02/2024", "88", "18/04/2024", "10/03/2024", "09/03/2024"],
            ["Dirkou", "21/02/2024", "301", "20/04/2024", "12/03/2024", ""]]
    return WildFile("missions.csv", text(rows, encoding="cp1252"), ())
