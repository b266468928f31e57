from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path

from canevas.commons.access.views import own

app_name = "access"
urlpatterns = [
    path("sign-in/", own.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("language/", own.language, name="language"),
    path("profile/", own.profile, name="profile"),
    path("password/", own.password, name="password"),
]
