"""`mdlint-zh server`: serve an editor that speaks the Language Server Protocol."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from mdlint_zh.cli.errors import FAILED, complain


@dataclass(eq=False, repr=False, kw_only=True)
class Request:
    """The options of the command line by their names: there are none."""


def run(request: Request) -> int:  # noqa: ARG001 - as every command
    """Serve until the editor is gone, and return the exit status."""
    if find_spec("pygls") is None:
        complain("the server needs pygls, which is not installed: pip install 'mdlint-zh[lsp]'")
        return FAILED
    from mdlint_zh.server.start import serve  # noqa: PLC0415 - it needs pygls

    return serve()
