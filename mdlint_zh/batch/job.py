"""What holds for all partitions of a run: sent to each worker once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mdlint_zh import __version__
from mdlint_zh.base.digest import digest
from mdlint_zh.run.cache.code import code_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdlint_zh.batch.sources.names import Names
    from mdlint_zh.config import Settings
    from mdlint_zh.engine.rule import Rule


@dataclass(frozen=True)
class Job:
    """`out`: where results go; `settings`: those that pages are read with, by number; `code`: what tells our code from
    another; `names`: which paths there are in stores and shards. `fix_to`: where repaired copies go, "" for none;
    `unsafe`: whether all fixes are made. `shortcuts`: as `Choices` has them. `run`: what tells this run from others.
    """

    out: str
    settings: tuple[Settings, ...]
    code: str
    names: Names
    fix_to: str = ""
    unsafe: bool = False
    shortcuts: bool = True
    run: str = ""

    @property
    def key(self) -> str:
        """What tells how all partitions are made."""
        told = (self.settings, self.code, self.fix_to, self.unsafe, self.shortcuts)
        return digest(repr(told).encode("utf-8", "backslashreplace")).hex()


def code_digest(rules: Mapping[str, Rule]) -> str:
    """Return what tells this tool and its plugins from others, on every machine: its version and all its files."""
    package = Path(__file__).parents[1]
    known = [__version__.encode()]
    known += sorted(_name(file, package) + b"\0" + digest(file.read_bytes()) for file in map(Path, code_files(rules)))
    return digest(b"\0".join(known)).hex()


def _name(file: Path, package: Path) -> bytes:
    name = file.relative_to(package).as_posix() if file.is_relative_to(package) else file.name
    return name.encode("utf-8", "backslashreplace")
