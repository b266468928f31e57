"""The list: one kind of page for every register. See README.md for an example."""
from canevas.commons.design.lists.columns import Column
from canevas.commons.design.lists.filters import (
    BooleanFilter,
    Choice,
    ChoiceFilter,
    DateFilter,
    EntryFilter,
    Filter,
    TextFilter,
)
from canevas.commons.design.lists.pages import Page
from canevas.commons.design.lists.register import Empty, RegisterList

__all__ = ["BooleanFilter", "Choice", "ChoiceFilter", "Column", "DateFilter", "Empty", "EntryFilter", "Filter", "Page",
           "RegisterList", "TextFilter"]
