from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from canevas.commons.directory import rules
from canevas.commons.records import Identified, Stamped, address


class NameSource(models.TextChoices):
    VOCABULARY = "vocabulary", _("reference of the country")
    PERSON = "person", _("entered by a person")
    PROPOSAL = "proposal", _("settled from a document")


class Territory(Identified, Stamped):
    """A place with a code: country, region, department, commune, or a locality (which may lie abroad)."""

    class Level(models.IntegerChoices):
        COUNTRY = 0, _("Country")
        REGION = 1, _("Region")
        DEPARTMENT = 2, _("Department")
        COMMUNE = 3, _("Commune")
        LOCALITY = 4, _("Locality")

    pcode = models.CharField(_("P-code"), max_length=60, unique=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level, db_index=True)
    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey("self", verbose_name=_("within"), null=True, blank=True, on_delete=models.PROTECT,
                               related_name="children")
    country = models.CharField(_("country"), max_length=2, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    iso = models.CharField(_("ISO 3166-2"), max_length=10, blank=True)
    note = models.CharField(_("note"), max_length=250, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=12, choices=NameSource, default=NameSource.PERSON)

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["level", "name", "pcode"]
        constraints = [
            models.CheckConstraint(name="directory_territory_on_earth", violation_error_message=_(
                "A latitude lies between -90 and 90 degrees, a longitude between -180 and 180."),
                condition=(models.Q(lat__isnull=True, lon__isnull=True)
                           | models.Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180))),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("directory:territory", self.pcode)


class Organisation(Identified, Stamped):
    """A structure (« structure »). ``kind`` is a code of the vocabulary's list of kinds."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=300)
    acronym = models.CharField(_("acronym"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=30, db_index=True)
    parent = models.ForeignKey("self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.PROTECT,
                               related_name="children")
    region = models.ForeignKey(Territory, verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT,
                               related_name="organisations")
    email = models.EmailField(_("e-mail address"), blank=True)
    """Where reminders and sheets of actions go."""
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    is_proposed = models.BooleanField(_("to be checked"), default=False)
    source = models.CharField(_("source"), max_length=12, choices=NameSource, default=NameSource.PERSON)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.acronym} · {self.name}" if self.acronym and self.acronym != self.name else self.name

    def get_absolute_url(self) -> str:
        return address("directory:organisation", self.code)


class WrittenName(Stamped):
    """One way to write an entry; ``normalised`` is what look-ups compare."""

    class Kind(models.TextChoices):
        NAME = "name", _("name")
        ACRONYM = "acronym", _("acronym")
        ALIAS = "alias", _("other spelling")
        FORMER = "former", _("former name")
        CODE = "code", _("code")
        OLD_CODE = "old-code", _("older code")

    text = models.CharField(_("text"), max_length=300)
    normalised = models.CharField(max_length=300, db_index=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ALIAS)
    source = models.CharField(_("source"), max_length=12, choices=NameSource, default=NameSource.PERSON)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["kind", "text"]

    def __str__(self) -> str:
        return self.text


class OrganisationName(WrittenName):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")

    class Meta(WrittenName.Meta):
        verbose_name = _("name of an organisation")
        verbose_name_plural = _("names of organisations")
        constraints = [models.UniqueConstraint(fields=["organisation", "normalised"],
                                               name="directory_organisation_name_once")]


class TerritoryName(WrittenName):
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="names")

    class Meta(WrittenName.Meta):
        verbose_name = _("name of a territory")
        verbose_name_plural = _("names of territories")
        constraints = [models.UniqueConstraint(fields=["territory", "normalised"],
                                               name="directory_territory_name_once")]


class Person(Identified, Stamped):
    """A person named for a function; attendance is by organisation, the person is optional."""

    name = models.CharField(_("name"), max_length=200)
    title = models.CharField(_("function"), max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, verbose_name=_("organisation"), null=True, blank=True,
                                     on_delete=models.PROTECT, related_name="people")

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class NameProposal(Identified, Stamped):
    """A name that the directory does not know, asked once and remembered, whatever was decided."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("Organisation")
        TERRITORY = "territory", _("Territory")

    class State(models.TextChoices):
        OPEN = rules.ProposalState.OPEN.value, _("To be settled")
        ACCEPTED = rules.ProposalState.ACCEPTED.value, _("New entry")
        ATTACHED = rules.ProposalState.ATTACHED.value, _("Attached to an entry")
        DECLINED = rules.ProposalState.DECLINED.value, _("Not a name")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    text = models.CharField(_("as written"), max_length=300)
    normalised = models.CharField(max_length=300, editable=False)
    occurrences = models.PositiveIntegerField(_("times met"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, db_index=True)
    candidates = models.JSONField(_("suggestions"), default=list, blank=True)
    """What the resolver suggested: a list of {code, label, score, reason, kind}."""
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
                                   related_name="+", verbose_name=_("settled by"))
    decided_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("unknown name")
        verbose_name_plural = _("unknown names")
        ordering = ["-occurrences", "text"]
        constraints = [models.UniqueConstraint(fields=["kind", "normalised"], name="directory_proposal_once")]

    def __str__(self) -> str:
        return self.text


class Edition(models.Model):
    """One row: a mark that changes with every write to the directory, so that an index kept in memory knows its age."""

    mark = models.UUIDField()

    class Meta:
        verbose_name = _("edition of the directory")
        verbose_name_plural = _("editions of the directory")

    def __str__(self) -> str:
        return str(self.mark)
