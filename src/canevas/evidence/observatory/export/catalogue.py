"""The catalogue of published tables as DCAT (W3C, DCAT 3) in JSON-LD, with what DCAT-AP asks of every dataset."""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from canevas.evidence.observatory.rules.periods import read_period
from canevas.evidence.observatory.rules.publish.table import PublishedTable

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#", "adms": "http://www.w3.org/ns/adms#",
}
MEDIA = {"csv": "text/csv", "hxl": "text/csv",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
         "parquet": "application/vnd.apache.parquet", "geojson": "application/geo+json",
         "sdmx-csv": "application/vnd.sdmx.data+csv;version=2.0.0",
         "sdmx-csv-1": "application/vnd.sdmx.data+csv;version=1.0.0",
         "sdmx-ml": "application/vnd.sdmx.data+xml;version=3.0.0",
         "sdmx-structure": "application/vnd.sdmx.structure+xml;version=3.0.0",
         "sdmx-json": "application/vnd.sdmx.data+json;version=2.0.0"}
FRENCH = "http://publications.europa.eu/resource/authority/language/FRA"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
TEXT = "http://purl.org/dc/dcmitype/Text"
NIGER = "http://publications.europa.eu/resource/authority/country/NER"


@dataclass(frozen=True, slots=True)
class Entry:
    """A table of the catalogue: where its page is, and each of its files' address by form (a key of ``MEDIA``)."""

    table: PublishedTable
    page: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """A text that tells of tables in the catalogue: where its page is, each of its files' address by media type, the
    days that it is about, and the pages of the tables."""

    identifier: str
    title: str
    description: str
    page: str
    files: Mapping[str, str]
    issued: date
    first: date
    last: date
    licence_url: str
    tables: Sequence[str] = ()


def as_dcat(entries: Iterable[Entry], *, address: str, title: str, publisher: str, modified: date,
            documents: Iterable[Document] = ()) -> bytes:
    """The catalogue at ``address``, every dataset with its distributions; documents are datasets of type text."""
    catalogue = {
        "@context": CONTEXT, "@type": "dcat:Catalog", "@id": address, "dct:title": _french(title),
        "dct:description": _french(title), "dct:publisher": _agent(publisher), "dct:language": {"@id": FRENCH},
        "dct:modified": _day(modified), "dcat:dataset": [
            *(_dataset(entry) for entry in entries), *(_document(one, publisher) for one in documents)],
    }
    return json.dumps(catalogue, ensure_ascii=False, indent=1).encode()


def _dataset(entry: Entry) -> dict[str, Any]:
    table = entry.table
    found: dict[str, Any] = {
        "@type": "dcat:Dataset", "@id": entry.page, "dct:identifier": table.code,
        "dct:title": [_french(table.title), {"@language": "en", "@value": table.title_en}],
        "dct:description": _french(table.definition), "dct:publisher": _agent(table.publisher),
        "dct:issued": _day(table.issued), "dcat:version": str(table.version), "dct:spatial": {"@id": NIGER},
        "dcat:landingPage": {"@id": entry.page}, "dcat:keyword": [_french(word) for word in table.keywords],
        "dcat:distribution": [_distribution(form, address, table) for form, address in entry.files.items()],
    }
    if periods := [read_period(code) for code in table.periods]:
        found["dct:temporal"] = _between(min(one.start for one in periods), max(one.end for one in periods))
    return found


def _document(one: Document, publisher: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Dataset", "@id": one.page, "dct:type": {"@id": TEXT}, "dct:identifier": one.identifier,
        "dct:title": _french(one.title), "dct:description": _french(one.description),
        "dct:publisher": _agent(publisher), "dct:issued": _day(one.issued), "dct:language": {"@id": FRENCH},
        "dct:spatial": {"@id": NIGER}, "dcat:landingPage": {"@id": one.page},
        "dct:temporal": _between(one.first, one.last), "dct:source": [{"@id": page} for page in one.tables],
        "dcat:distribution": [_file(one.title, address, media, one.licence_url, one.issued)
                              for media, address in one.files.items()]}


def _between(first: date, last: date) -> dict[str, Any]:
    return {"@type": "dct:PeriodOfTime", "dcat:startDate": _day(first), "dcat:endDate": _day(last)}


def _distribution(form: str, address: str, table: PublishedTable) -> dict[str, Any]:
    return _file(f"{table.title} ({form})", address, MEDIA[form], table.licence_url, table.issued)


def _file(title: str, address: str, media: str, licence_url: str, issued: date) -> dict[str, Any]:
    return {"@type": "dcat:Distribution", "@id": address, "dct:title": _french(title),
            "dcat:downloadURL": {"@id": address}, "dcat:accessURL": {"@id": address}, "dct:format": media,
            "dcat:mediaType": {"@id": MEDIA_TYPES + media.partition(";")[0]},
            "dct:license": {"@id": licence_url}, "dct:issued": _day(issued)}


def _french(text: str) -> dict[str, str]:
    return {"@language": "fr", "@value": text}


def _agent(name: str) -> dict[str, str]:
    return {"@type": "foaf:Agent", "foaf:name": name}


def _day(day: date) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": day.isoformat()}
