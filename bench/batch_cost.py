"""How long, how much memory and how many files a batch of so many pages takes: a calculation, with all that it assumes.

    python bench/batch_cost.py [--pages N ...] [--rate N] [--cores N] [--price N]

What a line says is what the functions below say; docs/scale.md has the lines for ten million and a billion pages.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

PARTITION = 2_000
"""Pages of a partition, or of a shard."""
START = 15.0
"""Seconds until a cluster that is there has its first partition: connecting, sending the job, loading rules."""
OVERHEAD = 0.05
"""Seconds a partition costs beside its pages: dealing it out, three files put in their places, of which 0.017 of CPU
time were measured.
"""
TASKS = 100.0
"""How many partitions a second the driver deals out. Dask's documents tell of 1 ms a task; this is a tenth of that."""
OPENING = 0.030
"""Seconds until the first byte of one object of a store, assumed. A core waits for it: it has one page at a time."""
ASKING = 0.010
"""Seconds of CPU time that asking for one object takes, by s3fs: measured against a store on the same machine."""
BANDWIDTH = 50e6
"""Bytes a second that a core gets out of a store while it reads a shard, assumed."""
PAGE = 4_100
"""Bytes of a page; a shard has a third of that, packed."""
KEY = 8
"""Bytes that each worker and the driver keep of each path of a store."""
WORKER = 190e6
"""Bytes of a worker beside that, measured by batch_memory.py; the driver takes as much."""
INPUT = 470
"""Bytes that the driver keeps of each file it lists, a page or a shard: measured on paths of 50 characters."""
FINDINGS, FACTS = 360, 880
"""Bytes of both tables a page, packed."""


@dataclass(frozen=True)
class Cost:
    """`hours` by wall clock, `core_hours` paid for, bytes of memory a worker and the driver take, and of results."""

    hours: float
    core_hours: float
    worker: float
    driver: float
    results: float


def cost(pages: int, cores: int, rate: float, *, packed: bool) -> Cost:
    """Return what a batch of so many pages costs on so many cores, each of which does `rate` pages a second.

    hours = start + max(partitions / tasks, pages x (1 / rate + reading) / cores + partitions x overhead / cores),
    where reading is opening an object for each page, or reading its part of a shard, twice.
    """
    partitions = -(-pages // PARTITION)
    reading = 2 * (OPENING / PARTITION + PAGE / 3 / BANDWIDTH) if packed else OPENING + ASKING + PAGE / BANDWIDTH
    working = pages * (1 / rate + reading) / cores + partitions * OVERHEAD / cores
    seconds = START + max(partitions / TASKS, working)
    files = partitions if packed else pages
    names = KEY * pages
    driver = WORKER + names * 3 + INPUT * files
    return Cost(seconds / 3600, seconds * cores / 3600, WORKER + names, driver, pages * (FINDINGS + FACTS))


def main() -> None:
    """Print a line for each number of pages, in shards and as objects."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[1_000_000, 10_000_000, 1_000_000_000])
    parser.add_argument("--rate", type=float, default=700.0, help="pages a second a core: measure yours")
    parser.add_argument("--cores", type=int, nargs="+", default=[64])
    parser.add_argument("--price", type=float, default=0.04, help="of a core for an hour")
    asked = parser.parse_args()
    print("| pages | cores | source | hours | core hours | price | worker, GB | driver, GB | results, GB |")
    print("|--:|--:|---|--:|--:|--:|--:|--:|--:|")
    for pages in asked.pages:
        for cores in asked.cores:
            for packed in (True, False):
                one = cost(pages, cores, asked.rate, packed=packed)
                sizes = " | ".join(f"{size / 1e9:,.2f}" for size in (one.worker, one.driver, one.results))
                told = ("shards" if packed else "objects", f"{one.hours:,.2f}", f"{one.core_hours:,.0f}")
                print(f"| {pages:,} | {cores} | {' | '.join(told)} | {one.core_hours * asked.price:,.2f} | {sizes} |")


if __name__ == "__main__":
    main()
