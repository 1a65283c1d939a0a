"""Fit the cheap test, which foresees for the edges of links whether the whole model would report them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from zlib import crc32

import numpy as np
from scipy.optimize import fmin_l_bfgs_b
from scipy.sparse import csr_matrix

from mdlint_zh.wordcut.gate import BITS, CERTAIN, LEFT, RIGHT, word_slots
from mdlint_zh.wordcut.text import DOTS, kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from mdlint_zh.wordcut.data import Tables

_FOLDS: Final = 3
_REPORTED, _NOTED = 0.7, 0.3
_LINK, _POSITIVE = 3.0, 10.0
"""How much an edge of a link counts more than one of an unlinked word, and one of note more than others."""
_RIDGE: Final = 1.0
_STEPS: Final = 50
_LOST: Final = (0.015, 0.04)
"""The share of the edges to be reported that each model may lose, on pages that it has not seen."""


class Judged(NamedTuple):
    """A link, or an unlinked occurrence of a link's target, with the whole model's opinion."""

    page: str
    is_link: bool
    around: tuple[str, str, str]
    scores: tuple[float, float]
    """The model's score where the left and the right edge may lie inside a word, else 0."""
    row: list[float]
    """The features, where the trees were asked."""
    score: float


class Edges(NamedTuple):
    """Edges as the two models read them."""

    slots: tuple[NDArray[np.int64], ...]
    """For each model an array of shape (edges, slots)."""
    scores: NDArray[np.float32]
    is_link: NDArray[np.bool_]
    folds: NDArray[np.int64]
    """Which part of the pages each is from."""
    places: NDArray[np.int64]


def edges(links: Iterable[Judged], tables: Tables) -> Edges:
    """The edges that are neither fine beside punctuation nor decided by a rule."""
    slots: tuple[list[list[int]], ...] = ([], [])
    rows: list[tuple[float, bool, int, int]] = []
    for place, link in enumerate(links):
        fold = crc32(link.page.encode()) % _FOLDS
        for side, char in _open_edges(*link.around, tables):
            edge, outside = tables.gate.link(link.around[1])[side], tables.gate.outside(char)
            models = edge.models
            known = [*models.gram_slots(outside), *models.own]
            slots[0].append(known)
            slots[1].append([*known, *word_slots(*edge.over(outside.text), models.length, models.seed)])
            rows.append((link.scores[side], link.is_link, fold, place))
    scores, is_link, folds, places = (np.array(column) for column in zip(*rows, strict=True))
    return Edges(tuple(map(np.array, slots)), scores.astype(np.float32), is_link, folds, places)


def _open_edges(left: str, link: str, right: str, tables: Tables) -> Iterator[tuple[int, str]]:
    """The edges, each with the character outside."""
    pairs = ((left[-1:], link[0]), (link[-1], right[:1]))
    for side, char, pair in zip((LEFT, RIGHT), (left[-1:], right[:1]), pairs, strict=True):
        is_plain = all(char and kinds[char] for char in pair) and not (side == LEFT and pair[0] in DOTS)
        if is_plain and tables.gate.link(link)[side][char] != CERTAIN:
            yield side, char


def fit_gate(links: Sequence[Judged], tables: Tables) -> tuple[bytes, list[int]]:
    """The weights and bounds of the two models; the bounds are those that lose little on held-out pages."""
    known = edges(links, tables)
    bounds: list[int] = []
    weights: list[bytes] = []
    left = np.ones(len(known.scores), dtype=bool)
    wanted = known.is_link & (known.scores >= _REPORTED)
    for slots, lost in zip(known.slots, _LOST, strict=True):
        sums = np.zeros(len(left))
        for fold in range(_FOLDS):
            out = known.folds == fold
            measured, step, bias = _fit(slots, known, ~out)
            sums[out] = measured[slots[out]].sum(axis=1) * step + bias
        bound = np.quantile(sums[wanted], lost)
        left &= sums > bound
        _report(known, left, wanted)
        final, step, bias = _fit(slots, known, np.ones(len(left), dtype=bool))
        bounds.append(int(np.floor((bound - bias) / step)))
        weights.append(final.astype(np.int8).tobytes())
    return b"".join(weights), bounds


def _report(known: Edges, left: NDArray[np.bool_], wanted: NDArray[np.bool_]) -> None:
    links = known.is_link
    asked = len(set(known.places[links & left].tolist())) / max(1, len(set(known.places[links].tolist())))
    print(
        f"held-out links still open: {asked:.2%}; edges to be reported kept: {(left & wanted).sum()} of {wanted.sum()}"
    )


def _fit(slots: NDArray[np.int64], known: Edges, chosen: NDArray[np.bool_]) -> tuple[NDArray[np.int64], float, float]:
    """Logistic regression on the whole model's scores: weights in units of a step, the step, the bias."""
    index = np.concatenate([slots[chosen], np.full((int(chosen.sum()), 1), 1 << BITS)], axis=1).astype(np.int32)
    starts = np.arange(0, index.size + 1, index.shape[1])
    rows = csr_matrix((np.ones(index.size, np.float32), index.ravel(), starts), shape=(len(index), (1 << BITS) + 1))
    turned, answers = rows.T.tocsr(), known.scores[chosen]
    counts = np.where(answers >= _NOTED, _POSITIVE, 1) * np.where(known.is_link[chosen], _LINK, 1)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        sums = rows @ weights
        value = (counts * (np.logaddexp(0, sums) - answers * sums)).sum() + _RIDGE / 2 * (weights @ weights)
        return float(value), turned @ (counts * (1 / (1 + np.exp(-sums)) - answers)) + _RIDGE * weights

    fitted = fmin_l_bfgs_b(loss, np.zeros(rows.shape[1]), m=8, maxiter=_STEPS)[0]
    step = float(np.abs(fitted[:-1]).max() / 127)
    return np.round(fitted[:-1] / step).astype(np.int64), step, float(fitted[-1])
