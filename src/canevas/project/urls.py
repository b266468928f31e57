"""The addresses: the first part of a URL is the room."""
from __future__ import annotations

from django.urls import include, path

from canevas.commons.access.urls import LIBRARY
from canevas.doors.portal.views.figures import robots

handler404 = "canevas.project.absent.not_found"
handler500 = "canevas.commons.files.full.server_fault"
urlpatterns = [
    path("", include("canevas.doors.desk.urls")),
    path("access/", include("canevas.commons.access.urls")),
    path("access/", include(LIBRARY)),
    path("accounts/", include("canevas.doors.accounts.urls")),
    path("journal/", include("canevas.doors.journal.urls")),
    path("robots.txt", robots),
    path("portal/", include("canevas.doors.portal.urls")),
    path("api/", include("canevas.doors.api.urls")),
    path("jobs/", include("canevas.commons.jobs.urls")),
    path("files/", include("canevas.commons.files.urls")),
    path("directory/", include("canevas.commons.directory.urls")),
    path("observatory/", include("canevas.evidence.observatory.urls")),
    path("policy/", include("canevas.governance.policy.urls")),
    path("recommendations/", include("canevas.governance.recommendations.urls")),
    path("concertation/", include("canevas.governance.concertation.urls")),
    path("syntheses/", include("canevas.governance.syntheses.urls")),
    path("bulletins/", include("canevas.governance.bulletins.urls")),
]
