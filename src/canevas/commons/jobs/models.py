from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified, Stamped


class Job(Identified, Stamped):
    """A piece of long work as a person follows it: how far it is, what it says, where its result lies."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    label = models.CharField(_("work"), max_length=250)
    about = models.CharField(_("about"), max_length=250, blank=True, db_index=True)
    """The address of the page of what is worked on: it tells that the work goes on."""
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    result_url = models.CharField(max_length=250, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")

    def __str__(self) -> str:
        return self.label

    @property
    def is_finished(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)

    @property
    def has_file(self) -> bool:
        """Whether the result is a file to take away, and no page."""
        return self.result_url.endswith("/file/")


class RegularRun(models.Model):
    """A period of regular work that was begun: the row stands before the work begins, so that nobody does it twice."""

    name = models.CharField(max_length=60)
    period = models.CharField(max_length=40)
    begun_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    """``None``: under way, or stopped in the middle."""
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("regular work done")
        verbose_name_plural = _("regular works done")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["name", "period"], name="regular_run_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.period}"
