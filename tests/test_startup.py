"""What is imported when: starting is quick, and the parser is for the pages that need it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import Desk
from samples import SOUND

HEAVY = {
    "mistletoe", "pathspec", "tomllib", "tomli", "wcwidth", "importlib.metadata", "pluggy", "logging", "yaml", "asyncio", "email", "difflib",
    "html", "json", "tempfile", "mdlint_zh.page", "mdlint_zh.rules", "pytest", "hypothesis", "rich",
}  # fmt: skip


def imported(desk: Desk, *args: str) -> set[str]:
    """The modules that a run of the command imports, with the packages that they are in."""
    command = [sys.executable, "-X", "importtime", "-m", "mdlint_zh", *args]
    done = subprocess.run(command, cwd=desk.folder, env=desk.environment(), capture_output=True, check=False)
    return {
        line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines() if line.startswith("import time:")
    }


@pytest.mark.parametrize("args", [("--version",), ("--help",), ("check", "--help"), ("format", "--help")])
def test_nothing_heavy_is_imported_to_answer_at_once(desk: Desk, args: tuple[str, ...]) -> None:
    names = imported(desk, *args)
    assert "mdlint_zh.cli" in names
    assert names & (HEAVY - imported_by_python_itself(desk)) == set()


def imported_by_python_itself(desk: Desk) -> set[str]:
    """What the interpreter imports before it comes to us, as editable installs make it do."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", ""], env=desk.environment(), capture_output=True, check=False
    )
    return {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}


@pytest.mark.parametrize(
    "args", [("check", "1.md"), ("check", "--output-format", "json", "1.md"), ("format", "1.md"), ("format", "-")]
)
def test_a_plain_page_is_checked_without_the_parser(desk: Desk, args: tuple[str, ...]) -> None:
    desk.write("1.md", SOUND)
    names = imported(desk, *args)
    assert "mdlint_zh.linter" in names
    assert names & {"mistletoe", "pathspec", "wcwidth", "tomllib", "logging", "difflib", "yaml"} == set()


@pytest.mark.parametrize("code", ["```\n码 \n```\n\n    码\n", "- 项\n\n      码 \n", "> ```\n> 码 \n"])
def test_code_is_found_without_mistletoe(desk: Desk, code: str) -> None:
    desk.write("1.md", f"{SOUND}\n{code}\n一 \n")
    assert "mistletoe" not in imported(desk, "check", "1.md")


def test_tables_are_found_with_mistletoe(desk: Desk) -> None:
    """So that the tests above test something."""
    desk.write("1.md", SOUND + "\n|甲|乙|\n|-|-|\n|[[zh:丙\\|丁]]|戊|\n")
    assert "mistletoe" in imported(desk, "check", "1.md")
