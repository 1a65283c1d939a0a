"""`mdlint-zh rule`: explain rules, or list all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from mdlint_zh.cli.errors import CLEAN, FAILED, complain
from mdlint_zh.cli.options.values import JSON
from mdlint_zh.config.selection import named
from mdlint_zh.engine import explain
from mdlint_zh.engine.load import load_rules
from mdlint_zh.report import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdlint_zh.engine.rule import Rule


@dataclass(eq=False, repr=False, kw_only=True)
class Request:
    """A rule's name, or what the names of several begin with; or all of them: their pages with `everything`, else a
    line each. And how to print them: text or json.
    """

    name: str | None
    everything: bool
    output_format: str


def run(request: Request) -> int:
    """Do it, and return the exit status."""
    rules, problems = load_rules()
    for problem in problems:
        complain(problem)
    chosen = _chosen(request, rules)
    if request.output_format == JSON:
        click.echo(escape.in_json(json.dumps([explain.record(rule) for rule in chosen], ensure_ascii=False, indent=2)))
    elif request.everything:
        click.echo(explain.document(chosen), nl=False)
    elif request.name is None:
        click.echo(explain.listing(chosen), nl=False)
    else:
        click.echo("\n".join(map(explain.page, chosen)), nl=False)
    return FAILED if problems else CLEAN


def _chosen(request: Request, rules: Mapping[str, Rule]) -> list[Rule]:
    """The rules that are asked for. Raises ConfigError where there are none of this name."""
    if request.everything or request.name is None:
        return list(rules.values())
    names = [request.name] if request.name in rules else named(rules, [request.name], opt=True)
    return [rules[name] for name in sorted(names)]
