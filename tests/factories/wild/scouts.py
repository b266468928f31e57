"""Files with snares that an attentive reader does not fall into: targets, serial days, homonyms, legends, thousands."""
from __future__ import annotations

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def scouts_files() -> list[WildFile]:
    return [_targets(), _serial_days(), _bands(), _spelled(), _yearbook(), _cases()]


def _targets() -> WildFile:
    rows = [["Politique nationale de migration – suivi des réalisations 2024"], [],
            ["Axe", "Action", "Structure responsable", "Région", "Bénéficiaires prévus", "Bénéficiaires atteints", None,
             "Taux de réalisation (%)", "Budget exécuté (FCFA)", "Difficultés rencontrées"],
            [None, None, None, None, None, "Hommes", "Femmes", None, None, None],
            ["1", "Sensibilisation des jeunes aux risques", "ANLTP/TIM", "Zinder", 2000, 911, 604, 75.8, 14500000,
             "Retard de décaissement"],
            [None, "Formation professionnelle des retournés", "OIM", "Tahoua", 400, 177, 61, 59.5, 38200000, None],
            ["2", "Assistance juridique aux victimes de traite", "ANAJJ", "Agadez", 150, 44, 97, 94, 6100000,
             "Éloignement des juridictions"],
            ["3", "Transferts monétaires aux ménages d'accueil", "PAM", "Diffa", 3000, 1402, 1511, 97.1, 210400000,
             None],
            ["TOTAL", None, None, None, 5550, 2534, 2273, 86.6, 268800000, None]]
    merged = ("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:G3", "H3:H4", "I3:I4", "J3:J4", "A5:A6")
    return WildFile("suivi-pnm-realisations.xlsx", xlsx(Page("2024", rows, merged)), ())


def _serial_days() -> WildFile:
    rows = [["DateObs", "PointFMP", "SensFlux", "PaysProv", "PaysDest", "NbPers", "NbFemmes", "NbMineurs", "NbVeh",
             "TypeVeh", "HeureDeb", "HeureFin", "Agent"],
            ["45505", "Séguédine", "Sortant du Niger", "Niger", "Libye", "41", "4", "1", "2", "pick up", "07:00",
             "18:30", "Agt 2"],
            ["45505", "Seguedine", "Entrant au Niger", "Libye", "Niger", "22", "0", "0", "1", "camion", "07:00",
             "18:30", "Agt 2"],
            ["45506", "Séguédine", "Sortant du Niger", "Niger", "Libye", "63", "9", "3", "3", "pick up", "06:45",
             "18:00", "Agt 1"],
            ["45508", "Madama", "Entrant au Niger", "Libye", "Niger", "17", "2", "0", "1", "camion", "07:10", "17:50",
             "Agt 3"]]
    return WildFile("fmp_obs_aout.csv", text(rows, separator=","), ())


def _bands() -> WildFile:
    rows = [["Recensement administratif des rapatriés, campagne 2024"], [],
            ["Communes", "Familles", "Personnes", "<18", None, "18-59", None, "60 et +", None],
            [None, None, None, "M", "F", "M", "F", "M", "F"],
            ["RÉGION DE MARADI"], ["Tibiri", 40, 251, 61, 58, 60, 62, 6, 4], ["Gangara", 12, 77, 20, 18, 17, 19, 1, 2],
            ["Sous-total Maradi", 52, 328, 81, 76, 77, 81, 7, 6],
            ["RÉGION DE DOSSO"], ["Tibiri", 9, 61, 14, 16, 13, 15, 2, 1], ["Yélou", 22, 140, 33, 36, 31, 34, 2, 4],
            ["Sous-total Dosso", 31, 201, 47, 52, 44, 49, 4, 5],
            ["RÉGION DE ZINDER"], ["Gangara", 7, 44, 11, 9, 12, 10, 1, 1], ["Dogo-Dogo", 15, 98, 22, 24, 23, 26, 1, 2],
            ["Sous-total Zinder", 22, 142, 33, 33, 35, 36, 2, 3],
            ["Ensemble", 105, 671, 161, 161, 156, 166, 13, 14]]
    merged = ("A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3", "H3:I3", "A5:I5", "A9:I9", "A13:I13")
    return WildFile("rapatries-campagne-2024.ods", ods(Page("Campagne", rows, merged)), ())


def _spelled() -> WildFile:
    rows = [["Commissariat spécial de l'aéroport – étrangers refoulés, année 2022"],
            ["Pays d'origine (nationalité)", "1er trim.", "2ème trim.", "3ème trim.", "4ème trim.", "Cumul annuel",
             "Part (%)"],
            ["Burkina", "12", "9", "17", "21", "59", "21,1"], ["Guinée Conakry", "31", "22", "18", "40", "111", "39,8"],
            ["Guinée-Bissau", "2", "0", "1", "4", "7", "2,5"], ["R.C.A.", "4", "4", "2", "1", "11", "3,9"],
            ["Congo-Kinshasa", "9", "6", "7", "12", "34", "12,2"], ["Congo Brazza", "1", "2", "n.d.", "3", "6", "2,2"],
            ["Cote d'ivoir", "14", "11", "10", "8", "43", "15,4"], ["Erythrée", "0", "3", "4", "1", "8", "2,9"],
            ["Total", "73", "57", "59", "90", "279", "100,0"], [],
            ["n.d. : non disponible"]]
    return WildFile("aeroport-refoules-2022.csv", text(rows, encoding="mac_roman"), ())


def _yearbook() -> WildFile:
    rows = [["Tableau 4.12 : Réfugiés et demandeurs d'asile par pays d'origine, au 31 décembre (en milliers)"],
            ["Pays d'origine", "2019", "2020", "2021", "2022", "Évolution 2021-2022 (%)"],
            ["Nigeria", 162.1, 167.2, 186.9, 199.4, 6.7], ["Mali", 57.3, 60.2, 61.0, 62.4, 2.3],
            ["Burkina Faso", 1.5, 4.1, 11.4, 14.9, 30.7], ["Ensemble", 220.9, 231.5, 259.3, 276.7, 6.7],
            ["Source : CNE/HCR"]]
    return WildFile("annuaire-4-12.xls", xls(Page("T4_12", rows)), ())


def _cases() -> WildFile:
    def case(number: str, day: str, place: str, sex: int, born: str, risk: str, came: str) -> dict[str, object]:
        return {"caseNumber": number, "registration": {"date": day, "site": place},
                "individual": {"sex": sex, "ageGroup": born, "countryOfOrigin": came}, "specificNeeds": risk}
    return WildFile("cases-export.json", nested({
        "exportedBy": "Protection cluster", "legend": {"sex": "1 = male, 2 = female"},
        "cases": [case("TAH-24-001", "2024-06-03", "Intikane", 2, "18-59", "Single parent", "Mali"),
                  case("TAH-24-002", "2024-06-03", "Intikane", 1, "60+", "Disability", "Mali"),
                  case("TAH-24-007", "2024-06-14", "Telemces", 2, "12-17", "Unaccompanied child", "Mali"),
                  case("TAH-24-011", "2024-06-20", "Telemces", 1, "0-4", "none", "Burkina Faso")]}), ())
