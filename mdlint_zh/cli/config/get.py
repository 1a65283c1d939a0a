"""`mdlint-zh config get`: the value of one setting."""

from __future__ import annotations

import json
from dataclasses import dataclass

import click

from mdlint_zh.cli.config.asked import SettingsRequest, rules_told
from mdlint_zh.cli.errors import CLEAN, FAILED
from mdlint_zh.config.described.effective import graded, value_of
from mdlint_zh.report import escape


@dataclass(eq=False, repr=False, kw_only=True)
class Request(SettingsRequest):
    """The key, with dots between its parts."""

    key: str


def run(request: Request) -> int:
    """Do it, and return the exit status."""
    loaded = rules_told()
    rows = request.rows(loaded)
    if request.key.startswith("severity."):
        rows = list(graded(rows, request.settings(loaded), loaded.rules))
    value = value_of(request.key, rows)
    click.echo(escape.in_json(json.dumps(value, ensure_ascii=False)))
    return FAILED if loaded.problems else CLEAN
