"""A register of the size of a country's ten years: 10,000 sessions, 100,000 action points, 20,000 recommendations,
50,000 lines of attendance; invented words."""
from __future__ import annotations

import random
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from canevas.commons.access.operations import create_user, system_user
from canevas.commons.access.queries import User, user_named
from canevas.commons.directory.models import Organisation
from canevas.commons.search.operations import SearchDocument, index_entries
from canevas.governance.concertation.models import (
    ActionPoint,
    ActionResponsible,
    AgendaItem,
    Attendance,
    Body,
    Decision,
    DiscussionPoint,
    Minutes,
    Session,
)
from canevas.governance.recommendations.models import Recommendation, RecommendationSet, Responsibility

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
        leave_behind(draw, made, organisations)
        recommended = recommend(draw, made, organisations)
        entries = [SearchDocument("session", one.pk, str(one), one.place, one.get_absolute_url(), one.date,
                                  one.body.name) for one in made]
        entries += [SearchDocument("action_point", one.pk, str(one.session_id), one.text, one.get_absolute_url(),
                                   one.deadline_date) for one in actions]
        entries += [SearchDocument("recommendation", one.pk, one.set.origin_label, one.text, one.get_absolute_url(),
                                   one.set.origin_date) for one in recommended]
        for start in range(0, len(entries), 5000):
            index_entries(entries[start:start + 5000])


def leave_behind(draw: random.Random, made: list[Session], organisations: list[Organisation]) -> None:
    """Who was there, what was decided, and the version of the minutes that says so."""
    Attendance.objects.bulk_create(
        [Attendance(session=one, order=order, verbatim=who.name[:250], organisation=who, confidence=1)
         for one in made for order, who in enumerate(draw.sample(organisations, 5))], batch_size=2000)
    Decision.objects.bulk_create(
        [Decision(session=one, text=sentence(draw, one.pk), outcome="adopted") for one in made], batch_size=2000)
    by = reader_of_the_register()
    Minutes.objects.bulk_create(
        [Minutes(session=one, confirmed_by=by, confirmed_at=timezone.now()) for one in made], batch_size=2000)


def recommend(draw: random.Random, made: list[Session], organisations: list[Organisation]) -> list[Recommendation]:
    """Two recommendations of each session, each for one organisation."""
    sets = RecommendationSet.objects.bulk_create(
        [RecommendationSet(origin_label=str(one), origin_date=one.date, origin_key=f"session:{one.uid}",
                           origin_body=one.body.code, region_id=one.body.region_id) for one in made], batch_size=2000)
    for one, found in zip(made, sets, strict=True):
        one.recommendation_set = found
    Session.objects.bulk_update(made, ["recommendation_set"], batch_size=500)
    rows = Recommendation.objects.bulk_create(
        [Recommendation(set=found, order=order, text=sentence(draw, found.pk * 2 + order),
                        status=draw.choice(Recommendation.Status.values)) for found in sets for order in range(2)],
        batch_size=2000)
    Responsibility.objects.bulk_create(
        [Responsibility(recommendation=one, verbatim=who.name[:250], organisation=who, confidence=1)
         for one in rows for who in (draw.choice(organisations),)], batch_size=2000)
    return rows


def action(draw: random.Random, item: AgendaItem, order: int, today: date) -> ActionPoint:
    day = today + timedelta(days=draw.randint(-700, 120)) if draw.random() < 0.7 else None
    return ActionPoint(session_id=item.session_id, item=item, order=order, text=sentence(draw, item.pk * 10 + order),
                       deadline_text=f"{day:%d/%m/%Y}" if day else "Dès que possible", deadline_date=day, due_on=day,
                       status=draw.choice(ActionPoint.Status.values))


def reader_of_the_register() -> User:
    return person("mesure")


def person(username: str) -> User:
    """An account of the secretariat, without a password: the benchmarks sign it in themselves."""
    found = user_named(username)
    return found or create_user(by=system_user(), username=username, role="secretariat")
