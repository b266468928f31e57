"""Files of a month's courier: heads of two columns, letters around a table, a sheet for each post, short tables."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def squires_files() -> list[WildFile]:
    return [_head_and_table(), _monthly_note(), _register_of_arrivals(), _hospital_month(), _three_posts(),
    _training_list(),
            _letter(), _edition(), _agreement(), _two_days(), _one_row(), _head_of_a_base()]


def _head_and_table() -> WildFile:
    rows = [["Structure", "Mairie de Téra"], ["Mois", "octobre 2024"], ["Saisi par", "Agent 04"], [],
            ["Village d'origine", "Ménages", "Hommes", "Femmes", "Enfants de moins de 5 ans"],
            ["Village A", 21, 60, 71, 30], ["Village B", 14, 33, 40, 19], ["Village C", 9, 20, 27, 11],
            ["Total", 44, 113, 138, 60]]
    return WildFile("mairie-tera-octobre.xlsx", xlsx(Page("Octobre", rows)), ())


def _monthly_note() -> WildFile:
    rows = [["Note d'information n° 7 du 3 septembre 2024"], ["Arrivées à Assamaka au cours du mois d'août 2024"],
            ["Nationalité", "Arrivés", "dont femmes", "dont mineurs"], ["Malienne", "1 204", "41", "22"],
            ["Guinéenne", "988", "12", "40"], ["Nigérienne", "2 044", "310", "402"], ["Total", "4 236", "363", "464"]]
    return WildFile("note-7.csv", text(rows, encoding="cp1252"), ())


def _register_of_arrivals() -> WildFile:
    rows = [["Code", "Arrivé le", "Venant de", "Nationalité", "Sexe", "Âge", "Orientation"],
            ["DK-101", date(2024, 9, 14), "Libye", "Nigériane", "F", 24, "HCR"],
            ["DK-102", date(2024, 9, 14), "Libye", "Nigériane", "M", 27, "OIM"],
            ["DK-103", date(2024, 9, 20), "Algérie", "Ghanéenne", "M", 33, "OIM"],
            ["DK-104", date(2024, 9, 28), "Libye", "Soudanaise", "M", 19, "HCR"]]
    return WildFile("arrivees-dirkou.ods", ods(Page("Registre", [[str(one) if isinstance(one,
    date) else one for one in row]
                                                                 for row in rows])), ())


def _hospital_month() -> WildFile:
    rows = [["District sanitaire de Bilma – rapport du mois de juin 2024"], ["Édité le 08/07/2024"], [],
            ["Formation sanitaire", "Migrants consultés", "Migrants hospitalisés", "Migrants décédés"],
            ["CSI de Dirkou", 188, 12, 1], ["CSI de Bilma", 61, 4, 0], ["CSI de Fachi", 9, 0, 0], ["Total", 258, 16, 1]]
    return WildFile("district-bilma-juin.xlsx", xlsx(Page("Juin", rows)), ())


def _three_posts() -> WildFile:
    def page(name: str, *lines: tuple[str, int, int]) -> Page:
        return Page(name, [[f"Poste de {name} – novembre 2024"], ["Semaine", "Entrées au Niger", "Sorties du Niger"],
                           *([*line] for line in lines)])
    return WildFile("postes-novembre.xlsx", xlsx(
        page("Gaya", ("S45", 1010, 988), ("S46", 977, 1002), ("S47", 1044, 960)),
        page("Makalondi", ("S45", 410, 388), ("S46", 377, 402), ("S47", 390, 411)),
        page("Dan Issa", ("S45", 1877, 1790), ("S46", 1902, 1850), ("S47", 1840, 1811))), ())


def _training_list() -> WildFile:
    rows = [["Formation des agents de l'état civil, Dosso, du 12 au 14 mars 2024"],
            ["N°", "Nom et prénom", "Sexe", "Structure", "Commune", "Téléphone"],
            ["1", "A. B.", "F", "Mairie", "Loga", "90 00 00 31"],
            ["2", "C. D.", "M", "Mairie", "Falwel", "90 00 00 32"],
            ["3", "E. F.", "M", "DDEC", "Gaya", "90 00 00 33"], ["4", "G. H.", "F", "Mairie", "Sokorbé", "90 00 00 34"]]
    return WildFile("liste-formation.csv", text(rows), ())


def _letter() -> WildFile:
    rows = [["Ministère de l'Intérieur"], ["Direction de la surveillance du territoire"],
            ["Niamey, le 16 octobre 2024"], ["Objet : statistiques des expulsions du 3e trimestre 2024"], [],
            ["Poste", "Nationalité", "Expulsés"], ["Gaya", "Béninoise", 12], ["Gaya", "Togolaise", 4],
            ["Konni", "Nigériane", 21], ["Makalondi", "Burkinabè", 9], [None, "Total", 46], [],
            ["P.O. Le Directeur adjoint"], ["Copie : OIM, HCR"]]
    return WildFile("dst-t3.xls", xls(Page("Lettre", rows)), ())


def _edition() -> WildFile:
    rows = [["Réf : FMS/2024/11"], ["Version du 02/12/2024"], ["Période couverte : du 1er au 30 novembre 2024"],
            ["Point", "Entrants au Niger", "Sortants du Niger"], ["Arlit", "3 110", "5 044"],
            ["Madama", "402", "1 188"],
            ["Séguédine", "1 204", "1 877"]]
    return WildFile("fms-novembre.csv", text(rows, encoding="utf-8-sig"), ())


def _agreement() -> WildFile:
    rows = [["Mémorandum Niger–OIM du 7 mai 2021 : bénéficiaires de l'aide au retour"],
            ["Année", "Hommes", "Femmes", "Total"], [2021, 8020, 911, 8931], [2022, 14044, 1208, 15252],
            [2023, 15110, 1377, 16487]]
    return WildFile("memorandum-retours.ods", ods(Page("Retours", rows)), ())


def _two_days() -> WildFile:
    rows = [["Évacués de Libye en transit à Niamey : présents au 30 novembre 2024"],
            ["(mécanisme ouvert en novembre 2017 ; données extraites le 5 décembre 2024)"],
            ["Nationalité", "Femmes", "Hommes"], ["Soudanaise", 88, 210], ["Érythréenne", 61, 97],
            ["Somalienne", 22, 14],
            ["Éthiopienne", 9, 12]]
    return WildFile("evacues-novembre.xlsx", xlsx(Page("Présents", rows)), ())


def _one_row() -> WildFile:
    rows = [["Alerte : mouvement de population"],
            ["Date", "Commune de départ", "Commune d'arrivée", "Ménages", "Personnes"],
            ["18/11/2024", "Inates", "Ayorou", "120", "804"]]
    return WildFile("alerte-inates.csv", text(rows, separator=","), ())


def _head_of_a_base() -> WildFile:
    return WildFile("extraction.json", nested({
        "meta": {"base": "registre", "extrait_le": "2024-12-05", "version": "3.1"},
        "data": [{"region": "Diffa", "statut": "Réfugié", "au": "2024-11-30", "nombre": 128911},
                 {"region": "Diffa", "statut": "Retourné", "au": "2024-11-30", "nombre": 31020},
                 {"region": "Tahoua", "statut": "Réfugié", "au": "2024-11-30", "nombre": 41877}]}), ())
