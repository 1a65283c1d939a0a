"""Fit the linear model of `mdlint_zh.wordcut.boundary` to the teacher's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.optimize import fmin_l_bfgs_b
from scipy.sparse import csr_matrix

from mdlint_zh.wordcut.boundary import MARGIN, SPAN_CLASSES, WINDOWS, Spans
from mdlint_zh.wordcut.text import PAD, is_han, is_word_char

if TYPE_CHECKING:
    from collections.abc import Sequence

    import marisa_trie
    from numpy.typing import NDArray

BITS: Final = 19
"""The table has 2 ** BITS weights."""
_RIDGE: Final = 0.5
_STEPS: Final = 60


class Student(NamedTuple):
    """The fitted model."""

    weights: NDArray[np.int8]
    """Shape (2 ** BITS)."""
    step: float
    """What one unit of a weight is in log-odds."""
    spans: list[float]
    """For each class of spanning words the log-odds, with the bias."""


def fit(texts: Sequence[str], joins: Sequence[NDArray[np.uint8]], words: marisa_trie.Trie) -> Student:
    """Learn from normalised texts and what the teacher says of each character, in 1/255."""
    joined = PAD * MARGIN + (PAD * MARGIN).join(texts) + PAD * MARGIN
    answers = np.zeros(len(joined), dtype=np.float32)
    place = MARGIN
    for text, join in zip(texts, joins, strict=True):
        answers[place : place + len(text)] = join / np.float32(255)
        place += len(text) + MARGIN
    word_chars = np.array([is_word_char(char) for char in joined])
    gaps = np.flatnonzero(word_chars[1:] & word_chars[:-1]) + 1
    rows = _rows(joined, gaps, words)
    fitted = _fit(rows, answers[gaps])
    table, spans = fitted[: 1 << BITS], fitted[1 << BITS : -1] + fitted[-1]
    step = float(np.abs(table).max() / 127)
    return Student(np.round(table / step).astype(np.int8), step, np.round(spans, 4).tolist())


def _rows(joined: str, gaps: NDArray[np.int64], words: marisa_trie.Trie) -> csr_matrix:
    """One row a gap: its n-grams' slots, its class of spanning words, and the bias."""
    units = np.frombuffer(joined.encode("utf-16-le"), dtype="<u2")
    columns = [slots([units[gaps + k] for k in range(*window)], seed) for seed, window in enumerate(WINDOWS, 1)]
    columns.append((1 << BITS) + _span_classes(joined, gaps, words))
    columns.append(np.full(len(gaps), (1 << BITS) + SPAN_CLASSES))
    index = np.stack(columns, axis=-1).astype(np.int32)
    starts = np.arange(0, index.size + 1, index.shape[1])
    shape = (len(gaps), (1 << BITS) + SPAN_CLASSES + 1)
    return csr_matrix((np.ones(index.size, np.float32), index.ravel(), starts), shape=shape)


def slots(columns: Sequence[NDArray[np.uint16]], seed: int) -> NDArray[np.int64]:
    """zlib.crc32 of the little-endian UTF-16 n-grams whose characters stand in `columns`, cut to the table."""
    crc = np.full(len(columns[0]), seed ^ 0xFFFFFFFF, dtype=np.uint32)
    for column in columns:
        for byte in (column & 255, column >> 8):
            crc = _CRC[(crc ^ byte) & 255] ^ (crc >> np.uint32(8))
    return ((crc ^ np.uint32(0xFFFFFFFF)) & np.uint32((1 << BITS) - 1)).astype(np.int64)


def _crc_table() -> NDArray[np.uint32]:
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, np.uint32(0xEDB88320) ^ (table >> np.uint32(1)), table >> np.uint32(1))
    return table


_CRC: Final = _crc_table()


def _span_classes(joined: str, gaps: NDArray[np.int64], words: marisa_trie.Trie) -> NDArray[np.int64]:
    """The class of the words around each gap; many surroundings repeat."""
    known: dict[str, int] = {}
    classes: list[int] = []
    for gap in gaps.tolist():
        around = joined[gap - MARGIN : gap + MARGIN]
        found = known.get(around)
        if found is None:
            starting = [words.prefixes(around[at:]) if is_han(around[at]) else [] for at in range(len(around))]
            found = known[around] = Spans(starting).span_class(MARGIN)
        classes.append(found)
    return np.array(classes)


def _fit(rows: csr_matrix, answers: NDArray[np.float32]) -> NDArray[np.float64]:
    """Logistic regression on soft answers, with an L2 penalty."""
    turned = rows.T.tocsr()

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = rows @ weights.astype(np.float32)
        value = (np.logaddexp(0, scores) - answers * scores).sum(dtype=np.float64) + _RIDGE / 2 * (weights @ weights)
        slope = turned @ (1 / (1 + np.exp(-scores)) - answers) + _RIDGE * weights
        return float(value), slope.astype(np.float64)

    fitted: NDArray[np.float64] = fmin_l_bfgs_b(loss, np.zeros(rows.shape[1]), m=8, maxiter=_STEPS)[0]
    return fitted
