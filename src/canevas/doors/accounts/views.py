"""The accounts of others: who signs in, which roles each holds and on what."""
from __future__ import annotations

import secrets
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from canevas.commons.access import operations
from canevas.commons.access.operations import require
from canevas.commons.access.queries import (
    User,
    accounts,
    grant_in_words,
    grants_of,
    has_second_factor,
    holding,
    may,
    role_choices,
    roles_in_words,
    sessions_of,
)
from canevas.commons.access.rules import ROLES, temporary_password
from canevas.commons.audit.operations import record_read
from canevas.commons.design import components
from canevas.commons.design.lists import Choice, ChoiceFilter, Column, Empty, RegisterList, TextFilter
from canevas.doors.accounts.forms import AccountForm, NewAccountForm, RoleForm

USER_VIEW, USER_EDIT = "USER_VIEW", "USER_EDIT"


def _address(user: User) -> str:
    return reverse("accounts:account", args=[user.pk])


def _name_cell(row: User) -> SafeString:
    return format_html('<a href="{}">{}</a>', _address(row), row)


def _roles_cell(row: User) -> SafeString:
    return format_html_join("", "{}<br>", ((one,) for one in roles_in_words(row))) or format_html(
        '<span class="quiet">{}</span>', _("no role"))


def _state_cell(row: User) -> SafeString:
    return components.state("done", _("Open")) if row.is_active else components.state("unknown", _("Closed"))


def _role_choices() -> list[Choice]:
    return [Choice(code, label, holding(code)) for code, label in role_choices()]


ACCOUNTS = RegisterList(
    title=gettext_lazy("Accounts"),
    caption=gettext_lazy("Each row is a person who may sign in, with the roles that they hold."),
    rows=lambda request: accounts(),
    columns=(
        Column("name", gettext_lazy("Name"), value=str, cell=_name_cell, order=("first_name", "last_name", "username"),
               is_title=True),
        Column("username", gettext_lazy("User name"), "username", order=("username",), kind="short"),
        Column("roles", gettext_lazy("Roles held"), value=lambda row: " ; ".join(roles_in_words(row)), cell=_roles_cell,
               kind="long"),
        Column("email", gettext_lazy("E-mail address"), "email"),
        Column("state", gettext_lazy("State"), value=lambda row: _("Open") if row.is_active else _("Closed"),
               cell=_state_cell, order=("-is_active",), kind="short"),
        Column("seen", gettext_lazy("Last sign-in"), "last_login", order=("last_login",), kind="date"),
    ),
    order="name",
    filters=(
        TextFilter("q", gettext_lazy("Words"), fields=("username", "first_name", "last_name", "email"),
                   placeholder=gettext_lazy("Name, user name, address…")),
        ChoiceFilter("state", gettext_lazy("State"), as_tabs=True, choices=lambda: [
            Choice("open", _("Open"), Q(is_active=True)), Choice("closed", _("Closed"), Q(is_active=False))]),
        ChoiceFilter("role", gettext_lazy("Role"), choices=_role_choices),
    ),
    empty=Empty(gettext_lazy("No account yet"), gettext_lazy("Open one for each person who works with the register."),
                "accounts:account-add", gettext_lazy("Open an account")),
    template="accounts/accounts.html",
)


def accounts_list(request: HttpRequest) -> HttpResponseBase:
    require(request.user, USER_VIEW)
    is_export = request.GET.get("format") in ("csv", "xlsx")
    record_read(by=request.user, what="accounts_exported" if is_export else "accounts_read")
    return ACCOUNTS.respond(request, {"may_edit": may(request.user, USER_EDIT)})


def account_add(request: HttpRequest) -> HttpResponse:
    """Open an account. Its password is made here and shown once."""
    require(request.user, USER_EDIT)
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        role, password = facts.pop("role"), temporary_password(secrets.choice)
        try:
            made = operations.create_user(by=request.user, password=password, **facts)
        except ValidationError as error:
            _say_on(form, error)
        else:
            return _shown_once(request, made, password, role)
    return render(request, "accounts/account_form.html", {"form": form}, status=422 if form.errors else 200)


def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: who it is, the roles held in words, and what may be done."""
    require(request.user, USER_VIEW)
    found = _found(pk)
    form = AccountForm(request.POST or None, initial={
        "first_name": found.first_name, "last_name": found.last_name, "email": found.email})
    if request.method == "POST":
        require(request.user, USER_EDIT)
        if form.is_valid():
            try:
                operations.edit_account(by=request.user, user=found, **form.cleaned_data)
            except ValidationError as error:
                _say_on(form, error)
            else:
                messages.success(request, _("The account of %(name)s was changed.") % {"name": found})
                return redirect(_address(found))
    record_read(by=request.user, what="account_read", target=found)
    return _sheet(request, found, form)


def _sheet(request: HttpRequest, found: User, form: AccountForm) -> HttpResponse:
    today = timezone.localdate()
    return render(request, "accounts/account.html", {
        "account": found, "form": form, "may_edit": may(request.user, USER_EDIT), "is_own": found.pk == request.user.pk,
        "grants": [(grant, grant_in_words(grant), grant.is_current(today))
                   for grant in grants_of(found)],
        "roles": role_choices(), "sessions": sessions_of(found), "has_factor": has_second_factor(found)},
        status=422 if form.errors else 200)


def _found(pk: int) -> User:
    found = accounts().filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such account."))
    return found


def _say_on(form: AccountForm | NewAccountForm | RoleForm, error: ValidationError) -> None:
    """The sentences of ``error`` on the fields that they are about."""
    told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in told.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


def _shown_once(request: HttpRequest, found: User, password: str, role: str = "") -> HttpResponse:
    """The password, on a page that is kept nowhere; then the way on to the role."""
    onward = f"{reverse('accounts:account-role', args=[found.pk])}?role={role}" if role else _address(found)
    response = render(request, "accounts/account_password.html", {
        "account": found, "password": password, "onward": onward, "role": role})
    response["Cache-Control"] = "no-store"
    return response


def account_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the role ``?role=``: on what, and until when."""
    require(request.user, USER_EDIT)
    found, role = _found(pk), request.GET.get("role", "")
    if role not in ROLES:
        return redirect(_address(found))
    form = RoleForm(role, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            grant = operations.give_role(by=request.user, user=found, role=role, scope=form.chosen(),
                                         ends_on=form.cleaned_data["ends_on"])
        except ValidationError as error:
            _say_on(form, error)
        else:
            messages.success(request, _("%(name)s now holds: %(role)s.") % {
                "name": found, "role": grant_in_words(grant)})
            return redirect(_address(found))
    return render(request, "accounts/account_role.html", {
        "account": found, "form": form, "role": dict(role_choices())[role]},
        status=422 if form.errors else 200)


@require_POST
def account_role_withdraw(request: HttpRequest, pk: int, grant: int) -> HttpResponse:
    """Take a role back."""
    require(request.user, USER_EDIT)
    found = get_object_or_404(grants_of(_found(pk)), pk=grant)
    said = grant_in_words(found)
    try:
        operations.withdraw_role(by=request.user, grant=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The role “%(role)s” is withdrawn.") % {"role": said})
    return redirect("accounts:account", pk=pk)


ACTS: dict[str, tuple[Callable[..., object], object]] = {
    "close": (operations.close_account,
              gettext_lazy("The account of %(name)s is closed; they are signed out everywhere.")),
    "reopen": (operations.reopen_account, gettext_lazy("The account of %(name)s is open again.")),
    "sign-out": (operations.end_sessions, gettext_lazy("%(name)s is signed out everywhere.")),
    "forget-factor": (operations.forget_second_factor, gettext_lazy("The second factors of %(name)s are removed.")),
    "unlock": (operations.unlock, gettext_lazy("%(name)s may try to sign in again at once.")),
}
"""By the word of the form: the operation, and what is said once it is done."""


@require_POST
def account_act(request: HttpRequest, pk: int) -> HttpResponse:
    """``act`` of the form: close, reopen, sign-out, password, forget-factor, unlock."""
    require(request.user, USER_EDIT)
    found, act = _found(pk), request.POST.get("act", "")
    if act == "password":
        password = temporary_password(secrets.choice)
        operations.renew_password(by=request.user, user=found, password=password)
        return _shown_once(request, found, password)
    if act in ACTS:
        do, said = ACTS[act]
        try:
            do(by=request.user, user=found)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, str(said) % {"name": found})
    return redirect(_address(found))
