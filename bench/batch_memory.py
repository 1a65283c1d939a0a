"""Measure the memory of a batch's workers and driver while it goes through many pages, and draw it.

    python bench/batch_memory.py FOLDER [--pages N] [--svg FILE] [--select RULE]

The pages of the benchmarks' corpus stand there again and again under other names, as hard links. What the processes
take is looked at once a second; a line says, for every so many pages that are done, the most that it was until then.
Needs the group `batch`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import psutil
from chart import Axes, Line, lines
from corpus import make_corpus

from mdlint_zh.batch.plan import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERY = 1.0
"""Seconds between two looks."""
CORPUS = 10_000
STEPS = tuple(step * 10**power for power in range(4, 9) for step in (1, 2, 5))
"""After how many pages a line says what was taken."""
MB = 1e6


class Look(NamedTuple):
    """So many pages are done, and a worker and the driver take so many megabytes."""

    pages: int
    worker: float
    driver: float


def main() -> None:
    """Measure, print a line now and then, and draw."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1_000_000)
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--select", help="run these rules alone: it is sooner done")
    asked = parser.parse_args()
    corpus = make_corpus(asked.folder / "pages", CORPUS).paths()
    top = repeated(corpus, asked.folder / "many", asked.pages)
    found = list(told(looks(top, asked.folder / "out", asked.select)))
    if asked.svg:
        drawn = [
            Line("a worker", [(one.pages, one.worker) for one in found], own=True),
            Line("the driver", [(one.pages, one.driver) for one in found]),
        ]
        about = f"The most that a process took while the first pages of {asked.pages:,} were looked at"
        svg = lines("Memory of a batch", about, Axes("pages", "MB", log=True), drawn)
        asked.svg.write_text(svg, encoding="utf-8")


def repeated(corpus: list[Path], folder: Path, count: int) -> Path:
    """A folder with so many pages: those of the corpus again and again, made when it is not there."""
    known = folder.with_name(f"{folder.name}.pages")
    if known.is_file() and known.read_text(encoding="utf-8") == str(count):
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    for start in range(0, count, len(corpus)):
        below = folder / f"{start:08}"
        below.mkdir(parents=True)
        (below / "README.md").write_bytes(b"# Index\n")
        for page in corpus[: count - start]:
            os.link(page, below / page.name)
    known.write_text(str(count), encoding="utf-8")
    return folder


def told(taken: Iterator[Look]) -> Iterator[Look]:
    """Of looks, the most of all so far after every so many pages; each is printed."""
    began, steps = time.monotonic(), iter(STEPS)
    step, worker, driver = next(steps), 0.0, 0.0
    for look in taken:
        worker, driver = max(worker, look.worker), max(driver, look.driver)
        if look.pages >= step:
            print(
                f"{look.pages:,} pages: a worker {worker:.0f} MB, the driver {driver:.0f} MB,"
                f" {time.monotonic() - began:.0f} s",
                flush=True,
            )
            yield Look(look.pages, worker, driver)
            step = next(one for one in steps if one > look.pages)


def looks(top: Path, out: Path, select: str | None) -> Iterator[Look]:
    """Run a batch of these pages, and look at it until it is done."""
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "mdlint_zh", "batch", str(top), f"--out={out}", "--isolated", "--local=2", "--exit-zero", "-q"]  # fmt: skip # noqa: E501
    driver = subprocess.Popen([*command, *([f"--select={select}"] if select else [])], stderr=subprocess.DEVNULL)
    while driver.poll() is None:
        time.sleep(EVERY)
        own, below = _memory(driver.pid)
        yield Look(PAGES * sum(1 for _ in out.glob("manifest/part*")), below / MB, own / MB)
    if driver.returncode:
        sys.exit("the batch failed")


def _memory(pid: int) -> tuple[float, float]:
    """What a driver takes, and the most that a process below it takes, in bytes."""
    try:
        driver: Any = psutil.Process(pid)
        below = [one.memory_info().rss for one in driver.children(recursive=True)]
        return driver.memory_info().rss, max(below, default=0)
    except psutil.Error:
        return 0, 0


if __name__ == "__main__":
    main()
