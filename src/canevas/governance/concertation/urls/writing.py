"""Minutes being typed, their versions, adoption and reservations."""
from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.concertation.views.writing import outcomes, page, plain, saving, versions

urlpatterns: list[URLPattern] = [
    path("sessions/<uuid:uid>/writing/", page.session_writing, name="session-writing"),
    path("sessions/<uuid:uid>/writing/state/", page.session_writing_state, name="session-writing-state"),
    path("writing-worker.js", page.writing_worker, name="writing-worker"),
    path("items/<uuid:uid>/blocks/", saving.item_blocks, name="item-blocks"),
    path("items/<uuid:uid>/form/", plain.item_form, name="item-form"),
    path("items/<uuid:uid>/versions/", versions.item_versions, name="item-versions"),
    path("items/<uuid:uid>/restore/", versions.item_restore, name="item-restore"),
    path("items/<uuid:uid>/outcomes/", outcomes.item_outcomes, name="item-outcomes"),
]
