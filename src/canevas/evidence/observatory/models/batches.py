"""The catalogue of the store. A batch is a Parquet file that never changes; what exists is what the catalogue says."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified, address
from canevas.evidence.observatory.models.sources import RecipeVersion, Source, SourceFile
from canevas.evidence.observatory.rules.harmonise.layout import letters


class Batch(Identified):
    """The figures that one file brought, as one version of a recipe reads it.

    It holds from ``valid_from`` on, up to the moment ``valid_to``, when it was corrected (another batch ``replaces``
    it) or withdrawn. The state of the store at a moment is the batches that held then.
    """

    class Ended(models.TextChoices):
        CORRECTED = "corrected", _("corrected")
        WITHDRAWN = "withdrawn", _("withdrawn")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="batches")
    file = models.ForeignKey(SourceFile, on_delete=models.PROTECT, related_name="batches")
    recipe = models.ForeignKey(RecipeVersion, on_delete=models.PROTECT, related_name="batches")
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT,
                                    related_name="replaced_by")
    sha256 = models.CharField(max_length=64)
    """Of the Parquet file."""
    size = models.PositiveBigIntegerField(_("size"))
    rows = models.PositiveIntegerField(_("figures"))
    rejects = models.PositiveIntegerField(_("rejected"), default=0)
    added = models.PositiveIntegerField(_("added"), default=0)
    corrected = models.PositiveIntegerField(_("corrected"), default=0)
    withdrawn = models.PositiveIntegerField(_("withdrawn"), default=0)
    start = models.DateField(_("first day"), null=True, blank=True)
    end = models.DateField(_("last day"), null=True, blank=True)
    valid_from = models.DateTimeField(_("valid from"), db_index=True)
    valid_to = models.DateTimeField(_("valid to"), null=True, blank=True, db_index=True)
    ended = models.CharField(max_length=10, choices=Ended, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    """Why it was corrected or withdrawn."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("batch of figures")
        verbose_name_plural = _("batches of figures")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(name="observatory_batch_once_at_a_time", fields=["file"],
                                    condition=models.Q(valid_to__isnull=True)),
            models.CheckConstraint(name="observatory_batch_ended_for_a_cause", condition=(
                models.Q(valid_to__isnull=True, ended="") | models.Q(valid_to__isnull=False) & ~models.Q(ended=""))),
        ]

    def __str__(self) -> str:
        return f"{self.source} – {self.file}"

    def get_absolute_url(self) -> str:
        return address("observatory:batch", self.uid)

    @property
    def holds(self) -> bool:
        return self.valid_to is None


class RejectedRow(models.Model):
    """A cell of a file that could not be read as the recipe says."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rejected")
    sheet = models.CharField(_("sheet"), max_length=250, blank=True)
    row = models.PositiveIntegerField(_("row"))
    column = models.CharField(_("column"), max_length=250)
    """Its heading."""
    column_number = models.PositiveIntegerField(default=0)
    """1-based; 0 where it is not known."""
    value = models.TextField(_("value"))
    why = models.TextField(_("why"))

    class Meta:
        verbose_name = _("rejected cell")
        verbose_name_plural = _("rejected cells")
        ordering = ["batch", "sheet", "row", "pk"]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row} {self.column}"


class KeptAnomaly(models.Model):
    """Figures of a batch that did not agree with each other when it came in: told, never mended."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="anomalies")
    kind = models.CharField(max_length=12)
    """As :class:`~canevas.evidence.observatory.rules.harmonise.proposal.Anomaly` has it."""
    row = models.PositiveIntegerField(_("row"), null=True)
    message = models.TextField(_("what does not agree"))

    class Meta:
        verbose_name = _("figures that do not agree")
        verbose_name_plural = _("figures that do not agree")
        ordering = ["batch", "pk"]

    def __str__(self) -> str:
        return self.message


class CellCorrection(models.Model):
    """What a person says that a cell of a file holds, where what stands there cannot be read. The file stays as it
    came; whatever recipe reads it, reads this instead."""

    file = models.ForeignKey(SourceFile, on_delete=models.PROTECT, related_name="corrections")
    sheet = models.CharField(_("sheet"), max_length=250, blank=True)
    row = models.PositiveIntegerField(_("row"))
    column = models.PositiveIntegerField(_("column"))
    value = models.CharField(_("value"), max_length=500, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"), auto_now=True)

    class Meta:
        verbose_name = _("corrected cell")
        verbose_name_plural = _("corrected cells")
        ordering = ["file", "sheet", "row", "column"]
        constraints = [models.UniqueConstraint(fields=["file", "sheet", "row", "column"],
                                               name="observatory_cell_corrected_once")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.place}".strip()

    @property
    def place(self) -> str:
        """As a spreadsheet writes it: B14."""
        return f"{letters(self.column)}{self.row}"


class Disagreement(Identified):
    """Two sources give different figures of the same thing. Both are kept; a person may say why they differ."""

    kind = models.CharField(_("kind"), max_length=12)
    about = models.JSONField(_("about"), default=dict)
    """The dimensions that both name, by field. Of an interval ``…_value`` is the lower end, ``…_upper`` the other."""
    first = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="+")
    first_value = models.FloatField(_("figure"))
    first_upper = models.FloatField(_("upper end of the figure"), null=True)
    second = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="+")
    second_value = models.FloatField(_("other figure"))
    second_upper = models.FloatField(_("upper end of the other figure"), null=True)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)
    explanation = models.TextField(_("explanation"), blank=True)
    explained_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
                                     related_name="+")
    explained_at = models.DateTimeField(_("explained"), null=True, blank=True)

    class Meta:
        verbose_name = _("disagreement of sources")
        verbose_name_plural = _("disagreements of sources")
        ordering = ["-found_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.first.source} {self.first_value:g} – {self.second.source} {self.second_value:g}"
