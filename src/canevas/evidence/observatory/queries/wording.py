"""Meanings, codes and anomalies of a proposal in words."""
from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from canevas.evidence.observatory.queries import labels, points
from canevas.evidence.observatory.rules.harmonise.meanings import COUNTRIES, FIGURES, PLACES, TIMES, Meaning

MEANINGS = {
    Meaning.REGION: _("Region"), Meaning.DEPARTMENT: _("Department"), Meaning.COMMUNE: _("Commune"),
    Meaning.LOCALITY: _("Locality"), Meaning.PLACE: _("Place, of any level"),
    Meaning.FLOW_POINT: _("Flow monitoring point"), Meaning.DEPARTURE_PLACE: _("Place of departure"),
    Meaning.DESTINATION_PLACE: _("Place of destination"), Meaning.LATITUDE: _("Latitude"),
    Meaning.LONGITUDE: _("Longitude"), Meaning.NATIONALITY: _("Nationality"), Meaning.COUNTRY: _("Country"),
    Meaning.COUNTRY_ORIGIN: _("Country of origin"), Meaning.COUNTRY_DEPARTURE: _("Country of departure"),
    Meaning.COUNTRY_DESTINATION: _("Country of destination"), Meaning.DATE: _("Date"), Meaning.PERIOD: _("Period"),
    Meaning.YEAR: _("Year"), Meaning.QUARTER: _("Quarter"), Meaning.MONTH: _("Month"), Meaning.WEEK: _("Week"),
    Meaning.START: _("First day"), Meaning.END: _("Last day"), Meaning.AS_OF: _("Known on (day)"),
    Meaning.SEX: _("Sex"), Meaning.AGE: _("Age in years"), Meaning.AGE_GROUP: _("Band of ages"),
    Meaning.POPULATION_GROUP: _("Population group"), Meaning.VULNERABILITY: _("Vulnerability"),
    Meaning.DIRECTION: _("Direction"), Meaning.TRANSPORT: _("Means of transport"), Meaning.REASON: _("Reason"),
    Meaning.HOURS_OBSERVED: _("Hours observed"), Meaning.ORGANISATION: _("Organisation"),
    Meaning.SOURCE: _("Source (not kept)"), Meaning.EVENT: _("Kind of event"),
    Meaning.ACTIVITY: _("Service or activity"), Meaning.INDICATOR: _("What the figure measures"),
    Meaning.COUNT: _("Figure"), Meaning.TOTAL: _("Total (checked, not added)"),
    Meaning.CUMULATIVE: _("Running sum (checked, not added)"), Meaning.IDENTIFIER: _("Number of the row"),
    Meaning.PERSON: _("About a person (never kept)"), Meaning.COMMENT: _("Comment"),
    Meaning.UNKNOWN: _("Not for the figures"),
}
CHOICES = (
    (_("Places"), PLACES),
    (_("Countries"), tuple(one for one in COUNTRIES if one is not Meaning.COUNTRY)),
    (_("Time"), TIMES),
    (_("People"), (Meaning.SEX, Meaning.AGE, Meaning.AGE_GROUP, Meaning.POPULATION_GROUP, Meaning.VULNERABILITY)),
    (_("Movement"), (Meaning.DIRECTION, Meaning.TRANSPORT, Meaning.REASON, Meaning.HOURS_OBSERVED)),
    (_("What and who"), (Meaning.EVENT, Meaning.ACTIVITY, Meaning.ORGANISATION, Meaning.INDICATOR)),
    (_("Figures"), FIGURES),
    (_("Left out"), (Meaning.UNKNOWN, Meaning.COMMENT, Meaning.IDENTIFIER, Meaning.PERSON)),
)
ANOMALIES = {"total": _("Total"), "cumulative": _("Running sum"), "duplicate": _("Stands twice"),
             "period": _("Period"), "place": _("Name and P-code")}


def meaning(one: Meaning) -> str:
    return str(MEANINGS.get(one, one))


def code_in_words(one: Meaning, code: str) -> str:
    """A code of the common model as a person reads it, with the place around a place."""
    if not code:
        return gettext("Nothing is known")
    if one in COUNTRIES:
        return labels.country(code)
    if one in TIMES:
        return labels.period(code)
    if one in PLACES:
        entry = points.words().by_pcode.get(code)
        if entry is None:
            return labels.label("flow_point", code)
        around = points.words().by_pcode.get(entry.parent or "")
        return f"{entry.shown} ({around.shown})" if around and entry.level > 1 else entry.shown
    return labels.label(str(one), code)
