"""Run commands and measure each with all its children: wall time, CPU time, peak memory.

Commands are measured in turn (A B C A B C ...), so that a slow minute of the machine is shared by all of them, and
compared round by round.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

EVERY_S, EVERY_S_AT_FIRST, AT_FIRST_S = 0.05, 0.01, 1.0
LOOKS_PER_COST = 20
"""Memory is looked at less often where a look takes long: looking takes 1/20 of the time at most."""
MOST_PROCESSES = 1_000
STOP_S = 10.0
"""The longest wait for a process that was killed."""
SAME_EVERYWHERE = {"NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
"""Set for every command, so that its output is the same in every terminal."""
PYTHON = "PYTHON"
"""So begin variables that change how Python writes and what it keeps: no command gets any of them."""
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Case:
    """A command to measure, in the folder `folder`.

    `ready` is called before each run and `after` after it, with the number of the round, and are not measured.
    `timeout`: seconds after which it is ended; `fine`: the exit statuses that are no failure.
    """

    name: str
    command: tuple[str, ...]
    folder: Path
    stdin: Path | None = None
    timeout: float = 600.0
    fine: frozenset[int] = frozenset({0, 1})
    ready: Callable[[int], object] | None = None
    after: Callable[[int], object] | None = None


@dataclass(frozen=True)
class Run:
    """One run: seconds by the clock, seconds of CPU of all processes, the most memory of all together in bytes.

    `memory` is 0 where the run was too short to be looked at; `failure` is "" or says why the run does not count.
    """

    wall: float
    cpu: float
    memory: int
    status: int
    failure: str = ""


@dataclass(frozen=True)
class Figure:
    """Several values of one kind."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.values)

    @property
    def least(self) -> float:
        """The smallest one."""
        return min(self.values)

    @property
    def most(self) -> float:
        """The largest one."""
        return max(self.values)


@dataclass
class Result:
    """The runs of one case. `failure` is "" or why there are no figures."""

    case: Case
    runs: list[Run] = field(default_factory=list)
    failure: str = ""

    @property
    def wall(self) -> Figure:
        """Seconds by the clock."""
        return Figure(tuple(run.wall for run in self.runs))

    @property
    def cpu(self) -> Figure:
        """Seconds of CPU, user and system, of all processes."""
        return Figure(tuple(run.cpu for run in self.runs))

    @property
    def memory(self) -> Figure:
        """The most memory of all processes together, in bytes."""
        return Figure(tuple(float(run.memory) for run in self.runs))

    def ratio(self, other: Result) -> Figure:
        """How many times the wall time of the other it takes, round by round."""
        pairs = zip(self.runs, other.runs, strict=False)
        return Figure(tuple(one.wall / two.wall for one, two in pairs))


def measure_in_turn(cases: Sequence[Case], rounds: int, out: Path, tell: Callable[[str], object]) -> dict[str, Result]:
    """Run all cases `rounds` times in turn, their output going to the file `out`. Results by name.

    A case that fails, or runs into its time limit, is not run again.
    """
    results = {case.name: Result(case) for case in cases}
    for number in range(rounds):
        for result in results.values():
            if result.failure:
                continue
            run = _run_once(result.case, number, out)
            result.failure = run.failure
            if not run.failure:
                result.runs.append(run)
            tell(f"round {number + 1}/{rounds} {result.case.name}: {run.failure or f'{run.wall:.3f} s'}")
    return results


def _run_once(case: Case, number: int, out: Path) -> Run:
    if case.ready:
        case.ready(number)
    try:
        return run_measured(case, out)
    finally:
        if case.after:
            case.after(number)


def run_measured(case: Case, out: Path) -> Run:
    """Run a command once, its output and messages going to the file `out`. No process of it is left at the end."""
    with open(case.stdin or os.devnull, "rb") as stdin, out.open("wb") as sink:
        began = time.perf_counter()
        try:
            child = subprocess.Popen(
                case.command, cwd=case.folder, env=_environment(), stdin=stdin, stdout=sink, stderr=sink,
                start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            return Run(0.0, 0.0, 0, -1, f"cannot be started: {error.strerror}")
        run = _watch(child, case, began)
    if run.failure or run.status in case.fine:
        return run
    return Run(run.wall, run.cpu, run.memory, run.status, f"exit status {run.status}: {_last_line(out)}")


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PYTHON)}
    return kept | SAME_EVERYWHERE


def _watch(child: subprocess.Popen[bytes], case: Case, began: float) -> Run:
    """Wait for a child, look at its memory meanwhile, and end whatever is left of it."""
    peak = _Peak(child.pid)
    late = threading.Event()
    timer = threading.Timer(case.timeout, _end_late, (child.pid, late))
    timer.daemon = True
    timer.start()
    peak.start()
    try:
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
    finally:
        timer.cancel()
        peak.stop()
        _end_group(child.pid)
        if child.returncode is None:
            _reap(child)
    failure = f"not done within {case.timeout:.0f} s" if late.is_set() else ""
    return Run(wall, usage.ru_utime + usage.ru_stime, peak.most, child.returncode, failure)


def _end_late(pid: int, late: threading.Event) -> None:
    late.set()
    _end_group(pid)


def _end_group(pid: int) -> None:
    """Kill what is left of the process group that we started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _reap(child: subprocess.Popen[bytes]) -> None:
    with suppress(subprocess.TimeoutExpired, ChildProcessError):
        child.wait(STOP_S)


class _Peak(threading.Thread):
    """Looks again and again at the memory of a process and all its descendants; `most` is the largest sum, in bytes."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._done = threading.Event()
        self.most = 0

    def run(self) -> None:
        """Look until told to stop."""
        began, pause = time.perf_counter(), 0.0
        while not self._done.wait(pause):
            before = time.perf_counter()
            self.most = max(self.most, sum(map(_memory, _family(self._pid))))
            now = time.perf_counter()
            every = EVERY_S_AT_FIRST if now - began < AT_FIRST_S else EVERY_S
            pause = max(every, (now - before) * LOOKS_PER_COST)

    def stop(self) -> None:
        """Stop looking."""
        self._done.set()
        self.join(STOP_S)


def _family(pid: int) -> list[int]:
    """A process and all its descendants that are there now."""
    found = [pid]
    for one in found:
        if len(found) >= MOST_PROCESSES:
            break
        found += _children(one)
    return found


def _children(pid: int) -> Iterable[int]:
    try:
        threads = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []
    texts = (_read(f"/proc/{pid}/task/{thread}/children") for thread in threads)
    return [int(word) for text in texts for word in text.split()]


def _memory(pid: int) -> int:
    """The memory of one process in bytes: PSS (shared pages are divided by their users) where it is told, else RSS."""
    for line in _read(f"/proc/{pid}/smaps_rollup").split("\n"):
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    numbers = _read(f"/proc/{pid}/statm").split()
    return int(numbers[1]) * _PAGE if len(numbers) > 1 else 0


def _read(path: str) -> str:
    try:
        with open(path, encoding="ascii") as file:
            return file.read()
    except OSError:
        return ""


def _last_line(out: Path) -> str:
    """The last line of the output that says something, at most 200 characters of it."""
    with out.open("rb") as file:
        file.seek(max(0, out.stat().st_size - 4_096))
        lines = file.read().decode("utf-8", "replace").split("\n")
    return next((line.strip()[:200] for line in reversed(lines) if line.strip()), "no output")
