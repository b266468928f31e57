"""A database that does not answer is told as something that passes, by a page that asks nothing of it."""
from __future__ import annotations

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.test import Client, RequestFactory

from canevas.commons.files import full
from canevas.commons.files.away import is_away


@pytest.mark.parametrize("fault", [
    OperationalError("server closed the connection unexpectedly"), InterfaceError("the connection is closed"),
    OperationalError("database is locked")])
def test_it_passes_and_says_when_to_try_again(fault: Exception) -> None:
    # no database is open to this test: the page reads nothing of it
    try:
        raise ValueError("while something else was done") from fault
    except ValueError:
        answer = full.server_fault(RequestFactory().get("/"))
    assert answer.status_code == 503 and answer["Retry-After"] == "5"
    assert "refaites-le dans un instant" in answer.content.decode()


@pytest.mark.parametrize("fault", [
    OperationalError("no such table: canevas"), ProgrammingError("syntax"), ValueError("x"), None])
def test_what_no_waiting_mends_is_a_fault(fault: Exception | None) -> None:
    assert not is_away(fault)


def test_a_session_that_cannot_be_read_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", away)
    client.cookies["sessionid"] = "x" * 32
    client.raise_request_exception = False
    assert client.get("/").status_code == 503
