"""Files of the same kin as those that were misread: sums of quarters, short words, parts of wholes, old figures."""
from __future__ import annotations

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def cousins_files() -> list[WildFile]:
    return [_half_years(), _short_words(), _parts(), _older_figures(), _text_years(), _legend()]


def _half_years() -> WildFile:
    rows = [["Poste de police de Birni N'Konni – passages de sortie du Niger, 2023"],
            ["Nationalité", "T1", "T2", "S1", "T3", "T4", "S2", "Année"],
            ["Nigérienne", 1204, 1377, 2581, 1290, 1502, 2792, 5373],
            ["Nigériane", 2011, 1988, 3999, 2140, 2204, 4344, 8343],
            ["Béninoise", 61, 44, 105, 70, 52, 122, 227], ["Tchadienne", 9, 12, 21, 4, 8, 12, 33],
            ["Toutes nationalités", 3285, 3421, 6706, 3504, 3766, 7270, 13976]]
    return WildFile("konni-sorties-2023.xlsx", xlsx(Page("Sorties", rows)), ())


def _short_words() -> WildFile:
    rows = [["Dépt", "Cne", "Village / quartier", "Nb mén. PDI", "Nb pers. PDI", "Nb mén. hôtes", "Nb pers. hôtes",
             "Obs."],
            ["Ouallam", "Simiri", "Village 1", "61", "402", "140", "988", ""],
            ["Ouallam", "Dingazi", "Village 2", "12", "88", "97", "611", "accès difficile"],
            ["Filingué", "Tondikandia", "Village 3", "44", "310", "211", "1 402", ""],
            ["Ens. gén.", "", "", "117", "800", "448", "3 001", ""]]
    return WildFile("pdi-hotes-tillaberi.csv", text(rows, encoding="cp1252"), ())


def _parts() -> WildFile:
    rows = [["Mis à jour le 3 février 2025"], ["Demandeurs d'asile enregistrés, situation au 31 décembre 2024"], [],
            ["Pays d'origine", "Niamey", None, "Ouallam", None, "Abala", None],
            [None, "Ensemble", "dont filles et femmes", "Ensemble", "dont filles et femmes", "Ensemble",
             "dont filles et femmes"],
            ["Mali", 411, 202, 9044, 4877, 12110, 6404], ["Burkina Faso", 1204, 611, 140, 77, 0, 0],
            ["Soudan", 188, 40, 0, 0, 2, 1], ["Total", 1803, 853, 9184, 4954, 12112, 6405]]
    merged = ("A4:A5", "B4:C4", "D4:E4", "F4:G4")
    return WildFile("asile-fin-2024.ods", ods(Page("Stat", rows, merged)), ())


def _older_figures() -> WildFile:
    def group(quarter: str, where: str, kind: str, came: str, now: int, before: int) -> dict[str, object]:
        return {"quarter": quarter, "admin1": where, "popGroup": kind, "coo": came, "individuals": now,
                "individualsPreviousQuarter": before, "difference": now - before,
                "householdSize": 5.2}
    return WildFile("progres-quarterly.json", nested({"items": [
        group("2024-Q2", "Tillabéri", "REF", "MLI", 38114, 37980),
        group("2024-Q2", "Tillabéri", "ASY", "BKF", 2077, 1902),
        group("2024-Q2", "Diffa", "RET", "NER", 20110, 20110),
        group("2024-Q2", "Niamey", "OOC", "SUD", 402, 377)]}), ())


def _text_years() -> WildFile:
    rows = [["Expulsions d'Algérie vers le Niger, par nationalité et année"],
            ["Nationalité", "2020", "2021", "2022", "2023", "Rang en 2023"],
            ["Nigériens", 10042, 10914, 14196, 12012, 1], ["Maliens", 4011, 5210, 6877, 7140, 2],
            ["Guinéens", 3090, 4402, 5110, 6044, 3], ["Bangladais", 12, 44, 61, 9, 4],
            ["Ensemble", 17155, 20570, 26244, 25205, None], ["Source : DGPC, OIM"]]
    return WildFile("expulsions-annees.xls", xls(Page("Années", rows)), ())


def _legend() -> WildFile:
    rows = [["num", "date_passage", "sexe", "age", "nationalite", "moyen_deplacement", "motif"],
            ["1", "06/11/2024", "1", "27", "Nigérienne", "2", "1"],
            ["2", "06/11/2024", "2", "33", "Malienne", "1", "2"],
            ["3", "17/11/2024", "1", "19", "Togolaise", "2", "1"],
            ["4", "21/11/2024", "1", "52", "Nigérienne", "3", "3"],
            [], ["Sexe : 1 = Homme ; 2 = Femme"], ["Moyen de déplacement : 1 = Bus ; 2 = Moto ; 3 = À pied"],
            ["Motif : 1 = Travail ; 2 = Famille ; 3 = Commerce"]]
    return WildFile("passages-codes.csv", text(rows), ())
