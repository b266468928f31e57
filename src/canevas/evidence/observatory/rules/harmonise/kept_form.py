"""A proposal as text, and back: for keeping one beside the file that it is about."""
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_text(one: Any) -> str:
    """A dataclass of dataclasses, tuples, mappings, words and numbers."""
    return json.dumps(one, default=_fields, ensure_ascii=False, separators=(",", ":"))


def from_text(kind: type[T], text: str) -> T:
    """What :func:`to_text` wrote of a ``kind``."""
    return _made(kind, json.loads(text))  # type: ignore[no-any-return]


def _fields(one: Any) -> dict[str, Any]:
    return {field.name: getattr(one, field.name) for field in fields(one)}


@cache
def _kinds(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _made(kind: Any, plain: Any) -> Any:
    if isinstance(plain, str) and kind is not str and isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(plain)
    if isinstance(plain, list):
        inner = get_args(kind)
        if inner[-1] is Ellipsis:
            return tuple(_made(inner[0], one) for one in plain)
        return tuple(_made(one, value) for one, value in zip(inner, plain, strict=True))
    if isinstance(plain, dict):
        if is_dataclass(kind):
            assert isinstance(kind, type)
            kinds = _kinds(kind)
            return kind(**{name: _made(kinds[name], value) for name, value in plain.items()})
        if get_origin(kind) is UnionType:
            return _made(next(one for one in get_args(kind) if one is not type(None)), plain)
        key, value = get_args(kind)
        return {_made(key, name): _made(value, one) for name, one in plain.items()}
    return plain
