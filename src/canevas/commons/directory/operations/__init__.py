"""Every write of the directory: keyword-only, `by=`, permission, change and journal row in one transaction."""
from canevas.commons.directory.operations.entries import (
    add_locality,
    add_organisation,
    add_organisation_name,
    add_person,
    add_territory_name,
    edit_organisation,
    remove_name,
)
from canevas.commons.directory.operations.load import LoadReport, load_vocabulary_into_directory
from canevas.commons.directory.operations.proposals import (
    accept_locality,
    accept_organisation,
    attach_proposal,
    decline_proposal,
    propose_name,
    reopen_proposal,
)

__all__ = [
    "LoadReport",
    "accept_locality",
    "accept_organisation",
    "add_locality",
    "add_organisation",
    "add_organisation_name",
    "add_person",
    "add_territory_name",
    "attach_proposal",
    "decline_proposal",
    "edit_organisation",
    "load_vocabulary_into_directory",
    "propose_name",
    "remove_name",
    "reopen_proposal",
]
