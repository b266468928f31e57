"""Six plain files of prefectures, town halls, councils: arrivals, sites, returns by month, convoys, wards, projects."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def aldermen_files() -> list[WildFile]:
    return [_arrivals(), _mining_sites(), _returns_by_month(), _convoys(), _wards(), _projects()]


def _arrivals() -> WildFile:
    rows = [["RÉPUBLIQUE DU NIGER"], ["Région de Tillabéri"], ["Département d'Abala"], ["Préfecture"], [],
            ["Situation des ménages déplacés internes à la date du 15 juillet 2024"], [],
            ["N°", "Village d'accueil", "Village de provenance", "Date d'arrivée", "Nbre de ménages",
             "Nbre de personnes",
             "Besoins urgents"],
            [1, "Village A", "Village M", date(2024, 6, 28), 42, 291, "vivres, abris"],
            [2, "Village B", "Village N", date(2024, 7, 2), 18, 120, "abris"],
            [3, "Village C", "Village N", date(2024, 7, 2), 7, 44, "vivres"],
            [4, "Village D", "Village P", date(2024, 7, 11), 63, 402, "vivres, eau"],
            ["TOTAL", None, None, None, 130, 857, None], [], ["Le Préfet"]]
    return WildFile("prefecture-abala-pdi.xlsx", xlsx(Page("PDI", rows)), ())


def _mining_sites() -> WildFile:
    rows = [["Site d'orpaillage", "Nationalité", "Hommes", "Femmes", "Enfants", "Total", "Observations"],
            ["Site 1", "Niger", "1250", "80", "45", "1375", ""], ["Site 1", "Soudan", "310", "0", "0", "310",
             "estimation"],
            ["Site 1", "Tchad", "122", "6", "2", "130", ""], ["Site 2", "Niger", "640", "22", "18", "680", ""],
            ["Site 2", "Mali", "41", "1", "0", "42", ""], ["Site 2", "Burkina Faso", "77", "0", "0", "77", "RAS"]]
    return WildFile("mairie-tabelot-sites.csv", text(rows, first="\ufeff"), ())


def _returns_by_month() -> WildFile:
    months = ["Janvier", "Février", "Mars", "Avril", "Mai", "Juin", "Juillet", "Août", "Septembre", "Octobre",
        "Novembre",
              "Décembre"]
    figures = [(120, 210, 14), (98, 184, 9), (77, 255, 0), (141, 302, 22), (166, 118, 31), (204, 97, 12), (52, 61, 8),
               (33, 48, 5), (61, 92, 17), (118, 203, 26), (177, 241, 19), (205, 266, 40)]
    rows = [["Gouvernorat de Maradi - Secrétariat général adjoint"],
            ["Effectif des retournés du Nigeria par mois et par département, année 2023"], [],
            ["Mois", "Guidan Roumdji", "Madarounfa", "Mayahi", "Total"],
            *[[month, *row, sum(row)] for month, row in zip(months, figures, strict=True)],
            ["Total", *(sum(column) for column in zip(*figures, strict=True)), sum(map(sum, figures))],
            ["Source : préfectures"]]
    return WildFile("gouvernorat-maradi-retournes-2023.ods", ods(Page("Retournés", rows)), ())


def _convoys() -> WildFile:
    rows = [["Commune urbaine d'Arlit"], ["Convois de personnes expulsées d'Algérie, mai 2024"],
            ["Date", "Type de convoi", "Nigériens", None, None, "Autres nationalités", "Total général"],
            [None, None, "Hommes", "Femmes", "Enfants", None, None],
            [date(2024, 5, 3), "Officiel", 402, 61, 118, 0, 581], [date(2024, 5, 6), "Non officiel", 12, 0, 0, 614,
             626],
            [date(2024, 5, 14), "Officiel", 388, 44, 97, 0, 529], [date(2024, 5, 19), "Non officiel", 8, 0, 0, 422,
             430],
            [date(2024, 5, 29), "Officiel", 501, 70, 133, 0, 704], ["Total", None, 1311, 175, 348, 1036, 2870]]
    return WildFile("mairie-arlit-convois.xls", xls(Page("mai", rows, ("C3:E3", "A3:A4", "B3:B4", "F3:F4", "G3:G4"))),
        ())


def _wards() -> WildFile:
    rows = [["Arrondissement", "Quartier", "Nationalité", "Masculin", "Féminin", "Ens."],
            ["Niamey 1", "Quartier A", "Béninoise", 112, 98, 210], ["Niamey 1", "Quartier A", "Togolaise", 54, 61, 115],
            ["Niamey 2", "Quartier B", "Malienne", 230, 188, 418], ["Niamey 2", "Quartier B", "Burkinabè", 97, 71, 168],
            ["Niamey 3", "Quartier C", "Béninoise", 61, 70, 131], ["Niamey 3", "Quartier C", "Ivoirienne", 12, 9, 21],
            ["Niamey 5", "Quartier D", "Malienne", 310, 277, 587]]
    return WildFile("ville-niamey-etrangers.csv", text(rows, encoding="cp1252"), ())


def _projects() -> WildFile:
    def line(commune: str, project: str, start: str, end: str, people: int, women: int, budget: int) -> dict[str,
        object]:
        return {"commune": commune, "intitule_projet": project, "date_debut": start, "date_fin": end,
                "beneficiaires": people, "dont_femmes": women, "budget_fcfa": budget}
    return WildFile("conseil-regional-tahoua-projets.json", nested([
        line("Tillia", "Formation professionnelle", "2023-02-01", "2023-11-30", 120, 64, 45000000),
        line("Tassara", "Construction d'un forage", "2023-03-15", "2023-09-15", 900, 470, 61500000),
        line("Abalak", "Transferts monétaires", "2023-05-01", "2023-12-31", 340, 211, 38000000),
        line("Kao", "Sensibilisation", "2023-06-10", "2023-08-10", 2200, 1140, 7200000)]), ())
