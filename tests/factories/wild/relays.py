"""Files whose rows hang on other rows, on a filter, on a name of a sheet or on a key of codes that was not sent."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def relays_files() -> list[WildFile]:
    return [_filtered_pivot(), _months_as_sheets(), _codebook(), _packed_days(), _paths(), _units(), _no_year(),
            _parts_of_day(), _planned(), _of_which(), _focal_points(), _civil_acts()]


def _filtered_pivot() -> WildFile:
    rows = [["Mois", "2024-03"], ["Nationalité", "(Tous)"], [], ["Nombre de personnes", "Sexe"],
            ["Département / Commune", "Femme", "Homme", "Total général"],
            ["Tera", 61, 74, 135], ["   Méhana", 40, 44, 84], ["   Kokorou", 21, 30, 51],
            ["Ouallam", 88, 69, 157], ["   Simiri", 52, 41, 93], ["   Dingazi", 36, 28, 64], ["Total général", 149,
            143, 292]]
    return WildFile("croise-mars.xlsx", xlsx(Page("Feuil2", rows)), ())


def _months_as_sheets() -> WildFile:
    def month(name: str, *rows: list[object]) -> Page:
        return Page(name, [["Commune d'accueil", "Déplacés (femmes)", "Déplacés (hommes)", "Total"], *rows])
    return WildFile("accueil-mensuel.xlsx", xlsx(
        month("Mars 2024", ["Torodi", 210, 188, 398], ["Makalondi", 120, 101, 221], ["Say", 64, 40, 104]),
        month("Avril 2024", ["Torodi", 230, 199, 429], ["Makalondi", 131, 120, 251], ["Tamou", 88, 71, 159])), ())


def _codebook() -> WildFile:
    rows = [["SubmissionDate", "hh_id", "reg", "dep", "sexe_cm", "taille_men", "nb_deplaces", "statut", "besoin1",
             "gps_acc"],
            ["2024-03-11", "101", "6", "604", "2", "8", "8", "1", "3", "4.2"],
            ["2024-03-11", "102", "6", "604", "1", "11", "4", "1", "1", "6.0"],
            ["2024-03-12", "103", "6", "609", "1", "6", "0", "4", "98", "3.9"],
            ["2024-03-13", "104", "5", "512", "2", "5", "5", "2", "3", "5.5"]]
    return WildFile("base-codee.csv", text(rows, separator=","), ())


def _packed_days() -> WildFile:
    rows = [["jour", "trimestre", "poste", "mouvement", "hommes", "femmes"],
            [20240315, "2024T1", "Tsamia", "entrée Niger", 41, 12], [20240316, "2024T1", "Tsamia", "sortie Niger",
            55, 20],
            [20240402, "2024T2", "Tsamia", "entrée Niger", 38, 9], [20240403, "2024T2", "Tsamia", "sortie Niger", 61,
            18]]
    return WildFile("tsamia-jours.xls", xls(Page("Saisie", rows)), ())


def _paths() -> WildFile:
    def alert(place: str, people: int, day: str) -> dict[str, object]:
        return {"chemin": place, "evenement": "Arrivée", "nb_personnes": people,
            "horodatage": f"{day}T07:20:00+01:00"}
    return WildFile("alertes-chemin.json", nested({"alertes": [
        alert("Niger / Agadez / Arlit / Assamaka", 410, "2024-05-02"),
        alert("Niger / Tahoua / Tillia / Télemcès", 188, "2024-05-03"),
        alert("Niger / Diffa / Bosso / Toumour", 95, "2024-05-05")]}), ())


def _units() -> WildFile:
    rows = [["Indicateurs de suivi du centre de transit de Niamey – 2024"], [],
            ["Indicateur", "Unité", "Janvier", "Février", "Mars"], ["Personnes admises", "personne", 210, 188, 240],
            ["Nuitées", "nuit", 4100, 3910, 4480], ["Repas servis", "repas", 12300, 11730, 13440],
            ["Taux de remplissage", "%", 82, 78, 91], ["Vols de retour organisés", "vol", 3, 2, 4]]
    return WildFile("suivi-centre.ods", ods(Page("2024", rows, ("A1:E1",))), ())


def _no_year() -> WildFile:
    rows = [["Journal du poste d'Assamaka, mois de mars 2024"], ["Jour", "Arrivés d'Algérie", "dont Nigériens",
             "Remarque"],
            ["ven 1er", "120", "88", ""], ["lun 4", "0", "0", "rien"], ["jeu 7", "611", "402", "convoi officiel"],
            ["mar 12", "44", "12", ""], ["sam 30", "230", "101", "convoi non officiel"]]
    return WildFile("journal-mars.csv", text(rows), ())


def _parts_of_day() -> WildFile:
    rows = [["Passages vers la Libye observés à Dirkou le 14 février 2024"],
            ["Véhicule", "Matin", "Après-midi", "Nuit", "Ensemble"], ["Pick-up", 120, 60, 310, 490], ["Camion", 88,
            40, 0, 128],
            ["Moto", 9, 4, 2, 15], ["Ensemble", 217, 104, 312, 633]]
    return WildFile("dirkou-14-fevrier.xlsx", xlsx(Page("14-02", rows, ("A1:E1",))), ())


def _planned() -> WildFile:
    rows = [["Région", "Activité", "Prévu 2024", "Réalisé 2024", "Taux de réalisation", "Reste à faire"],
            ["Agadez", "Formation professionnelle", "400", "311", "78 %", "89"],
            ["Tahoua", "Sensibilisation", "5 000", "6 120", "122 %", "0"], ["Zinder", "Réintégration", "250", "90",
            "36 %", "160"],
            ["Maradi", "Appui psychosocial", "120", "118", "98 %", "2"]]
    return WildFile("plan-annuel.tsv", text(rows, separator="\t"), ())


def _of_which() -> WildFile:
    rows = [["Enfants scolarisés dans les écoles d'accueil, rentrée 2023"], [],
            ["Commune", "Élèves inscrits", "dont déplacés", "dont réfugiés", "dont filles", "Enseignants",
            "Salles de classe"],
            ["Gueskérou", 2010, 811, 402, 960, 41, 33], ["Chétimari", 1644, 310, 655, 801, 36, 28],
            ["Toumour", 980, 720, 44, 455, 18, 12], ["Total", 4634, 1841, 1101, 2216, 95, 73]]
    return WildFile("ecoles-accueil.xlsx", xlsx(Page("Écoles", rows, ("A1:G1",))), ())


def _focal_points() -> WildFile:
    rows = [["Village", "Point focal", "Genre du point focal", "Âge du point focal", "Alertes transmises",
             "Personnes signalées", "Dernier appel"],
            ["Garin Kaka", "A. S.", "F", "41", "6", "120", "03/04/2024"], ["El Guidi", "M. O.", "M", "36", "2", "31",
             "28/03/2024"], ["Dan Dadji Makaou", "H. I.", "F", "52", "9", "204", "15/04/2024"],
            ["Tiadi", "B. Y.", "M", "29", "1", "12", "22/03/2024"]]
    return WildFile("points-focaux.csv", text(rows, separator=","), ())


def _civil_acts() -> WildFile:
    rows = [["Actes dressés dans les camps de réfugiés, premier semestre 2024"], [],
            ["Site", "Date d'audience", "Naissances", None, "Mariages", "Décès", None],
            [None, None, "Garçons", "Filles", None, "Hommes", "Femmes"],
            ["Sayam Forage", date(2024, 2, 20), 41, 38, 12, 3, 1], ["Intikane", date(2024, 3, 13), 20, 27, 6, 1, 2],
            ["Tabareybarey", date(2024, 5, 8), 33, 30, 9, 0, 2]]
    return WildFile("audiences-foraines.xlsx", xlsx(Page("Actes", rows, (
        "A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:G3"))), ())
