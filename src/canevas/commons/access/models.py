from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person who signs in, or the system itself when a command runs unattended."""

    class RoleName(models.TextChoices):
        ADMINISTRATOR = "administrator", _("Administrator")
        SECRETARIAT = "secretariat", _("Secretariat")
        RAPPORTEUR = "rapporteur", _("Rapporteur")
        READER = "reader", _("Reader")

    role = models.CharField(_("role"), max_length=20, choices=RoleName, default=RoleName.READER)

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.username
