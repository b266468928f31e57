from __future__ import annotations

from functools import cached_property

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from canevas.commons.access import rules


class User(AbstractUser):
    """A person who signs in, or the system itself when a command runs unattended. What it may do: its grants."""

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @cached_property
    def held_roles(self) -> tuple[rules.HeldRole, ...]:
        """The roles held today. Read once: a user object lives as long as a request."""
        if not self.is_active or self.pk is None:
            return ()
        today = timezone.localdate()
        return tuple(
            rules.HeldRole(rules.ROLES[grant.role], rules.Scope(rules.ScopeKind(grant.scope_kind), grant.scope_key))
            for grant in self.grants.all() if grant.role in rules.ROLES and grant.is_current(today))


    @property
    def roles_shown(self) -> list[str]:
        """The names of the roles held today, each once."""
        names = dict(Grant.RoleName.choices)
        return list(dict.fromkeys(str(names[one.role.code]) for one in self.held_roles if one.role.code in names))


class Grant(models.Model):
    """A role that a person holds on a scope. ``scope_key``: code of the body or organisation, P-code of the region."""

    class RoleName(models.TextChoices):
        ADMINISTRATOR = "administrator", _("Administrator")
        SECRETARIAT = "secretariat", _("Secretariat")
        RAPPORTEUR = "rapporteur", _("Regional rapporteur")
        STATISTICIAN = "statistician", _("Statistician")
        FOCAL_POINT = "focal_point", _("Focal point of an organisation")
        MEMBER = "member", _("Member")
        READER = "reader", _("Reader")
        AUDITOR = "auditor", _("Auditor")

    class ScopeName(models.TextChoices):
        EVERYTHING = "everything", _("everything")
        BODY = "body", _("a body and those below it")
        REGION = "region", _("a region")
        ORGANISATION = "organisation", _("an organisation")

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(_("role"), max_length=20, choices=RoleName)
    scope_kind = models.CharField(_("on"), max_length=12, choices=ScopeName, default=ScopeName.EVERYTHING)
    scope_key = models.CharField(_("which"), max_length=60, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("role held")
        verbose_name_plural = _("roles held")
        ordering = ["role", "scope_kind", "scope_key"]
        constraints = [models.UniqueConstraint(fields=["user", "role", "scope_kind", "scope_key"], name="grant_once")]

    def __str__(self) -> str:
        where = f" ({self.scope_key})" if self.scope_key else ""
        return f"{self.get_role_display()}{where}"

    def is_current(self, today: object = None) -> bool:
        return self.ends_on is None or self.ends_on >= (today or timezone.localdate())


class ApiToken(models.Model):
    """A secret by which a program acts in a person's name. Only its fingerprint is kept."""

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=100)
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    """SHA-256 of the secret, in hexadecimal."""
    start = models.CharField(max_length=12, editable=False)
    """The first signs of the secret, by which its owner knows it again."""
    may_write = models.BooleanField(_("may write"), default=False)
    registers = models.JSONField(_("registers"), default=list, blank=True)
    """Names of the registers that it opens; empty: all that its owner sees."""
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_on = models.DateField(_("until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None and self.expires_on >= timezone.localdate()


class TokenAnswer(models.Model):
    """What a program was answered when it wrote under a key of its own: asked again, it is told the same, and nothing
    is written twice. Kept for a day."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=255)
    asked = models.CharField(max_length=64)
    """SHA-256 of what was asked (method, address, body), in hexadecimal."""
    status = models.PositiveSmallIntegerField(default=0)
    content_type = models.CharField(max_length=100, blank=True)
    content = models.BinaryField(default=bytes)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("answer to a program")
        verbose_name_plural = _("answers to programs")
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="token_answer_once")]

    def __str__(self) -> str:
        return self.key


class SignInRule(models.Model):
    """What signing in asks for, where an administrator chose it. One row, or none: then the settings say it."""

    second_factor_roles = models.JSONField(_("roles that must have a second factor"), default=list, blank=True)
    """Codes of roles."""
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("rule of signing in")
        verbose_name_plural = _("rules of signing in")

    def __str__(self) -> str:
        return str(_("Rule of signing in"))
