"""The server on standard input and output."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys

from mdlint_zh.server.lane import Lane


def serve() -> int:
    """Serve the client at the other end of the standard streams, until it says so or is gone; the exit status."""
    asked, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints, prints there: standard output is for messages alone
    sys.stdout = sys.stderr
    if not logging.root.handlers:
        logging.getLogger("pygls").setLevel(logging.CRITICAL)
    swift, slow = Lane(), Lane()
    swift.start()  # it gets ready while the rest is imported
    from mdlint_zh.server.protocol.transport import Writer, follow  # noqa: PLC0415
    from mdlint_zh.server.server import make_server  # noqa: PLC0415 - pygls takes as long to import as all else
    from mdlint_zh.server.session import Session  # noqa: PLC0415

    server = make_server(Session(swift, slow))
    gc.freeze()  # what is there now stays
    gc.enable()  # which the command line has put off
    server.protocol.set_writer(Writer(told))
    try:
        asyncio.run(follow(server, asked))
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 1
    finally:
        swift.close()
        slow.close()
    return 1  # the client has gone without a word
