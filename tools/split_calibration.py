"""Have the told confidence mean what it says: fit it to cross-validated scores, and draw how well it does."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import split_curve

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from split_labels import Labelled

_UNDECIDED: Final = (0.02, 1 - 1e-9)
"""Scores outside are those of certain rules and of links that are clear."""
_BOUNDS: Final = (0.1, 0.3, 0.5, 0.7, 0.85, 0.95, 1.0)
_STEPS: Final = 50


class Bin(NamedTuple):
    """Links of about one confidence: how sure the rule is in the mean, how often a reader says cut, and how many."""

    told: float
    right: float
    count: int


def fit(records: Sequence[Labelled], scores: Sequence[float]) -> tuple[float, float]:
    """Return slope and offset for the trees' log-odds, by logistic regression (Platt) on weighted labels."""
    rows = [
        (math.log(score / (1 - score)), float(record.is_cut), record.weight)
        for record, score in zip(records, scores, strict=True)
        if _UNDECIDED[0] < score < _UNDECIDED[1]
    ]
    slope, offset = 1.0, 0.0
    for _ in range(_STEPS):
        slope, offset = _newton(rows, slope, offset)
    return round(slope, 3), round(offset, 3)


def calibrated(score: float, slope: float, offset: float) -> float:
    """Return the confidence for a score of the trees, 0..1."""
    return 1 / (1 + math.exp(-(slope * math.log(score / (1 - score)) + offset))) if 0 < score < 1 else score


def bins(records: Sequence[Labelled], confidences: Sequence[float]) -> list[Bin]:
    """Return the weighted means of links by their confidence."""
    found: list[Bin] = []
    for low, high in pairwise(_BOUNDS):
        inside = [(r, c) for r, c in zip(records, confidences, strict=True) if low <= c < high]
        weight = sum(record.weight for record, _ in inside)
        if inside:
            told = sum(record.weight * confidence for record, confidence in inside) / weight
            found.append(Bin(told, sum(record.weight * record.is_cut for record, _ in inside) / weight, len(inside)))
    return found


def draw(found: Iterable[Bin], title: str) -> str:
    """Return a reliability diagram as SVG: the told confidence to the right, the share of cuts upward, from 0 to 1."""
    return split_curve.plane(
        title,
        ("told confidence", "share that a reader calls cut"),
        [(one.told, one.right, str(one.count)) for one in found],
    )


def _newton(rows: Iterable[tuple[float, float, float]], slope: float, offset: float) -> tuple[float, float]:
    """One step of Newton's method."""
    by_slope = by_offset = ss = so = oo = 1e-12
    for value, answer, weight in rows:
        chance = 1 / (1 + math.exp(-(slope * value + offset)))
        error, spread = weight * (chance - answer), weight * chance * (1 - chance)
        by_slope, by_offset = by_slope + error * value, by_offset + error
        ss, so, oo = ss + spread * value * value, so + spread * value, oo + spread
    scale = ss * oo - so * so
    return slope - (oo * by_slope - so * by_offset) / scale, offset - (ss * by_offset - so * by_slope) / scale
