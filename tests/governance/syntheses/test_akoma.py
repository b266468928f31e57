"""Akoma Ntoso files hold what the register holds, and the schema of OASIS accepts them."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from lxml import etree

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.governance.concertation.models import ActionPoint, AgendaItem
from canevas.governance.syntheses.export.akoma import NAMESPACE, Identity, synthesis_akn
from canevas.governance.syntheses.models import Publication
from canevas.governance.syntheses.operations.opening import open_synthesis
from canevas.governance.syntheses.queries.akoma import minutes_file, version_akn
from canevas.governance.syntheses.queries.published import public_akn
from canevas.governance.syntheses.queries.reading import base_of_amendments, table_of
from canevas.governance.syntheses.rules.table import Block, Row, Section, Table, new_uid
from tests.factories.minutes import user
from tests.factories.writing import held_session
from tests.governance.syntheses.house import body, frozen, lines

pytestmark = pytest.mark.django_db
AKN = {"a": NAMESPACE}


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(Path(__file__).parent / "akoma" / "akomantoso30.xsd")))


def accepted(schema: etree.XMLSchema, content: bytes) -> Any:
    root = etree.fromstring(content)
    schema.assertValid(root)
    return root


def test_the_schema_refuses_what_is_wrong(schema: etree.XMLSchema) -> None:
    wrong = version_akn(base_of_amendments(frozen(user()))).content.replace(b"<mainBody>", b"<mainBody><bande/>")
    assert not schema.validate(etree.fromstring(wrong))


def test_a_synthesis_is_valid_and_every_line_is_in_it_under_its_identifier(schema: etree.XMLSchema) -> None:
    version = base_of_amendments(frozen(user()))
    root = accepted(schema, version_akn(version).content)
    known = {line.uid: line.text for line in table_of(version).lines}
    found = {one.get("wId").partition("_")[2]: one for one in root.iterfind(".//*[@wId]")}
    rows = {row.uid for section in table_of(version).sections for _block, row in section.rows}
    assert found.keys() == known.keys() | rows
    assert {uid: found[uid].findtext("a:heading", namespaces=AKN) or found[uid].text for uid in known} == known
    assert root.find(".//a:FRBRalias", AKN).get("value") == version.digest
    eids = [one.get("eId") for one in root.iterfind(".//*[@eId]")]
    assert len(eids) == len(set(eids))


def test_every_form_of_table_is_valid(schema: etree.XMLSchema) -> None:
    table = Table((Section(None, ""), Section(1, "La diaspora", (
        Block(*lines("Défi < & > \x0b"), (Row(new_uid()), Row(new_uid(), lines("P"), (), lines("MAEC", "Toutes")))),))),
        lines("Avant"), lines("Après", ""))
    synthesis = open_synthesis(by=user(), title="Une & deux", body_id=body().pk, table=table)
    accepted(schema, version_akn(synthesis.versions.get()).content)
    day = synthesis.created_at.date()
    accepted(schema, synthesis_akn(Table((Section(2, "", (Block(*lines(""), (Row(new_uid()),)),)),)),
                                   Identity("synthese", "x", "t", "b", day, day)))


def test_minutes_are_valid_and_say_what_was_said(schema: etree.XMLSchema) -> None:
    session = held_session()
    item = AgendaItem.objects.filter(session=session).first()
    ActionPoint.objects.create(session=session, item=item, text="Envoyer la note aux préfets")
    root = accepted(schema, minutes_file(session).content)
    said = " ".join(root.itertext())
    assert item.title in said and "Envoyer la note aux préfets" in said
    assert root.find(".//a:FRBRWork/a:FRBRdate", AKN).get("date") == session.date.isoformat()


def test_the_files_are_given_to_who_may_see_them(client: Any) -> None:
    synthesis, session = frozen(user()), held_session()
    addresses = [reverse("syntheses:version-akn", args=[synthesis.uid, 1]),
                 reverse("syntheses:minutes-akn", args=[session.uid])]
    client.force_login(user())
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200 and answer["Content-Disposition"].endswith('.akn.xml"')
    client.force_login(user("ailleurs", "reader", Scope(ScopeKind.BODY, "GTM-Diffa")))
    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_the_sheet_of_a_session_leads_to_its_minutes_as_akoma_ntoso(client: Any) -> None:
    session = held_session()
    client.force_login(user())
    assert reverse("syntheses:minutes-akn", args=[session.uid]) in client.get(
        session.get_absolute_url()).content.decode()


def test_what_is_published_is_accepted_too(schema: etree.XMLSchema) -> None:
    synthesis = frozen(user())
    publication = Publication(synthesis=synthesis, version=base_of_amendments(synthesis), by=user())
    assert b"Rassurer" in etree.tostring(accepted(schema, public_akn(publication).content))
