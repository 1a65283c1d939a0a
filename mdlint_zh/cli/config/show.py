"""`mdlint-zh config show`: every setting with its value, and the line that it has it from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from mdlint_zh.cli.config.asked import SettingsRequest, rules_told
from mdlint_zh.cli.errors import CLEAN, FAILED
from mdlint_zh.cli.options.values import JSON
from mdlint_zh.config.described.as_toml import as_toml
from mdlint_zh.report import escape
from mdlint_zh.report.look import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdlint_zh.config.described.effective import Row


@dataclass(eq=False, repr=False, kw_only=True)
class Request(SettingsRequest):
    """How to print them: text or json."""

    output_format: str


def run(request: Request) -> int:
    """Do it, and return the exit status."""
    loaded = rules_told()
    rows = request.rows(loaded)
    click.echo(_as_json(rows) if request.output_format == JSON else "\n".join(map(_line, rows)))
    return FAILED if loaded.problems else CLEAN


def _line(row: Row) -> str:
    """A setting as a settings file has it, with where it stands in a comment; one that is not set as a comment."""
    value = f"{row.key} = {as_toml(row.value)}  #" if row.value is not None else f"# {row.key} is not set:"
    return escape.one_line(f"{value} {_where(row)}")


def _where(row: Row) -> str:
    if not row.source:
        return "default"
    return ":".join([shown_path(row.source), *([str(row.line)] if row.line else [])])


def _as_json(rows: Iterable[Row]) -> str:
    """A list with an object for each setting; `file` and `line` are null for a default, `value` for what is not set."""
    told = [{"key": row.key, "value": row.value, "file": row.source or None, "line": row.line} for row in rows]
    return "[\n" + ",\n".join(f"  {escape.in_json(json.dumps(one, ensure_ascii=False))}" for one in told) + "\n]"
