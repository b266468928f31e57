from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "canevas.commons.access"
    label = "access"
    verbose_name = _("People and roles")
