"""A published table as SDMX 3.0: its structure and data in SDMX-ML, data in SDMX-CSV 1.0 and 2.0, and SDMX-JSON 2.0.

The XML and CSV are pysdmx's; it has no writer of SDMX-JSON data, so a small one stands here (SDMX-JSON 2.0.0, data
message). Code lists: CL_SEX, CL_AREA… hold exactly the codes that the table uses.
"""
from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from canevas.evidence.observatory.rules.publish.table import PublishedTable, whole

AGENCY = "CANEVAS"
_CONCEPTS = {"period": "TIME_PERIOD", "region": "REF_AREA"}


def concept(name: str) -> str:
    """The SDMX identifier of a dimension: those of the cross-domain concepts where there is one."""
    return _CONCEPTS.get(name, name.upper())


def sdmx_code(code: str) -> str:
    """A code as an SDMX identifier: "60+" is no identifier, "60_OVER" is."""
    return code.replace("+", "_OVER")


def _version(table: PublishedTable) -> str:
    return f"{table.version}.0.0"


def _library() -> tuple[Any, Any, Any]:
    # Loaded when somebody asks for SDMX: it brings pandas, which takes a second that no other page should wait for.
    return import_module("pysdmx.model"), import_module("pysdmx.io.format").Format, import_module("pysdmx.io.writer")


def _code_lists(model: Any, table: PublishedTable) -> dict[str, Any]:
    lists = {dimension.name: model.Codelist(
        id=f"CL_{concept(dimension.name)}", name=dimension.label, agency=AGENCY, version=_version(table),
        items=[model.Code(id=sdmx_code(code), name=label) for code, label in dimension.labels.items()])
        for dimension in table.dimensions if dimension.name != "period"}
    lists["status"] = model.Codelist(
        id="CL_OBS_STATUS", name="Statut de l’observation", agency=AGENCY, version=_version(table),
        items=[model.Code(id=code, name=name) for code, name in _STATUSES])
    return lists


_STATUSES = (("A", "Valeur normale"), ("B", "Rupture de série"), ("E", "Valeur estimée"), ("P", "Valeur provisoire"),
             ("L", "Valeur manquante, non collectée"), ("M", "Valeur manquante, ne peut exister"),
             ("Q", "Valeur manquante, confidentielle"))


def _structures(table: PublishedTable) -> tuple[Any, Any, list[Any]]:
    """The data structure, its data flow, and every artefact in the order in which a message holds them."""
    model, _format, _writer = _library()
    lists = _code_lists(model, table)
    ids = [concept(dimension.name) for dimension in table.dimensions]
    names = [dimension.label for dimension in table.dimensions]
    scheme = model.ConceptScheme(
        id=f"CS_{table.code}", name=table.title, agency=AGENCY, version=_version(table),
        items=[model.Concept(id=one, name=name) for one, name in
               zip([*ids, "OBS_VALUE", "OBS_STATUS"], [*names, table.unit_label, "Statut"], strict=True)])

    def component(one: str, role: Any, dtype: Any, **more: Any) -> Any:
        reference = model.ItemReference(sdmx_type="Concept", agency=AGENCY, id=scheme.id, version=scheme.version,
                                        item_id=one)
        return model.Component(id=one, required=role != model.Role.MEASURE, role=role, concept=reference,
                               local_dtype=dtype, **more)

    text, period, number = model.DataType.STRING, model.DataType.PERIOD, model.DataType.DOUBLE
    parts = [component(one, model.Role.DIMENSION, period if dimension.name == "period" else text,
                       local_codes=lists.get(dimension.name))
             for one, dimension in zip(ids, table.dimensions, strict=True)]
    parts.sort(key=lambda part: part.id == "TIME_PERIOD")  # the standard puts time last
    parts += [component("OBS_VALUE", model.Role.MEASURE, number),
              component("OBS_STATUS", model.Role.ATTRIBUTE, text, local_codes=lists["status"], attachment_level="O")]
    structure = model.DataStructureDefinition(
        id=f"DSD_{table.code}", name=table.title, agency=AGENCY, version=_version(table),
        components=model.Components(parts))
    flow = model.Dataflow(id=table.code, name=table.title, agency=AGENCY, version=_version(table), structure=structure,
                          description=table.definition)
    return structure, flow, [*lists.values(), scheme, structure, flow]


def as_structure(table: PublishedTable) -> bytes:
    """SDMX-ML 3.0: code lists, concepts, data structure and data flow."""
    _model, formats, writer = _library()
    return _in_french(writer.write_sdmx(_structures(table)[2], formats.STRUCTURE_SDMX_ML_3_0, header=_header(table)))


def _header(table: PublishedTable) -> Any:
    message, organisation = import_module("pysdmx.model.message"), import_module("pysdmx.model").Organisation
    return message.Header(id=f"{table.code}_{table.version}", sender=organisation(id=AGENCY, name=table.publisher))


def _in_french(message: Any) -> bytes:
    """The library says of every name that it is English; ours are French."""
    return str(message).replace('xml:lang="en"', 'xml:lang="fr"').encode()


def _dataset(table: PublishedTable, context: str = "datastructure") -> Any:
    """The observations. Messages in XML name the data structure that they follow, those in CSV the data flow."""
    frames, datasets = import_module("pandas"), import_module("pysdmx.io.pd")
    structure = _structures(table)[0]
    order = [part.id for part in structure.components.dimensions]
    rows = [{**{concept(dimension.name): sdmx_code(code) for dimension, code in
                zip(table.dimensions, cell.key, strict=True)},
             "OBS_VALUE": cell.value, "OBS_STATUS": cell.status.value} for cell in table.cells]
    schema = structure.to_schema() if context == "datastructure" else import_module("pysdmx.model").Schema(
        context=context, agency=AGENCY, id=table.code, version=_version(table), components=structure.components)
    return datasets.PandasDataset(
        structure=schema, data=frames.DataFrame(rows, columns=[*order, "OBS_VALUE", "OBS_STATUS"]))


def as_data_xml(table: PublishedTable) -> bytes:
    """SDMX-ML 3.0, structure-specific data."""
    _model, formats, writer = _library()
    return _in_french(writer.write_sdmx([_dataset(table)], formats.DATA_SDMX_ML_3_0, header=_header(table)))


def as_data_csv(table: PublishedTable, version: int = 2) -> bytes:
    """SDMX-CSV 1.0 or 2.0."""
    _model, formats, writer = _library()
    form = formats.DATA_SDMX_CSV_2_0_0 if version == 2 else formats.DATA_SDMX_CSV_1_0_0
    return str(writer.write_sdmx([_dataset(table, "dataflow")], form)).encode()


def as_data_json(table: PublishedTable, now: datetime | None = None) -> bytes:
    """SDMX-JSON 2.0.0, flat: every observation by the indices of its codes, time last as in the data structure."""
    order = sorted(range(len(table.dimensions)), key=lambda place: table.dimensions[place].name == "period")
    kept = [table.dimensions[place] for place in order]
    indices = [{code: place for place, code in enumerate(dimension.labels)} for dimension in kept]
    statuses = sorted({cell.status.value for cell in table.cells})
    observations = {":".join(str(index[cell.key[place]]) for index, place in zip(indices, order, strict=True)):
                    [whole(cell.value), statuses.index(cell.status.value)] for cell in table.cells}
    words = dict(_STATUSES)
    structure = {
        "name": table.title, "description": table.definition, "dataSets": [0], "links": [_link(
            table, "structure", f"DataStructure={AGENCY}:DSD_{table.code}"), _flow_link(table, "dataflow")],
        "dimensions": {"observation": [
            {"id": concept(dimension.name), "name": dimension.label, "keyPosition": place,
             "roles": [concept(dimension.name)], "values": _values(dimension.labels.items())}
            for place, dimension in enumerate(kept)]},
        "measures": {"observation": [
            {"id": "OBS_VALUE", "name": table.unit_label, "format": {"dataType": "Double"}}]},
        "attributes": {"observation": [
            {"id": "OBS_STATUS", "name": "Statut", "relationship": {"observation": {}},
             "values": _values((code, words[code]) for code in statuses)}]},
    }
    message = {
        "meta": {"schema": "https://json.sdmx.org/2.0.0/sdmx-json-data-schema.json",
                 "id": f"{table.code}-{table.version}",
                 "prepared": (now or datetime.now(UTC)).isoformat(timespec="seconds"), "contentLanguages": ["fr"],
                 "sender": {"id": AGENCY, "name": table.publisher}},
        "data": {"structures": [structure], "dataSets": [
            {"structure": 0, "action": "Replace", "links": [_flow_link(table, "self")],
             "observations": observations}]},
    }
    return json.dumps(message, ensure_ascii=False).encode()


def _flow_link(table: PublishedTable, rel: str) -> dict[str, str]:
    return _link(table, rel, f"Dataflow={AGENCY}:{table.code}")


def _link(table: PublishedTable, rel: str, what: str) -> dict[str, str]:
    return {"rel": rel, "urn": f"urn:sdmx:org.sdmx.infomodel.datastructure.{what}({_version(table)})"}


def _values(items: Any) -> Sequence[dict[str, str]]:
    return [{"id": sdmx_code(code), "name": name} for code, name in items]
