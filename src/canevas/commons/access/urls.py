from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as phone
from allauth.mfa.webauthn import views as passkey
from allauth.socialaccount import views as identity
from allauth.socialaccount.providers.openid_connect import views as openid
from django.db.transaction import atomic
from django.urls import path, re_path

from canevas.commons.access.views import own, security, sessions

app_name = "access"
urlpatterns = [
    path("sign-in/", security.SignIn.as_view(), name="sign-in"),
    path("sign-out/", security.SignOut.as_view(), name="sign-out"),
    path("language/", own.language, name="language"),
    path("profile/", own.profile, name="profile"),
    path("password/", own.password, name="password"),
    path("security/", security.security, name="security"),
    path("security/first/", security.second_factor_first, name="second-factor-first"),
    path("security/roles/", security.second_factor_roles_page, name="second-factor-roles"),
    path("security/sessions/<int:pk>/end/", sessions.session_end, name="session-end"),
    path("security/sessions/end/", sessions.sessions_end, name="sessions-end"),
]

# django-allauth asks for its pages by names of its own, without a room. Only those that are used have an address here:
# there is no signing up, no page of e-mail addresses, no download of recovery codes. ``atomic``: the journal's row goes
# into the transaction of what it tells.
LIBRARY = [
    path("sign-in/", security.SignIn.as_view(), name="account_login"),
    path("sign-in/code/", factor.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/lost/", security.LostPassword.as_view(), name="account_reset_password"),
    path("sign-in/lost/sent/", account.password_reset_done, name="account_reset_password_done"),
    path("sign-in/lost/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(r"^sign-in/lost/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$", account.password_reset_from_key,
            name="account_reset_password_from_key"),
    path("sign-in/with/<slug:provider_id>/", security.with_identity, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", openid.callback, name="openid_connect_callback"),
    path("sign-in/cancelled/", identity.login_cancelled, name="socialaccount_login_cancelled"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("confirm/code/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("confirm/passkey/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("security/", security.security, name="mfa_index"),
    path("security/", security.security, name="mfa_list_webauthn"),
    path("security/phone/", phone.activate_totp, name="mfa_activate_totp"),
    path("security/phone/remove/", atomic(security.RemovePhone.as_view()), name="mfa_deactivate_totp"),
    path("security/codes/", security.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("security/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("security/passkeys/add/", atomic(security.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path("security/passkeys/<int:pk>/remove/", atomic(passkey.remove_webauthn), name="mfa_remove_webauthn"),
    path("security/passkeys/<int:pk>/rename/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
]
