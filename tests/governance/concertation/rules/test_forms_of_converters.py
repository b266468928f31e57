"""What converters, page layouts and hurried typing do to minutes: one form a test, the text invented for it."""

from __future__ import annotations

from typing import Any

from canevas.governance.concertation.rules.json_form import to_json
from canevas.governance.concertation.rules.minutes import ReadMinutes
from tests.governance.concertation.rules.said import actions, discussion, read_lines

HEAD = (
    "COMPTE RENDU DE LA REUNION DU GTM-DOSSO",
    "Date : 14/05/2024",
    "Heure : 9H00-11H00",
    "Lieu : Maison du Paysan",
    "Présence : DRECM/R, OIM, HCR, ONG Rayon, Garde Forestière du Niger",
    "",
)
AGENDA = ("Ordre du jour", "1. Puits de Bana", "2. Divers", "")


def read(*lines: str) -> ReadMinutes:
    return read_lines(*HEAD, *AGENDA, *lines)


def told(minutes: ReadMinutes) -> dict[str, Any]:
    return to_json(minutes)


def short(minutes: ReadMinutes) -> list[tuple[int, str, list[str], str | None]]:
    return [row[:4] for row in actions(minutes)]


def test_cells_of_a_table_one_a_line() -> None:
    minutes = read(
        "1. Puits de Bana",
        "Le puits est à sec.",
        "Points d'action",
        "Responsables",
        "Échéance",
        "Creuser un puits au",
        "village",
        "OIM, HCR",
        "10/10",
        "Clore le vieux puits",
        "DRECM/R",
        "Dès que possible",
        "2. Divers",
        "Rien de plus n'est dit.",
    )
    assert short(minutes) == [
        (1, "Creuser un puits au village", ["OIM", "HCR"], "10/10"),
        (1, "Clore le vieux puits", ["DRECM/R"], "Dès que possible"),
    ]
    assert discussion(minutes) == [(1, "Le puits est à sec."), (2, "Rien de plus n'est dit.")]


def test_who_and_when_in_one_column() -> None:
    minutes = read(
        "1. Puits de Bana",
        "| Action | Responsable / Délai |",
        "| Curer le puits | OIM et HCR / fin juin |",
        "| Prévenir le chef | ONG Rayon |",
        "2. Divers",
    )
    assert short(minutes) == [
        (1, "Curer le puits", ["OIM", "HCR"], "fin juin"),
        (1, "Prévenir le chef", ["ONG Rayon"], None),
    ]


def test_what_who_when() -> None:
    minutes = read("1. Puits de Bana", "Quoi ?\tQui ?\tQuand ?", "Curer le puits\tOIM\t12 juin", "2. Divers")
    assert short(minutes) == [(1, "Curer le puits", ["OIM"], "12 juin")]


def test_rest_of_a_cell_on_a_line_of_its_own_between_rows() -> None:
    minutes = read(
        "1. Puits de Bana",
        "Points d'action\tResponsables\tDate limite",
        "Compter les\tOIM\t31/12",
        "puits",
        "Rédiger les\tHCR\tMensuel",
        "fiches",
        "2. Divers",
    )
    assert short(minutes) == [(1, "Compter les puits", ["OIM"], "31/12"), (1, "Rédiger les fiches", ["HCR"], "Mensuel")]


def test_a_capital_below_a_row_may_go_on_with_its_first_cell() -> None:
    minutes = read(
        "1. Puits de Bana",
        "Points d'action          Structures responsables      Date limite",
        "Remettre la liste au     DRECM/R                      20/06",
        "Préfet",
        "Garder le puits          Garde Forestière du Niger    25/06",
        "",
        "2. Divers",
        "- Une fête est prévue.",
    )
    assert short(minutes) == [
        (1, "Remettre la liste au Préfet", ["DRECM/R"], "20/06"),
        (1, "Garder le puits", ["Garde Forestière du Niger"], "25/06"),
    ]


def test_a_line_left_open_goes_on_whatever_its_length() -> None:
    minutes = read_lines(
        "REUNION GTM DOSSO",
        "DATE : 14/05/2024",
        "LIEU : Salle du",
        "Conseil",
        "HEURE : 9H-11H",
        "PRESENCE : DRECM/R, OIM, Garde Forestière du",
        "Niger, HCR",
        "",
        "ORDRE DU JOUR",
        "1. Mission à",
        "Bana",
        "2. Divers",
        "",
        "1. Mission à Bana",
        "- La mission est prête.",
        "2. Divers",
    )
    out = told(minutes)
    assert out["place"] == "Salle du Conseil"
    assert out["attendance"] == ["DRECM/R", "OIM", "Garde Forestière du Niger", "HCR"]
    assert out["agenda"] == ["Mission à Bana", "Divers"]


def test_actions_of_a_table_at_the_end_go_to_the_point_that_each_row_names() -> None:
    minutes = read(
        "1. Puits de Bana",
        "Le puits est à sec.",
        "2. Divers",
        "Une fête est prévue.",
        "Synthèse des points d'action",
        "| N° | Point | Action | Responsable | Échéance |",
        "| 1 | Divers | Inviter le maire | HCR | 1er juin |",
        "| 2 | Puits de Bana | Curer | OIM | 2 juin |",
        "| 3 | Puits de Bana | Creuser | OIM | 3 juin |",
    )
    assert short(minutes) == [
        (1, "Curer", ["OIM"], "2 juin"),
        (1, "Creuser", ["OIM"], "3 juin"),
        (2, "Inviter le maire", ["HCR"], "1er juin"),
    ]
    assert [item.number for item in minutes.items] == [1, 2]


def test_keys_in_one_line_without_colons_and_headings_with_their_marker() -> None:
    minutes = read_lines(
        "GTM-DOSSO",
        "Date 14/05/2024 Heure 9H05-11H20 Lieu Maison du Paysan",
        "Présence -DRECM/R -OIM -HCR",
        "Points inscrits à l'ordre du jour",
        "• 1. Puits • 2. Recommandations",
        "",
        "1. Puits Points de discussion clés",
        "• Le puits est à sec.",
        "Points d'action Structures responsables Date limite N/A",
        "2. Recommandations Points de discussion clés",
        "• Curer le puits ;",
    )
    out = told(minutes)
    assert (out["start"], out["end"], out["place"]) == ("09:05", "11:20", "Maison du Paysan")
    assert [item["title"] for item in out["items"]] == ["Puits", "Recommandations"]
    assert out["recommendations"] == ["Curer le puits ;"]


def test_labels_of_an_empty_action_are_no_action() -> None:
    minutes = read(
        "1. Puits de Bana",
        "Point de discussion : le puits est à sec.",
        "Points d'action : curer le puits",
        "Structure responsable : OIM",
        "Date limite : 05/06",
        "2. Divers",
        "Points d'action : Néant",
        "Structure responsable : Néant",
        "Date limite : Néant",
    )
    assert short(minutes) == [(1, "curer le puits", ["OIM"], "05/06")]
    assert discussion(minutes) == [(1, "le puits est à sec.")]


def test_the_subject_of_an_action_is_who_does_it() -> None:
    minutes = read(
        "1. Puits de Bana",
        "Action : OIM et HCR visitent le puits, avant le 5 juin",
        "Action : HCR partage la carte (délai : 7 juin)",
        "2. Divers",
    )
    assert [row[2] for row in actions(minutes)] == [["OIM", "HCR"], ["HCR"]]


def test_a_day_alone_on_its_line_is_no_page_number() -> None:
    minutes = read("1. Puits de Bana", "- Le puits est à sec.", "1/2", "- Le second aussi.", "2. Divers", "2/2")
    assert discussion(minutes) == [(1, "Le puits est à sec."), (1, "Le second aussi.")]


def test_signatures_side_by_side_with_one_blank_and_unknown_initials() -> None:
    assert told(read("2. Divers", "- Rien.", "Le Rapporteur Le Président"))["signatory"] == "Le Président"
    assert told(read("2. Divers", "- Rien.", "", "P.O. Le SREC/M/R"))["signatory"] == "P.O. Le SREC/M/R"
    assert told(read("2. Divers", "- Rien.", "Le Rapporteur\t\t\tLe Secrétaire Général"))["signatory"] == (
        "Le Secrétaire Général"
    )


def test_who_leads_a_coordination_and_when_it_meets() -> None:
    out = told(
        read_lines(
            "Réunion de coordination – Sous-groupe Eau et Puits",
            "Bana, le lundi 3 juin 2024, de 15h à 16h45",
            "Modération : HCR (Lead), OIM (Co-lead)",
            "Présents : HCR (2), OIM (1), ONG Rayon (3)",
            "Ordre du jour",
            "1. Puits",
            "2. Divers",
            "",
            "1. Puits",
            "- Le puits est à sec.",
            "2. Divers",
            "- Rien à dire de plus.",
            "",
            "Prochaine réunion : lundi 1er juillet 2024",
        )
    )
    assert (out["body"], out["start"], out["end"]) == ("Sous-groupe Eau et Puits", "15:00", "16:45")
    assert out["chairs"] == ["HCR", "OIM"]
    assert out["attendance"] == ["HCR", "OIM", "ONG Rayon"]
    assert out["items"][1]["discussion"] == ["Rien à dire de plus."]


def test_the_body_that_the_title_says_met_before_any_letterhead_or_place() -> None:
    out = told(
        read_lines(
            "Compte-rendu de la réunion du Comité Régional des Puits de Bana",
            "CONSEIL REGIONAL DE BANA",
            "Le mercredi 22 mai 2024 s'est tenue à 10 heures, dans la salle du Conseil Régional de Bana, la réunion "
            "ordinaire du Comité, sous la présidence de Monsieur Issa KANE.",
            "Ordre du jour :",
            "1. Puits",
            "2. Divers",
            "1. Puits",
            "Le puits est à sec.",
            "2. Divers",
            "Rien.",
        )
    )
    assert out["body"] == "Comité Régional des Puits de Bana"


def test_one_point_and_decisions_with_their_owners() -> None:
    out = told(
        read_lines(
            "GTM-Dosso",
            "Relevé de la réunion d'urgence du samedi 20 juillet 2024",
            "Heure : 16 H - 18 H 10",
            "Présents : OIM, HCR",
            "Point unique : le puits effondré de Bana",
            "",
            "Constats",
            "- Le puits s'est effondré.",
            "Décisions",
            "1. Creuser un autre puits. Responsable : OIM. Délai : 23 juillet",
        )
    )
    assert out["agenda"] == ["le puits effondré de Bana"]
    assert out["session"] is None
    assert out["items"][0]["actions"][0]["responsible"] == ["OIM"]


def test_minutes_refused_today_to_be_seen_again_are_postponed() -> None:
    minutes = read_lines(
        *HEAD,
        "Ordre du jour",
        "1. Adoption du PV du 02/04/2024",
        "2. Divers",
        "",
        "1. Adoption du PV du 02/04/2024",
        "Le PV n'a pas été adopté ; il sera représenté à la prochaine réunion.",
        "2. Divers",
    )
    assert told(minutes)["previous_minutes"] == {"date": "2024-04-02", "decision": "postponed"}


def test_an_hotel_terminus_does_not_close_the_meeting() -> None:
    out = told(
        read_lines(
            "CCM : RENCONTRE PREPARATOIRE",
            "La rencontre préparatoire de la 8ème session du CCM s'est tenue le mardi "
            "14 mars 2023 à 9 heures 30 à l'Hôtel Terminus de Niamey.",
            "Ordre du jour :",
            "1. Rapports",
            "2. Divers",
            "1. Rapports",
            "Les rapports ont été lus.",
            "2. Divers",
        )
    )
    assert (out["start"], out["end"]) == ("09:30", None)


def test_an_agenda_that_was_adopted_and_is_then_listed() -> None:
    out = told(
        read_lines(
            *HEAD,
            "L'ordre du jour adopté est le suivant :",
            "1. Puits",
            "2. Divers",
            "",
            "1. Puits",
            "Ouvrant le débat, le chef a parlé du puits.",
            "2. Divers",
            "Rien.",
        )
    )
    assert out["agenda"] == ["Puits", "Divers"]


def test_numbers_and_bullets_followed_by_a_tab_make_no_table() -> None:
    out = told(
        read_lines(
            "GTM-DOSSO",
            "Date : 14/05/2024",
            "Etaient présents :",
            "\t- OIM",
            "\t- HCR",
            "ORDRE DU JOUR",
            "\tI.\tPuits",
            "\tII.\tDivers",
            "",
            "I.\tPuits",
            "-\tLe puits est à sec.",
            "II.\tDivers",
        )
    )
    assert out["attendance"] == ["OIM", "HCR"]
    assert out["agenda"] == ["Puits", "Divers"]
    assert out["items"][0]["discussion"] == ["Le puits est à sec."]


def test_those_present_listed_below_the_agenda() -> None:
    out = told(
        read_lines(
            "GTM-DOSSO : compte rendu de la réunion du 14 mai 2024",
            "Ordre du jour : 1. Puits ; 2. Divers",
            "Liste des participants : DRECM/R, OIM, ONG Rayon",
            "Sur le premier point, le chef a parlé du puits.",
            "Concernant les divers, rien n'a été dit.",
        )
    )
    assert out["attendance"] == ["DRECM/R", "OIM", "ONG Rayon"]


def test_a_session_held_elsewhere_says_so_beside_its_place() -> None:
    out = told(
        read_lines(
            "GTM DOSSO",
            "CR réunion du 22 mai 2024",
            "Lieu : préfecture de Bana (réunion délocalisée)",
            "Ordre du jour",
            "1. Puits",
            "2. Divers",
            "1. Puits",
            "Le puits est à sec.",
            "2. Divers",
        )
    )
    assert out["stage"] == "relocated"


def test_keys_at_the_foot_of_the_document() -> None:
    out = told(
        read_lines(
            "COMPTE RENDU DE REUNION GTM-DOSSO    Date : 14/05/2024",
            "Ordre du jour",
            "1. Puits",
            "2. Divers",
            "",
            "1. Puits",
            "- Le puits est à sec.",
            "2. Divers",
            "- Rien.",
            "",
            "Heure de fin : 11h50",
            "Participants : DRECM/R, OIM, HCR",
            "Lieu : Maison du Paysan",
        )
    )
    assert (out["end"], out["place"], out["attendance"]) == ("11:50", "Maison du Paysan", ["DRECM/R", "OIM", "HCR"])
    assert out["items"][1]["discussion"] == ["Rien."]


def test_signatures_pushed_apart_below_a_table_are_no_row_of_it() -> None:
    minutes = read(
        "1. Puits de Bana",
        "Le puits est à sec.",
        "2. Divers",
        "Points d'action\tResponsables\tDélais",
        "Curer le puits\tOIM\t3 juin",
        "",
        "La Présidente de séance\t\t\tLe Secrétaire de séance",
    )
    assert short(minutes) == [(2, "Curer le puits", ["OIM"], "3 juin")]
    assert told(minutes)["signatory"] == "La Présidente de séance"


def test_an_agenda_announced_after_its_adoption() -> None:
    out = told(
        read_lines(
            *HEAD,
            "Après l'adoption de l'ordre du jour, les points suivants ont été examinés :",
            "I.\tPuits",
            "II.\tDivers",
            "",
            "I.\tPUITS",
            "Le puits est à sec.",
            "II.\tDIVERS",
            "Rien.",
        )
    )
    assert out["agenda"] == ["Puits", "Divers"]


def test_a_name_with_and_whose_initials_follow_and_those_who_came() -> None:
    out = told(
        read_lines(
            *HEAD[:4],
            "Présents : ONG Puits Eau et Vie (PEV), OIM (Aïcha, Jean), Préfecture (SG), Direction des Puits (DP)",
            *AGENDA,
            "1. Puits de Bana",
            "- Le puits est à sec.",
        )
    )
    assert out["attendance"] == ["ONG Puits Eau et Vie (PEV)", "OIM", "Préfecture", "Direction des Puits (DP)"]


def test_a_short_extract_of_a_known_body_is_no_garbage() -> None:
    bare = told(
        read_lines(
            "GTM DIFFA - CR du 14/11/2023",
            "",
            "1. Puits",
            "Points d'action",
            "Responsables",
            "Date limite",
            "Curer",
            "HCR, OIM",
            "30/11/2023",
        )
    )
    assert bare["items"][0]["actions"][0]["text"] == "Curer"
    advice = told(
        read_lines(
            "Recommandations issues de la réunion du CRCM de Tahoua du 6 février 2024",
            "",
            "A l'endroit de l'Etat",
            "1. Curer les puits",
            "A l'endroit des communes",
            "2. Garder les puits",
        )
    )
    assert advice["recommendations"] == ["Curer les puits", "Garder les puits"]


def test_the_day_the_hours_and_the_place_in_one_line() -> None:
    out = told(
        read_lines(
            "Notes de la réunion du GTM Dosso",
            "Mardi 05/03/2024, 15h-16h30, bureau du Paysan",
            "",
            "Présents: OIM, HCR, COOPI",
            "1/ Puits",
            "Le puits est à sec.",
            "=> OIM: curer le puits, avant le Ramadan",
            "2/ Divers",
            "Rien.",
        )
    )
    assert (out["start"], out["end"], out["place"]) == ("15:00", "16:30", "bureau du Paysan")
    assert out["items"][0]["actions"][0]["deadline_text"] == "avant le Ramadan"


def test_a_header_whose_second_column_was_wrapped() -> None:
    minutes = read(
        "1. Puits de Bana",
        "- Le puits est à sec.",
        "Points d'action Structures Date limite responsables",
        "Curer le puits OIM 30/06",
        "2. Divers",
        "Points d'action Structures Date limite responsables",
        "N/A",
    )
    assert short(minutes) == [(1, "Curer le puits", ["OIM"], "30/06")]
    assert discussion(minutes) == [(1, "Le puits est à sec.")]


def test_a_region_in_the_letterhead_completes_the_framework_of_the_title() -> None:
    out = told(
        read_lines(
            "REGION DE ZINDER",
            "COMPTE RENDU DE LA 7ème REUNION DU CADRE REGIONAL DE CONCERTATION SUR LA MIGRATION",
            "Le mardi 4 mars 2025 à 9h s'est tenue, dans la salle de réunion du Conseil régional de Bana, la 7ème "
            "réunion du CRCM.",
            "Ordre du jour :",
            "1. Puits",
            "2. Divers",
            "1. Puits",
            "Le puits est à sec.",
        )
    )
    assert (out["body"], out["session"]) == ("CRCM-Zinder", 7)


def test_a_column_of_keys_then_a_column_of_values_and_bullets_left_alone() -> None:
    out = told(
        read_lines(
            "COMPTE RENDU GTM-DOSSO",
            "Date",
            "Heure",
            "Lieu",
            "Présence",
            "",
            "14/05/2024",
            "9H00-11H00",
            "Maison du Paysan",
            "- OIM",
            "- HCR",
            "",
            "Points inscrits à l'ordre du jour",
            "•",
            "1- Puits ;",
            "•",
            "2- Divers ;",
            "",
            "1. Puits",
            "•",
            "Le puits est à sec.",
            "2. Divers",
        )
    )
    assert (out["date"], out["start"], out["end"], out["place"]) == ("2024-05-14", "09:00", "11:00", "Maison du Paysan")
    assert out["attendance"] == ["OIM", "HCR"]
    assert out["agenda"] == ["Puits", "Divers"]
    assert out["items"][0]["discussion"] == ["Le puits est à sec."]


def test_the_name_of_a_framework_parted_by_a_narrow_title() -> None:
    out = told(
        read_lines(
            "REGION DE ZINDER",
            "COMPTE RENDU DE LA 7ème REUNION ORDINAIRE DU CADRE",
            "REGIONAL DE CONCERTATION SUR LA MIGRATION",
            "Date : 14/05/2024",
            "Ordre du jour",
            "1. Puits",
            "2. Divers",
            "1. Puits",
            "Le puits est à sec.",
            "2. Divers",
        )
    )
    assert out["body"] == "CRCM-Zinder"


def test_a_known_name_that_holds_an_et_stays_whole_among_others() -> None:
    minutes = read("1. Puits de Bana", "Le puits est à sec.", "Points d'action | Responsables | Date limite",
                   "Planter des arbres | Eaux et Forêts, PAM et OIM | 31/12/2024", "2. Divers",
                   "Rien de plus n'est dit.")
    assert short(minutes) == [(1, "Planter des arbres", ["Eaux et Forêts", "PAM", "OIM"], "31/12/2024")]
