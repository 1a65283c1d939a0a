"""`mdlint-zh config schema`: a JSON schema of settings files, for editors."""

from __future__ import annotations

import json
from dataclasses import dataclass

import click

from mdlint_zh.cli.config.asked import rules_told
from mdlint_zh.cli.errors import CLEAN, FAILED
from mdlint_zh.config.described.schema import schema


@dataclass(eq=False, repr=False, kw_only=True)
class Request:
    """There is nothing to choose."""


def run(_request: Request) -> int:
    """Do it, and return the exit status."""
    loaded = rules_told()
    click.echo(json.dumps(schema(loaded.rules), ensure_ascii=False, indent=2))
    return FAILED if loaded.problems else CLEAN
