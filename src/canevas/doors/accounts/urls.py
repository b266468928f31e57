from __future__ import annotations

from django.urls import path

from canevas.doors.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.accounts_list, name="accounts"),
    path("add/", views.account_add, name="account-add"),
    path("<int:pk>/", views.account, name="account"),
    path("<int:pk>/act/", views.account_act, name="account-act"),
    path("<int:pk>/role/", views.account_role, name="account-role"),
    path("<int:pk>/roles/<int:grant>/withdraw/", views.account_role_withdraw, name="account-role-withdraw"),
]
