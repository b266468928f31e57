"""Days in the sentences of the journal are said as one reads them."""
from __future__ import annotations

from types import SimpleNamespace

from django.utils import translation

from canevas.commons.audit.sentences import heading_of, sentence


def test_a_planned_meeting_is_told_with_its_day_in_words() -> None:
    entry = SimpleNamespace(event="session_planned", object_label="GTM-Tahoua – 17/12/2026",
                            details={"day": "2026-12-17", "stage": "ordinary", "members": 3})
    with translation.override("fr"):
        said = sentence(entry)
        assert "17 décembre 2026" in said.replace("\u00a0", " ") and "2026-12-17" not in said
        assert "…" in heading_of("session_planned")
