"""One run at a time writes results into a folder of this machine. A store has no such lock."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mdlint_zh.batch.error import BatchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.batch.output.store import Store

NAME = ".lock"


@contextmanager
def locked(store: Store) -> Iterator[None]:
    """Hold the folder while it is written. The system lets go of it when we die. Raises BatchError."""
    try:
        import fcntl  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        yield
        return
    if not store.is_local:
        yield
        return
    try:
        Path(store.place).mkdir(parents=True, exist_ok=True)
        file = Path(store.at(NAME)).open("wb")  # noqa: SIM115 - below
    except OSError as error:
        raise BatchError(f"{store.place}: cannot be written: {error.strerror}") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BatchError(f"{store.place}: another run is writing there") from None
        yield
