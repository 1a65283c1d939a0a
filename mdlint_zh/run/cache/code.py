"""What tells one version of the code from another: a cache is good for the code that filled it, and no other."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from mdlint_zh import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdlint_zh.engine.rule import Rule


def code_key(rules: Mapping[str, Rule]) -> str:
    """Return what tells this tool and its plugins from other versions: the files of code, and when they changed."""
    stats = ((file, stat.st_mtime_ns, stat.st_size) for file, stat in sorted(code_files(rules).items()))
    return repr([__version__, *stats])


def code_files(rules: Mapping[str, Rule]) -> dict[str, os.stat_result]:
    """Return the files of code and data of this tool, and those of its plugins that rules stand in."""
    own = str(Path(__file__).parents[2])
    found = dict(_files(own, is_data=False))
    for file in {rule.check.__code__.co_filename for rule in rules.values()} - found.keys():
        if os.path.isfile(file):  # noqa: PTH113 - never raises
            found[file] = os.stat(file)  # noqa: PTH116
    return found


def _files(folder: str, *, is_data: bool) -> Iterator[tuple[str, os.stat_result]]:
    """The files of code and of data below a folder. Paths are strings: pathlib takes as long as checking a page."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, is_data=entry.name == "data")
            elif is_data or entry.name.endswith(".py"):
                yield entry.path, entry.stat()
