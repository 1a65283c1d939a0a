"""The plugins that installed packages name: their entry points in one group.

`importlib.metadata` takes longer to import than a page takes to check, and what it would do here is little: look into
the `*.dist-info` folders on `sys.path` for `entry_points.txt`. Where packages may be elsewhere, it is asked after all.
The form of the file: https://packaging.python.org/en/latest/specifications/entry-points/
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDINGS = (".dist-info", ".egg-info", "EGG-INFO")
_METADATA = ("METADATA", "PKG-INFO")


class EntryPoint(NamedTuple):
    """A name for an object, `module` or `module:attribute`; `package` is who gave it, by name and version."""

    name: str
    value: str
    package: str = ""

    def load(self) -> Any:
        """The object. Raises whatever importing it raises."""
        module, _, attributes = self.value.partition("[")[0].partition(":")
        found: Any = import_module(module.strip())
        for attribute in filter(None, attributes.strip().split(".")):
            found = getattr(found, attribute)
        return found


def entry_points(group: str) -> list[EntryPoint]:
    """The entry points of all installed packages in this group; of two packages with one name the first counts."""
    if _may_be_elsewhere():
        from importlib import metadata  # noqa: PLC0415 - slow to import

        return [
            EntryPoint(point.name, point.value, f"{point.dist.name} {point.dist.version}" if point.dist else "")
            for point in metadata.entry_points(group=group)
        ]
    folders: dict[str, str] = {}
    for path in sys.path:
        for name in _listed(path):
            package = name.removesuffix(".dist-info").removesuffix(".egg-info").partition("-")[0]
            folders.setdefault(package.lower().replace(".", "_"), os.path.join(path, name))  # noqa: PTH118
    return [point for folder in folders.values() for point in _points_in(folder, group)]


def _may_be_elsewhere() -> bool:
    """Whether packages may be in archives, or where a finder of somebody else's looks."""
    finders = (finder for finder in sys.meta_path if finder is not PathFinder)
    return any(hasattr(finder, "find_distributions") for finder in finders) or any(map(os.path.isfile, sys.path))


def _listed(path: str) -> list[str]:
    """The names of the folders with metadata in a folder of `sys.path`."""
    try:
        return [name for name in os.listdir(path or ".") if name.endswith(_ENDINGS)]  # noqa: PTH208
    except OSError:
        return []


def _points_in(folder: str, group: str) -> Iterator[EntryPoint]:
    """The entry points of one package."""
    text = _read(folder, "entry_points.txt")
    if f"[{group}]" not in text:
        return
    section = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            section = line.strip("[]").strip()
        elif section == group and "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            yield EntryPoint(name.strip(), value.strip(), _package(folder))


def _package(folder: str) -> str:
    """Name and version of a package, as its metadata has them."""
    head = "".join(_read(folder, name) for name in _METADATA).partition("\n\n")[0]
    fields = dict(line.partition(": ")[::2] for line in head.splitlines())
    return f"{fields.get('Name', folder)} {fields.get('Version', '')}".strip()


def _read(folder: str, name: str) -> str:
    """A file of a package's metadata; "" when there is none."""
    try:
        with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:  # noqa: PTH118, PTH123
            return file.read()
    except OSError:
        return ""
