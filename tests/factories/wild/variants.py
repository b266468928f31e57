"""The same causes in other clothes: shares, running sums, goals, units of rows, codes of answers, traits of others."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def variants_files() -> list[WildFile]:
    return [_shares(), _since_january(), _goals(), _mixed_rows(), _numbers_for_words(), _interviewers(),
        _other_days(),
            _equipment(), _ledger_of_levels(), _weekdays(), _place_path(), _tomorrow()]


def _shares() -> WildFile:
    rows = [["Structure par nationalité des passagers contrôlés (pourcentages)"],
            ["Poste", "Nigériens", "Nigérians", "Béninois", "Autres"], ["Gaya", 41.2, 12.1, 38.0, 8.7],
            ["Dan Issa", 48.8, 47.0, 0.9, 3.3], ["Magaria", 45.5, 52.0, 0.4, 2.1]]
    return WildFile("structure-passagers.ods", ods(Page("Structure", rows, ("A1:E1",))), ())


def _since_january() -> WildFile:
    rows = [["Migrants assistés (effectifs cumulés)"], ["Centre", "à fin mars", "à fin juin", "à fin septembre"],
            ["Arlit", "1 204", "2 880", "3 911"], ["Dirkou", "610", "1 288", "2 010"], ["Niamey", "2 210", "4 377",
            "6 402"]]
    return WildFile("assistes-cumules.csv", text(rows), ())


def _goals() -> WildFile:
    rows = [["Région", "Femmes (objectif)", "Femmes (réalisé)", "Hommes (objectif)", "Hommes (réalisé)"],
            ["Zinder", 400, 312, 400, 288], ["Maradi", 300, 341, 300, 270], ["Tahoua", 250, 120, 250, 199]]
    return WildFile("objectifs-sexe.xlsx", xlsx(Page("Suivi", rows)), ())


def _mixed_rows() -> WildFile:
    rows = [["Tableau de bord mensuel du poste d'Assamaka"],
            ["Rubrique", "avr-24", "mai-24", "juin-24"], ["Expulsés reçus (personnes)", 1204, 980, 1402],
            ["Eau distribuée (litres)", 41000, 33000, 47500], ["Délai moyen de transfert (jours)", 6, 9, 4],
            ["Part des femmes (%)", 4, 6, 5]]
    return WildFile("tableau-de-bord.xls", xls(Page("TB", rows)), ())


def _numbers_for_words() -> WildFile:
    rows = [["num", "code_region", "sexe", "age", "nationalite", "statut_matrimonial", "passage_frontiere", "coef"],
            ["1", "5", "2", "33", "12", "2", "1", "104,5"], ["2", "5", "1", "27", "3", "1", "1", "98,1"],
            ["3", "7", "1", "45", "12", "2", "2", "110,0"], ["4", "8", "2", "19", "7", "1", "1", "87,6"]]
    return WildFile("saisie-codes.csv", text(rows), ())


def _interviewers() -> WildFile:
    rows = [["Équipe", "Sexe du superviseur", "Nationalité de l'interprète", "Date de formation", "Date de collecte",
             "Commune",
             "Migrants interrogés", "Refus"],
            ["E1", "F", "Nigérienne", date(2024, 1, 8), date(2024, 2, 5), "Tabelot", 41, 3],
            ["E1", "F", "Nigérienne", date(2024, 1, 8), date(2024, 2, 6), "Dabaga", 38, 1],
            ["E2", "M", "Tchadienne", date(2024, 1, 9), date(2024, 2, 5), "Dirkou", 52, 6],
            ["E2", "M", "Tchadienne", date(2024, 1, 9), date(2024, 2, 7), "Fachi", 12, 0]]
    return WildFile("equipes-collecte.xlsx", xlsx(Page("Équipes", rows)), ())


def _other_days() -> WildFile:
    def case(opened: str, born: str, closed: str, country: str) -> dict[str, object]:
        return {"date_ouverture": opened, "date_naissance": born, "date_cloture": closed, "pays_origine": country,
                "delai_jours": 30, "modifie_le": "2024-07-01T09:00:00"}
    return WildFile("dossiers.json", nested([
        case("2024-02-03", "1996-05-11", "2024-04-02", "Soudan"), case("2024-02-10", "2003-12-30", "", "Mali"),
        case("2024-03-01", "1988-01-19", "2024-06-14", "Érythrée"), case("2024-03-22", "1999-09-09", "", "Soudan")]),
            ())


def _equipment() -> WildFile:
    rows = [["Matériel et équipes des centres d'accueil"], [],
            ["Centre", "Lits", "Bus", "Travailleurs sociaux", "Infirmières", "Résidents le 30 juin 2024"],
            ["Agadez", 400, 3, 12, 4, 388], ["Arlit", 250, 2, 8, 2, 301], ["Niamey", 500, 4, 15, 5, 412]]
    return WildFile("materiel-centres.xlsx", xlsx(Page("Matériel", rows, ("A1:F1",))), ())


def _ledger_of_levels() -> WildFile:
    rows = [["Collectivité", "Ménages", "Personnes"], ["Région de Tillabéri", "611", "4100"],
            ["Département de Téra", "401", "2690"], ["Commune de Méhana", "211", "1410"], ["Commune de Diagourou",
            "190", "1280"],
            ["Département de Ouallam", "210", "1410"], ["Commune de Simiri", "120", "801"], ["Commune de Dingazi",
            "90", "609"]]
    return WildFile("collectivites.tsv", text(rows, separator="\t"), ())


def _weekdays() -> WildFile:
    rows = [["Point de passage de Tsamia – semaine du lundi 3 au dimanche 9 juin 2024"],
            ["Jour", "Entrées au Niger", "Sorties du Niger"], ["Lundi 3", 41, 38], ["Mardi 4", 52, 44],
            ["Mercredi 5", 120, 98],
            ["Jeudi 6", 47, 40], ["Total", 260, 220]]
    return WildFile("tsamia-semaine.xls", xls(Page("S23", rows)), ())


def _place_path() -> WildFile:
    rows = [["admin_path", "displaced_ind", "displaced_hh", "report_date"],
            ["NER > Tahoua > Tassara > Tassara", "410", "62", "2024-08-04"],
            ["NER > Maradi > Madarounfa > Dan Issa", "188", "31", "2024-08-05"],
            ["NER > Zinder > Goure > Kelle", "77", "12", "2024-08-05"]]
    return WildFile("admin-path.csv", text(rows, separator=","), ())


def _tomorrow() -> WildFile:
    rows = [["Besoins de planification 2025-2026"], ["Groupe", "Fin 2023", "Fin 2024", "Planifié 2025",
             "Planifié 2026"],
            ["Réfugiés", 258924, 262010, 270000, 275000], ["Demandeurs d'asile", 17541, 26100, 30000, 31000],
            ["Déplacés internes", 368598, 379755, 390000, 400000]]
    return WildFile("besoins-2025.ods", ods(Page("Plan", rows, ("A1:E1",))), ())
