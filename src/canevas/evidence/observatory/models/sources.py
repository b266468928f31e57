"""Where figures come from, how they are read, and who may see them."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified, Stamped, address
from canevas.evidence.observatory.rules.sharing import GEOGRAPHIES, GRAINS, Audience, Party


class Source(Identified, Stamped):
    """Somebody who gives figures, in files of their own: « Suivi des flux, OIM »."""

    class For(models.TextChoices):
        PUBLIC = Audience.PUBLIC.value, _("the public")
        PARTNER = Audience.PARTNER.value, _("partners")
        RESTRICTED = Audience.RESTRICTED.value, _("its own organisation")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    organisation = models.ForeignKey(
        "directory.Organisation", verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+")
    region = models.CharField(_("region"), max_length=60, blank=True)
    """P-code of the region that it is about; "" for the whole country."""
    audience = models.CharField(_("for"), max_length=12, choices=For, default=For.PARTNER)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    contact = models.CharField(_("contact"), max_length=250, blank=True)
    definition = models.CharField(_("what is counted"), max_length=300, blank=True)
    coverage = models.CharField(_("what is covered"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("source of figures")
        verbose_name_plural = _("sources of figures")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("observatory:source", self.code)


class Recipe(Identified):
    """How the files of a source are read; what is written stands in its versions."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="recipes")
    name = models.SlugField(_("name"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("recipe")
        verbose_name_plural = _("recipes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("observatory:recipe", self.name)


class RecipeVersion(models.Model):
    """One text of a recipe. It never changes: figures name it."""

    recipe = models.ForeignKey(Recipe, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("recipe"))
    sha256 = models.CharField(max_length=64)
    note = models.CharField(_("note"), max_length=250, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of a recipe")
        verbose_name_plural = _("versions of a recipe")
        ordering = ["recipe", "-number"]
        constraints = [models.UniqueConstraint(fields=["recipe", "number"], name="observatory_recipe_version_once")]

    def __str__(self) -> str:
        return f"{self.recipe} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise ValueError("a version of a recipe never changes")
        super().save(*args, **kwargs)


class SourceFile(Identified):
    """A file that a source gave; its bytes are kept by the files' room."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey("files.StoredFile", verbose_name=_("file"), on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("given"), auto_now_add=True)
    said = models.JSONField(_("said of the file"), default=dict, blank=True)
    """What a person says holds for every row of this file, and of the titles of its tables: ``{"period": "2023-03",
    "titles": {"0": {"region": ""}}}``, as ``settling.with_said`` takes it."""

    class Meta:
        verbose_name = _("file of a source")
        verbose_name_plural = _("files of a source")
        constraints = [models.UniqueConstraint(fields=["source", "file"], name="observatory_source_file_once")]

    def __str__(self) -> str:
        return str(self.file)


class SharingAgreement(Identified, Stamped):
    """Who may see a source, how finely, until when (``rules.sharing``)."""

    class With(models.TextChoices):
        ORGANISATION = Party.ORGANISATION.value, _("an organisation")
        REGION = Party.REGION.value, _("a region")
        ROLE = Party.ROLE.value, _("a role")
        PARTNERS = Party.PARTNERS.value, _("all partners")

    class Geography(models.TextChoices):
        COUNTRY = "country", _("the country")
        REGION = "region", _("region")
        DEPARTMENT = "department", _("department")
        COMMUNE = "commune", _("commune")
        LOCALITY = "locality", _("locality, flow point")

    class Grain(models.TextChoices):
        YEAR = "year", _("year")
        QUARTER = "quarter", _("quarter")
        MONTH = "month", _("month")
        WEEK = "week", _("week")
        DAY = "day", _("day")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="agreements")
    party = models.CharField(_("with"), max_length=12, choices=With)
    key = models.CharField(_("who"), max_length=60, blank=True)
    """Code of the organisation or of the role, P-code of the region; "" for all partners."""
    fields = models.JSONField(_("breakdowns"), default=list, blank=True)
    """Those that are shown, of ``rules.sharing.CHOOSABLE``."""
    geography = models.CharField(_("finest place"), max_length=12, choices=Geography, default=Geography.REGION)
    grain = models.CharField(_("finest period"), max_length=8, choices=Grain, default=Grain.MONTH)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    text = models.TextField(_("words of the agreement"), blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("sharing agreement")
        verbose_name_plural = _("sharing agreements")
        ordering = ["source", "-valid_from", "pk"]
        constraints = [
            models.CheckConstraint(name="observatory_agreement_ends_after_it_begins", condition=(
                models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")))),
            models.CheckConstraint(name="observatory_agreement_with_somebody", condition=(
                ~models.Q(key="") | models.Q(party="partners"))),
        ]

    def __str__(self) -> str:
        return f"{self.source} – {self.get_party_display()} {self.key}".strip()


assert set(SharingAgreement.Geography.values) == set(GEOGRAPHIES)
assert set(SharingAgreement.Grain.values) == {str(grain) for grain in GRAINS}
