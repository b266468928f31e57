"""What a column of a partner's table may mean in the common model."""
from __future__ import annotations

from enum import StrEnum


class Meaning(StrEnum):
    """The meaning of a column. A column of codes and a column of names of the same thing have the same meaning."""

    # places: codes are P-codes
    REGION = "region"
    DEPARTMENT = "department"
    COMMUNE = "commune"
    LOCALITY = "locality"
    PLACE = "place"  # of a level that changes from row to row
    FLOW_POINT = "flow_point"
    DEPARTURE_PLACE = "departure_place"
    DESTINATION_PLACE = "destination_place"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    # countries: codes are ISO 3166-1 alpha-3
    NATIONALITY = "nationality"
    COUNTRY = "country"  # of what happened, where the heading says no more
    COUNTRY_ORIGIN = "country_origin"
    COUNTRY_DEPARTURE = "country_departure"
    COUNTRY_DESTINATION = "country_destination"
    # time: codes are ISO 8601 (2023-01-31, 2023-01, 2023-Q1, 2023-W05, 2023)
    DATE = "date"
    PERIOD = "period"
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    START = "start"
    END = "end"
    AS_OF = "as_of"
    # people
    SEX = "sex"
    AGE = "age"  # one age in years
    AGE_GROUP = "age_group"
    POPULATION_GROUP = "population_group"
    VULNERABILITY = "vulnerability"
    # movement
    DIRECTION = "direction"
    TRANSPORT = "transport"
    REASON = "reason"
    HOURS_OBSERVED = "hours_observed"
    # what and who
    ORGANISATION = "organisation"
    SOURCE = "source"
    EVENT = "event"  # convoy, expulsion, rescue: its kind
    ACTIVITY = "activity"
    INDICATOR = "indicator"  # rows say what their figure measures
    # figures
    COUNT = "count"  # people, or what ``unit`` of the column says
    TOTAL = "total"  # the sum of other columns, checked and not added again
    CUMULATIVE = "cumulative"
    # not for the figures
    IDENTIFIER = "identifier"
    PERSON = "person"  # a name, a telephone, a card: never leaves with figures
    COMMENT = "comment"
    UNKNOWN = "unknown"


PLACES = (Meaning.REGION, Meaning.DEPARTMENT, Meaning.COMMUNE, Meaning.LOCALITY, Meaning.PLACE, Meaning.FLOW_POINT,
          Meaning.DEPARTURE_PLACE, Meaning.DESTINATION_PLACE)
COUNTRIES = (Meaning.NATIONALITY, Meaning.COUNTRY, Meaning.COUNTRY_ORIGIN, Meaning.COUNTRY_DEPARTURE,
             Meaning.COUNTRY_DESTINATION)
TIMES = (Meaning.DATE, Meaning.PERIOD, Meaning.YEAR, Meaning.QUARTER, Meaning.MONTH, Meaning.WEEK, Meaning.START,
         Meaning.END, Meaning.AS_OF)
FIGURES = (Meaning.COUNT, Meaning.TOTAL, Meaning.CUMULATIVE)
