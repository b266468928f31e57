"""A published table as GeoJSON (RFC 7946): one feature per place, its figures as properties."""
from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from canevas.evidence.observatory.rules.publish.table import PublishedTable, whole
from canevas.tools.documents.maps import wound

PLACES = ("flow_point", "locality", "commune", "department", "region")


def as_geojson(table: PublishedTable, geometries: Mapping[str, Mapping[str, Any]]) -> bytes:
    """``geometries``: GeoJSON geometry by code of place; a place without one has ``null``, as the standard allows.

    Raises ``ValueError`` where no dimension of the table is a place.
    """
    names = [dimension.name for dimension in table.dimensions]
    place = next((name for name in PLACES if name in names), None)
    if place is None:
        raise ValueError(f"{table.code}: no dimension is a place")
    at, dimension = names.index(place), table.dimensions[names.index(place)]
    figures: dict[str, list[dict[str, Any]]] = {}
    for cell in table.cells:
        others = {name: code for index, (name, code) in enumerate(zip(names, cell.key, strict=True)) if index != at}
        figures.setdefault(cell.key[at], []).append(
            {**others, "value": whole(cell.value), "status": cell.status.value})
    features = [{"type": "Feature", "id": code, "geometry": _turned(geometries.get(code)),
                 "properties": {"code": code, "name": dimension.labels[code], "figures": rows}}
                for code, rows in figures.items() if code in geometries or code != "_T"]
    head = {"type": "FeatureCollection", "title": table.title, "unit": table.unit, "licence": table.licence_url}
    return json.dumps({**head, "features": features}, ensure_ascii=False, indent=1).encode()


def _turned(geometry: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if geometry is None else wound(geometry, clockwise=False)
