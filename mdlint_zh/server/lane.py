"""A worker as the server sees it: questions go to a process, one after the other, and answers come back.

A process and no thread: a thread that checks a page holds up the one that reads what is typed, for as long as a regular
expression takes, and cannot be stopped. A process can be killed; the next question starts another.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    Start: TypeAlias = "Callable[[], subprocess.Popen[bytes]]"

PROGRAM: Final = "import sys; sys.path = sys.argv[1:]; from mdlint_zh.server.work.process import main; main()"
"""A worker imports from where the server does. Python by itself would look in the workspace first, which may be a
stranger's.
"""


class WorkError(Exception):
    """A question that was not answered; the message says why."""


class _Job(NamedTuple):
    """A question, and where its answer goes."""

    future: Future[Any]
    name: str
    given: tuple[Any, ...]
    more: dict[str, Any]


class Lane:
    """One worker. `begin` is the question that each new process is asked first, if there is one."""

    def __init__(self) -> None:
        self.begin: tuple[str, tuple[Any, ...]] | None = None
        self._jobs = SimpleQueue[_Job | None]()
        self._lock = Lock()
        self._running: Future[Any] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: Thread | None = None
        self._has_begun = False

    @property
    def is_started(self) -> bool:
        """Whether there is a process, or was one."""
        return self._process is not None

    def start(self) -> None:
        """Start the process now, so that it is ready when it is asked."""
        self._process = self._process or _started()

    def ask(self, name: str, *given: Any, **more: Any) -> Future[Any]:
        """Ask the desk; the answer comes later. It is a WorkError where there is none."""
        if self._thread is None:
            self._thread = Thread(target=self._work_off, name="mdlint-zh lane", daemon=True)
            self._thread.start()
        future = Future[Any]()
        self._jobs.put(_Job(future, name, given, more))
        return future

    def give_up(self, future: Future[Any]) -> None:
        """Stop working on a question, if that is being done: whatever else the process has to do waits for it."""
        with self._lock:
            if self._running is future and self._process:
                self._process.kill()

    def close(self) -> None:
        """End the process. Never raises."""
        self._jobs.put(None)
        with self._lock:
            if self._process:
                self._process.kill()
                self._process.wait()
                _close(self._process)
                self._process = None

    def _work_off(self) -> None:
        while job := self._jobs.get():
            if not job.future.set_running_or_notify_cancel():
                continue
            with self._lock:
                self._running = job.future
            try:
                went_well, answer = self._answer(job)
            except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
                self._drop()
                went_well, answer = False, f"its process has ended ({type(error).__name__})"
            with self._lock:
                self._running = None
            if went_well:
                job.future.set_result(answer)
            else:
                job.future.set_exception(WorkError(answer))

    def _answer(self, job: _Job) -> tuple[bool, Any]:
        process = self._process = self._process or _started()
        if not self._has_begun and self.begin and self.begin[0] != job.name:
            _asked(process, *self.begin, {})
        self._has_begun = True
        return _asked(process, job.name, job.given, job.more)

    def _drop(self) -> None:
        with self._lock:
            if self._process:
                self._process.kill()
                self._process.wait()
                _close(self._process)
                self._process = None
                self._has_begun = False


def _asked(
    process: subprocess.Popen[bytes], name: str, given: tuple[Any, ...], more: dict[str, Any]
) -> tuple[bool, Any]:
    """Put a question and wait for the answer. Raises OSError, EOFError when the process ends."""
    if process.stdin is None or process.stdout is None:
        raise OSError("it has no pipes")
    process.stdin.write(pickle.dumps((name, given, more), pickle.HIGHEST_PROTOCOL))
    process.stdin.flush()
    went_well, answer = pickle.load(process.stdout)  # noqa: S301 - from our own process
    return went_well, answer


def _started() -> subprocess.Popen[bytes]:
    """A new process. Raises OSError."""
    return subprocess.Popen(  # noqa: S603 - this interpreter, a program of ours
        [sys.executable, "-c", PROGRAM, *sys.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def _close(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            if stream:
                stream.close()
