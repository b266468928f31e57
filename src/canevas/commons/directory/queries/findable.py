"""What the search of the house finds of the directory: each entry by every name it bears."""
from __future__ import annotations

from collections.abc import Collection, Iterator

from canevas.commons.directory.models import Organisation, Territory
from canevas.commons.search.rules import REFERENCE, SearchDocument

ORGANISATION, TERRITORY = "organisation", "territory"


def organisation_documents(only: Collection[int] | None = None) -> Iterator[SearchDocument]:
    """One document an organisation; of those with these primary keys where given."""
    rows = Organisation.objects.select_related("region").prefetch_related("names")
    for row in rows.filter(pk__in=only) if only is not None else rows:
        names = [name.text for name in row.names.all() if name.text not in (row.name, row.acronym)]
        yield SearchDocument(ORGANISATION, row.pk, str(row), " · ".join(names), row.get_absolute_url(),
                             body=" ".join(filter(None, [row.code, row.region.name if row.region else ""])),
                             seen_by=(REFERENCE,))


def territory_documents(only: Collection[int] | None = None) -> Iterator[SearchDocument]:
    """One document a territory; of those with these primary keys where given."""
    rows = Territory.objects.select_related("parent__parent__parent").prefetch_related("names")
    for row in rows.filter(pk__in=only) if only is not None else rows:
        names = [name.text for name in row.names.all() if name.text not in (row.name, row.pcode)]
        within = row.parent.name if row.parent else ""
        yield SearchDocument(TERRITORY, row.pk, row.name, " · ".join(filter(None, [row.get_level_display(), within])),
                             row.get_absolute_url(), body=" ".join([row.pcode, *names]), seen_by=(REFERENCE,))


def findable() -> Iterator[SearchDocument]:
    """Every entry of the directory, to fill the index again."""
    yield from organisation_documents()
    yield from territory_documents()
