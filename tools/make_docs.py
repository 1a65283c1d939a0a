"""Make what is made of the tool itself: rules, page, settings, their schema, two pictures in docs/, README's table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import floors
import page_doc
from picture import render

from mdlint_zh.config.described.page import settings_page
from mdlint_zh.config.described.schema import schema
from mdlint_zh.engine import explain
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.rule import BUILTIN

if TYPE_CHECKING:
    from mdlint_zh import Rule

ROOT = Path(__file__).resolve().parents[1]
RULES, README, PICTURE = ROOT / "docs" / "rules.md", ROOT / "README.md", ROOT / "docs" / "output.svg"
PAGE_API, FLOORS = ROOT / "docs" / "page.md", ROOT / "docs" / "architecture.svg"
SETTINGS, SCHEMA = ROOT / "docs" / "settings.md", ROOT / "docs" / "settings.schema.json"
BEGIN, END = "<!-- rules: made by `make docs` -->\n", "<!-- end of rules -->"
FOLDER, PAGE, COLUMNS = ROOT / "examples" / "archive" / "content" / "gnews", "1180234.md", 100


def main() -> None:
    """Write the seven files."""
    rules = built_in()
    RULES.write_text(explain.document(rules), encoding="utf-8", newline="\n")
    PAGE_API.write_text(page_doc.document(), encoding="utf-8", newline="\n")
    SETTINGS.write_text(settings(), encoding="utf-8", newline="\n")
    SCHEMA.write_text(schema_text(), encoding="utf-8", newline="\n")
    readme = with_table(README.read_text(encoding="utf-8"), explain.table(rules))
    README.write_text(readme, encoding="utf-8", newline="\n")
    FLOORS.write_text(floors.drawing(), encoding="utf-8", newline="\n")
    PICTURE.write_text(picture(), encoding="utf-8", newline="\n")


def built_in() -> list[Rule]:
    """The rules of this repository, whatever plugins are installed beside them."""
    return [rule for rule in load_rules().rules.values() if rule.check.__module__.startswith(BUILTIN)]


def settings() -> str:
    """docs/settings.md."""
    return settings_page({rule.name: rule for rule in built_in()})


def schema_text() -> str:
    """The schema of settings, without the rules of plugins."""
    return json.dumps(schema({rule.name: rule for rule in built_in()}), ensure_ascii=False, indent=2) + "\n"


def with_table(readme: str, table: str) -> str:
    """The README with the table between its marks. Raises ValueError when a mark is missing."""
    before, _, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"README.md has to hold {BEGIN.strip()} and {END}")
    return before + BEGIN + table + end + after


def run() -> str:
    """The tool's own coloured output on one page of the example archive."""
    command = [sys.executable, "-m", "mdlint_zh", "check", "--isolated", "--color", "always", PAGE]
    environment = os.environ | {"COLUMNS": str(COLUMNS)}
    pipe, out = subprocess.PIPE, subprocess.STDOUT
    result = subprocess.run(
        command, cwd=FOLDER, env=environment, stdout=pipe, stderr=out, encoding="utf-8", check=False
    )
    if result.returncode != 1:
        raise RuntimeError(result.stdout)
    return result.stdout


def picture() -> str:
    """The command and its output as an SVG."""
    return render(f"\x1b[1m$ mdlint-zh check {PAGE}\x1b[0m\n\n{run()}")


if __name__ == "__main__":
    main()
