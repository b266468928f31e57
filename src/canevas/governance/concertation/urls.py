from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.concertation.views import intake, review

app_name = "concertation"
urlpatterns: list[URLPattern] = [
    path("intake/", intake.deposit, name="deposit"),
    path("intake/all/", intake.intakes, name="intakes"),
    path("intake/<uuid:uid>/", review.review, name="review"),
    path("intake/<uuid:uid>/act/", review.act, name="act"),
    path("intake/<uuid:uid>/lines/<int:line>/", review.act, name="line"),
    path("intake/<uuid:uid>/pages/<int:page>.png", review.page_picture, name="page"),
]
