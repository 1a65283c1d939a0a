"""Labelled wikilinks: reading them, and the measure of the rule."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
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
    """Precision over all strata and recall over those that were asked for, both weighted."""

    threshold: float
    precision: float
    recall: float


def read_labels(path: Path) -> list[Labelled]:
    """The records of a JSON Lines file, without those labelled `unsure`."""
    records: list[dict[str, Any]] = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    fields = Labelled._fields
    return [Labelled(**{name: record[name] for name in fields}) for record in records if record["label"] != "unsure"]


def pages(records: Iterable[Labelled]) -> frozenset[str]:
    """The pages the records are from."""
    return frozenset(record.page for record in records)


def curve(records: Sequence[Labelled], scores: Sequence[float], unseen: Container[str] = ("clean",)) -> list[Measure]:
    """The measure at each threshold that a score suggests, highest first; recall leaves out the strata `unseen`."""
    wanted = sum(record.weight for record in records if record.is_cut and record.stratum not in unseen)
    found = wrong = found_seen = 0.0
    measures: list[Measure] = []
    ranked = sorted(zip(scores, records, strict=True), key=lambda pair: -pair[0])
    for position, (score, record) in enumerate(ranked):
        found += record.weight * record.is_cut
        wrong += record.weight * (not record.is_cut)
        found_seen += record.weight * (record.is_cut and record.stratum not in unseen)
        if position + 1 == len(ranked) or ranked[position + 1][0] < score:
            measures.append(Measure(score, found / (found + wrong), found_seen / wanted))
    return measures


def at(measures: Sequence[Measure], threshold: float) -> Measure:
    """The measure when everything from `threshold` up is reported."""
    above = [measure for measure in measures if measure.threshold >= threshold]
    return above[-1] if above else Measure(threshold, 1.0, 0.0)
