from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.i18n import set_language

from canevas.commons.access.forms import OwnPasswordForm, ProfileForm
from canevas.commons.access.operations import change_profile, end_sessions
from canevas.commons.access.queries import roles_in_words

language = login_not_required(set_language)


def profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        change_profile(by=request.user, **form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        return redirect("access:profile")
    return render(request, "access/profile.html", {"form": form, "roles": roles_in_words(request.user)})


def password(request: HttpRequest) -> HttpResponse:
    form = OwnPasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        before = request.session.session_key or ""
        update_session_auth_hash(request, form.save())
        end_sessions(by=request.user, user=request.user, keep=before, now_called=request.session.session_key)
        messages.success(request, _("Your password is changed. Wherever else you were signed in, you no longer are."))
        return redirect("access:security")
    return render(request, "access/password.html", {"form": form})
