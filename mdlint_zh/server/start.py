"""The server on standard input and output."""

from __future__ import annotations

import os
import sys

from mdlint_zh.server.lane import Lane


def serve() -> None:
    """Serve the client at the other end of the standard streams, until it says so or is gone."""
    asked, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints, prints there: standard output is for messages alone
    sys.stdout = sys.stderr
    swift, slow = Lane(), Lane()
    swift.start()  # it gets ready while the rest is imported
    from mdlint_zh.server.features import make_server  # noqa: PLC0415 - pygls takes as long to import as all else
    from mdlint_zh.server.session import Session  # noqa: PLC0415

    server = make_server(Session(swift, slow))
    try:
        server.start_io(asked, told)
    finally:
        swift.close()
        slow.close()
