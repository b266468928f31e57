"""A published table as CSV, HXL-tagged CSV, XLSX and Parquet."""
from __future__ import annotations

import csv
from io import BytesIO, StringIO

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from canevas.evidence.observatory.rules.periods import read_period
from canevas.evidence.observatory.rules.publish.table import TOTAL, PublishedTable, Status, whole
from canevas.tools.engines.libraries import pa, pq

STATUS_WORDS = {
    Status.BREAK: gettext_noop("break in the series"), Status.ESTIMATED: gettext_noop("estimated"),
    Status.PROVISIONAL: gettext_noop("provisional"), Status.MISSING: gettext_noop("not reported"),
    Status.CLOSED: gettext_noop("point closed"), Status.SUPPRESSED: gettext_noop("confidential"),
}
HXL_TAGS = {  # HXL standard 1.1: tag and attributes of a code and of its label
    "region": ("#adm1+code", "#adm1+name+fr"), "department": ("#adm2+code", "#adm2+name+fr"),
    "commune": ("#adm3+code", "#adm3+name+fr"), "locality": ("#loc+code", "#loc+name+fr"),
    "flow_point": ("#loc+point+code", "#loc+point+name+fr"),
    "nationality": ("#country+nationality+code+v_iso3", "#country+nationality+name+fr"),
    "country_origin": ("#country+origin+code+v_iso3", "#country+origin+name+fr"),
    "country_departure": ("#country+departure+code+v_iso3", "#country+departure+name+fr"),
    "country_destination": ("#country+destination+code+v_iso3", "#country+destination+name+fr"),
    "departure_place": ("#loc+departure+code", "#loc+departure+name+fr"),
    "destination_place": ("#loc+destination+code", "#loc+destination+name+fr"),
    "organisation": ("#org+code", "#org+name+fr"), "activity": ("#activity+code", "#activity+name+fr"),
    "event": ("#event+type+code", "#event+type+label+fr"), "reason": ("#cause+code", "#cause+label+fr"),
}
HXL_VALUES = {"persons": "#affected+ind", "households": "#affected+hh", "movements": "#indicator+movements+num",
              "events": "#indicator+events+num", "services": "#reached+services", "cases": "#affected+cases"}


def columns(table: PublishedTable) -> list[str]:
    """The headings of the flat forms: for each dimension its code and its label, then the figure and its status."""
    found = [name for dimension in table.dimensions for name in (dimension.name, f"{dimension.name}_label")]
    return [*found, "value", "status"]


def as_csv(table: PublishedTable) -> bytes:
    """UTF-8 with a mark (Excel on Windows reads it), commas, a point as decimal sign."""
    return _csv(table, tagged=False)


def as_hxl(table: PublishedTable) -> bytes:
    """The same with a row of HXL tags under the headings, and the first and last day of each period, since HXL has
    only days."""
    return _csv(table, tagged=True)


def hxl_tags(table: PublishedTable) -> list[str]:
    """The tag of each of :func:`columns`."""
    found = [tag for dimension in table.dimensions
             for tag in HXL_TAGS.get(dimension.name, (f"#meta+{dimension.name}+code", f"#meta+{dimension.name}+label"))]
    return [*found, HXL_VALUES.get(table.unit, "#indicator+value+num"), "#meta+status+code"]


def _csv(table: PublishedTable, *, tagged: bool) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = columns(table)
    days = tagged and any(dimension.name == "period" for dimension in table.dimensions)
    writer.writerow([*names, *(("period_start", "period_end") if days else ())])
    if tagged:
        writer.writerow([*hxl_tags(table), *(("#date+start", "#date+end") if days else ())])
    for row in table.rows():
        cells = [whole(value) if isinstance(value := row[name], float) else value for name in names]
        if days:
            period = None if row["period"] == TOTAL else read_period(str(row["period"]))
            cells += [period.start.isoformat(), period.end.isoformat()] if period else ["", ""]
        writer.writerow(cells)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(table: PublishedTable) -> bytes:
    """Two sheets: the figures (labels first, a reader's form), and what one must know to read them."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        _figures_sheet(book, table)
        _about_sheet(book, table)
    return out.getvalue()


def _figures_sheet(book: xlsxwriter.Workbook, table: PublishedTable) -> None:
    bold, figure = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "# ##0"})
    sheet = book.add_worksheet(_("Figures"))
    names = [name for dimension in table.dimensions for name in (f"{dimension.name}_label", dimension.name)]
    heads = [text for dimension in table.dimensions
             for text in (dimension.label, _("%(name)s (code)") % {"name": dimension.label})]
    sheet.write_row(0, 0, [*heads, table.unit_label, _("Remark")], bold)
    for number, row in enumerate(table.rows(), start=1):
        sheet.write_row(number, 0, [row[name] for name in names])
        value = row["value"]
        if isinstance(value, int | float):
            sheet.write_number(number, len(names), value, figure)
        if word := STATUS_WORDS.get(Status(str(row["status"]))):
            sheet.write_string(number, len(names) + 1, _(word))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(table.cells)), len(names) + 1)
    sheet.autofit()


def _about_sheet(book: xlsxwriter.Workbook, table: PublishedTable) -> None:
    bold, wrap = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_("About"))
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    for number, (name, text) in enumerate(about(table)):
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, text, wrap)


def about(table: PublishedTable) -> list[tuple[str, str]]:
    """What one must know to read the figures: heading and text."""
    lines = [(_("Title"), table.title), (_("Definition"), table.definition), (_("Unit"), table.unit_label),
             (_("Published by"), table.publisher), (_("Published on"), table.issued.isoformat()),
             (_("Version"), str(table.version)), (_("Licence"), f"{table.licence} ({table.licence_url})")]
    lines += [(_("Source"), source) for source in table.sources]
    return [*lines, *((_("Note"), note) for note in table.notes)]


def as_parquet(table: PublishedTable) -> bytes:
    """The rows of the flat forms, typed; what one must know to read them stands in the file's metadata."""
    rows = list(table.rows())
    schema = pa.schema([(name, pa.float64() if name == "value" else pa.string()) for name in columns(table)],
                       metadata=dict(about(table)))
    out = BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), out)
    return out.getvalue()
