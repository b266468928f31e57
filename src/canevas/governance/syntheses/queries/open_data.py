"""The rows of the open data: recommendations of syntheses that their last stage adopted."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from canevas.governance.syntheses.queries.follow_up import followed, institution_names, of_adopted
from canevas.governance.syntheses.rules.open_data import STATES
from canevas.governance.syntheses.rules.standing_counts import Part


def published(user: Any) -> Iterator[dict[str, str]]:
    """Of what ``user`` may see; the columns of ``rules.open_data.DEFINITIONS``, each a text."""
    rows = of_adopted(user).select_related("set", "row__challenge").prefetch_related("row__priorities")
    counted = followed(rows)
    known = {one.uid: one for one in counted}
    names, today = institution_names(counted), timezone.localdate()
    for row in rows.order_by("set__origin_date", "set", "order", "pk"):
        one = known[str(row.uid)]
        yield {
            "identifiant": one.uid, "synthese": row.set.origin_label, "instance": row.set.origin_body,
            "date_session": row.set.origin_date.isoformat() if row.set.origin_date else "",
            "portee": "general" if one.axis is None else "axe", "axe": "" if one.axis is None else str(one.axis),
            "defi": row.row.challenge.text, "priorites": " | ".join(each.text for each in row.row.priorities.all()),
            "recommandation": row.text,
            "institutions": " | ".join(names[code] for code in one.organisations if code in names),
            "regions": " | ".join(one.regions), "etat": STATES[one.status],
            "echeance": one.due.isoformat() if one.due else "",
            "en_retard": "oui" if one.part(today) is Part.LATE else "non",
        }
