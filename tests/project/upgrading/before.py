"""Run in a home that holds nothing: the database as version 0.1 left it, with work in it."""
from __future__ import annotations

import datetime

import django

django.setup()

from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.utils import timezone  # noqa: E402

LEFT = [("access", "0001_initial"), ("audit", "0001_initial"), ("directory", "0001_initial"), ("files", "0001_initial"),
        ("jobs", "0001_initial"), ("search", "0001_initial"), ("policy", "0001_initial"),
        ("recommendations", "0003_standing_states"), ("concertation", "0004_standing_states"),
        ("contenttypes", "0002_remove_content_type_name"), ("auth", "0012_alter_user_first_name_max_length"),
        ("sessions", "0001_initial")]
executor = MigrationExecutor(connection)
executor.migrate(LEFT)
executor.loader.build_graph()
apps = executor.loader.project_state(LEFT).apps


def create(model: str, /, **values: object) -> object:
    return apps.get_model(*model.split(".")).objects.create(**values)


by = create("access.User", username="aicha", role="secretariat", is_active=True)
body = create("concertation.Body", code="CADRE-ESSAI", name="Cadre de l’essai", kind="framework")
made = create("recommendations.RecommendationSet", origin_label="Cadre de l’essai", origin_body="Cadre de l’essai",
              origin_key="session:1")
first = create("concertation.Session", body=body, stage="ordinary", date=datetime.date(2022, 3, 1))
second = create("concertation.Session", body=body, stage="ordinary", date=datetime.date(2022, 6, 7),
                previous_date=first.date, previous_outcome="adopted-with-reservations", recommendation_set=made)
for session in (first, second):
    create("concertation.Minutes", session=session, version=1, confirmed_by=by, confirmed_at=timezone.now())
create("concertation.AgendaItem", session=second, number=1, title="Divers")
actions = [create("concertation.ActionPoint", session=second, order=order, **values) for order, values in enumerate((
    {"text": "Réparer le forage du centre d’accueil", "deadline_text": "30 juin 2022",
     "deadline_date": datetime.date(2022, 6, 30), "status": "done"},
    {"text": "Tenir la liste des points focaux", "deadline_text": "en continu"},
))]
create("concertation.ActionResponsible", action=actions[0], order=0, verbatim="Direction de l’essai")
journal = apps.get_model("audit", "JournalEntry")
told = {
    4: {"event": "profile_changed", "object_type": "access.user", "object_id": str(by.pk)},
    9: {"event": "action_point_status_changed", "object_type": "concertation.actionpoint",
        "object_id": str(actions[0].pk), "details": {"before": "open", "after": "done", "note": "Pompe changée"}}}
for number, values in told.items():
    journal.objects.create(id=number, by=by, object_label="essai", **values)
create("search.SearchKind", id=1, code="action_point")
create("search.SearchEntry", id=actions[0].pk << 6 | 1, object_type="action_point", title="Mirage", text="Mirage",
       url="/")
with connection.cursor() as cursor:
    cursor.execute(
        "INSERT INTO search_vector (id, words) VALUES (%s, 'mirage:1')" if connection.vendor == "postgresql" else
        "INSERT INTO search_index (rowid, kind, title, title_stems) VALUES (%s, 'k1', 'mirage', 'mirag')",
        [actions[0].pk << 6 | 1])
