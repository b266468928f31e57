"""Minutes being typed, their versions, adoption and reservations."""
from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.concertation.views.writing import adopting, comparing, outcomes, page, plain, saving, versions

urlpatterns: list[URLPattern] = [
    path("sessions/<uuid:uid>/writing/", page.session_writing, name="session-writing"),
    path("sessions/<uuid:uid>/writing/state/", page.session_writing_state, name="session-writing-state"),
    path("writing-worker.js", page.writing_worker, name="writing-worker"),
    path("items/<uuid:uid>/blocks/", saving.item_blocks, name="item-blocks"),
    path("items/<uuid:uid>/form/", plain.item_form, name="item-form"),
    path("items/<uuid:uid>/versions/", versions.item_versions, name="item-versions"),
    path("items/<uuid:uid>/restore/", versions.item_restore, name="item-restore"),
    path("items/<uuid:uid>/outcomes/", outcomes.item_outcomes, name="item-outcomes"),
    path("sessions/<uuid:uid>/circulate/", adopting.session_circulate, name="session-circulate"),
    path("sessions/<uuid:uid>/adopt/", adopting.session_adopt, name="session-adopt"),
    path("sessions/<uuid:uid>/reservations/", adopting.session_reservations, name="session-reservations"),
    path("sessions/<uuid:uid>/reservations/act/", adopting.reservation_act, name="session-reservations-act"),
    path("sessions/<uuid:uid>/reserve/", adopting.session_reserve, name="session-reserve"),
    path("sessions/<uuid:uid>/versions/", comparing.session_versions, name="session-versions"),
    path("sessions/<uuid:uid>/versions/freeze/", adopting.session_freeze, name="session-freeze"),
    path("sessions/<uuid:uid>/versions/compare/", comparing.session_compare, name="session-compare"),
    path("sessions/<uuid:uid>/attestation.docx", adopting.certificate_docx, name="session-certificate-docx"),
    path("sessions/<uuid:uid>/attestation.pdf", adopting.certificate_pdf, name="session-certificate-pdf"),
]
