"""A small slice of `make fuzz`, and every page that it ever found."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from random import Random

import kept
import pages
import pytest
import repairs
import trees
from pool import guarded

FUZZ = Path(__file__).parents[1] / "fuzz"
KEPT = kept.kept(FUZZ / "corpus")
SEEDS = range(8)
PAGES_A_SEED = 40


@pytest.mark.parametrize("seed", SEEDS)
def test_random_pages(seed: int, tmp_path: Path) -> None:
    for number in range(PAGES_A_SEED):
        case = pages.draw(Random(seed * PAGES_A_SEED + number))
        assert pages.check(case, tmp_path) == "", case


@pytest.mark.parametrize("page", KEPT.values(), ids=KEPT)
def test_pages_that_failed_once(page: str, tmp_path: Path) -> None:
    assert pages.check([page], tmp_path) == ""
    assert repairs.check([page], tmp_path) == ""


@pytest.mark.parametrize(
    ("target", "case"),
    [
        ("settings", [".mdlint-zh.toml", "", 'profile.title-level = "x"\n']),
        ("caches", [("flip", 0.0, 1), ("cut", 0.0, 2)]),
        ("caches", [("schema", 0.5420606507136134, 16272251273214409683), ("sql", 0.43543463089018153, 1)]),
        ("titlelists", ["a.txt", "", 1, "美国\n", "\r"]),
        ("ignores", ["*", "a", "\n", "!", ".md"]),
        ("trees", ["format", "", ("1.md", "page"), ("a.md ", "fifo")]),
    ],
)
def test_the_other_targets_run(target: str, case: list[object]) -> None:
    assert guarded(target, case) == ""


def test_a_case_that_ends_its_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "check", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    assert guarded("pages", ["甲"]) == "ends the process: exit status -9"


def test_a_case_that_hangs_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pool.SLOWEST", 0.2)
    monkeypatch.setattr(pages, "check", lambda *_: time.sleep(30))
    assert guarded("pages", ["甲"]) == "takes more than 0.2 s"


def test_what_is_touched_outside_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "check", lambda _case, folder: (folder.parent / "decoy/.bashrc").unlink() or "")
    assert guarded("trees", ["check", ""]) == "touched outside: ., .bashrc"
