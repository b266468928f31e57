"""Akoma Ntoso 3.0 (OASIS LegalDocML, 29 August 2018): minutes and syntheses for parliaments, archives and gazettes.

Both are a ``doc`` in the hierarchy of their own words. Each line keeps its identifier of the register as ``wId``, so
that two versions of a table can be compared line by line. Names of the FRBR levels follow the naming convention of the
standard (``/akn/ne/doc/…``).
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree

from canevas.governance.syntheses.export.apart import APART
from canevas.governance.syntheses.export.table_word import band_title
from canevas.governance.syntheses.rules.table import Line, Table
from canevas.tools.documents.writing.marked import SAME_AS_ABOVE, clean

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
CONTENT_TYPE = "application/akn+xml"
COUNTRY, LANGUAGE = "ne", "fra"
_COLUMNS = (("priorities", "Priorités"), ("strategies", "Stratégies recommandées"),
            ("responsible", "Régions / Acteurs concernés"))


@dataclass(frozen=True, slots=True)
class Identity:
    """What the file says of itself. ``kind`` and ``uid`` name the work; ``day`` is that of the session, ``written``
    that of the version; ``aliases`` are other names of this expression, such as its digest."""

    kind: str
    uid: str
    title: str
    body: str
    day: date
    written: date
    version: int = 1
    standing: str = ""
    aliases: tuple[tuple[str, str], ...] = ()


def synthesis_akn(table: Table, identity: Identity, apart: Sequence[Mapping[str, str]] = ()) -> bytes:
    """A version of the table: bands, challenges, rows, and in each row its three cells. ``apart`` are the lines that
    the last stage did not retain (``apart.apart_words``): they stand in a section of their own."""
    document = _Document(identity)
    if table.before:
        document.paragraphs(document.part(document.body, "section", "Texte"), table.before)
    for section in table.sections:
        if not section.blocks:
            continue
        band = document.part(document.body, "section", band_title(section))
        for block in section.blocks:
            challenge = document.part(band, "hcontainer", block.challenge.text, "challenge", block.challenge.uid)
            for row in block.rows:
                place = document.part(challenge, "hcontainer", "", "row", row.uid)
                for name, label in _COLUMNS:
                    lines: tuple[Line, ...] = getattr(row, name)
                    if lines:
                        document.paragraphs(document.part(place, "hcontainer", label, name), lines)
                document.never_empty(place)
    if table.after:
        document.paragraphs(document.part(document.body, "section", "Texte"), table.after)
    if apart:
        document.not_retained(document.part(document.body, "section", APART, "notRetained"), apart)
    return document.written()


def minutes_akn(form: Mapping[str, Any], identity: Identity) -> bytes:
    """Minutes: ``form`` is what the official Word and PDF files show (``concertation.queries.official``)."""
    document = _Document(identity)
    _texts(document, "Faits", [form["nom_instance"] or form["instance"], form["date"], form["heure"], form["lieu"]])
    for label, key in (("Présidence", "presidence"), ("Présents", "presents"), ("Excusés", "excuses"),
                       ("Absents", "absents")):
        _texts(document, label, form[key])
    _texts(document, "Ordre du jour", [one["titre"] for one in form["ordre_du_jour"]])
    if form["points"]:
        whole = document.part(document.body, "section", "Déroulement")
        for point in form["points"]:
            place = document.part(whole, "hcontainer", point["titre"], "item", number=point["numero"])
            said = [part for text in point["blocs"] for part in _block(text)]
            if said:
                document.texts(document.part(place, "hcontainer", "", "discussion"), said)
            for action in point["actions"]:
                document.texts(document.part(place, "hcontainer", "", "actionPoint"), _followed(action))
            document.never_empty(place)
    for group in form["recommandations"]:
        document.texts(document.part(document.body, "section", f"Recommandations {group['destinataire']}".strip()),
                       [part for row in group["lignes"] for part in _followed(row)])
    _texts(document, "Contributions", form["contributions"])
    _texts(document, "Décisions", [one["texte"] for one in form["decisions"]])
    for band in form["synthese"]:
        place = document.part(document.body, "section", band["titre"])
        for row in band["lignes"]:
            _synthesis_row(document, place, row)
        document.never_empty(place)
    _texts(document, "Signataire", [form["signataire"]])
    document.never_empty(document.body)
    return document.written()


def _texts(document: _Document, label: str, texts: Iterable[Any]) -> None:
    said = [str(text) for text in texts if text and text is not SAME_AS_ABOVE]
    if said:
        document.texts(document.part(document.body, "section", label), said)


def _block(text: Mapping[str, Any]) -> list[str]:
    if text["cellules"]:
        return [" | ".join(str(cell) for cell in row) for row in text["cellules"]]
    return [str(text["texte"])]


def _followed(row: Mapping[str, Any]) -> list[str]:
    responsible = row["responsables"]
    who = responsible if isinstance(responsible, str) else ", ".join(str(one) for one in responsible)
    return [part for part in (str(row["texte"]), f"Responsables : {who}" if who else "",
                              f"Échéance : {row['echeance']}" if row["echeance"] else "") if part]


def _synthesis_row(document: _Document, place: Any, row: Mapping[str, Any]) -> None:
    challenge = "" if row["defi"] is SAME_AS_ABOVE else str(row["defi"])
    here = document.part(place, "hcontainer", challenge, "row")
    for key, name, label in (("priorites", *_COLUMNS[0]), ("strategies", *_COLUMNS[1]), ("concernes", *_COLUMNS[2])):
        said = [str(one) for one in row[key] if one is not SAME_AS_ABOVE]
        if said:
            document.texts(document.part(here, "hcontainer", label, name), said)
    document.never_empty(here)


class _Document:
    """An ``akomaNtoso`` file being written; ``eId``s are made by the naming convention, from the place of each part."""

    def __init__(self, identity: Identity) -> None:
        self.root = etree.Element(_name("akomaNtoso"), nsmap={None: NAMESPACE})
        self.counts: dict[tuple[str, str], int] = {}
        doc = etree.SubElement(self.root, _name("doc"), name=identity.kind, contains="singleVersion")
        _meta(etree.SubElement(doc, _name("meta")), identity)
        preface = etree.SubElement(doc, _name("preface"))
        title = etree.SubElement(etree.SubElement(preface, _name("p")), _name("docTitle"))
        title.text = clean(identity.title)
        if identity.standing:
            etree.SubElement(preface, _name("p")).text = clean(identity.standing)
        self.body = etree.SubElement(doc, _name("mainBody"))

    def part(self, above: Any, tag: str, heading: str, name: str = "", uid: str = "", number: Any = None) -> Any:
        """A part below ``above`` with its heading; ``name`` says what an ``hcontainer`` is."""
        made = etree.SubElement(above, _name(tag), eId=self.eid(above, name or tag))
        if name:
            made.set("name", name)
        if uid:
            made.set("wId", f"{name}_{uid}")
        if number:
            etree.SubElement(made, _name("num")).text = str(number)
        if heading:
            etree.SubElement(made, _name("heading")).text = clean(heading)
        return made

    def paragraphs(self, part: Any, lines: Sequence[Line]) -> None:
        content = self._content(part)
        for line in lines:
            self._paragraph(content, line.text).set("wId", f"line_{line.uid}")

    def texts(self, part: Any, texts: Iterable[str]) -> None:
        content = self._content(part)
        for text in texts:
            self._paragraph(content, text)

    def not_retained(self, part: Any, apart: Sequence[Mapping[str, str]]) -> None:
        """Each line under its identifier, and below it what was decided."""
        for one in apart:
            content = self._content(self.part(part, "hcontainer", one["place"], "line"))
            self._paragraph(content, one["texte"]).set("wId", f"line_{one['uid']}")
            self._paragraph(content, one["decision"])

    def never_empty(self, part: Any) -> None:
        """The schema wants something in every part."""
        if not any(etree.QName(child).localname in ("hcontainer", "content", "section") for child in part):
            if part is self.body:
                part = self.part(part, "section", "")
            etree.SubElement(self._content(part), _name("p"))

    def eid(self, above: Any, name: str) -> str:
        base = above.get("eId", "")
        self.counts[base, name] = self.counts.get((base, name), 0) + 1
        own = f"{name}_{self.counts[base, name]}"
        return f"{base}__{own}" if base else own

    def _content(self, part: Any) -> Any:
        return etree.SubElement(part, _name("content"), eId=self.eid(part, "content"))

    def _paragraph(self, content: Any, text: str) -> Any:
        made = etree.SubElement(content, _name("p"), eId=self.eid(content, "p"))
        made.text = clean(text)
        return made

    def written(self) -> bytes:
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _meta(meta: Any, identity: Identity) -> None:
    work = f"/akn/{COUNTRY}/doc/{identity.kind}/{identity.day:%Y-%m-%d}/{identity.uid}"
    expression = f"{work}/{LANGUAGE}@{identity.written:%Y-%m-%d}"
    found = etree.SubElement(meta, _name("identification"), source="#canevas")
    for level, uri, suffix, day in (("FRBRWork", work, "/!main", identity.day),
                                    ("FRBRExpression", expression, "/!main", identity.written),
                                    ("FRBRManifestation", expression, "/!main.xml", identity.written)):
        place = etree.SubElement(found, _name(level))
        etree.SubElement(place, _name("FRBRthis"), value=uri + suffix)
        etree.SubElement(place, _name("FRBRuri"), value=uri + (".xml" if level == "FRBRManifestation" else ""))
        if level == "FRBRExpression":
            for name, value in identity.aliases:
                etree.SubElement(place, _name("FRBRalias"), name=name, value=value)
        etree.SubElement(place, _name("FRBRdate"), date=day.isoformat(), name={
            "FRBRWork": "session", "FRBRExpression": "version", "FRBRManifestation": "export"}[level])
        etree.SubElement(place, _name("FRBRauthor"), href="#body" if level != "FRBRManifestation" else "#canevas")
        if level == "FRBRWork":
            etree.SubElement(place, _name("FRBRcountry"), value=COUNTRY)
        elif level == "FRBRExpression":
            etree.SubElement(place, _name("FRBRversionNumber"), value=str(identity.version))
            etree.SubElement(place, _name("FRBRlanguage"), language=LANGUAGE)
        else:
            etree.SubElement(place, _name("FRBRformat"), value=CONTENT_TYPE)
    references = etree.SubElement(meta, _name("references"), source="#canevas")
    for eid, href, shown in (("body", f"/akn/ontology/organization/{COUNTRY}/body", identity.body),
                             ("canevas", "/akn/ontology/organization/canevas", "Canevas")):
        etree.SubElement(references, _name("TLCOrganization"), eId=eid, href=href, showAs=clean(shown))


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"
