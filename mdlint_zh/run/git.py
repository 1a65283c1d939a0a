"""Asking git, which may stand in a stranger's repository: whatever is configured there, no program but git is run.

What a repository can name to be run: https://git-scm.com/docs/git-config (core.fsmonitor, core.hooksPath,
filter.<driver>, diff.external, diff.<driver>.textconv, the transports of a partial clone). Plumbing commands alone are
asked: they refresh no index, have no pager and read no settings of taste.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.config import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import IO, Final

_NO_PROGRAMS: Final = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "core.quotePath=false")
_PLACES: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")
"""Where the repository is, as git tells its hooks; perhaps from the folder that we are in."""
_KEPT: Final = (
    *_PLACES,
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CEILING_DIRECTORIES",
    "GIT_CONFIG",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_EXEC_PATH",
    "GIT_TEST_ASSUME_DIFFERENT_OWNER",
)
_SET: Final = {
    "GIT_ALLOW_PROTOCOL": "none",  # what a partial clone lacks would be fetched by programs that it names
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
DUBIOUS = "detected dubious ownership"
MISSING = ("unable to read", "could not fetch", "bad object", "promisor")
"""What git says when a commit or a file of it is not there, as in a partial clone."""


class GitError(ConfigError):
    """Git cannot tell what has changed; the message is one line and says why."""


class Git(NamedTuple):
    """Git in a folder; `settings` go over those of the repository."""

    folder: str
    settings: tuple[str, ...] = _NO_PROGRAMS

    def without_filters(self) -> Git:
        """Return the same without the programs that turn files into what is committed of them. Raises GitError."""
        told = self.ask("config", "-z", "--name-only", "--get-regexp", r"^filter\.", fails=(1,)) or b""
        names = {name.rpartition(".")[0] for name in os.fsdecode(told).split("\0") if name}
        if any("=" in name for name in names):  # such a name cannot be told on the command line
            raise GitError("the settings of this repository name a filter with `=` in its name")
        off = (f"{name}.{key}" for name in sorted(names) for key in ("clean=", "smudge=", "process=", "required=false"))
        return self._replace(settings=(*self.settings, *off))

    def ask(self, *arguments: str, fails: tuple[int, ...] = ()) -> bytes | None:
        """Return what git answers; None when its exit status is one of `fails`. Raises GitError."""
        with self.answering(*arguments, fails=fails) as answer:
            told = answer.stdout.read()
        return None if answer.failed else told

    @contextmanager
    def answering(self, *arguments: str, sent: bytes = b"", fails: tuple[int, ...] = ()) -> Iterator[Answer]:
        """Yield the answer while git gives it, to what is `sent` to it, which has to fit into a pipe. Raises GitError
        for an exit status that is neither 0 nor one of `fails`, when all was read.
        """
        command = ["git", "--no-pager", *(part for one in self.settings for part in ("-c", one)), *arguments]
        with tempfile.TemporaryFile() as errors, _started(command, self.folder, errors) as process:
            answer = Answer(process.stdout)
            with suppress(OSError):  # it has ended already, and says why
                process.stdin.write(sent)
                process.stdin.close()
            yield answer
            answer.stdout.read()
            status = process.wait()
            answer.failed = status in fails
            if status and not answer.failed:
                errors.seek(0)
                raise GitError(_why(errors.read().decode("utf-8", "replace"), arguments[0]))


class Answer:
    """What git answers: a stream, and whether it `failed` as was foreseen, which is known at the end."""

    def __init__(self, stdout: IO[bytes]) -> None:
        self.stdout, self.failed = stdout, False


class _Process(subprocess.Popen[bytes]):
    """A process with both pipes."""

    stdin: IO[bytes]
    stdout: IO[bytes]


def _started(command: list[str], folder: str, errors: IO[bytes]) -> _Process:
    pipe, environment = subprocess.PIPE, _environment(os.environ)
    try:
        return _Process(command, cwd=folder, env=environment, stdin=pipe, stdout=pipe, stderr=errors)
    except FileNotFoundError:
        raise GitError("git is not installed; --diff-base and --staged ask it") from None
    except (OSError, ValueError) as error:
        raise GitError(f"git cannot be run: {error}") from None


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """The environment without what would change git's answers; where a repository is, git tells its hooks."""
    kept = {name: value for name, value in given.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    places = {name: os.path.abspath(kept[name]) for name in _PLACES if kept.get(name)}  # noqa: PTH100
    return kept | places | _SET


def _why(said: str, command: str) -> str:
    """What went wrong, in one line."""
    lines = [line.removeprefix("fatal: ").removeprefix("error: ") for line in said.splitlines() if line.strip()]
    lines = [line for line in lines if not line.startswith(("warning: ", "hint: "))]
    if not lines:
        return f"git {command} has failed"
    if DUBIOUS in lines[0]:
        return f"git: {lines[0]}; `git config --global --add safe.directory FOLDER` trusts it"
    if "not a git repository" in said:
        return "this is no git repository; --diff-base and --staged ask git what has changed"
    if any(word in line for line in lines for word in MISSING):
        return f"git: {lines[0]}; a part of the repository is not here; `git diff` with the same revision fetches it"
    return f"git: {lines[0]}"
