"""A rule's page from its docstring and options: for the command line, for docs/rules.md and for editors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mdlint_zh.base.lazy import pattern
from mdlint_zh.config.described.as_toml import as_toml
from mdlint_zh.config.described.keys import held_by
from mdlint_zh.config.described.schema import value_schema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdlint_zh.config.described.keys import Key
    from mdlint_zh.engine.rule import Rule

_SECTION = pattern(r"^(Why|Bad|Good|Fix):[ ]*", re.MULTILINE)
HEAD = """# Rules

Every rule is named after the defect that it finds. This page is made by `mdlint-zh rule --all`.

S: has a safe fix, applied by `--fix` and `format`. U: has an unsafe fix, applied by `--fix --unsafe-fixes` only.
"""


def page(rule: Rule) -> str:
    """Return the page of a rule, as Markdown."""
    sections = _SECTION.split(rule.page)
    texts = dict(zip(sections[1::2], sections[2::2], strict=True))
    lines = [f"## {rule.name}", "", sections[0].strip(), "", _facts(rule)]
    for name in ("Why", "Bad", "Good", "Fix"):
        if name in texts:
            lines += ["", f"**{name}:** {_example(texts[name]) if name in ('Bad', 'Good') else _joined(texts[name])}"]
    if keys := held_by(rule.options, ("rules", rule.name)):
        lines += ["", "**Options:**", "", *map(_option, keys), "", *_two_ways(rule.name, keys)]
    return "\n".join(lines) + "\n"


def record(rule: Rule) -> dict[str, Any]:
    """Return all that there is to tell of a rule, as JSON has it; its options each with a JSON schema of the value."""
    keys = held_by(rule.options, ("rules", rule.name))
    return {
        "name": rule.name,
        "severity": str(rule.severity),
        "fix": sorted(rule.fix),
        "kinds": sorted(rule.kinds),
        "on": rule.on,
        "summary": rule.summary,
        "docs": page(rule),
        "options": [{"name": key.place[-1], **value_schema(key)} for key in keys],
        "url": rule.url or None,
    }


def table(rules: Iterable[Rule]) -> str:
    """Return one row a rule, as a Markdown table."""
    rows = ["| rule | severity | fix | what it finds |", "|---|---|---|---|"]
    rows += [f"| [{r.name}](docs/rules.md#{r.name}) | {r.severity} | {fixes(r)} | {_finds(r)} |" for r in rules]
    return "\n".join(rows) + "\n"


def listing(rules: Iterable[Rule]) -> str:
    """Return one line a rule, for a terminal."""
    rows = list(rules)
    longest = max((len(r.name) for r in rows), default=0)
    return "".join(f"{r.name:{longest}}  {r.severity!s:7}  {fixes(r):4} {_finds(r)}\n" for r in rows)


def document(rules: Iterable[Rule]) -> str:
    """docs/rules.md: the pages of all rules."""
    return "\n".join([HEAD, *(page(r) for r in rules)])


def fixes(rule: Rule) -> str:
    """S, U, S/U or –: what kinds of fix a rule has."""
    return "/".join(name[0].upper() for name in sorted(rule.fix)) or "–"


def _finds(rule: Rule) -> str:
    return rule.summary + ("" if rule.on else " Off unless selected.")


def _facts(rule: Rule) -> str:
    kinds = f"{', '.join(sorted(rule.kinds))} pages" if rule.kinds else "all pages"
    on = "" if rule.on else ", off unless selected by its name"
    return f"{str(rule.severity).capitalize()}, fix: {fixes(rule)}, on {kinds}{on}."


def _example(text: str) -> str:
    """An example as code; one in parentheses is a description."""
    text = text.strip()
    if text.startswith("("):
        return text
    ticks = "``" if "`" in text else "`"
    space = " " if "`" in text else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def _joined(text: str) -> str:
    return " ".join(text.split())


def _option(key: Key) -> str:
    """An option with its default, and what it means."""
    return f"- `{key.place[-1]} = {as_toml(key.default)}`" + (f": {key.about}" if key.about else "")


def _two_ways(name: str, keys: list[Key]) -> list[str]:
    """How the options are written in either kind of settings file."""
    values = [f"{key.place[-1]} = {as_toml(key.default)}" for key in keys]
    own = ["# .mdlint-zh.toml", f"[rules.{name}]", *values]
    return ["```toml", *own, "", "# pyproject.toml", f"[tool.mdlint-zh.rules.{name}]", *values, "```"]
