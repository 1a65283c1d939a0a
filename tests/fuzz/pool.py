"""Cases tried in processes of their own: one that dies or hangs is told with its input, and costs only itself."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from decoy import Decoy

from mdlint_zh.cli import check, commands as cli, format as format_
from mdlint_zh.engine import fix as fixer, load as plugins

LOADED = (cli, check, format_, fixer, plugins.load_rules())
"""Before the processes part, so that each need not load it again."""
SLOWEST = 10.0
"""Seconds that one case may take."""


class Failure(NamedTuple):
    """What is wrong with the case that `target` draws with this seed."""

    target: str
    seed: int
    why: str


def verdict(target: str, case: Any) -> str:
    """What is wrong with a case; "" for nothing. It is tried in a new folder, beside one that nobody may touch."""
    module = importlib.import_module(target)
    with tempfile.TemporaryDirectory(prefix="mdlint-zh-fuzz-") as place:
        desk = Path(place) / "desk"
        desk.mkdir()
        decoy = Decoy(Path(place) / "decoy") if getattr(module, "TOUCHES_FILES", False) else None
        before = os.getcwd()  # noqa: PTH109
        try:
            why: str = module.check(case, desk)
        except Exception as error:  # noqa: BLE001 - whatever is raised is what is looked for
            why = f"raises {type(error).__name__}: {error}"
        finally:
            os.chdir(before)
        return why or (decoy.changes() if decoy else "")


def drawn(target: str, seed: int) -> Any:
    """The case of a target with this seed."""
    return importlib.import_module(target).draw(Random(seed))


def guarded(target: str, case: Any) -> str:
    """The verdict on a case, tried in a process of its own."""
    here, there = multiprocessing.get_context("fork").Pipe()
    worker = multiprocessing.get_context("fork").Process(target=_answer, args=(target, case, there), daemon=True)
    worker.start()
    there.close()
    why = _dead(worker) if not here.poll(SLOWEST) else _received(here, worker)
    _end(worker)
    return why


class Worker:
    """A process that tries the cases of one target, seed by seed, and tells before each which it is."""

    def __init__(self, target: str, seeds: Iterator[int]) -> None:
        self.target, self.seeds = target, seeds
        self.seed, self.since = next(seeds), time.monotonic()
        self.process, self.pipe = self._start()

    def _start(self) -> tuple[Any, Connection]:
        here, there = multiprocessing.get_context("fork").Pipe()
        process = multiprocessing.get_context("fork").Process(target=_work, args=(self.target, there), daemon=True)
        process.start()
        there.close()
        here.send(self.seed)
        return process, here

    def result(self) -> Failure | None:
        """What came of the case under way, which is done, dead or late; the next one is begun."""
        why = _received(self.pipe, self.process) if self.pipe.poll() else _dead(self.process)
        failure = Failure(self.target, self.seed, why) if why else None
        self.seed, self.since = next(self.seeds), time.monotonic()
        if self.process.is_alive():
            self.pipe.send(self.seed)
        else:
            self.process, self.pipe = self._start()
        return failure

    @property
    def late(self) -> bool:
        """Whether the case under way takes too long."""
        return time.monotonic() - self.since > SLOWEST

    def stop(self) -> None:
        """End the process."""
        _end(self.process)


def watch(workers: list[Worker], until: float, told: Callable[[Failure | None], bool]) -> None:
    """Have the workers try cases up to this moment of the monotonic clock, or until `told` of one says to stop."""
    try:
        while time.monotonic() < until:
            ready = wait([worker.pipe for worker in workers], timeout=0.5)
            for worker in workers:
                if (worker.pipe in ready or worker.late) and not told(worker.result()):
                    return
    finally:
        for worker in workers:
            worker.stop()


def _work(target: str, pipe: Connection) -> None:
    """Answer each seed that comes with the verdict on its case."""
    while True:
        pipe.send(verdict(target, drawn(target, pipe.recv())))


def _answer(target: str, case: Any, pipe: Connection) -> None:
    pipe.send(verdict(target, case))


def _received(pipe: Connection, process: Any) -> str:
    try:
        why: str = pipe.recv()
    except EOFError:
        process.join(1)
        return _dead(process)
    return why


def _dead(process: Any) -> str:
    """Why a process does not answer. It is ended."""
    if process.is_alive():
        _end(process)
        return f"takes more than {SLOWEST:g} s"
    return f"ends the process: exit status {process.exitcode}"


def _end(process: Any) -> None:
    if process.is_alive():
        process.kill()
    process.join()


def sweep() -> None:
    """Remove what killed processes left in the folder for temporary files."""
    for folder in Path(tempfile.gettempdir()).glob("mdlint-zh-fuzz-*"):
        shutil.rmtree(folder, ignore_errors=True)
