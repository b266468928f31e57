"""The events of the directory, as the journal tells them."""
from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.queries import may
from canevas.commons.audit.sentences import words_of
from canevas.commons.directory.models import Edition, NameProposal, Organisation, Person, Territory
from canevas.commons.directory.permissions import ORGANISATION_VIEW, PROPOSAL_VIEW, TERRITORY_VIEW


def _changed(entry: Any) -> str:
    words = words_of(entry)
    if words["before.name"]:
        return _("changed the organisation “%(label)s” (before: %(before.name)s).") % words
    return _("changed the organisation “%(label)s”.") % words


SENTENCES = {
    "organisation_added": gettext_lazy("added the organisation “%(label)s” to the directory."),
    "organisation_changed": _changed,
    "organisation_name_added": gettext_lazy("added “%(text)s” to the names of “%(label)s”."),
    "organisation_name_removed": gettext_lazy("took “%(text)s” away from the names of “%(label)s”."),
    "territory_name_added": gettext_lazy("added “%(text)s” to the names of the place “%(label)s”."),
    "territory_name_removed": gettext_lazy("took “%(text)s” away from the names of the place “%(label)s”."),
    "locality_added": gettext_lazy("added the place “%(label)s” to the directory."),
    "person_added": gettext_lazy("added %(label)s to the directory."),
    "proposal_added": gettext_lazy("met the unknown name “%(label)s”."),
    "proposal_accepted": gettext_lazy("took the name “%(label)s” into the directory."),
    "proposal_attached": gettext_lazy("settled that “%(label)s” means “%(to)s”."),
    "proposal_declined": gettext_lazy("set the name “%(label)s” aside."),
    "proposal_reopened": gettext_lazy("opened the question of the name “%(label)s” again."),
    "vocabulary_loaded": gettext_lazy("loaded the reference of the country (%(label)s)."),
}


def _seen(model: Any, permission: str) -> Any:
    def rows(user: Any) -> QuerySet[Any]:
        return model.objects.all() if may(user, permission) else model.objects.none()
    return rows


SEEN = {
    "directory.organisation": _seen(Organisation, ORGANISATION_VIEW),
    "directory.person": _seen(Person, ORGANISATION_VIEW),
    "directory.territory": _seen(Territory, TERRITORY_VIEW),
    "directory.edition": _seen(Edition, TERRITORY_VIEW),
    "directory.nameproposal": _seen(NameProposal, PROPOSAL_VIEW),
}
