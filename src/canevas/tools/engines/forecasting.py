"""The next months of a series with their intervals, and whether they deserve to be shown.

An optional part (statsforecast). A model is shown only where it beat, on months it had not seen, the plainest forecast
there is: the same month of last year (seasonal naive; Hyndman and Athanasopoulos, *Forecasting: Principles and
Practice*, 3rd ed., 5.2 and 5.10).
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

LEVELS = (80, 95)
_HORIZON_OF_TEST = 3
_CHOOSING, _JUDGING = 4, 8  # origins from which models are compared: to choose one, then to judge it


@dataclass(frozen=True, slots=True)
class Ahead:
    """One period ahead: its figure and, per level in per cent, the lower and upper end of its interval."""

    value: float
    intervals: dict[int, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Forecast:
    """``error`` and ``naive_error`` are mean absolute errors on the months kept aside, in the unit of the series, over
    ``tests`` forecasts. ``ahead`` is empty where the model did not win, or where ``reason`` says why there is none."""

    model: str
    error: float
    naive_error: float
    tests: int
    ahead: tuple[Ahead, ...] = ()
    reason: str = ""

    @property
    def is_shown(self) -> bool:
        return bool(self.ahead)


def is_available() -> bool:
    """Whether the optional part is installed."""
    return find_spec("statsforecast") is not None


def shortest(season: int) -> int:
    """How many periods without a gap a series needs."""
    return 2 * season + _CHOOSING + _JUDGING + _HORIZON_OF_TEST


def forecast(values: Sequence[float | None], season: int = 12, horizon: int = 3) -> Forecast:
    """Forecast ``horizon`` periods after ``values`` (in order, ``None`` where missing).

    Only the last stretch without a gap is used: a gap is never filled. Reasons: ``absent`` (the optional part is not
    installed), ``short`` (too few periods), ``flat`` (every figure is the same), ``naive`` (last year's month was
    nearer).
    """
    series = _last_stretch(values)
    if not is_available():
        return Forecast("", 0, 0, 0, reason="absent")
    if len(series) < shortest(season):
        return Forecast("", 0, 0, 0, reason="short")
    if len(set(series)) == 1:
        return Forecast("", 0, 0, 0, reason="flat")
    return _Bench(series, season).forecast(horizon)


def _last_stretch(values: Sequence[float | None]) -> list[float]:
    stretch: list[float] = []
    for value in reversed(values):
        if value is None:
            break
        stretch.append(float(value))
    return stretch[::-1]


class _Bench:
    """The models, tried on the end of the series."""

    def __init__(self, series: list[float], season: int) -> None:
        # Loaded here: this library takes seconds, and only who asks for a forecast should wait for it.
        models = import_module("statsforecast.models")
        self.numpy = import_module("numpy")
        self.series, self.season = self.numpy.asarray(series, dtype=float), season
        self.models: dict[str, Any] = {"ETS": models.AutoETS(season_length=season),
                                       "Theta": models.AutoTheta(season_length=season)}
        self.naive = models.SeasonalNaive(season_length=season)

    def errors(self, model: Any, origins: range) -> float:
        """Mean absolute error over forecasts from each origin."""
        found: list[float] = []
        for origin in origins:
            real = self.series[origin:origin + _HORIZON_OF_TEST]
            said = model.forecast(y=self.series[:origin], h=len(real))["mean"]
            found.extend(abs(self.numpy.maximum(said, 0) - real))
        return float(self.numpy.mean(found))

    def forecast(self, horizon: int) -> Forecast:
        # chosen on earlier months, judged on later ones: the best of several on the same months would flatter itself
        judged = range(len(self.series) - _JUDGING - _HORIZON_OF_TEST + 1, len(self.series) - _HORIZON_OF_TEST + 1)
        chosen = range(judged.start - _CHOOSING, judged.start)
        name = min(self.models, key=lambda one: self.errors(self.models[one], chosen))
        error, naive = self.errors(self.models[name], judged), self.errors(self.naive, judged)
        tests = len(judged) * _HORIZON_OF_TEST
        if error >= naive:
            return Forecast(name, error, naive, tests, reason="naive")
        return Forecast(name, error, naive, tests, self.ahead(self.models[name], horizon))

    def ahead(self, model: Any, horizon: int) -> tuple[Ahead, ...]:
        said = model.forecast(y=self.series, h=horizon, level=list(LEVELS))
        floor = 0.0 if self.series.min() >= 0 else -float("inf")
        return tuple(Ahead(max(floor, float(said["mean"][step])),
                           {level: (max(floor, float(said[f"lo-{level}"][step])), float(said[f"hi-{level}"][step]))
                            for level in LEVELS}) for step in range(horizon))
