"""Dates and numbers as their readers write them."""
from __future__ import annotations

from datetime import date, datetime, time

from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

THIN_SPACE = "\u202f"
MINUS = "\u2212"


def is_french() -> bool:
    return (get_language() or "fr").startswith("fr")


def _day(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def long_date(value: date | datetime | None) -> str:
    """« mardi 17 mai 2022 », « lundi 1er août 2022 »; "" without a day."""
    if value is None:
        return ""
    day = _day(value)
    return f"{formats.date_format(day, 'l')} {medium_date(day)}"


def medium_date(value: date | datetime | None) -> str:
    """« 17 mai 2022 »; "" without a day."""
    if value is None:
        return ""
    day = _day(value)
    number = "1er" if day.day == 1 and is_french() else str(day.day)
    return f"{number}\u00a0{formats.date_format(day, 'F Y')}"


def short_date(value: date | datetime | None) -> str:
    """« 17/05/2022 », for narrow columns; "" without a day."""
    return f"{_day(value):%d/%m/%Y}" if value is not None else ""


def moment(value: datetime | None) -> str:
    """« 17 mai 2022 à 14 h 05 »; "" without a moment."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return _("%(day)s at %(time)s") % {"day": medium_date(local), "time": hour(local.time())}


def hour(value: time | None) -> str:
    """« 9 h », « 12 h 30 » (in English 12:30)."""
    if value is None:
        return ""
    if not is_french():
        return f"{value:%H:%M}"
    return f"{value.hour}\u00a0h" + (f"\u00a0{value.minute:02d}" if value.minute else "")


def number(value: int | float | None, decimals: int = 0) -> str:
    """« 12 345,6 » with thin spaces (in English 12 345.6); "" without a value."""
    if value is None:
        return ""
    text = f"{abs(value):,.{decimals}f}".replace(",", THIN_SPACE)
    if is_french():
        text = text.replace(".", ",")
    return (MINUS if value < 0 else "") + text


def days_late(day: date, today: date | None = None) -> int:
    """How many days ``day`` is past; negative while it is to come."""
    return ((today or timezone.localdate()) - day).days


def lateness(days: int) -> str:
    """« en retard de 12 jours »."""
    return ngettext("%(count)s day late", "%(count)s days late", days) % {"count": number(days)}


def due_in(days: int) -> str:
    """« aujourd'hui », « demain », « dans 5 jours »."""
    if days == 0:
        return pgettext("deadline", "today")
    if days == 1:
        return pgettext("deadline", "tomorrow")
    return ngettext("in %(count)s day", "in %(count)s days", days) % {"count": number(days)}


def capital(text: object) -> str:
    """``text`` with its first sign in capitals; the others stay as they are."""
    written = str(text)
    return written[:1].upper() + written[1:]
