"""A register of the size of a country's ten years: 10,000 sessions, 100,000 action points, invented words."""
from __future__ import annotations

import random
from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction

from canevas.commons.directory.models import Organisation
from canevas.commons.search.operations import SearchDocument, index_entries
from canevas.governance.concertation.models import (
    ActionPoint,
    ActionResponsible,
    AgendaItem,
    Body,
    DiscussionPoint,
    Session,
)

VERBS = ("Transmettre", "Organiser", "Finaliser", "Partager", "Recenser", "Former", "Équiper", "Réhabiliter",
         "Harmoniser", "Vulgariser", "Évaluer", "Cartographier")
OBJECTS = ("la base de données des migrants de retour", "les points de suivi des flux", "le plan communal de réponse",
           "les agents des postes frontaliers", "le centre d'accueil et d'orientation", "les comités locaux de veille",
           "la cartographie des acteurs", "le rapport trimestriel", "les kits de première nécessité",
           "le mécanisme de référencement", "les leaders communautaires", "la caravane de sensibilisation")
PLACES = ("Assamaka", "Arlit", "Séguédine", "Tchintabaraden", "Birni N'Konni", "Dan Issa", "Magaria", "Diffa",
          "Téra", "Gaya", "Filingué", "Niamey")
ENDINGS = ("avec l'appui des partenaires", "en lien avec la direction régionale", "avant la prochaine réunion",
           "sous la conduite du secrétariat", "au profit des communes", "dans les meilleurs délais")


def sentence(random_: random.Random, number: int) -> str:
    return (f"{random_.choice(VERBS)} {random_.choice(OBJECTS)} de {random_.choice(PLACES)} "
            f"{random_.choice(ENDINGS)} (dossier {number})")


def fill(sessions: int = 10_000, actions_each: int = 10, seed: int = 7) -> None:
    """Add ``sessions`` sessions with their items, discussion and actions, and index them for search."""
    draw = random.Random(seed)
    bodies = list(Body.objects.all())
    organisations = list(Organisation.objects.all())
    today = date.today()
    made = []
    for number in range(sessions):
        # a body meets once a day in one stage: the constraint of the table
        made.append(Session(body=bodies[number % len(bodies)], number=number, place=f"Salle de {draw.choice(PLACES)}",
                            date=today - timedelta(days=number // len(bodies) + 1)))
    with transaction.atomic():
        Session.objects.bulk_create(made, batch_size=2000)
        items = AgendaItem.objects.bulk_create(
            [AgendaItem(session=session, number=1, title=sentence(draw, session.pk)) for session in made],
            batch_size=2000)
        DiscussionPoint.objects.bulk_create(
            [DiscussionPoint(item=item, order=1, text=sentence(draw, item.pk)) for item in items], batch_size=2000)
        actions = ActionPoint.objects.bulk_create(
            [action(draw, item, order, today) for item in items for order in range(actions_each)], batch_size=2000)
        ActionResponsible.objects.bulk_create(
            [ActionResponsible(action=one, verbatim=owner.name[:250], organisation=owner, confidence=1)
             for one in actions for owner in (draw.choice(organisations),)], batch_size=2000)
        entries = [SearchDocument(object_type="session", object_id=str(one.pk), title=str(one), text=one.place,
                                  url=f"/concertation/sessions/{one.uid}/", date=one.date, body=str(one.body))
                   for one in made]
        entries += [SearchDocument(object_type="action", object_id=str(one.pk), title=one.text, text=one.text,
                                   url=f"/concertation/actions/{one.uid}/", date=one.deadline_date, body="")
                    for one in actions]
        for start in range(0, len(entries), 5000):
            index_entries(entries[start:start + 5000])


def action(draw: random.Random, item: AgendaItem, order: int, today: date) -> ActionPoint:
    day = today + timedelta(days=draw.randint(-700, 120)) if draw.random() < 0.7 else None
    return ActionPoint(session_id=item.session_id, item=item, order=order, text=sentence(draw, item.pk * 10 + order),
                       deadline_text=f"{day:%d/%m/%Y}" if day else "Dès que possible", deadline_date=day,
                       status=draw.choice(ActionPoint.Status.values))


def reader_of_the_register() -> object:
    user, _ = get_user_model().objects.get_or_create(username="mesure", defaults={"role": "secretariat"})
    return user
