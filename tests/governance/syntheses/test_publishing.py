"""Publishing is an act of its own, of adopted tables alone, and no person's name goes out with it."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.audit.queries import story_of
from canevas.commons.audit.sentences import told
from canevas.commons.directory.models import Person
from canevas.governance.syntheses.models import Publication, Synthesis
from canevas.governance.syntheses.operations.deciding import decide_stage
from canevas.governance.syntheses.operations.publishing import publish_synthesis, withdraw_publication
from canevas.governance.syntheses.queries.published import publications, rows_of
from canevas.governance.syntheses.rules.publishing import REMOVED, Names, public_table
from canevas.governance.syntheses.rules.stages import Outcome
from canevas.governance.syntheses.rules.table import Block, Line, Row, Section, Table
from tests.factories.country import load_country
from tests.factories.minutes import user
from tests.governance.syntheses.house import frozen


def adopted(stages: int = 3) -> Synthesis:
    load_country(user())
    synthesis = frozen(user())
    for _stage in range(stages):
        decide_stage(by=user(), synthesis=synthesis, outcome=Outcome.ADOPTED, day=date(2026, 7, 28))
        synthesis.refresh_from_db()
    return synthesis


@pytest.mark.parametrize(("text", "kept"), [
    ("Confier le suivi à Aïcha Moussa Kané.", f"Confier le suivi à {REMOVED}."),
    ("Confier le suivi à MOUSSA KANE AICHA.", f"Confier le suivi à {REMOVED}."),
    ("Remercier M. Issa Tankari et Mme Hadiza", f"Remercier M. {REMOVED} et Mme {REMOVED}"),
    ("Remercier M. le Gouverneur de Zinder", "Remercier M. le Gouverneur de Zinder"),
    ("Saisir Monsieur Le Préfet", "Saisir Monsieur Le Préfet"),
    ("Appuyer la DGECM/R et le MI/D", "Appuyer la DGECM/R et le MI/D"),
    ("Ouvrir un guichet à Dosso", "Ouvrir un guichet à Dosso")])
def test_names_of_persons_are_taken_out(text: str, kept: str) -> None:
    assert Names(["Aïcha Moussa Kané", "Dosso"]).without(text) == kept


def test_of_the_last_column_only_what_the_directory_knows_is_left() -> None:
    row = Row("r", (), (Line("s", "Voir M. Sani Dan Zabi"),), (Line("a", "MI/D, M. Sani"), Line("b", "Inconnu")))
    table = Table((Section(None, "", (Block(Line("c", "Défi de Mme Aminatou"), (row,)),)),))
    public = public_table(table, Names([]), lambda text: ["Ministère"] if "MI/D" in text else [])
    found = public.sections[0].blocks[0]
    assert found.challenge.text == f"Défi de Mme {REMOVED}"
    assert [line.text for line in found.rows[0].responsible] == ["Ministère"]
    assert found.rows[0].strategies[0].text == f"Voir M. {REMOVED}"


@pytest.mark.django_db
def test_only_an_adopted_table_is_published_by_who_may() -> None:
    synthesis = adopted(2)
    with pytest.raises(ValidationError):
        publish_synthesis(by=user(), synthesis=synthesis)
    decide_stage(by=user(), synthesis=synthesis, outcome=Outcome.ADOPTED, day=date(2026, 7, 30))
    for nobody in (user("membre", "member"), user("lectrice", "reader"), user("auditrice", "auditor"),
                   user("ailleurs", "secretariat", Scope(ScopeKind.BODY, "GTM-Diffa"))):
        with pytest.raises(PermissionDenied):
            publish_synthesis(by=nobody, synthesis=synthesis)
        with pytest.raises(PermissionDenied):
            withdraw_publication(by=nobody, synthesis=synthesis, reason="non")
    assert not publications().exists() and not list(rows_of(publications()))
    first = publish_synthesis(by=user("sp", "secretariat"), synthesis=synthesis)
    assert publish_synthesis(by=user(), synthesis=synthesis) == first and len(list(rows_of(publications()))) == 4
    with pytest.raises(ValidationError):
        withdraw_publication(by=user(), synthesis=synthesis, reason="  ")
    withdraw_publication(by=user(), synthesis=synthesis, reason="Une ligne est contestée")
    withdraw_publication(by=user(), synthesis=synthesis, reason="Encore")
    assert not Publication.objects.exists()
    events = [entry.event for entry in story_of(synthesis) if "publi" in entry.event]
    assert events == ["synthesis_published", "synthesis_publication_withdrawn"]
    assert any("contestée" in one.sentence for one in told(story_of(synthesis)))


@pytest.mark.django_db
def test_the_sheet_publishes_and_takes_back(client: Any) -> None:
    synthesis = adopted()
    Person.objects.create(name="Réunir La Diaspora")
    client.force_login(user())
    page, act = synthesis.get_absolute_url(), reverse("syntheses:synthesis-publication", args=[synthesis.uid])
    assert "Publier le tableau" in client.get(page).content.decode()
    assert client.post(act, {"act": "publish"}).status_code == 302
    assert reverse("portal:table", args=[synthesis.uid]) in client.get(page).content.decode()
    data = client.get(reverse("syntheses:open-data-file", args=["recommandations.csv"])).content.decode()
    assert REMOVED in data and "Réunir la diaspora" not in data
    assert client.post(act, {"act": "withdraw", "reason": ""}).status_code == 302 and publications().exists()
    assert client.post(act, {"act": "withdraw", "reason": "Erreur"}).status_code == 302 and not publications().exists()
    client.force_login(user("lectrice", "reader"))
    assert "Publier le tableau" not in client.get(page).content.decode()
    assert client.post(act, {"act": "publish"}).status_code == 403
