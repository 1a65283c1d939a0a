"""Measure the memory of a batch's workers and driver over many pages, and draw it.

    python bench/batch_memory.py FOLDER [--pages N ...] [--svg FILE] [--select RULE]

The pages of the benchmarks' corpus stand there again and again under other names, as hard links. Each number of pages
is a run of its own; what the processes take is looked at twice a second. Needs the group `batch`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
from chart import Axes, Line, lines
from corpus import make_corpus

EVERY = 0.5
"""Seconds between two looks."""
CORPUS = 10_000
MB = 1e6


def main() -> None:
    """Measure, print a line for each number of pages, and draw."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--select", help="run these rules alone: memory does not depend on them")
    asked = parser.parse_args()
    corpus = make_corpus(asked.folder / "pages", CORPUS).paths()
    workers, drivers = list[tuple[float, float]](), list[tuple[float, float]]()
    for count in asked.pages:
        top = repeated(corpus, asked.folder / "many", count)
        began = time.monotonic()
        worker, driver = peaks(top, asked.folder / "out", asked.select)
        workers.append((count, worker / MB))
        drivers.append((count, driver / MB))
        took = time.monotonic() - began
        print(
            f"{count:,} pages: a worker {worker / MB:.0f} MB, the driver {driver / MB:.0f} MB, {took:.0f} s", flush=True
        )
    if asked.svg:
        drawn = [Line("a worker", workers, own=True), Line("the driver", drivers)]
        about = "The most that a worker and the driver took while the pages of a folder were looked at"
        svg = lines("Memory of a batch", about, Axes("pages", "MB", log=True), drawn)
        asked.svg.write_text(svg, encoding="utf-8")


def repeated(corpus: list[Path], folder: Path, count: int) -> Path:
    """A folder with so many pages: those of the corpus again and again."""
    shutil.rmtree(folder, ignore_errors=True)
    for start in range(0, count, len(corpus)):
        below = folder / f"{start:08}"
        below.mkdir(parents=True)
        (below / "README.md").write_bytes(b"# Index\n")
        for page in corpus[: count - start]:
            os.link(page, below / page.name)
    return folder


def peaks(top: Path, out: Path, select: str | None) -> tuple[float, float]:
    """The most that a worker and the driver took, in bytes, while these pages were looked at."""
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "mdlint_zh", "batch", str(top), f"--out={out}", "--isolated", "--local=2", "--exit-zero", "-q"]  # fmt: skip # noqa: E501
    driver = subprocess.Popen([*command, *([f"--select={select}"] if select else [])], stderr=subprocess.DEVNULL)
    most_of_a_worker = most_of_the_driver = 0.0
    while driver.poll() is None:
        time.sleep(EVERY)
        own, below = _memory(driver.pid)
        most_of_the_driver, most_of_a_worker = max(most_of_the_driver, own), max(most_of_a_worker, below)
    if driver.returncode:
        sys.exit("the batch failed")
    return most_of_a_worker, most_of_the_driver


def _memory(pid: int) -> tuple[float, float]:
    """What a driver takes, and the most that a process below it takes."""
    try:
        driver: Any = psutil.Process(pid)
        below = [one.memory_info().rss for one in driver.children(recursive=True)]
        return driver.memory_info().rss, max(below, default=0)
    except psutil.Error:
        return 0, 0


if __name__ == "__main__":
    main()
