"""A register page: what it lists, how it may be narrowed and sorted, and the answer to a request."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise

from canevas.commons.design.lists import exports
from canevas.commons.design.lists.columns import Column
from canevas.commons.design.lists.counting import count_choices, count_rows
from canevas.commons.design.lists.filters import Asked, ChoiceFilter, Filter, Label
from canevas.commons.design.lists.markup import option_rows, table_rows
from canevas.commons.design.lists.pages import ordering, page_of

_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Empty:
    """What a list says while nothing is in the register: what is missing, and what to do first."""

    title: Label
    text: Label = ""
    route: str = ""
    label: Label = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading as one page shows it. ``direction`` is the value of aria-sort, "" when not sorted by it."""

    column: Column
    sort: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    label: Label
    value: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Control:
    """A filter as one page shows it."""

    filter: Filter
    asked: Asked
    options: str = ""


@dataclass(frozen=True, slots=True)
class RegisterList:
    """One list page. ``rows`` gives the rows that the person may see, with what the cells need joined or prefetched.

    ``order`` is the name of the column sorted by at first, with "-" for the last first. ``caption`` says in one
    sentence what a row is. ``template`` extends ``design/lists/list.html`` where a page has more to show.
    """

    title: str | Promise
    caption: str | Promise
    rows: Callable[[HttpRequest], QuerySet[Any]]
    columns: tuple[Column, ...]
    order: str
    empty: Empty
    filters: tuple[Filter, ...] = ()
    template: str = "design/lists/list.html"

    def respond(self, request: HttpRequest, context: dict[str, Any] | None = None) -> HttpResponseBase:
        """The page, or the file that ``?format=csv`` or ``?format=xlsx`` asks for."""
        user = getattr(request, "user", None)
        return replace(self, filters=tuple(one.of(user) for one in self.filters))._respond(request, context)

    def _respond(self, request: HttpRequest, context: dict[str, Any] | None) -> HttpResponseBase:
        every = self.rows(request)
        asked = {one.name: one.read(request.GET) for one in self.filters}
        rows = self._narrowed(every, asked)
        sort = self._sort(request.GET.get("sort", ""))
        said = [answer.said for answer in asked.values() if answer.said]
        if request.GET.get("format") in ("csv", "xlsx"):
            return self._export(request.GET["format"], rows.order_by(*self._order(sort)), said)
        return self._show(request, every, rows, asked, sort, context or {})

    def _show(self, request: HttpRequest, every: QuerySet[Any], rows: QuerySet[Any], asked: dict[str, Asked],
              sort: str, extra: dict[str, Any]) -> HttpResponse:
        tabs = [(one, self._tabs(every, asked, one)) for one in self.filters if _is_tabs(one)]
        count = next((tab.count for _one, row in tabs for tab in row if tab.is_current), None)
        page = page_of(every, rows, self._order(sort), _page_number(request.GET.get("page", "1")),
                       count_rows(rows) if count is None else count)
        is_narrowed = any(answer.value is not None for answer in asked.values())
        return render(request, self.template, {
            "list": self,
            "page": page,
            "table": table_rows(self.columns, page.rows),
            "headings": self._headings(sort),
            "controls": [self._control(one, asked[one.name]) for one in self.filters if not _is_tabs(one)],
            "tabs": tabs,
            "hidden": {name: value for one in self.filters if _is_tabs(one)
                       for name, value in asked[one.name].written.items() if value},
            "problems": [answer.problem for answer in asked.values() if answer.problem],
            "is_narrowed": is_narrowed,
            "is_empty": not page.count and not is_narrowed,
            "sort": sort if sort != self.order else "",
            **extra,
        })

    def _narrowed(self, rows: QuerySet[Any], asked: dict[str, Asked], but: str = "") -> QuerySet[Any]:
        for one in self.filters:
            if asked[one.name].value is not None and one.name != but:
                rows = one.apply(rows, asked[one.name])
        return rows

    def _sort(self, written: str) -> str:
        """The sort that is asked for, or the list's own when that makes no sense."""
        names = {column.name for column in self.columns if column.order}
        return written if written.removeprefix("-") in names else self.order

    def _order(self, sort: str) -> list[Any]:
        column = next((one for one in self.columns if one.name == sort.removeprefix("-")), None)
        return ordering(column.order if column else (), descending=sort.startswith("-"))

    def _headings(self, sort: str) -> list[Heading]:
        out = []
        for column in self.columns:
            if not column.order:
                out.append(Heading(column))
            elif sort.removeprefix("-") != column.name:
                out.append(Heading(column, column.name))
            elif sort.startswith("-"):
                out.append(Heading(column, column.name, "descending"))
            else:
                out.append(Heading(column, f"-{column.name}", "ascending"))
        return out

    def _control(self, one: Filter, asked: Asked) -> Control:
        if not isinstance(one, ChoiceFilter):
            return Control(one, asked)
        return Control(one, asked, option_rows(one.options(), asked.written.get(one.name, "")))

    def _tabs(self, every: QuerySet[Any], asked: dict[str, Asked], one: ChoiceFilter) -> list[Tab]:
        """How many rows each choice would leave, the other filters as they are."""
        options = one.options()
        counts = count_choices(
            self._narrowed(every, asked, but=one.name),
            {f"choice_{place}": option.as_q(one.field or one.name) for place, option in enumerate(options)},
            is_narrowed=any(answer.value is not None for name, answer in asked.items() if name != one.name))
        chosen = asked[one.name].written.get(one.name, "")
        tabs = [Tab("", "", counts["all"], not chosen)]
        return tabs + [Tab(option.label, option.value, counts[f"choice_{place}"], option.value == chosen)
                       for place, option in enumerate(options)]

    def _export(self, form: str, rows: QuerySet[Any], said: list[str]) -> HttpResponseBase:
        stream = rows.iterator(chunk_size=_CHUNK)
        if form == "csv":
            return exports.csv_response(str(self.title), self.columns, stream)
        return exports.xlsx_response(str(self.title), self.columns, stream, said)


def _is_tabs(one: Filter) -> bool:
    return isinstance(one, ChoiceFilter) and one.as_tabs


def _page_number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 1
