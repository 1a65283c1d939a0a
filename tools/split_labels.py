"""Labelled wikilinks: reading them, and the measure of the rule."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from split_corpus import visible

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from pathlib import Path

_CUT: Final = ("split", "cross", "cut")
_REACH: Final = 30
OWN: Final = "own"
"""The stratum of labels that stand for nothing but themselves."""


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


def read_places(path: Path, archive: Path) -> list[Labelled]:
    """The records of a table of places in an archive: page, line and which link of that line, with a label each."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = {
        page: (archive / page).read_text(encoding="utf-8-sig").splitlines() for page in {row["page"] for row in rows}
    }
    return [_at(row, texts[row["page"]][int(row["line"]) - 1]) for row in rows]


def _at(row: dict[str, str], line: str) -> Labelled:
    seen = visible(row["page"], line)
    start, end = seen.spans[int(row["link"]) - 1]
    place = ":".join(row[name] for name in ("page", "line", "link"))
    around = seen.text[max(0, start - _REACH) : start], seen.text[start:end], seen.text[end : end + _REACH]
    return Labelled(place, row["page"].rpartition("/")[2].removesuffix(".md"), *around, row["label"], "", OWN, 1.0)


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
