"""Fit the trees on labelled wikilinks, measure them by cross-validation, and fit the cheap tests that foresee them."""

from __future__ import annotations

import pickle
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import marisa_trie
import numpy as np
import split_calibration
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.model_selection import GroupKFold
from split_corpus import Line
from split_gate import Judged, fit_gate
from split_labels import OWN, Labelled, Measure, curve, read_labels, read_places
from split_store import read_model, write_model
from split_trees import no_trees, write_trees

from mdlint_zh.wordcut.data import Tables
from mdlint_zh.wordcut.features import GLANCE, NAMES, features, window
from mdlint_zh.wordcut.judge import is_apart, is_clear, is_in_name, part
from mdlint_zh.wordcut.text import REACH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_FOLDS: Final = 10
_TREES: Final = {
    "n_estimators": 200, "max_depth": 5, "learning_rate": 0.05, "subsample": 0.6, "max_features": 0.15,
    "min_samples_leaf": 12, "random_state": 1,
}  # fmt: skip
_EMPHASIS: Final = {"clean": 6.0, "inside": 3.0, "cross": 1.0, OWN: 2.0}
"""How much a record of a stratum counts in the fit: about the square root of what it stands for."""
_PRIOR, _PRIOR_COUNT = 0.2, 3.0
_LONGEST_TARGET: Final = 14
_GLANCE_TREES: Final = {"n_estimators": 30, "max_depth": 4, "learning_rate": 0.15, "random_state": 1}
_GLANCE_SCORE: Final = 0.35
_PRECISIONS: Final = (0.90, 0.93, 0.95, 0.97)

CharKey = tuple[int, str]


class Sample(NamedTuple):
    """The labelled links that reach the trees, and the certain scores of the others."""

    records: list[Labelled]
    fixed: dict[int, float]
    """Scores by position, where a rule or the boundary model decides."""
    rows: NDArray[np.float64]
    """Shape (records that reach the trees, features)."""
    keys: list[CharKey]
    """Which side of each of them is worse, and the character outside it."""
    places: NDArray[np.int64]
    """Their positions in `records`."""


def sample(records: list[Labelled], tables: Tables) -> Sample:
    """Features for all records; the prior is left at its usual value."""
    fixed: dict[int, float] = {}
    rows: list[list[float]] = []
    keys: list[CharKey] = []
    for place, record in enumerate(records):
        ruling = tables.certain.ruling(record.left, record.target, record.right)
        seen = window(record.left, record.target, record.right, tables)
        part(seen, tables)
        if ruling is not None or is_clear(seen, tables):
            fixed[place] = float(bool(ruling.cut)) if ruling else 0.0
            continue
        row = features(seen, tables)
        rows.append(row)
        keys.append((1, seen.gaps.text[seen.end]) if row[0] else (-1, seen.gaps.text[seen.start - 1]))
    places = [place for place in range(len(records)) if place not in fixed]
    return Sample(records, fixed, np.array(rows, dtype=np.float64), keys, np.array(places))


class Priors:
    """How often the character outside an edge goes with a cut; only for characters that several pages have there."""

    def __init__(self, keys: Iterable[CharKey], records: Iterable[Labelled]) -> None:
        counts: defaultdict[CharKey, list[int]] = defaultdict(lambda: [0, 0])
        pages: defaultdict[CharKey, set[str]] = defaultdict(set)
        for key, record in zip(keys, records, strict=True):
            counts[key][0] += record.is_cut
            counts[key][1] += 1
            pages[key].add(record.page)
        self._counts = {key: (cuts, count) for key, (cuts, count) in counts.items() if len(pages[key]) > 1}

    def value(self, key: CharKey, left_out: tuple[int, int] = (0, 0)) -> float:
        """The smoothed share of cuts, without `left_out` (cuts, records)."""
        if key not in self._counts:
            return _PRIOR
        cuts, count = self._counts[key]
        return (cuts - left_out[0] + _PRIOR_COUNT * _PRIOR) / (count - left_out[1] + _PRIOR_COUNT)

    def tables(self) -> dict[str, dict[str, float]]:
        """By side and character, as `model.json` has them."""
        shares: dict[str, dict[str, float]] = {"1": {}, "-1": {}}
        for side, char in sorted(self._counts):
            shares[str(side)][char] = round(self.value((side, char)), 4)
        return shares


_PRIOR_COLUMN: Final = NAMES.index("worse_prior")


def fit(taken: Sample, chosen: NDArray[np.int64]) -> tuple[GradientBoostingClassifier, Priors]:
    """Fit on the chosen rows; each row's own label is left out of its prior."""
    records = [taken.records[taken.places[row]] for row in chosen]
    cut = [record.is_cut for record in records]
    keys = [taken.keys[row] for row in chosen]
    priors = Priors(keys, records)
    rows = taken.rows[chosen].copy()
    rows[:, _PRIOR_COLUMN] = [priors.value(key, (is_cut, 1)) for key, is_cut in zip(keys, cut, strict=True)]
    emphasis = [_EMPHASIS[record.stratum] for record in records]
    return GradientBoostingClassifier(**_TREES).fit(rows, cut, sample_weight=emphasis), priors


def cross_validate(taken: Sample, groups: Sequence[str]) -> NDArray[np.float64]:
    """Scores of all records, each from a model that has not seen its group."""
    scores = np.zeros(len(taken.records))
    for place, score in taken.fixed.items():
        scores[place] = score
    of_rows = [groups[place] for place in taken.places]
    for train_rows, test_rows in GroupKFold(_FOLDS).split(taken.rows, groups=of_rows):
        model, priors = fit(taken, train_rows)
        rows = taken.rows[test_rows].copy()
        rows[:, _PRIOR_COLUMN] = [priors.value(taken.keys[row]) for row in test_rows]
        scores[taken.places[test_rows]] = model.predict_proba(rows)[:, 1]
    return scores


def exported(model: GradientBoostingClassifier) -> dict[str, Any]:
    """The trees as `split_trees.write_trees` takes them."""
    lists: dict[str, list[Any]] = {"roots": [], "feature": [], "threshold": [], "below": [], "above": []}
    for (regressor,) in model.estimators_:
        tree, offset = regressor.tree_, len(lists["feature"])
        leaf = tree.children_left < 0
        values = np.where(leaf, model.learning_rate * tree.value[:, 0, 0], tree.threshold)
        lists["roots"].append(offset)
        lists["feature"] += np.where(leaf, -1, tree.feature).tolist()
        lists["threshold"] += [float(f"{value:.6g}") for value in values]
        lists["below"] += np.where(leaf, -1, tree.children_left + offset).tolist()
        lists["above"] += np.where(leaf, -1, tree.children_right + offset).tolist()
    prior = float(model.init_.class_prior_[1])
    return {"base": float(np.log(prior / (1 - prior))), **lists}


def look(lines: Sequence[Line], tables: Tables) -> Iterator[Judged]:
    """Score every link, and every unlinked occurrence of a link's target."""
    targets = marisa_trie.Trie(sorted({line.text[start:end] for line in lines for start, end in line.spans}))
    for line in lines:
        for start, end in (*line.spans, *_unlinked(line, targets)):
            yield _look_at(line, start, end, tables)


def _unlinked(line: Line, targets: marisa_trie.Trie) -> Iterator[tuple[int, int]]:
    """The longest targets outside the links, from left to right."""
    taken = {place for span in line.spans for place in range(*span)}
    place = 0
    while place < len(line.text):
        longest = max(targets.prefixes(line.text[place : place + _LONGEST_TARGET]), key=len, default="")
        if longest and taken.isdisjoint(range(place, place + len(longest))):
            yield place, place + len(longest)
        place += len(longest) or 1


def _look_at(line: Line, start: int, end: int, tables: Tables) -> Judged:
    around = line.text[max(start - REACH, 0) : start], line.text[start:end], line.text[end : end + REACH]
    is_link = (start, end) in line.spans
    if tables.certain.ruling(*around) is not None:
        return Judged(line.page, is_link, around, (0.0, 0.0), [], 0.0)
    seen = window(*around, tables)
    part(seen, tables)
    if is_clear(seen, tables):
        return Judged(line.page, is_link, around, (0.0, 0.0), [], 0.0)
    row = features(seen, tables)
    score = tables.forest.probability(row)
    named = is_in_name(seen, tables)
    at_left, at_right = (score if named or not is_apart(seen, edge) else 0.0 for edge in (seen.start, seen.end))
    return Judged(line.page, is_link, around, (at_left, at_right), row, score)


def fit_glance(links: Sequence[Judged]) -> GradientBoostingClassifier:
    """A small forest over the cheap features that foresees where the large one will see something."""
    columns = [NAMES.index(name) for name in GLANCE]
    asked = [link for link in links if link.row]
    rows = np.array([[link.row[column] for column in columns] for link in asked], dtype=np.float64)
    return GradientBoostingClassifier(**_GLANCE_TREES).fit(rows, [link.score >= _GLANCE_SCORE for link in asked])


def train(work: Path, data: Path, archive: Path, labels: Sequence[Path], svg: Path | None) -> None:
    """Fit, measure and write the trees, the priors and the list of good edges into DATA."""
    files = [read_places(path, archive) if path.suffix == ".csv" else read_labels(path) for path in labels]
    taken = sample([record for file in files for record in file], Tables(data))
    for name in ("target", "page"):
        measured = cross_validate(taken, [getattr(record, name) for record in taken.records]).tolist()
        first = 0
        for path, file in zip(labels, files, strict=True):
            report(f"cross-validation by {name}: {path.name}", curve(file, measured[first : first + len(file)], ()))
            first += len(file)
    slope, offset = calibrate(taken.records, measured, svg)
    model, priors = fit(taken, np.arange(len(taken.rows)))
    scores = read_model(data)
    scores["priors"], scores["usual_prior"] = priors.tables(), _PRIOR
    scores["calibration"] = slope, offset
    forest = exported(model)
    write_model(data, scores)
    write_trees(data / "trees.bin", forest, no_trees())
    rows, _ = pickle.loads((work / "taught.pickle").read_bytes())
    links = list(look([Line(*line) for line, _ in rows], Tables(data)))
    write_trees(data / "trees.bin", forest, exported(fit_glance(links)))
    weights, scores["gate"] = fit_gate(links, Tables(data))
    (data / "gate.bin").write_bytes(weights)
    write_model(data, scores)
    print(f"{len(taken.rows)} of {len(taken.records)} labelled links reach the trees")


def calibrate(records: Sequence[Labelled], scores: Sequence[float], svg: Path | None) -> tuple[float, float]:
    """Return slope and offset for scores that are cross-validated by page; the weights of own labels mean nothing."""
    rows = [(record, score) for record, score in zip(records, scores, strict=True) if record.stratum != OWN]
    drawn, measured = [record for record, _ in rows], [score for _, score in rows]
    slope, offset = split_calibration.fit(drawn, measured)
    found = split_calibration.bins(drawn, [split_calibration.calibrated(score, slope, offset) for score in measured])
    for one in found:
        print(f"told {one.told:.2f}: {one.right:.2f} of {one.count}")
    if svg:
        svg.write_text(split_calibration.draw(found, "Told confidence and share of cuts"), encoding="utf-8")
    return slope, offset


def report(title: str, measures: list[Measure]) -> None:
    """Print the best recall at some precisions."""
    print(title)
    for wanted in _PRECISIONS:
        reached = [measure for measure in measures if measure.precision >= wanted]
        best = max(reached, key=lambda measure: measure.recall, default=Measure(1.0, 1.0, 0.0))
        print(f"  precision >= {wanted:.2f}: recall {best.recall:.3f} at threshold {best.threshold:.3f}")
