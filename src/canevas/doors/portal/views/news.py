"""What was published last, as an Atom feed: whoever wants to be told needs no account and leaves no address."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from canevas.evidence.observatory.queries.releases import newest_public, table_of
from canevas.governance.bulletins.queries.published import public_bulletins
from canevas.governance.syntheses.queries.published import publications

MOST = 50


@dataclass(frozen=True, slots=True)
class News:
    """Something that was published; ``address`` is a path."""

    day: datetime
    title: str
    address: str
    about: str


@login_not_required
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The last that was published, the newest first."""
    feed = Atom1Feed(
        title=_("Migration: what was published"), link=request.build_absolute_uri(reverse("portal:figures")),
        description="", language=get_language(), feed_url=request.build_absolute_uri())
    for one in sorted(_published(), key=lambda one: one.day, reverse=True)[:MOST]:
        address = request.build_absolute_uri(one.address)
        feed.add_item(title=one.title, link=address, description=one.about, unique_id=address, pubdate=one.day,
                      updateddate=one.day)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type,
                        headers={"Cache-Control": "public, max-age=300"})


def _published() -> Iterator[News]:
    for release in newest_public():
        if release.published_at is not None:
            table = table_of(release)
            yield News(release.published_at, table.title, reverse(
                "portal:release", args=[release.code, release.version]), table.definition)
    for bulletin in public_bulletins():
        if bulletin.published_at is not None:
            yield News(bulletin.published_at, bulletin.title, reverse(
                "portal:bulletin-file", args=[bulletin.uid, "pdf"]), _("Bulletin, PDF"))
    for one in publications():
        yield News(one.published_at, one.synthesis.title, reverse("portal:table", args=[one.synthesis.uid]),
                   _("Recommendations adopted"))
