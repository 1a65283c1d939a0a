"""The told confidence is fitted to mean how often a reader says cut."""

from __future__ import annotations

import random
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest


@pytest.fixture
def calibration(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "tools")
    import split_calibration  # noqa: PLC0415 - a script, not a package

    return split_calibration


def test_scores_that_are_too_modest_are_told_as_what_they_are(calibration: ModuleType) -> None:
    chance = random.Random(3)
    scores = [chance.uniform(0.03, 0.97) for _ in range(4000)]
    records = [
        SimpleNamespace(is_cut=chance.random() < calibration.calibrated(score, 1.5, 0.5), weight=2.0)
        for score in scores
    ]
    slope, offset = calibration.fit(records, scores)
    assert (abs(slope - 1.5) < 0.15, abs(offset - 0.5) < 0.15) == (True, True)
    told = [calibration.calibrated(score, slope, offset) for score in scores]
    assert all(abs(one.told - one.right) < 0.06 for one in calibration.bins(records, told))
    assert [calibration.calibrated(score, slope, offset) for score in (0, 1)] == [0, 1]
