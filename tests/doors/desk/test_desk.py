from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from canevas.commons.directory.models import NameProposal
from canevas.commons.search.operations import SearchDocument, index_entries
from canevas.governance.concertation.models import ActionPoint
from tests.factories.minutes import user
from tests.journeys.house import House, furnish

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(client: Client) -> Client:
    client.force_login(user())
    return client


@pytest.fixture
def house(secretary: Client) -> House:
    return furnish()


def home(client: Client) -> str:
    return client.get("/").content.decode()


def figures(page: str) -> dict[str, str]:
    return dict(re.findall(r'<a href="#(\w+)"><strong>(.*?)</strong>', page))


def test_an_empty_register_says_what_to_do_first(secretary: Client) -> None:
    page = home(secretary)
    assert "Déposer un premier compte rendu" in page and figures(page) == {}


def test_what_waits_is_counted_and_listed_in_order(secretary: Client, house: House) -> None:
    page = home(secretary)
    assert figures(page) == {"reviews": "1", "meetings": "1", "late": "1", "soon": "1",
                             "names": str(NameProposal.objects.filter(state="open").count())}
    assert re.findall(r'<section id="(\w+)"', page) == ["reviews", "meetings", "late", "soon", "names"]
    assert "second.docx" in page and "Transmettre la liste des sites" in page and "jours de retard" in page
    assert "dans 3 jours" in page and "GTM-Tahoua" in page


def test_what_is_done_or_withdrawn_waits_no_more(secretary: Client, house: House) -> None:
    ActionPoint.objects.filter(text__startswith="Transmettre").update(status="done")
    ActionPoint.objects.filter(text__startswith="Préparer").update(withdrawn_at=timezone.now())
    found = figures(home(secretary))
    assert (found["late"], found["soon"]) == ("0", "0")


def test_today_is_not_late(secretary: Client, house: House) -> None:
    ActionPoint.objects.update(due_on=timezone.localdate())
    assert figures(home(secretary))["late"] == "0"
    ActionPoint.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert figures(home(secretary))["late"] == "2"


def test_the_desk_costs_few_queries_however_much_waits(secretary: Client, house: House, django_assert_max_num_queries,
                                                       ) -> None:
    home(secretary)
    with django_assert_max_num_queries(30):
        home(secretary)


def test_search_shows_kinds_passages_and_links(secretary: Client) -> None:
    index_entries([SearchDocument("action_point", 1, "Réunion", "Clôturer le <site> d'accueil", "/ici/"),
                   SearchDocument("organisation", 2, "Accueil sans frontières", "", "/la/")])
    page = secretary.get("/search/", {"q": "forage accueil"}).content.decode()
    assert "Rien n’a été trouvé" in page
    page = secretary.get("/search/", {"q": "ACCUEIL"}).content.decode()
    assert 'href="/ici/"' in page and "&lt;site&gt;" in page and "<mark>accueil</mark>" in page
    assert "Points d’action" in page and "2 résultats" in page
    page = secretary.get("/search/", {"q": "accueil", "kind": "organisation"}).content.decode()
    assert 'href="/la/"' in page and 'href="/ici/"' not in page


@pytest.mark.parametrize("parameters", ["q=%00", "q=a&page=zz", "q=a&page=-3", "q=a&page=99999999", "kind=x&q=a",
                                        "q=%22", "q=" + "a" * 5000, "page=²&q=e"])
def test_no_address_breaks_the_search(secretary: Client, parameters: str) -> None:
    assert secretary.get(f"/search/?{parameters}").status_code == 200


def test_a_reader_is_not_led_where_minutes_are_brought(client: Client, house: House) -> None:
    assert "/concertation/intake/\"" in home(client)
    client.force_login(user("lecteur", "reader"))
    assert "/concertation/intake/\"" not in home(client)
    assert client.get("/concertation/intake/").status_code == 403
