"""The country's reference for tests that need it: loaded through the operations once, copied in afterwards."""
from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models

from canevas.commons.access.queries import User
from canevas.commons.directory.operations import load_vocabulary_into_directory
from canevas.governance.concertation.operations import load_bodies
from canevas.governance.policy.operations import load_framework

_TABLES = ("directory.Territory", "directory.TerritoryName", "directory.Organisation", "directory.OrganisationName",
           "directory.Edition", "policy.Framework", "policy.Axis", "policy.Programme", "policy.SubProgramme",
           "policy.Objective", "concertation.Body")
_copies: list[tuple[type[models.Model], list[Any]]] = []


def load_country(by: User) -> None:
    """Territories, organisations, policy and bodies of the vocabulary, in the present test's transaction."""
    if not _copies:
        load_vocabulary_into_directory(by=by)
        load_framework(by=by)
        load_bodies(by=by)
        _copies.extend((model, list(model._default_manager.all())) for model in map(apps.get_model, _TABLES))
        return
    for model, rows in _copies:
        model._default_manager.bulk_create(rows)
