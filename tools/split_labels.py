"""Labelled wikilinks: reading them, and the measure of the rule."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_CUT: Final = ("split", "cross")


class Labelled(NamedTuple):
    """One labelled wikilink; the fields are described with the labels."""

    id: str
    page: str
    left: str
    target: str
    right: str
    label: str
    whole: str
    stratum: str
    weight: float

    @property
    def is_cut(self) -> bool:
        """Whether the rule should find it."""
        return self.label in _CUT


class Measure(NamedTuple):
    """Precision over all strata and recall over those where a segmenter sees something odd, both weighted."""

    threshold: float
    precision: float
    recall: float


def read_labels(path: Path) -> list[Labelled]:
    """The records of a JSON Lines file, without those labelled `unsure`."""
    records: list[dict[str, Any]] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    fields = Labelled._fields
    return [Labelled(**{name: record[name] for name in fields}) for record in records if record["label"] != "unsure"]


def pages(records: Iterable[Labelled]) -> frozenset[str]:
    """The pages the records are from."""
    return frozenset(record.page for record in records)


def curve(records: Sequence[Labelled], scores: Sequence[float]) -> list[Measure]:
    """The measure at every threshold that a score suggests, from the highest down."""
    wanted = sum(record.weight for record in records if record.is_cut and record.stratum != "clean")
    found = wrong = found_odd = 0.0
    measures: list[Measure] = []
    ranked = sorted(zip(scores, records, strict=True), key=lambda pair: -pair[0])
    for position, (score, record) in enumerate(ranked):
        found += record.weight * record.is_cut
        wrong += record.weight * (not record.is_cut)
        found_odd += record.weight * (record.is_cut and record.stratum != "clean")
        if position + 1 == len(ranked) or ranked[position + 1][0] < score:
            measures.append(Measure(score, found / (found + wrong), found_odd / wanted))
    return measures


def at(measures: Sequence[Measure], threshold: float) -> Measure:
    """The measure when everything from `threshold` up is reported."""
    above = [measure for measure in measures if measure.threshold >= threshold]
    return above[-1] if above else Measure(threshold, 1.0, 0.0)
