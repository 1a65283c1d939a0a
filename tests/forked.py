"""The command in a fork of this process: what a new one does, without a quarter of a second to start and import.

Streams, folder, environment and arguments are its own. Whatever is about starting (`PYTHON…`, locales, tracebacks,
streams that are closed) needs a process that starts.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import traceback
import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import IO

import mdlint_zh
from mdlint_zh.cli.main import main

MOST_SECONDS = 120


def is_enough(args: Sequence[str], extra: Mapping[str, str]) -> bool:
    """Whether a fork does what a new process would."""
    starts_otherwise = any(name.startswith(("PYTHON", "LC_")) for name in extra)
    return hasattr(os, "fork") and not starts_otherwise and "--debug" not in args


def run(args: Sequence[str], sent: bytes, folder: Path, environment: Mapping[str, str]) -> tuple[int, bytes, bytes]:
    """Run the command with this on its standard input; its exit status, and what it has printed to both streams."""
    _import_all()
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(sent)
        given.seek(0)
        with warnings.catch_warnings():  # from Python 3.12 on: other threads, those of pytest-xdist, are not copied
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if not child:
            _become([given, out, err], args, folder, environment)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        out.seek(0)
        err.seek(0)
        return status, out.read(), err.read()


@cache
def _import_all() -> None:
    """Import once, here, what each child would import."""
    for module in walk_packages(mdlint_zh.__path__, "mdlint_zh."):
        if not module.name.endswith("__main__") and not module.name.startswith("mdlint_zh.server"):
            import_module(module.name)
    import_module("mdlint_zh.rules")


def _become(streams: Sequence[IO[bytes]], args: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
    """Be the command. Never returns."""
    status = 1
    try:
        signal.alarm(MOST_SECONDS)
        for number, stream in enumerate(streams):
            os.dup2(stream.fileno(), number)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        sys.argv = ["mdlint-zh", *args]
        kept = [open(number, mode, encoding="utf-8", closefd=False) for number, mode in enumerate("rww")]  # noqa: SIM115
        sys.stdin, sys.stdout, sys.stderr = kept
        warnings.simplefilter("error")
        status = _status()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)


def _status() -> int:
    """The exit status of the command, also where an exception ends it."""
    try:
        main()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 1
    except BaseException:  # noqa: BLE001 - as the interpreter does
        traceback.print_exc()
    return 1
