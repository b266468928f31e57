"""A bulletin is made: composed of what its maker sees and partners may see, written twice, kept."""
from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.directory.queries import regions
from canevas.commons.files.operations import keep_attachment
from canevas.evidence.observatory.operations import tell_partners
from canevas.evidence.observatory.queries import explorer
from canevas.evidence.observatory.queries.partners import codes_for_partners
from canevas.evidence.observatory.rules.periods import Period
from canevas.governance.bulletins.export.files import bulletin_files
from canevas.governance.bulletins.export.pictures import pictures_of
from canevas.governance.bulletins.export.words import bulletin_form
from canevas.governance.bulletins.models import Bulletin
from canevas.governance.bulletins.permissions import RELEASE_PREPARE
from canevas.governance.bulletins.queries.bulletins import file_stem, letterhead, template_in_use
from canevas.governance.bulletins.queries.composing import compose, compose_for_public
from canevas.governance.bulletins.queries.figures import NEEDED, told_of
from canevas.governance.bulletins.queries.groups import may_for
from canevas.governance.bulletins.rules.bulletin import Bulletin as Told
from canevas.governance.bulletins.rules.figures import read_bulletin_period, shown_periods

PUBLIC = Bulletin.For.PUBLIC.value


class NoPeriod(Exception):  # noqa: N818 (told to the person)
    """The period or the region is none that a bulletin can be about. ``str()`` is a sentence."""


class NothingOut(Exception):  # noqa: N818 (told to the person)
    """No public release tells anything that a bulletin for the public could tell. ``str()`` is a sentence."""


@dataclass(frozen=True, slots=True)
class Made:
    """Both files of a bulletin, not kept yet. ``body``: the group that it is for, ""; ``releases``: of one for the
    public, the identifiers of those whose cells it tells; ``pdf_note``: see ``Bulletin.pdf_note``."""

    title: str
    stem: str
    body: str
    word: bytes
    pdf: bytes
    releases: tuple[str, ...] = ()
    pdf_note: str = ""


def made_files(*, by: User, region: str, period: str, audience: str = Bulletin.For.PARTNER) -> Made:
    """The bulletin of a region ("" for the country) and a period (ISO: 2023-03, 2023-Q1).

    Raises :class:`NoPeriod`, :class:`NothingOut`, ``PermissionDenied``, ``TemplateFault`` or ``PdfFault``.
    """
    try:
        when = read_bulletin_period(period)
    except ValueError as error:
        raise NoPeriod(_("“%(text)s” is neither a month (2023-03) nor a quarter (2023-T1).") % {
            "text": period}) from error
    if region and not any(one.pcode == region for one in regions()):
        raise NoPeriod(_("No region has the code “%(code)s”.") % {"code": region})
    if not may_for(by, RELEASE_PREPARE, region):
        raise PermissionDenied(_("You may not make the bulletin of this region."))
    bulletin, releases = _composed(by, region, when, audience)
    with override("fr"):
        form = bulletin_form(bulletin, letterhead())
        pictures = pictures_of(bulletin, explorer.outlines())
        template = template_in_use()
        word, pdf, note = bulletin_files(form, pictures, bytes(template.content) if template else None)
        return Made(form["titre"], file_stem(region, when), bulletin.body, word, pdf, tuple(releases), note)


def tell_figures(*, by: User, period: Period) -> None:
    """Have what partners may be told of a period, and of its year, counted and kept, before a bulletin tells it."""
    sources = codes_for_partners(NEEDED, timezone.localdate())
    for code, breakdowns in told_of().items():
        tell_partners(by=by, indicator=code, breakdowns=breakdowns, periods=shown_periods(period), sources=sources)


def _composed(by: User, region: str, when: Period, audience: str) -> tuple[Told, list[str]]:
    if audience != Bulletin.For.PUBLIC:
        tell_figures(by=by, period=when)
        return compose(by, region, when), []
    found = compose_for_public(region, when)
    if found is None:
        raise NothingOut(_("No public release gives a figure of this region for this period. First publish its figures "
                           "by period and direction, flow point, nationality or sex."))
    return found


def make_bulletin(*, by: User, region: str, period: str, audience: str = Bulletin.For.PARTNER) -> Bulletin:
    """Make a bulletin and keep its two files; one for the public waits for who approves it. Raises as
    :func:`made_files`."""
    made = made_files(by=by, region=region, period=period, audience=audience)
    when = read_bulletin_period(period)
    word = keep_attachment(by=by, name=f"{made.stem}.docx", content=made.word)
    pdf = keep_attachment(by=by, name=f"{made.stem}.pdf", content=made.pdf)
    with transaction.atomic():
        row = Bulletin.objects.create(region=region, body=made.body, period=when.iso, title=made.title, word=word,
                                      pdf=pdf, made_by=by, audience=audience, releases=list(made.releases),
                                      pdf_note=made.pdf_note[:300])
        record(by=by, event="bulletin_made", target=row, details={
            "region": region, "period": when.iso, "audience": audience, "word": word.sha256, "pdf": pdf.sha256})
    return row
