"""What stands before the public: tables that were adopted and published, for whoever asks, signed in or not.

Nothing here takes a user: what is read through these functions is what everybody may read.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from canevas.commons.directory.queries import organisation_names, people, resolve_party, territory_by_pcode, vocabulary
from canevas.governance.concertation.queries.official import OfficialFile
from canevas.governance.recommendations.queries.published import strategies_of
from canevas.governance.recommendations.rules.regional import ALL_REGIONS
from canevas.governance.recommendations.rules.synthesis_reading.names import separate_names
from canevas.governance.syntheses.export.akoma import CONTENT_TYPE, Identity, synthesis_akn
from canevas.governance.syntheses.export.open_data import CSV, csv_bytes, json_bytes
from canevas.governance.syntheses.models import Publication, StageDecision, StateChoices
from canevas.governance.syntheses.queries.files import file_stem, standing_of
from canevas.governance.syntheses.queries.follow_up import followed, institution_names
from canevas.governance.syntheses.queries.retaining import retained_of
from canevas.governance.syntheses.rules.open_data import DEFINITIONS, STATES, whole
from canevas.governance.syntheses.rules.publishing import Names, public_table
from canevas.governance.syntheses.rules.standing_counts import Followed, Part, Tally, tally
from canevas.governance.syntheses.rules.table import Table
from canevas.tools.documents.markup import Traced

SURE = 0.9
EVERY_REGION = "Toutes les régions"


@dataclass(frozen=True, slots=True)
class PublicTable:
    """A published table. ``states``: by identifier of a strategy, how far it is; ``adopted_on`` the day of the last
    stage."""

    publication: Publication
    table: Table
    states: dict[str, Followed]
    whole: Tally
    adopted_on: Any


def publications() -> QuerySet[Publication]:
    """The published tables, the last session first. What is no longer adopted is not shown, published or not."""
    return Publication.objects.filter(synthesis__state=StateChoices.ADOPTED).select_related(
        "version__synthesis", "synthesis__body", "synthesis__session__body").order_by(
        "-synthesis__session__date", "-published_at", "-pk")


def publication_with_uid(uid: UUID) -> Publication | None:
    """That of the synthesis of this identifier."""
    return publications().filter(synthesis__uid=uid).first()


def public_table_of(publication: Publication) -> PublicTable:
    rows = followed(_strategies([publication]))
    states = {one.uid: one for one in rows}
    decisions = StageDecision.objects.filter(version__synthesis=publication.synthesis_id, line=None)
    decision = decisions.filter(stage=publication.synthesis.stage).order_by("day").last()
    return PublicTable(
        publication, public_table(retained_of(publication.version).table, names(), _Directory()), states,
        tally("", "", rows, timezone.localdate()), decision.day if decision else None)


def public_akn(publication: Publication) -> OfficialFile:
    """The published table as Akoma Ntoso."""
    version, synthesis = publication.version, publication.synthesis
    written = timezone.localtime(version.frozen_at or version.made_at).date()
    session = synthesis.session
    day = session.date if session and session.date else timezone.localtime(synthesis.created_at).date()
    content = synthesis_akn(public_table(retained_of(version).table, names(), _Directory()), Identity(
        "synthese", str(synthesis.uid), synthesis.title, synthesis.body.name, day, written, version.number,
        standing_of(version), (("empreinte-sha256", version.digest),) if version.digest else ()))
    return OfficialFile(f"{file_stem(version)}.akn.xml", content, CONTENT_TYPE)


def rows_of(found: Iterable[Publication]) -> Iterator[dict[str, str]]:
    """The open data of these tables: the columns of ``rules.open_data.DEFINITIONS``, each a text."""
    rows = _strategies(found)
    counted = followed(rows)
    known, institutions = {one.uid: one for one in counted}, institution_names(counted)
    clean, today = names(), timezone.localdate()
    for row in rows.select_related("set", "row__challenge").prefetch_related("row__priorities").order_by(
            "set__origin_date", "set", "order", "pk"):
        one = known[str(row.uid)]
        yield {
            "identifiant": one.uid, "synthese": row.set.origin_label, "instance": row.set.origin_body,
            "date_session": row.set.origin_date.isoformat() if row.set.origin_date else "",
            "portee": "general" if one.axis is None else "axe", "axe": "" if one.axis is None else str(one.axis),
            "defi": clean.without(row.row.challenge.text),
            "priorites": " | ".join(clean.without(each.text) for each in row.row.priorities.all()),
            "recommandation": clean.without(row.text),
            "institutions": " | ".join(institutions[code] for code in one.organisations if code in institutions),
            "regions": " | ".join(one.regions), "etat": STATES[one.status],
            "echeance": one.due.isoformat() if one.due else "",
            "en_retard": "oui" if one.part(today) is Part.LATE else "non",
        }


def open_file(name: str, found: Iterable[Publication]) -> OfficialFile | None:
    """``recommandations.csv``, ``recommandations.json`` or ``definitions.csv`` of these tables; ``None`` of another."""
    match name:
        case "recommandations.csv":
            return OfficialFile(name, csv_bytes(list(DEFINITIONS), (
                [row[key] for key in DEFINITIONS] for row in rows_of(found))), CSV)
        case "definitions.csv":
            return OfficialFile(name, csv_bytes(["colonne", "definition"], DEFINITIONS.items()), CSV)
        case "recommandations.json":
            return OfficialFile(name, json_bytes(whole(rows_of(found), timezone.localdate())), "application/json")
    return None


def names() -> Names:
    """The persons whose names are taken out of what is published."""
    return Names(people().values_list("name", flat=True))


def _strategies(found: Iterable[Publication]) -> QuerySet[Any]:
    return strategies_of(one.synthesis.recommendation_set_id for one in found
                         if one.synthesis.recommendation_set_id is not None)


class _Directory:
    """Whom lines of the last column name, by the names of the directory; each name is looked up once."""

    def __init__(self) -> None:
        self.names = {code: name for _key, code, name in organisation_names()}
        self.known: dict[str, list[str]] = {}

    def __call__(self, text: str) -> list[str]:
        """A person, or whoever the directory does not know, is not told."""
        if text not in self.known:
            traced = Traced(text, ("",) * len(text), tuple(range(len(text))))
            parts = [one.text.text for one in separate_names(traced, vocabulary())] or [text]
            self.known[text] = [said for part in parts if (said := self._one(part))]
        return self.known[text]

    def _one(self, name: str) -> str:
        found = resolve_party(name, 1)
        if not found or found[0][1].score < SURE:
            return ""
        what, best = found[0]
        if what == "quantifier":
            return EVERY_REGION if best.code == ALL_REGIONS else name
        if what == "organisation":
            return self.names.get(best.code, "")
        place = territory_by_pcode(best.code)
        return place.name if place else ""
