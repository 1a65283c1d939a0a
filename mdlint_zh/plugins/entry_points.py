"""The plugins that installed packages name: their entry points in one group.

`importlib.metadata` takes longer to import than a page takes to check, and what it would do here is little: look into
the `*.dist-info` folders on `sys.path` for `entry_points.txt`. Where packages may be elsewhere, it is asked after all.
The folder that we are in is not looked into, whether it is on the path or not: what lies there was not installed.
The form of the file: https://packaging.python.org/en/latest/specifications/entry-points/
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ENDINGS = (".dist-info", ".egg-info", "EGG-INFO")
_METADATA = ("METADATA", "PKG-INFO")


class EntryPoint(NamedTuple):
    """A name for an object, `module` or `module:attribute`; `package` is who gave it, by name and version.

    `docs` is the URL of that package's documentation, "" where its metadata names none.
    """

    name: str
    value: str
    package: str = ""
    docs: str = ""

    def load(self) -> Any:
        """Return the object. Raises whatever importing it raises."""
        module, _, attributes = self.value.partition("[")[0].partition(":")
        found: Any = import_module(module.strip())
        for attribute in filter(None, attributes.strip().split(".")):
            found = getattr(found, attribute)
        return found


def entry_points(group: str) -> list[EntryPoint]:
    """Return the entry points of all installed packages in this group; of two with one name the first counts."""
    path = _installed()
    points = _asked(group, path) if _may_be_elsewhere(path) else _looked_up(group, path)
    return list(points)


def _installed() -> list[str]:
    """The entries of `sys.path` but for the folder that we are in."""
    try:
        here = os.stat(".")  # noqa: PTH116
    except OSError:
        return [path for path in sys.path if path]
    return [path for path in sys.path if path and not _is(path, here)]


def _is(path: str, folder: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.stat(path), folder)  # noqa: PTH116
    except (OSError, ValueError):
        return False


def _looked_up(group: str, path: list[str]) -> Iterator[EntryPoint]:
    """The entry points in the folders of this path."""
    folders: dict[str, str] = {}
    for place in path:
        for name in _listed(place):
            package = name.removesuffix(".dist-info").removesuffix(".egg-info").partition("-")[0]
            folders.setdefault(package.lower().replace(".", "_"), os.path.join(place, name))  # noqa: PTH118
    for folder in folders.values():
        yield from _points_in(folder, group)


def _asked(group: str, path: list[str]) -> Iterator[EntryPoint]:
    """The entry points that importlib.metadata finds on this path."""
    from importlib import metadata  # noqa: PLC0415 - slow to import

    seen: set[str] = set()
    for package in metadata.distributions(path=path):
        try:
            name = package.name.lower().replace("-", "_").replace(".", "_")
        except OSError:  # the backport importlib_metadata, where a package lacks its metadata
            continue
        if name not in seen:
            seen.add(name)
            docs = _docs(package.metadata.get_all("Project-URL") or ())
            for point in package.entry_points.select(group=group):
                yield EntryPoint(point.name, point.value, f"{package.name} {package.version}", docs)


def _may_be_elsewhere(path: list[str]) -> bool:
    """Whether packages may be in archives, or where a finder of somebody else's looks."""
    finders = (finder for finder in sys.meta_path if finder is not PathFinder)
    return any(hasattr(finder, "find_distributions") for finder in finders) or any(map(os.path.isfile, path))


def _listed(path: str) -> list[str]:
    """The names of the folders with metadata in a folder of `sys.path`."""
    try:
        return [name for name in os.listdir(path) if name.endswith(_ENDINGS)]  # noqa: PTH208
    except OSError:
        return []


def _points_in(folder: str, group: str) -> Iterator[EntryPoint]:
    """The entry points of one package."""
    text = _read(folder, "entry_points.txt")
    if f"[{group}]" not in text:
        return
    section, package = "", _package(folder)
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            section = line.strip("[]").strip()
        elif section == group and "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            yield EntryPoint(name.strip(), value.strip(), *package)


def _package(folder: str) -> tuple[str, str]:
    """Name and version of a package, and the URL of its documentation, as its metadata has them."""
    head = "".join(_read(folder, name) for name in _METADATA).partition("\n\n")[0]
    lines = [line.partition(": ")[::2] for line in head.splitlines()]
    fields = dict(lines)
    title = f"{fields.get('Name', folder)} {fields.get('Version', '')}".strip()
    return title, _docs(value for key, value in lines if key == "Project-URL")


def _docs(urls: Iterable[str]) -> str:
    """The URL of a package's documentation, of those with labels: `Documentation, https://…`.

    Which labels are known: https://packaging.python.org/en/latest/specifications/well-known-project-urls/
    """
    labelled = ((label.strip().lower(), url.strip()) for label, _, url in (one.partition(",") for one in urls))
    return next((url for label, url in labelled if label in ("documentation", "docs")), "")


def _read(folder: str, name: str) -> str:
    """A file of a package's metadata; "" when there is none."""
    try:
        with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:  # noqa: PTH118, PTH123
            return file.read()
    except OSError:
        return ""
