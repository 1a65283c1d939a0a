"""A linter and formatter for archives of Chinese Markdown.

The names below are all that a rule or a plugin needs; `lint` and `fix` are the library's front door.
"""

import os  # it and `sys` are there before any folder is searched; nothing else may be imported yet, not `__future__`
import sys


def _leave_the_folder() -> None:
    """Take the folder that we are in off the path: `python -m mdlint_zh` puts it first, and anybody may have written
    what lies there. With `-P` and `-I` it is not on it.
    """
    if sys.argv[:1] != ["-m"] or getattr(sys.flags, "safe_path", bool(sys.flags.isolated)):
        return
    try:
        here = os.getcwd()  # noqa: PTH109 - pathlib may lie there, too
    except OSError:
        return
    if sys.path[:1] == [here]:
        del sys.path[0]


_leave_the_folder()

TYPE_CHECKING = False  # for those who check types it is true; importing `typing` takes longer than to tell the version

try:
    from mdlint_zh._version import version as _given
except ImportError:  # from a folder that was never built or installed
    _given = "0.0"
__version__ = str(_given)

if TYPE_CHECKING:
    from typing import Any

    from mdlint_zh.public import *  # noqa: F403 - each public name stands there, once


def __getattr__(name: str) -> "Any":
    """Take a public name from where all of them stand, when it is first asked for: `--version` needs none (PEP 562)."""
    if name in (names := _public()):
        value = globals()[name] = names[name]
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """All public names, for those who look around."""
    return sorted(_public())


def _public() -> "dict[str, Any]":
    from importlib import import_module  # noqa: PLC0415 - `from mdlint_zh import public` would come round to us

    return {name: value for name, value in vars(import_module("mdlint_zh.public")).items() if name[0] != "_"}
