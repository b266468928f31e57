"""Rare codes told together before anything is hidden: "other nationalities" for those of whom there are few.

A code most of whose finest figures are small says nothing that may be shown, and costs others: of each such figure the
margins must be hidden with it. Told as one code, their people stay in the table (global recoding: Hundepool et al.
2012, ch. 4.4.1; the suppression then hides what is left).
"""
from __future__ import annotations

import numpy as np

from .cube import Bools, Floats

OTHER = "_O"
"""The code of SDMX for what is not told one by one."""
MOST_SMALL = 0.1


def rare(figures: Floats, axis: int, threshold: float, most_small: float = MOST_SMALL) -> Bools:
    """Of each place along ``axis``: more than ``most_small`` of what it sums to stands in figures below the threshold.
    None where it is so of one alone, for gathering a single code changes nothing."""
    known = np.nan_to_num(figures)
    across = tuple(other for other in range(figures.ndim) if other != axis)
    whole = known.sum(axis=across)
    found = np.asarray(np.where(known < threshold, known, 0).sum(axis=across) > most_small * whole)
    found |= whole == 0  # a code that the rest makes rare, or that nobody has
    return found if found.sum() > 1 else np.zeros_like(found)
