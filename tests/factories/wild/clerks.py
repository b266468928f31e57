"""Files as clerks of posts, town halls and partners send them: a form, a register, months, HXL, features, convoys."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def clerks_files() -> list[WildFile]:
    return [_post_form(), _register(), _months(), _baseline(), _service_points(), _convoys()]


def _post_form() -> WildFile:
    rows = [["RÉPUBLIQUE DU NIGER"], ["Direction de la Surveillance du Territoire"], [],
            ["Région :", "Maradi"], ["Poste :", "Dan Issa"], ["Période :", "3e trimestre 2024"], [],
            ["N°", "Nationalités", "Entrées au Niger", None, None, "Sorties du Niger", None, None],
            [None, None, "Hommes", "Femmes", "Ensemble", "Hommes", "Femmes", "Ensemble"],
            [1, "Nigériens", 2140, 877, 3017, 1998, 640, 2638], [2, "Nigérians", 3011, 1204, 4215, 2877, 1190, 4067],
            [3, "Béninois", 61, 22, 83, 40, 18, 58], [4, "Togolais", 38, 9, 47, 44, 11, 55],
            [None, "S/Total CEDEAO", 5250, 2112, 7362, 4959, 1859, 6818],
            [5, "Camerounais", 97, 31, 128, 88, 24, 112], [6, "Tchadiens", 40, "-", 40, 51, 3, 54],
            [None, "S/Total hors CEDEAO", 137, 31, 168, 139, 27, 166],
            [None, "TOTAL GÉNÉRAL", 5387, 2143, 7530, 5098, 1886, 6984], [],
            ["Arrêté à la somme de quatorze mille cinq cent quatorze passages."], ["Le Chef de poste"]]
    merged = ("A8:A9", "B8:B9", "C8:E8", "F8:H8")
    return WildFile("dst_dan-issa_T3.xlsx", xlsx(Page("Trim 3", rows, merged)), ())


def _register() -> WildFile:
    rows = [["N° ordre", "Date", "Nom et prénoms", "Sexe", "Âge", "Nat.", "Profession", "Provenance", "Destination",
             "Motif du voyage", "N° de la pièce", "Moyen"],
            ["1", "02-05-2024", "A. M.", "M", "27", "Gambienne", "maçon", "Agadez", "Sebha", "recherche de travail",
             "P-0441", "Toyota Hilux"],
            ["2", "02-05-2024", "B. S.", "M", "19", "Sénégalaise", "élève", "Agadez", "Sebha", "recherche de travail",
             "P-0442", "Toyota Hilux"],
            ["3", "03-05-2024", "H. O.", "F", "34", "Nigérienne", "ménagère", "Dirkou", "Gatroun",
             "rejoindre son mari", "CNI 77", "camion"],
            ["4", "05-05-2024", "I. K.", "M", "41", "Nigérienne", "commerçant", "Zinder", "Sebha", "commerce",
             "CNI 81", "camion"],
            ["5", "05-05-2024", "T. D.", "F", "22", "Ivoirienne", "coiffeuse", "Agadez", "Tripoli",
             "recherche de travail", "sans", "Toyota Hilux"]]
    return WildFile("registre-madama-mai.csv", text(rows, separator="|", encoding="cp1252"), ())


def _months() -> WildFile:
    rows = [["Annuaire statistique régional – Tableau 7.4 : Ménages déplacés internes recensés par département"],
            ["Région de Diffa, 1er semestre 2023"],
            ["Département", "Janv.", "Févr.", "Mars", "Moy. T1", "Avril", "Mai", "Juin", "Moy. T2"],
            ["Bosso", 4110, 4102, 4098, 4103.3, 4077, 4080, "4 120*", 4092.3],
            ["Diffa", 9920, 9918, 9871, 9903, 9802, "ND", 9790, 9796],
            ["Maïné Soroa", 604, 611, 611, 608.7, 598, 598, 590, 595.3],
            ["N'Guigmi", 3320, 3290, 3288, 3299.3, 3300, 3301, 3310, 3303.7],
            ["N'Gourti", "<5", 0, 0, "..", 12, 12, 12, 12], [],
            ["* Données provisoires."], ["Source : DRINS/Diffa, DREC"]]
    return WildFile("annuaire-diffa-7-4.ods", ods(Page("Tab 7.4", rows)), ())


def _baseline() -> WildFile:
    rows = [["DTM Niger – Baseline assessment, Round 12"],
            ["Admin1", "Admin1 Pcode", "Admin2", "Admin2 Pcode", "Locality name", "IDP households", "IDP individuals",
             "Returnee HH", "Returnee Ind.", "Main reason for displacement", "Survey date", "Remarks"],
            ["#adm1+name", "#adm1+code", "#adm2+name", "#adm2+code", "#loc+name", "#affected+idps+hh",
             "#affected+idps+ind", "#affected+returnees+hh", "#affected+returnees+ind", "#cause", "#date+survey",
             "#meta+comment"],
            ["Tillabery", "NE006", "Banibangou", "NE006004", "Village 1", "61", "402", "0", "0", "Armed conflict",
             "2024-09-14", ""],
            ["Tillabery", "NE006", "Ayorou", "NE006002", "Village 2", "204", "1311", "12", "77", "Armed conflict",
             "2024-09-17", "Access by boat"],
            ["Tahoua", "NE005", "Tassara", "NE005010", "Village 3", "97", "588", "4", "31", "Flood", "2024-09-21", ""],
            ["Tahoua", "NE005", "Tillia", "NE005012", "Village 4", "377", "2610", "0", "0", "Armed conflict",
             "2024-09-23", "Not available in dry season"]]
    return WildFile("dtm_niger_baseline_r12.csv", text(rows, separator=",", encoding="utf-8-sig"), ())


def _service_points() -> WildFile:
    def feature(place: str, lon: float, lat: float, month: str, kind: str, men: int, women: int) -> dict[str, object]:
        return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]},
                "properties": {"point_service": place, "mois": month, "type_appui": kind, "beneficiaires_hommes": men,
                               "beneficiaires_femmes": women}}
    features = [feature("Agadez", 7.99, 16.97, "2024-08", "Santé", 402, 97),
                feature("Arlit", 7.39, 18.74, "2024-08", "Soutien psychosocial", 61, 22),
                feature("Agadez", 7.99, 16.97, "2024-09", "Santé", 377, 110),
                feature("Arlit", 7.39, 18.74, "2024-09", "Rétablissement des liens familiaux", 18, 9)]
    return WildFile("points-service-humanitaire.geojson.json",
                    nested({"type": "FeatureCollection", "name": "PSH Croix-Rouge", "features": features}), ())


def _convoys() -> WildFile:
    rows = [["Convois d'expulsion d'Algérie arrivés à Assamaka", None, None, None],
            ["Date d'arrivée", date(2024, 4, 18), date(2024, 4, 25), date(2024, 5, 3)],
            ["Type de convoi", "Convoi officiel", "Convoi non officiel", "Convoi officiel"],
            ["Nigériens", 388, 0, 402], ["Maliens", 12, 211, 4], ["Guinéens", 3, 188, 9], ["Soudanais", 0, 41, 2],
            ["Total", 403, 440, 417],
            ["Observations", "Départ de Tamanrasset", None, "2 malades évacués"]]
    return WildFile("convois-algerie.xls", xls(Page("Convois", rows)), ())
