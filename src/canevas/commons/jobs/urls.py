from __future__ import annotations

from django.urls import path

from canevas.commons.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<uuid:uid>/", views.job, name="job"),
    path("<uuid:uid>/file/", views.job_file, name="job-file"),
]
