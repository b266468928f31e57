"""Every operation of every room that takes ``by`` refuses somebody who holds no role."""
from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import MagicMock

from django.core.exceptions import PermissionDenied
from django.db import transaction

from canevas.commons.audit.models import JournalEntry
from canevas.governance.concertation.models import Body
from tests.permissions.world import World, person

ROOMS = ("commons.access", "commons.directory", "commons.files", "governance.policy", "governance.recommendations",
         "governance.concertation")
OF_ONES_OWN = {
    "change_profile": "one's own name", "change_password": "one's own password", "reset_own_password": "the same",
    "note_sign_in": "the journal of one's own sign-in", "note_factor": "the same", "note_linked_identity": "the same",
    "end_session": "one's own session", "end_sessions": "the same", "require": "is the question itself",
    "require_somewhere": "the same",
    "tell_adoptions": "a part of a confirmation: for whoever may not move the session it does nothing"}
"""What everybody may do with their own account, each with its reason."""


def operations() -> Iterator[tuple[str, Callable[..., Any]]]:
    for room in ROOMS:
        module = importlib.import_module(f"canevas.{room}.operations")
        modules = [module]
        if hasattr(module, "__path__"):
            modules += [importlib.import_module(f"{module.__name__}.{one.name}")
                        for one in pkgutil.walk_packages(module.__path__)]
        for one in modules:
            for name, function in vars(one).items():
                if inspect.isfunction(inspect.unwrap(function)) and not name.startswith("_") and (
                        inspect.unwrap(function).__module__ == one.__name__) and (
                        _takes_by(function)) and name not in OF_ONES_OWN:
                    yield f"{one.__name__.removeprefix('canevas.')}.{name}", function


def _takes_by(function: Callable[..., Any]) -> bool:
    """Operations take it by keyword; a part of one, called within it, may not."""
    found = inspect.signature(function).parameters.get("by")
    return found is not None and found.kind is found.KEYWORD_ONLY


EVERY = dict(operations())


def test_every_operation_refuses_who_holds_no_role(world: World) -> None:
    nobody = person("personne")
    said = {name: answer_of(EVERY[name], nobody, world) for name in sorted(EVERY)}
    assert {name: one for name, one in said.items() if one not in ("refused", "not tried")} == {}
    assert sum(one == "refused" for one in said.values()) > 60


def answer_of(operation: Callable[..., Any], nobody: Any, world: World) -> str:
    """What becomes of ``operation`` in the name of ``nobody``; all that it might write is undone."""
    asked = [one for one in inspect.signature(operation).parameters.values() if one.default is one.empty]
    values = {one.name: value_for(one, world) for one in asked if one.name != "by"}
    has_stand_in = any(isinstance(value, MagicMock) for value in values.values())
    before = list(JournalEntry.objects.order_by("-pk").values_list("pk")[:1])
    try:
        with transaction.atomic():
            given = operation(by=nobody, **values)
            if hasattr(given, "__enter__"):
                with given:
                    pass
            transaction.set_rollback(True)
    except PermissionDenied:
        after = list(JournalEntry.objects.order_by("-pk").values_list("pk")[:1])
        return "refused" if before == after else "refused after it wrote"
    except Exception as fault:
        # a stand-in does not get so far as the question where rows are looked up by it first
        return "not tried" if has_stand_in else f"{type(fault).__name__}: {fault}"
    return "done"


def value_for(parameter: inspect.Parameter, world: World) -> Any:
    """Something of the kind that the parameter asks for; the right is asked before any of it matters."""
    wanted = str(parameter.annotation)
    by_name = {
        "session": "session", "action": "action", "recommendation": "recommendation", "intake": "intake",
        "organisation": "organisation", "user": "account", "minutes": "minutes", "decision": "decision"}
    kind = by_name.get(parameter.name)
    if kind is not None and "str" not in wanted and "int" not in wanted.split("|")[0]:
        return next(thing.row for thing in world.of(kind) if thing.state in ("circulated", ""))
    if parameter.name == "body" and "str" not in wanted:
        return Body.objects.get(code="G1")
    if wanted in ("str", "'str'"):
        return "done" if parameter.name == "status" else "x"
    if wanted.startswith("int"):
        return 1
    return _standing_in(parameter.name, world)


def _standing_in(name: str, world: World) -> Any:
    """Something that answers to any question about whose it is with a body of the world."""
    stand = MagicMock(name=name)
    thing = next(one for one in world.of("session") if one.state == "circulated")
    stand.pk = stand.id = 1
    stand.session, stand.session_id, stand.body = thing.row, thing.row.pk, thing.row.body
    stand.item.session = stand.action.session = stand.adoption.session = thing.row
    stand.intake = world.of("intake")[0].row
    return stand
