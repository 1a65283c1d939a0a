"""What tells one version of the code from another: a cache is good for the code that filled it, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mdlint_zh import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdlint_zh.engine.rule import Rule


def code_key(rules: Mapping[str, Rule]) -> str:
    """Return what tells this tool and its plugins from other versions: the files of code, and when they changed."""
    stats = ((str(file), file.stat()) for file in code_files(rules))
    return repr([__version__, *((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)])


def code_files(rules: Mapping[str, Rule]) -> list[Path]:
    """Return the files of code and data of this tool, and those of its plugins that rules stand in, sorted."""
    package = Path(__file__).parents[2]
    files = {Path(rule.check.__code__.co_filename) for rule in rules.values()} | {
        *package.rglob("*.py"),
        *package.rglob("data/*"),
    }
    return [file for file in sorted(files) if file.is_file()]
