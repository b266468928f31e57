"""A forecast is shown only where it beat last year's month; a gap is never filled."""
from __future__ import annotations

import math
import random

import pytest

from canevas.tools.engines import forecasting
from canevas.tools.engines.forecasting import forecast, shortest

needs_models = pytest.mark.skipif(not forecasting.is_available(), reason="statsforecast n’est pas installé : "
                                  "CANEVAS_OPTIONAL=1 python3 dev.py install l’ajoute.")


def wave(months: int, slope: float, noise: float, seed: int = 5) -> list[float]:
    chance = random.Random(seed)
    return [1000 + slope * month + 200 * math.sin(month / 12 * 2 * math.pi) + chance.gauss(0, noise)
            for month in range(months)]


@needs_models
def test_a_growing_series_is_forecast_better_than_by_last_year() -> None:
    real = wave(66, slope=15, noise=20)
    found = forecast(real[:60], horizon=6)
    assert found.is_shown and found.error < found.naive_error and found.tests == 24
    assert len(found.ahead) == 6
    for ahead, value in zip(found.ahead, real[60:], strict=True):
        assert abs(ahead.value - value) < 150
        assert ahead.intervals[95][0] < ahead.intervals[80][0] < ahead.value < ahead.intervals[80][1]


@needs_models
def test_what_repeats_last_year_exactly_is_not_forecast_by_a_model() -> None:
    year = [100.0, 900, 40, 3, 700, 222, 5, 800, 61, 333, 9, 450]
    found = forecast(year * 6)
    assert not found.is_shown and found.reason == "naive" and found.naive_error == 0


@needs_models
def test_figures_of_people_are_never_below_zero() -> None:
    falling = [max(0.0, 900 - 18.0 * month) for month in range(48)]
    found = forecast(falling)
    assert found.is_shown
    assert all(end >= 0 for ahead in found.ahead for end in (ahead.value, *ahead.intervals[95]))


@needs_models
def test_only_the_stretch_after_the_last_gap_counts() -> None:
    series: list[float | None] = [*wave(60, 15, 20)]
    series[40] = None
    assert forecast(series).reason == "short"
    assert forecast([None, *wave(shortest(12), 15, 20)]).reason != "short"


@needs_models
def test_a_flat_series_has_none() -> None:
    assert forecast([7.0] * 60).reason == "flat"


def test_without_the_optional_part_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forecasting, "find_spec", lambda _name: None)
    assert forecast(wave(60, 1, 1)).reason == "absent"
