"""The files of a release, in every form that it leaves in, and the catalogue of all that is public."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from django.utils import timezone, translation

from canevas.evidence.observatory.export import catalogue, record_files, table_files, table_geojson, table_sdmx
from canevas.evidence.observatory.export.catalogue import MEDIA, Document
from canevas.evidence.observatory.models import Release
from canevas.evidence.observatory.queries import explorer
from canevas.evidence.observatory.queries.gate import PUBLISHER
from canevas.evidence.observatory.queries.releases import table_of
from canevas.evidence.observatory.rules.publish.table import PublishedTable
from canevas.evidence.observatory.rules.statistics.explorer import PLACES
from canevas.tools.vocabulary.indicators import IndicatorEntry

CATALOGUE = "Chiffres publiés sur les migrations"


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a release: its key in ``MEDIA``, the name of the file, how it is made."""

    key: str
    name: str
    make: Callable[[PublishedTable], bytes]

    @property
    def media(self) -> str:
        return MEDIA[self.key]


def _geojson(table: PublishedTable) -> bytes:
    """Regions have their outline, other places a point where it is known."""
    drawn = {one["properties"].get("pcode", ""): one["geometry"] for one in explorer.outlines()["features"]}
    for dimension in table.dimensions:
        if dimension.name in PLACES:
            for code in dimension.labels:
                if code not in drawn and (spot := explorer.position(code)):
                    drawn[code] = {"type": "Point", "coordinates": [spot[1], spot[0]]}
    return table_geojson.as_geojson(table, drawn)


FORMS = tuple(Form(key, name, make) for key, name, make in (
    ("csv", "tableau.csv", table_files.as_csv), ("xlsx", "tableau.xlsx", table_files.as_xlsx),
    ("hxl", "tableau.hxl.csv", table_files.as_hxl), ("parquet", "tableau.parquet", table_files.as_parquet),
    ("geojson", "tableau.geojson", _geojson),
    ("sdmx-csv", "sdmx-2.csv", partial(table_sdmx.as_data_csv, version=2)),
    ("sdmx-csv-1", "sdmx-1.csv", partial(table_sdmx.as_data_csv, version=1)),
    ("sdmx-ml", "sdmx-donnees.xml", table_sdmx.as_data_xml),
    ("sdmx-structure", "sdmx-structure.xml", table_sdmx.as_structure),
    ("sdmx-json", "sdmx.json", partial(table_sdmx.as_data_json, now=None))))

RECORD_FORMS = (Form("csv", "fichier-detaille.csv", record_files.as_csv),
                Form("parquet", "fichier-detaille.parquet", record_files.as_parquet))


def forms(release: Release) -> list[Form]:
    """The forms that a release has: a table without a place has no map, records are no table."""
    if release.form == Release.Form.RECORDS:
        return list(RECORD_FORMS)
    has_place = any(dimension.name in PLACES for dimension in table_of(release).dimensions)
    return [form for form in FORMS if has_place or form.key != "geojson"]


def release_file(release: Release, name: str) -> tuple[Form, bytes] | None:
    form = next((one for one in forms(release) if one.name == name), None)
    return None if form is None else (form, _made(release.table, name))


@lru_cache(maxsize=32)
def _made(text: str, name: str) -> bytes:
    from_name = {form.name: form for form in (*FORMS, *RECORD_FORMS)}
    with translation.override("fr"):
        return from_name[name].make(_kept(text))


def _kept(text: str) -> PublishedTable:
    return table_of(Release(table=text))


def dcat(releases: Iterable[Release], *, address: str, page: Callable[[Release], str],
         file: Callable[[Release, str], str], documents: Sequence[Document] = ()) -> bytes:
    """The catalogue at ``address``; ``page`` and ``file`` say where a release and each of its files stand."""
    shown = list(releases)
    days = [*(timezone.localdate(one.published_at) for one in shown if one.published_at),
            *(one.issued for one in documents)]
    return catalogue.as_dcat(
        [catalogue.Entry(table_of(one), page(one), {form.key: file(one, form.name) for form in forms(one)})
         for one in shown], address=address, title=CATALOGUE, publisher=PUBLISHER,
        modified=max(days, default=timezone.localdate()), documents=documents)


def indicators() -> list[IndicatorEntry]:
    """What may be counted, with its definition: nothing of any figure."""
    return list(explorer.indicators().values())


def plain(release: Release) -> dict[str, Any]:
    """A release as values: for programs."""
    table = table_of(release)
    return {"code": table.code, "version": table.version, "title": table.title, "definition": table.definition,
            "unit": table.unit, "issued": table.issued, "publisher": table.publisher, "licence": table.licence,
            "licence_url": table.licence_url, "sha256": release.sha256, "sources": list(table.sources),
            "notes": list(table.notes), "dimensions": [
                {"name": one.name, "label": one.label, "codes": dict(one.labels)} for one in table.dimensions]}
