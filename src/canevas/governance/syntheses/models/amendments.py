"""What organisations want changed in a frozen version."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified, Stamped
from canevas.governance.syntheses.models.synthesis import Version


class AmendmentKind(models.TextChoices):
    INSERT = "insert", _("insertion")
    DELETE = "delete", _("deletion")
    REPLACE = "replace", _("replacement")
    MOVE = "move", _("move")
    SPLIT = "split", _("split")
    MERGE = "merge", _("merge")
    ROW_INSERT = "row-insert", _("new row")
    ROW_DELETE = "row-delete", _("row deleted")
    COMMENT = "comment", _("remark")


class AmendmentState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted")
    MODIFIED = "modified", _("accepted as modified")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")


class UnplacedWhy(models.TextChoices):
    """Why a change has no place in the version, so that it cannot be accepted as it stands."""

    NO_PLACE = "no-place", _("The line or row that it changes was not found in the version.")
    CHANGED_SINCE = "changed-since", _("The line that it changes says something else since the copy was made.")
    TITLE = "title", _("It changes a title or a header of the table, which the version does not hold as text.")
    COLUMN = "column", _("It stands in a column that the version does not have.")
    FRAME = "frame", _("It changes the letterhead, the title, a page header, a footer or a note: the version holds "
                       "only the table and the paragraphs around it.")
    NEW_SECTION = "new-section", _("It opens a band that is neither general nor of an axis, or that has no rows: the "
                                   "table holds none such.")
    WITHDRAWS = "withdraws", _("It takes away all that another amendment adds: to follow it, reject that one.")
    INNER = "inner", _("It changes words that another amendment adds, and cannot be made without it: accept that one "
                       "with other words.")


class Copy(Identified, Stamped):
    """A Word file that an organisation sent back, with what was found in it. The same file is brought once."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="copies")
    file = models.ForeignKey("files.StoredFile", verbose_name=_("file"), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("file name"), max_length=255)
    organisation = models.ForeignKey(
        "directory.Organisation", verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+")
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    formatting_only = models.PositiveIntegerField(default=0)
    """Changes of form that were counted and left out."""

    class Meta:
        verbose_name = _("copy sent back")
        verbose_name_plural = _("copies sent back")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "file"], name="synthesis_copy_once")]

    def __str__(self) -> str:
        return self.name


class Amendment(Identified, Stamped):
    """One change that somebody proposes to a frozen version, or a remark on it. Nothing of the version changes: what
    is accepted is applied to the next one.

    ``edit`` is the ``rules.table`` edit as JSON, empty for a remark and for a change whose place was not found in the
    version, for the reason ``why`` (``section``… still say where Word has it). ``before``, ``after``, ``context`` are
    plain texts. ``within``: the amendment whose new words it changes; its edit is that one's, worded otherwise. Of a
    remark: the one that it answers.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="amendments")
    copy = models.ForeignKey(Copy, null=True, blank=True, on_delete=models.PROTECT, related_name="amendments")
    organisation = models.ForeignKey(
        "directory.Organisation", verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+")
    author = models.CharField(_("author"), max_length=250, blank=True)
    """As Word has it, or the name of who typed it."""
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    """Who typed it, or brought the copy."""
    written_at = models.DateTimeField(_("written"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=AmendmentKind)
    edit = models.JSONField(default=dict, blank=True)
    section = models.CharField(max_length=20, blank=True)
    row = models.PositiveIntegerField(default=0)
    column = models.CharField(max_length=12, blank=True)
    line = models.PositiveIntegerField(default=0)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    context = models.TextField(blank=True)
    why = models.CharField(max_length=16, choices=UnplacedWhy, blank=True)
    within = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="inner")
    is_tracked = models.BooleanField(default=True)
    """False for a change that Word did not mark, found by comparison."""
    motive = models.TextField(_("reason"), blank=True)
    order = models.PositiveIntegerField(default=0)
    state = models.CharField(_("state"), max_length=10, choices=AmendmentState, default=AmendmentState.PROPOSED)
    decided_edit = models.JSONField(default=dict, blank=True)
    """What was accepted where it is not what was proposed."""
    decision_note = models.TextField(_("note"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    applied_in = models.ForeignKey(
        Version, null=True, blank=True, on_delete=models.PROTECT, related_name="integrated")

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["version", "state"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {(self.after or self.before)[:80]}"

    def get_absolute_url(self) -> str:
        return reverse("syntheses:amendment", args=[self.uid])

    @property
    def number(self) -> int:
        """Its number as people call it, in its version."""
        return self.order + 1
