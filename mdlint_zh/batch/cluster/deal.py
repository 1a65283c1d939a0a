"""Work dealt out to a cluster: a few pieces at a time, so that a scheduler holds as much for a billion pages as for ten
thousand; each result is taken as it comes, and what a dying worker was at is done by another.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from mdlint_zh.batch.error import BatchError, needed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Piece = TypeVar("Piece")

TRIES: Final = 2
"""How often a piece is tried again that has failed; a store may not answer once."""
A_WORKER: Final = 2
"""How many pieces a thread of a worker has dealt out, with the one that it is at."""
LEAST: Final = 4
WAIT: Final = 120
"""How many seconds a scheduler may be without workers at the beginning."""


def deal(client: Any, work: Callable[[Piece], Any], pieces: Iterable[Piece]) -> Iterator[tuple[Piece, Any]]:
    """Yield each piece with what was made of it, or the exception that it ended with. Raises BatchError without a
    scheduler, and for what no piece can go on with.
    """
    distributed = needed("distributed")
    _wait_for_workers(client)
    waiting = iter(pieces)
    given: dict[Any, Piece] = {}
    results = distributed.as_completed()
    try:
        while True:
            for piece in islice(waiting, _window(client) - len(given)):
                future = client.submit(work, piece, pure=False, retries=TRIES)
                given[future] = piece
                results.add(future)
            if not given:
                return
            future = next(results)
            yield given.pop(future), _result(future)
    except OSError as error:
        raise BatchError(_gone(client, error)) from None
    finally:
        client.cancel(list(given))


def _result(future: Any) -> Any:
    """What became of a piece. Raises BatchError where it, or the scheduler, says that nothing can go on."""
    if future.status in ("cancelled", "lost"):
        raise BatchError(_gone(future.client, "it has forgotten what it was given"))
    result = future.exception() if future.status == "error" else future.result()
    if isinstance(result, BatchError):
        raise result
    return result


def _window(client: Any) -> int:
    """How many pieces may be dealt out: workers come and go."""
    threads: list[int] = list(client.nthreads().values())
    return max(LEAST, A_WORKER * sum(threads))


def _wait_for_workers(client: Any) -> None:
    try:
        client.wait_for_workers(1, timeout=WAIT)
    except Exception:  # noqa: BLE001 - what it raises has changed between versions
        raise BatchError(f"{_address(client)}: has no workers, {WAIT} seconds long; start some") from None


def _gone(client: Any, why: object) -> str:
    return f"{_address(client)}: the scheduler is gone ({why}); what is done is kept: the same command goes on"


def _address(client: Any) -> str:
    return str(getattr(client.scheduler, "address", "") or "the cluster")
