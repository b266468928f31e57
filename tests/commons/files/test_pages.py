from __future__ import annotations

import html
import re
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from canevas.commons.access import scopes
from canevas.commons.access.models import User
from canevas.commons.design.components import source_url
from canevas.commons.files import rendering
from canevas.commons.files.models import StoredFile
from canevas.commons.files.operations import store_file
from canevas.commons.files.queries import content_path
from canevas.tools.documents.found import Passage
from canevas.tools.documents.nodes import Document, Node, NodeKind, Place
from tests.factories.minutes import user

CONTENT = b"<script>alert(1)</script> jamais ex\xc3\xa9cut\xc3\xa9"


def paragraph(key: str, text: str, **more: object) -> Node:
    return Node(key, NodeKind.PARAGRAPH, text, **more)


def cell(key: str, text: str, **more: object) -> Node:
    return Node(key, NodeKind.CELL, children=[paragraph(f"{key}p", text)], **more)


def document() -> Document:
    return Document("docx", Node("root", NodeKind.DOCUMENT, children=[
        paragraph("p1", "Compte rendu", level=1, is_heading=True, place=Place(page=1)),
        paragraph("p2", "Le puits <est> réparé & gardé.", place=Place(page=1)),
        Node("l1", NodeKind.LIST_ITEM, "Premier", marker="\uf0b7", place=Place(page=1)),
        Node("l2", NodeKind.LIST_ITEM, "Second", marker="2.", level=1, place=Place(page=1)),
        Node("t1", NodeKind.TABLE, place=Place(page=2), children=[
            Node("r1", NodeKind.ROW, children=[cell("c1", "Action", column_span=2)]),
            Node("r2", NodeKind.ROW, children=[cell("c2", "Clôturer le site"), cell("c3", "OIM")])]),
    ]), page_count=2, notices=["Texte reconnu sur une image."])


@pytest.fixture
def file(db: None) -> StoredFile:
    return store_file(by=user(), name="réunion du 5.docx", content=CONTENT, document=document())[0]


@pytest.fixture
def reader(client: Client, file: StoredFile, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Somebody who sees something that the file is used for."""
    monkeypatch.setattr(scopes, "_ANSWERING", {scopes.FILE_USES: [f"{__name__}.used"]})
    client.force_login(user("lecteur", "reader"))
    return client


def said(answer: HttpResponse, address: str) -> str:
    """The page without its address and what changes at every request."""
    return re.sub(r"\b\w{64}\b", "", answer.content.decode()).replace(address, "")


def used(by: object, file: int) -> bool:
    return str(by) != "Secret"


def test_the_original_is_sent_byte_for_byte_and_never_shown(reader: Client, file: StoredFile) -> None:
    answer = reader.get(reverse("files:download", args=[file.uid]))
    assert b"".join(answer.streaming_content) == CONTENT
    assert answer["Content-Disposition"].startswith("attachment") and "r%C3%A9union" in answer["Content-Disposition"]
    assert answer["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer["Content-Security-Policy"] and answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_lost_from_the_disk_is_said(reader: Client, file: StoredFile) -> None:
    content_path(file.sha256).unlink()
    assert reader.get(reverse("files:download", args=[file.uid])).status_code == 404


def test_nobody_reads_a_file_without_signing_in(client: Client, file: StoredFile) -> None:
    for name in ("files:download", "files:source"):
        assert client.get(reverse(name, args=[file.uid])).status_code == 302


def test_an_unknown_file_is_not_there(reader: Client) -> None:
    assert reader.get(reverse("files:source", args=[uuid4()])).status_code == 404


def test_a_file_that_nothing_visible_uses_is_not_there_but_for_who_brought_it(reader: Client, file: StoredFile) -> None:
    other, owner, nobody = Client(), Client(), Client()
    other.force_login(user("secret", "administrator"))
    owner.force_login(file.added_by)
    nobody.force_login(User.objects.create(username="personne"))
    for name in ("files:download", "files:source"):
        address = reverse(name, args=[file.uid])
        assert reader.get(address).status_code == owner.get(address).status_code == 200
        nowhere = reverse(name, args=[uuid4()])
        hidden, unknown = other.get(address), other.get(nowhere)
        assert hidden.status_code == 404 and said(hidden, address) == said(unknown, nowhere)
        assert nobody.get(address).status_code == 403


def shown(client: Client, file: StoredFile, *passages: object) -> str:
    url = source_url(file, passages).partition("#")[0]
    return client.get(url).content.decode()


def test_the_document_is_shown_as_it_was_written(reader: Client, file: StoredFile) -> None:
    page = shown(reader, file)
    assert "Le puits &lt;est&gt; réparé &amp; gardé." in page
    assert re.findall(r'class="doc-page" id="page-(\d)"', page) == ["1", "2"]
    assert '<td id="n-c1" class="" colspan="2">' in page and "Clôturer le site" in page
    assert '<span class="doc-marker">•</span>' in page and '<span class="doc-marker">2.</span>' in page
    assert "Texte reconnu sur une image." in page


def test_a_passage_is_marked_at_its_place(reader: Client, file: StoredFile) -> None:
    page = shown(reader, file, Passage("p2", 3, 14), {"node": "c3p", "start": 0, "end": None})
    marks = [html.unescape(text) for text in re.findall(r"<mark[^>]*>(.*?)</mark>", page)]
    assert marks == ["puits <est>", "OIM"]
    assert page.count('id="passage"') == 1


def test_a_whole_cell_can_be_a_passage(reader: Client, file: StoredFile) -> None:
    assert 'id="n-c2" class="doc-found"' in shown(reader, file, Passage("c2"))


def test_a_passage_that_is_not_there_is_said(reader: Client, file: StoredFile) -> None:
    assert "Le passage demandé" in shown(reader, file, Passage("p99"))
    assert "Le passage demandé" not in shown(reader, file)


@pytest.mark.parametrize("written", [
    "", "p2:9-3", "p2:0-999999", "p2:-", "p2:a-b", "<script>", "p2:5-9:1-2", "x" * 9000, "p2:999999999-"])
def test_no_address_breaks_the_page(reader: Client, file: StoredFile, written: str) -> None:
    answer = reader.get(reverse("files:source", args=[file.uid]), {"node": written})
    assert answer.status_code == 200 and b"<script>" not in answer.content.split(b"</head>")[1]


def test_overlapping_passages_are_marked_once() -> None:
    found = rendering.render(document(), [Passage("p2", 3, 10), Passage("p2", 5, 12), Passage("p2", 3, 10)])
    text = re.sub(r"<[^>]+>", "", found.html)
    assert html.unescape(text).count("Le puits <est> réparé & gardé.") == 1
    assert found.found == 2


def test_addresses_of_passages_come_back() -> None:
    assert rendering.passages_of(["p2", "p2:3-14", "p2:3-", "a:b:1-2"]) == [
        Passage("p2"), Passage("p2", 3, 14), Passage("p2", 3), Passage("a:b", 1, 2)]
