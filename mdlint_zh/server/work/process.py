"""A worker's process: it reads questions to its desk, and writes answers, until nobody is there."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import BinaryIO


def main() -> None:
    """Answer on the stream that was standard output; whatever else prints goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    from mdlint_zh.server.work.desk import Desk  # noqa: PLC0415 - a plugin may print when it is imported

    desk = Desk()
    gc.freeze()  # rules and their modules stay
    answer_all(desk, asked, told)


def answer_all(desk: object, asked: BinaryIO, told: BinaryIO) -> None:
    """Answer each question with whether it went well, and the answer or what went wrong."""
    while True:
        try:
            name, given, more = pickle.load(asked)  # noqa: S301 - from the server alone
        except EOFError:
            return
        answer = pickle.dumps(_answer(desk, name, given, more), pickle.HIGHEST_PROTOCOL)
        try:
            told.write(answer)
            told.flush()
        except OSError:
            return


def _answer(desk: object, name: str, given: tuple[Any, ...], more: dict[str, Any]) -> tuple[bool, Any]:
    try:
        return True, getattr(desk, name)(*given, **more)
    except Exception as error:  # noqa: BLE001 - a question that cannot be answered stops no other
        return False, f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    main()
