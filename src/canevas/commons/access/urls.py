from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path

from canevas.commons.access import views

app_name = "access"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("language/", views.language, name="language"),
    path("profile/", views.profile, name="profile"),
    path("password/", views.password, name="password"),
]
