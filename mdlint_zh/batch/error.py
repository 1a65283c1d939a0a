"""What ends a batch, and what the packages are called that it needs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

PIP = "pip install 'mdlint-zh[dask]'"
EXTRA = ("dask", "distributed", "pyarrow", "fsspec")
"""The packages of the extra, as they are imported."""


class BatchError(Exception):
    """What a batch cannot go on with; the message is one line and says what to do."""

    def __reduce__(self) -> tuple[type[BatchError], tuple[object, ...]]:
        """It goes from a worker to the driver."""
        return type(self), self.args


def needed(module: str) -> Any:
    """Return a module that a batch alone needs, imported when it is first asked for. Raises BatchError without it."""
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        way = PIP if package in EXTRA else f"pip install {package}"
        raise BatchError(f"this needs {package}, which cannot be imported ({error}); {way}") from None


def check_there(packages: Iterable[str] = EXTRA) -> None:
    """Raise BatchError when one of these packages is not installed. None is imported."""
    from importlib.util import find_spec  # noqa: PLC0415 - asked once

    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        are = "is" if len(missing) == 1 else "are"
        raise BatchError(f"this needs {', '.join(missing)}, which {are} not installed; {PIP}")
