"""Draw cases for FUZZ_SECONDS (default 3600) and tell what fails: `make fuzz`.

    python tests/fuzz/run.py [--seconds N] [--seed N] [--jobs N] [TARGET ...]

Exit status 1 when a case fails. A case is drawn again from its target and seed; failures are made small, printed, and
pages put into `corpus/`, from where `make test` tries them again.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from itertools import count
from pathlib import Path

import kept
from pool import Failure, Worker, drawn, sweep, watch
from shrink import OF_PAGES, smaller

sys.path.append(str(Path(__file__).parents[1]))  # for what the tests know of renderers
TARGETS = {"pages": 12, "repairs": 6, "settings": 1, "caches": 1, "titlelists": 1, "ignores": 1, "trees": 1}
"""Each with its share of the time."""
MOST_FAILURES = 25


def main() -> int:
    """Try cases of all targets, or of those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[[], *TARGETS], default=[], metavar="TARGET")
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    chosen = {name: share for name, share in TARGETS.items() if not asked.targets or name in asked.targets}
    print(f"seed {asked.seed}, {asked.seconds:g} s, targets: {', '.join(chosen)}", flush=True)
    counts, failures = Counter[str](), list[Failure]()
    for name, share in chosen.items():
        seconds = asked.seconds * share / sum(chosen.values())
        _try(name, asked.seed, asked.jobs, time.monotonic() + seconds, counts, failures)
        print(f"{name}: {counts[name]:,} cases, {sum(one.target == name for one in failures)} failures", flush=True)
    sweep()
    return 1 if failures else 0


def _try(name: str, seed: int, jobs: int, until: float, counts: Counter[str], failures: list[Failure]) -> None:
    """Try cases of one target up to this moment."""
    seen = set[str]()

    def told(failure: Failure | None) -> bool:
        counts[name] += 1
        if failure is not None:
            failures.append(failure)
            kind = failure.why.partition(":")[0]
            if kind not in seen or name in OF_PAGES:
                _show(failure)
            seen.add(kind)
        return sum(one.target == name for one in failures) < MOST_FAILURES

    watch([Worker(name, count(seed * 1_000_000 + job, jobs)) for job in range(jobs)], until, told)


def _show(failure: Failure) -> None:
    """Print a failure, as small as it gets, and keep it."""
    case = smaller(failure.target, drawn(failure.target, failure.seed), failure.why)
    print(f"FAILED {failure.target} seed {failure.seed}: {failure.why}\n  {case!r}", flush=True)
    if failure.target in OF_PAGES:
        print(f"  {kept.keep(Path(__file__).parent / 'corpus', case)}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
