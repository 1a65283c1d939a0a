"""A client of a scheduler that is there, or of a cluster of this machine that lives as long as the run."""

from __future__ import annotations

import logging
import warnings
from contextlib import ExitStack, contextmanager
from multiprocessing import forkserver, get_all_start_methods
from typing import TYPE_CHECKING, Any, Final

from mdlint_zh.batch.error import BatchError, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS: Final = 20
"""How long a scheduler is waited for."""
_METHOD: Final = "distributed.worker.multiprocessing-method"
_PROFILE: Final = "distributed.worker.profile.enabled"
"""Dask looks a hundred times a second at what each process does, and keeps some 150 KB of each second of that."""
_LOG: Final = "distributed.admin.low-level-log-length"
"""How many of the last messages Dask keeps, which have the inputs of a partition in them: half a megabyte each."""
_FEW: Final = 10
_FORKED: Final = "forkserver"
_IMPORTED: Final = ("distributed", "mdlint_zh.batch.cluster.warm")
"""What workers of this machine have imported when they begin: once for all of them."""


def prepare() -> None:
    """Have a fork server begin to import what the workers of this machine need; whoever calls goes on meanwhile."""
    if _FORKED in get_all_start_methods():
        forkserver.set_forkserver_preload(list(_IMPORTED))
        forkserver.ensure_running()


@contextmanager
def connected(scheduler: str | None, workers: int) -> Iterator[Any]:
    """Yield a client of the scheduler at an address, or of so many processes on this machine. Raises BatchError."""
    dask, distributed = needed("dask"), needed("distributed")
    _hush()
    with ExitStack() as stack, dask.config.set({_LOG: _FEW}):
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        cluster = stack.enter_context(_started(workers)) if scheduler is None else None
        yield stack.enter_context(distributed.Client(cluster) if cluster else _client(str(scheduler)))


def _hush() -> None:
    """Have Dask log nothing: what goes wrong is told by us, in one line. Its loggers have levels of their own."""
    for name in [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL)


@contextmanager
def _started(workers: int) -> Iterator[Any]:
    """A cluster of this machine; of its processes a fork server makes those that take the place of dead ones."""
    prepare()
    dask, distributed = needed("dask"), needed("distributed")
    needed("distributed.versions").optional_packages = []  # else pandas is imported here, where nobody asks for it
    method = _FORKED if _FORKED in get_all_start_methods() else "spawn"
    with dask.config.set({_METHOD: method, _PROFILE: False}):
        try:
            cluster = distributed.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                dashboard_address="127.0.0.1:8787",
                silence_logs=logging.CRITICAL,
            )
        except Exception as error:  # noqa: BLE001 - whatever it is, it ends in one line
            raise BatchError(f"no cluster can be started here: {error}") from None
        with cluster:
            yield cluster


def _client(scheduler: str) -> Any:
    try:
        return needed("distributed").Client(scheduler, timeout=SECONDS)
    except Exception as error:  # noqa: BLE001 - as above
        why = "it speaks otherwise, or is another version" if isinstance(error, ValueError) else "is it running?"
        raise BatchError(f"{scheduler}: no scheduler answers there within {SECONDS} seconds; {why}") from None
