"""Writing down one more way to name an entry: shared by the other operations."""
from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from canevas.commons.directory.models import Edition, Organisation, OrganisationName, Territory, TerritoryName
from canevas.commons.directory.queries import lookup
from canevas.commons.directory.queries.findable import organisation_documents, territory_documents
from canevas.commons.search.operations import index_entries
from canevas.tools.text.normalise import key


def changed(*entries: Organisation | Territory) -> Edition:
    """Mark the directory as changed, and make the entries that changed findable by their names of now.

    To be called within the transaction of the change.
    """
    edition, _created = Edition.objects.update_or_create(pk=1, defaults={"mark": uuid.uuid4()})
    lookup.forget()
    organisations = [entry.pk for entry in entries if isinstance(entry, Organisation)]
    territories = [entry.pk for entry in entries if isinstance(entry, Territory)]
    if organisations:
        index_entries(organisation_documents(organisations))
    if territories:
        index_entries(territory_documents(territories))
    return edition


def checked_name(text: str) -> tuple[str, str]:
    """``text`` without outer spaces, and its normal form. Raises ``ValidationError`` where no word is left."""
    text = " ".join(text.split())
    normalised = key(text)
    if not normalised:
        raise ValidationError(_("This name is empty: write at least one letter or digit."))
    if len(text) > 300:
        raise ValidationError(_("This name has more than 300 characters: shorten it."))
    return text, normalised[:300]


def name_organisation(organisation: Organisation, text: str, **fields: Any) -> tuple[OrganisationName, bool]:
    """Remember ``text`` as a name of ``organisation``; ``True`` when it is new."""
    text, normalised = checked_name(text)
    return OrganisationName.objects.get_or_create(
        organisation=organisation, normalised=normalised, defaults={"text": text, **fields})


def name_territory(territory: Territory, text: str, **fields: Any) -> tuple[TerritoryName, bool]:
    """Remember ``text`` as a name of ``territory``; ``True`` when it is new."""
    text, normalised = checked_name(text)
    return TerritoryName.objects.get_or_create(
        territory=territory, normalised=normalised, defaults={"text": text, **fields})
