"""What the schema of SDMX-JSON 2.0.0 data messages asks (sdmx-twg/sdmx-json, sdmx-json-data-schema.json), said again
for the parts that we write: what it requires, the shape of identifiers, and where it allows nothing else."""
from __future__ import annotations

from typing import Any

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
IDENTIFIER: Schema = {"type": "string", "pattern": "^[A-Za-z0-9_@$-]+$"}
COMPONENT: Schema = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_-]*$"}
ROLES: Schema = {"type": "array", "items": COMPONENT}


def several(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


def thing(required: tuple[str, ...], only: bool = False, **properties: Schema) -> Schema:
    return {"type": "object", "required": list(required), "properties": properties,
            **({"additionalProperties": False} if only else {})}


URN: Schema = {"type": "string", "pattern": "^urn:sdmx:org[.]sdmx[.]infomodel[.]"}
LINKS = several({**thing((), href=TEXT, rel=TEXT, urn=URN),
                 "anyOf": [{"required": ["href", "rel"]}, {"required": ["urn", "rel"]}]})
VALUES = several(thing(("id", "name"), id=IDENTIFIER, name=TEXT), minItems=1, uniqueItems=True)
DIMENSION = thing(("id", "keyPosition", "values"), id=COMPONENT, name=TEXT, roles=ROLES, values=VALUES,
                  keyPosition={"type": "integer", "minimum": 0})
MEASURE = thing(("id",), id=COMPONENT, name=TEXT, roles=ROLES)
ATTRIBUTE = thing(("id", "relationship"), id=COMPONENT, name=TEXT, values=VALUES, relationship={
    "type": "object", "properties": {"observation": {"type": "object", "maxProperties": 0}}, "minProperties": 1})


def of(kind: Schema, *levels: str) -> Schema:
    return thing((), True, **{level: several(kind, uniqueItems=True) for level in levels})


STRUCTURE = thing(
    ("dimensions",), name=TEXT, description=TEXT, links=LINKS, dataSets=several({"type": "integer"}, minItems=1),
    dimensions=of(DIMENSION, "dataSet", "series", "observation"), measures=of(MEASURE, "observation"),
    attributes=of(ATTRIBUTE, "dataSet", "dimensionGroup", "series", "observation"))
OBSERVATIONS: Schema = {"type": "object", "additionalProperties": False, "patternProperties": {
    "^[0-9]+(:[0-9]+)*$": several({"type": ["integer", "number", "boolean", "string", "null"]})}}
DATA_SET = thing(("links",), structure={"type": "integer"}, links=LINKS, observations=OBSERVATIONS, action={
    "enum": ["Information", "Append", "Replace", "Delete"]})
META = thing(("id", "prepared", "sender"), id=IDENTIFIER, schema={**TEXT, "format": "uri"},
             prepared={**TEXT, "format": "date-time"}, sender=thing(("id",), id=IDENTIFIER, name=TEXT),
             contentLanguages=several({"type": "string", "pattern": "^[a-z]{2,3}(-[a-zA-Z0-9]+)*$"}))
MESSAGE = thing((), meta=META, data=thing((), structures=several(STRUCTURE), dataSets=several(DATA_SET)))
