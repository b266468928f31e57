"""The catalogue of published tables as DCAT (W3C, DCAT 3) in JSON-LD, with what DCAT-AP asks of every dataset."""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
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
NIGER = "http://publications.europa.eu/resource/authority/country/NER"


@dataclass(frozen=True, slots=True)
class Entry:
    """A table of the catalogue: where its page is, and each of its files' address by form (a key of ``MEDIA``)."""

    table: PublishedTable
    page: str
    files: Mapping[str, str]


def as_dcat(entries: Iterable[Entry], *, address: str, title: str, publisher: str, modified: date) -> bytes:
    """The catalogue at ``address``, every dataset with its distributions."""
    catalogue = {
        "@context": CONTEXT, "@type": "dcat:Catalog", "@id": address, "dct:title": _french(title),
        "dct:description": _french(title), "dct:publisher": _agent(publisher), "dct:language": {"@id": FRENCH},
        "dct:modified": _day(modified), "dcat:dataset": [_dataset(entry) for entry in entries],
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
    if table.span:
        first, last = read_period(table.span[0]), read_period(table.span[1])
        found["dct:temporal"] = {"@type": "dct:PeriodOfTime", "dcat:startDate": _day(first.start),
                                 "dcat:endDate": _day(last.end)}
    return found


def _distribution(form: str, address: str, table: PublishedTable) -> dict[str, Any]:
    return {"@type": "dcat:Distribution", "@id": address, "dct:title": _french(f"{table.title} ({form})"),
            "dcat:downloadURL": {"@id": address}, "dcat:accessURL": {"@id": address}, "dct:format": MEDIA[form],
            "dcat:mediaType": {"@id": MEDIA_TYPES + MEDIA[form].partition(";")[0]},
            "dct:license": {"@id": table.licence_url}, "dct:issued": _day(table.issued)}


def _french(text: str) -> dict[str, str]:
    return {"@language": "fr", "@value": text}


def _agent(name: str) -> dict[str, str]:
    return {"@type": "foaf:Agent", "foaf:name": name}


def _day(day: date) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": day.isoformat()}
