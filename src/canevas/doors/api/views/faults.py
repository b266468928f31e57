"""What is wrong with a value, in a sentence: pydantic says it in English."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

_WHY = {
    "missing": _("This value is needed."),
    "literal_error": _("Possible: %(expected)s."),
    "enum": _("Possible: %(expected)s."),
    "too_long": _("At most %(max_length)s values."),
    "too_short": _("At least %(min_length)s values."),
    "string_too_long": _("At most %(max_length)s signs."),
    "string_too_short": _("At least %(min_length)s signs."),
    "string_type": _("Write a text."),
    "string_pattern_mismatch": _("The text does not have the form %(pattern)s."),
    "int_type": _("Write a whole number."), "int_parsing": _("Write a whole number."),
    "int_from_float": _("Write a whole number."), "int_parsing_size": _("This number is too large."),
    "float_type": _("Write a number."), "float_parsing": _("Write a number."),
    "finite_number": _("Write a number."),
    "bool_type": _("Write true or false."), "bool_parsing": _("Write true or false."),
    "greater_than_equal": _("At least %(ge)s."), "less_than_equal": _("At most %(le)s."),
    "greater_than": _("More than %(gt)s."), "less_than": _("Less than %(lt)s."),
    "uuid_type": _("Write an identifier (UUID)."), "uuid_parsing": _("Write an identifier (UUID)."),
    "list_type": _("Write a list."), "dict_type": _("Write an object."), "model_type": _("Write an object."),
    "model_attributes_type": _("Write an object."),
    "extra_forbidden": _("This value is not known here."),
    "timezone_aware": _("Say the time zone: 2026-05-01T00:00:00Z."),
}
_MOMENTS = ("date", "datetime", "time")


def why(fault: Mapping[str, Any]) -> str:
    """A sentence for one error of pydantic (its ``type``, ``ctx`` and ``msg``)."""
    kind = str(fault.get("type", ""))
    if kind in _WHY:
        said = {name: str(value).replace(" or ", ", ") for name, value in (fault.get("ctx") or {}).items()}
        return str(_WHY[kind]) % {**_NOTHING, **said}
    if kind.startswith(_MOMENTS):
        return str(_("Write a date or a time as ISO 8601 has it: 2026-05-01, 2026-05-01T00:00:00Z."))
    return str(_("This value cannot be."))


_NOTHING = dict.fromkeys(("expected", "max_length", "min_length", "pattern", "ge", "le", "gt", "lt"), "…")
