"""The command `mdlint-zh`: how it begins and ends. What can be asked for stands in `commands.py`."""

import gc
import sys

from mdlint_zh import __version__
from mdlint_zh.cli import streams


def main() -> None:
    """Answer the command line, and exit."""
    gc.disable()  # until the work begins: nothing that is imported goes away
    streams.prepare()
    try:
        status = _answered()
        sys.stdout.flush()
    except streams.Unwritable as error:
        if error.nobody_reads:
            sys.exit(streams.NOBODY_READS)
        from mdlint_zh.cli.errors import FAILED  # noqa: PLC0415 - most runs end well

        sys.stderr.write(f"mdlint-zh: standard output: cannot be written: {error}\n")
        status = FAILED
    gc.freeze()  # the interpreter need not look through all that is there before it ends
    sys.exit(status)


def _answered() -> int:
    """The exit status. The version is told without the library that reads command lines: hooks ask for it alone."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        print(f"mdlint-zh {__version__}")  # noqa: T201
        return 0
    from mdlint_zh.cli.commands import answer  # noqa: PLC0415

    return answer()
