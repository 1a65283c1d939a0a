"""`mdlint-zh rule`: explain one rule, or list all."""

from __future__ import annotations

from dataclasses import dataclass

import click

from mdlint_zh.cli.errors import CLEAN, FAILED, complain
from mdlint_zh.config import suggestion
from mdlint_zh.engine import explain
from mdlint_zh.engine.load import load_rules


@dataclass(eq=False, repr=False, kw_only=True)
class Request:
    """The rule's name; or all of them: their pages with `everything`, else a line each."""

    name: str | None
    everything: bool


def run(request: Request) -> int:
    """Do it, and return the exit status."""
    rules, problems = load_rules()
    for problem in problems:
        complain(problem)
    name = request.name
    if request.everything:
        click.echo(explain.document(rules.values()), nl=False)
    elif name is None:
        click.echo(explain.listing(rules.values()), nl=False)
    elif name in rules:
        click.echo(explain.page(rules[name]), nl=False)
    else:
        complain(f"there is no rule `{name}`{suggestion(name, rules)}")
        return FAILED
    return FAILED if problems else CLEAN
