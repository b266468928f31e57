"""An invented session that shows every key of the official form: templates are checked and shown with it."""
from __future__ import annotations

from canevas.governance.concertation.export.form import Form, Letterhead, official_form
from canevas.governance.concertation.rules.lines import Draft, Kind


def example_form() -> Form:
    """A form in which no list is empty."""
    return official_form(example_lines(), reference="00000000-0000-4000-8000-000000000000",
                         body_name="Groupe technique migration de Tillia",
                         letterhead=Letterhead(lines=("Ministère de l'exemple", "Secrétariat permanent de l'exemple")))


def example_lines() -> list[Draft]:
    """The same session as lines."""
    return [*_head(), *_body(), *_synthesis()]


def _head() -> list[Draft]:
    there = (("DRECM/R", "present"), ("Mairie de Tillia", "present"), ("INS", "excused"), ("UNHCR", "absent"))
    return [
        Draft(Kind.BODY, {"text": "GTM-Tillia"}), Draft(Kind.NUMBER, {"number": 3}),
        Draft(Kind.STAGE, {"stage": "technical"}), Draft(Kind.DATE, {"date": "2026-02-03"}),
        Draft(Kind.START, {"time": "09:00"}), Draft(Kind.END, {"time": "12:30"}),
        Draft(Kind.PLACE_OF_MEETING, {"text": "Salle de réunion de la mairie"}),
        Draft(Kind.CHAIR, {"text": "Aïchatou Exemple"}), Draft(Kind.CHAIR, {"text": "Moussa Exemple"}),
        *(Draft(Kind.ATTENDANCE, {"text": name, "status": status}) for name, status in there),
        Draft(Kind.PREVIOUS, {"date": "2025-11-04", "outcome": "adopted-with-reservations"}),
        Draft(Kind.RELATED, {"date": "2026-01-20", "stage": "preparatory"}),
        Draft(Kind.AGENDA, {"number": 1, "text": "Suivi des arrivées"}),
        Draft(Kind.SIGNATORY, {"text": "Le DRECM/R"}),
    ]


def _body() -> list[Draft]:
    owner = Draft(Kind.RESPONSIBLE, {"text": "DRECM/R"})
    deadline = Draft(Kind.DEADLINE, {"text": "31/03/2026", "date": "2026-03-31"})
    return [
        Draft(Kind.ITEM, {"number": 1, "text": "Suivi des arrivées"}, children=[
            Draft(Kind.DISCUSSION, {"text": "Mois\tArrivées\nJanvier\t128", "form": "table", "level": 0,
                                    "cells": [["Mois", "Arrivées"], ["Janvier", "128"]]}),
            Draft(Kind.DISCUSSION, {"text": "Les arrivées de janvier ont été présentées.", "form": "paragraph"}),
            Draft(Kind.DISCUSSION, {"text": "la plupart par la piste du nord", "form": "bullet", "level": 0}),
            Draft(Kind.DISCUSSION, {"text": "dont des mineurs", "form": "bullet", "level": 1}),
            Draft(Kind.ACTION, {"text": "Partager le tableau de suivi"}, children=[owner, deadline])]),
        Draft(Kind.RECOMMENDATION, {"text": "Équiper le poste de police", "addressee": "À l'endroit de l'État"},
              children=[owner, deadline]),
        Draft(Kind.CONTRIBUTION, {"text": "Associer les transporteurs"}),
        Draft(Kind.DECISION, {"text": "Le rapport est validé", "outcome": "validated", "stage": "technical",
                              "main": True}),
        Draft(Kind.POLICY, {"axis": 3, "text": "la gestion des flux", "programme": "Gestion des flux",
                            "subprogrammes": ["3.1", "3.2"]}),
        Draft(Kind.PLACE, {"text": "Assamaka"}),
    ]


def _synthesis() -> list[Draft]:
    row = Draft(Kind.ROW, {"flags": []}, children=[
        Draft(Kind.PRIORITY, {"text": "Recenser les pistes"}), Draft(Kind.STRATEGY, {"text": "Conduire une enquête"}),
        Draft(Kind.REGION, {"text": "*"}), Draft(Kind.ACTOR, {"text": "INS"})])
    challenge = Draft(Kind.CHALLENGE, {"text": "Routes mal connues"}, children=[row, row])
    return [Draft(Kind.SECTION, {"scope": "axis", "axis": 3, "text": "Gestion des flux"}, children=[challenge])]
