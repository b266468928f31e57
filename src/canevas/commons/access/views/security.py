"""Signing in, and what protects one's own account. The steps themselves are django-allauth's; the pages are ours."""
from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from allauth.account import views as account
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from requests import RequestException

from canevas.commons.access.operations import choose_second_factor_roles, require
from canevas.commons.access.permissions import USER_EDIT
from canevas.commons.access.queries import lacks_second_factor, may, second_factor_roles, sessions_of
from canevas.commons.access.sign_in.devices import device_in_words
from canevas.commons.access.sign_in.forms import SecondFactorRolesForm


def passkeys_work_here(request: HttpRequest) -> bool:
    """Browsers tie a passkey to a *name*: where the site is opened by its number, there are none."""
    try:
        ip_address(request.get_host().rpartition(":")[0].strip("[]") or request.get_host())
    except ValueError:
        return True
    return False


class SignIn(account.LoginView):
    template_name = "access/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "next": self.request.GET.get("next") or self.request.POST.get("next") or "",
            "sends_mail": settings.CANEVAS_SENDS_MAIL, "passkeys_work": passkeys_work_here(self.request),
            "providers": [app for one in settings.SOCIALACCOUNT_PROVIDERS.values() for app in one["APPS"]]}


@method_decorator(login_not_required, name="dispatch")
class SignOut(LogoutView):
    """Also for who stands at the second step: that is how one begins again under another name."""


@login_not_required
def with_identity(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the identity provider; a page where it does not answer."""
    try:
        return openid.login(request, provider_id)
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=502)


@method_decorator(login_not_required, name="dispatch")
class LostPassword(account.PasswordResetView):
    """Without a mail server nobody would receive the letter: the page then says who renews passwords."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.CANEVAS_SENDS_MAIL:
            return render(request, "access/no_mail.html")
        return super().dispatch(request, *args, **kwargs)


class AddPasskey(AddWebAuthnView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not passkeys_work_here(request):
            messages.warning(request, _(
                "This site is opened by a number (%(host)s). Passkeys need its name: open it by its name, or by "
                "http://localhost on your own laptop.") % {"host": request.get_host()})
            return redirect("access:security")
        return super().dispatch(request, *args, **kwargs)


def _own(request: HttpRequest, kind: str) -> bool:
    return Authenticator.objects.filter(user=request.user, type=kind).exists()


class RecoveryCodes(ViewRecoveryCodesView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not _own(request, Authenticator.Type.RECOVERY_CODES):
            return redirect("access:security")
        return super().dispatch(request, *args, **kwargs)


class RemovePhone(DeactivateTOTPView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not _own(request, Authenticator.Type.TOTP):
            return redirect("access:security")
        return super().dispatch(request, *args, **kwargs)


def security(request: HttpRequest) -> HttpResponse:
    """What protects one's account, and where it is signed in."""
    factors = list(Authenticator.objects.filter(user=request.user).order_by("created_at"))
    by_kind = {kind: [one for one in factors if one.type == kind] for kind in Authenticator.Type.values}
    codes = next(iter(by_kind[Authenticator.Type.RECOVERY_CODES]), None)
    key = request.session.session_key
    return render(request, "access/security.html", {
        "phone": next(iter(by_kind[Authenticator.Type.TOTP]), None),
        "passkeys": [(one, one.wrap()) for one in by_kind[Authenticator.Type.WEBAUTHN]],
        "codes": codes, "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "is_required": any(one.role.code in second_factor_roles() for one in request.user.held_roles),
        "passkeys_work": passkeys_work_here(request), "may_choose_roles": may(request.user, USER_EDIT),
        "sessions": [(one, device_in_words(one.user_agent), one.session_key == key)
                     for one in sessions_of(request.user)]})


def second_factor_first(request: HttpRequest) -> HttpResponse:
    """Where somebody is led whose role asks for a second factor that they have not set up."""
    if not lacks_second_factor(request.user):
        return redirect("access:security")
    return render(request, "access/second_factor_first.html", {"passkeys_work": passkeys_work_here(request)})


def second_factor_roles_page(request: HttpRequest) -> HttpResponse:
    """Which roles must have a second factor: an administrator's choice."""
    require(request.user, USER_EDIT)
    form = SecondFactorRolesForm(request.POST or None, initial={"roles": sorted(second_factor_roles())})
    if request.method == "POST" and form.is_valid():
        choose_second_factor_roles(by=request.user, roles=form.cleaned_data["roles"])
        messages.success(request, _("The choice is kept. It holds from the next page that anybody opens."))
        return redirect("access:second-factor-roles")
    return render(request, "access/second_factor_roles.html", {"form": form})
