"""What is let out: a question, its table as the gate let it through, and who answers for it."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified, Stamped, address
from canevas.evidence.observatory.rules.publish.states import State


class Release(Identified, Stamped):
    """One version of a table. ``table`` is the text of ``rules.publish.stored``: empty before the gate let anything
    through, and never changed once it is published. Nothing of a release is public unless it is in state published,
    for the public."""

    class States(models.TextChoices):
        DRAFT = State.DRAFT.value, _("draft")
        PROTECTED = State.PROTECTED.value, _("protected")
        APPROVED = State.APPROVED.value, _("approved")
        PUBLISHED = State.PUBLISHED.value, _("published")
        WITHDRAWN = State.WITHDRAWN.value, _("withdrawn")

    class For(models.TextChoices):
        PUBLIC = "public", _("the public")
        PARTNER = "partner", _("partners")

    class Form(models.TextChoices):
        TABLE = "table", _("table")
        RECORDS = "records", _("file of records")

    class Method(models.TextChoices):
        SUPPRESSION = "suppression", _("small figures are hidden")
        GATHERED = "gathered", _("rare nationalities, groups… are told together, then small figures are hidden")
        CELL_KEY = "cell_key", _("every figure is moved a little (cell key)")

    code = models.CharField(_("code"), max_length=60)
    form = models.CharField(_("form"), max_length=8, choices=Form, default=Form.TABLE)
    """Of records, the table tells each combination that at least k of them have; the file repeats it as often."""
    version = models.PositiveIntegerField(_("version"), default=1)
    title = models.CharField(_("title"), max_length=250)
    title_en = models.CharField(_("title in English"), max_length=250, blank=True)
    question = models.JSONField(_("question"))
    """Pairs of name and value, as the explorer's address writes them."""
    measure = models.CharField(max_length=120, db_index=True)
    """What is counted (``rules.publish.gate.measure_key``): releases of one measure are protected together."""
    region = models.CharField(_("region"), max_length=60, blank=True)
    """P-code where the question keeps to one region; who prepares and approves must reach it."""
    audience = models.CharField(_("for"), max_length=12, choices=For, default=For.PUBLIC)
    method = models.CharField(_("protected by"), max_length=12, choices=Method, default=Method.SUPPRESSION)
    licence = models.CharField(_("licence"), max_length=200, default="CC BY 4.0")
    licence_url = models.URLField(_("address of the licence"), max_length=300,
                                  default="https://creativecommons.org/licenses/by/4.0/deed.fr")
    state = models.CharField(_("state"), max_length=10, choices=States, default=States.DRAFT, db_index=True)
    sources = models.JSONField(default=list, blank=True)
    """Codes of the sources that were counted."""
    counted_at = models.DateTimeField(_("counted"), null=True, blank=True)
    """The moment whose state of the store was counted."""
    beside = models.JSONField(default=list, blank=True)
    """Identifiers of the releases, and of what partners were told, beside which it was protected."""
    table = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    report = models.JSONField(_("report"), default=dict, blank=True)
    refusal = models.CharField(_("refusal"), max_length=500, blank=True)
    """Why the gate let nothing through; "" where it did, or was not asked."""
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
                                    related_name="+")
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    signature = models.CharField(max_length=64, blank=True)
    """SHA-256 of what was signed: table, report, who, when."""
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    """Why it was withdrawn."""

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="observatory_release_version_once"),
            models.CheckConstraint(name="observatory_release_published_is_whole", condition=(
                ~models.Q(state="published") | models.Q(published_at__isnull=False, approved_by__isnull=False)
                & ~models.Q(table="") & ~models.Q(signature=""))),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.code}, {self.version})"

    def get_absolute_url(self) -> str:
        return address("observatory:release", self.uid)
