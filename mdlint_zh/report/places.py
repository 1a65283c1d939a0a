"""Where a page stands for a service that knows the repository and not the folder that we are in."""

from __future__ import annotations

import os


class FromTop:
    """Tells paths from the top of the repository: the folder that a variable names, else the nearest with `.git`."""

    def __init__(self, variable: str = "") -> None:
        named = os.environ.get(variable, "") if variable else ""
        self._top = os.path.join(os.path.realpath(named or _top(os.getcwd())), "")  # noqa: PTH109, PTH118

    def __call__(self, path: str) -> str:
        """Return the path with `/`: from the top when the page lies below it, links resolved, else the whole of it."""
        return os.path.realpath(path).removeprefix(self._top).replace(os.sep, "/")


def _top(folder: str) -> str:
    above = folder
    while not os.path.exists(os.path.join(above, ".git")):  # noqa: PTH110, PTH118
        if above == os.path.dirname(above):  # noqa: PTH120
            return folder
        above = os.path.dirname(above)  # noqa: PTH120
    return above
