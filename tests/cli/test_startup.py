"""What is imported when: starting is quick, and the parser is for the pages that need it."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys

import pytest
from conftest import Desk
from mistletoe import core_tokens
from samples import SOUND

from mdlint_zh.markdown.blocks.mistletoe_import import BEYOND_PUNCTUATION

HEAVY = {
    "mistletoe", "pathspec", "tomllib", "tomli", "wcwidth", "importlib.metadata", "pluggy", "logging", "yaml", "asyncio", "email", "difflib",
    "html", "json", "tempfile", "pygls", "lsprotocol", "mdlint_zh.server", "mdlint_zh.page", "mdlint_zh.rules", "pytest", "hypothesis", "rich",
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
    assert "mdlint_zh.cli.main" in names
    assert names & (HEAVY - imported_by_python_itself(desk)) == set()


def test_an_option_that_there_is_not_is_told_without_looking_at_pages(desk: Desk) -> None:
    names = imported(desk, "check", "--nope")
    assert "mdlint_zh.report.escape" in names
    assert "mdlint_zh.page" not in names


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
    assert "mdlint_zh.engine.lint" in names
    assert (
        names & {"mistletoe", "pathspec", "wcwidth", "tomllib", "logging", "difflib", "yaml", "pygls", "lsprotocol"}
        == set()
    )


def test_the_server_leaves_pages_and_settings_to_its_workers(desk: Desk) -> None:
    pytest.importorskip("pygls")
    names = imported(desk, "server")
    assert "mdlint_zh.server.server" in names
    assert names & {"mdlint_zh.page", "mdlint_zh.config", "mdlint_zh.rules", "mistletoe", "pluggy"} == set()


def test_a_run_without_a_cache_imports_nothing_of_it_and_nothing_that_writes(desk: Desk) -> None:
    desk.write("1.md", SOUND)
    names = imported(desk, "check", "--no-cache", "1.md")
    assert "mdlint_zh.engine.lint" in names
    assert names & {"html", "shutil", "sqlite3", "mdlint_zh.run.cache", "mdlint_zh.run.write"} == set()


@pytest.mark.parametrize("code", ["```\n码 \n```\n\n    码\n", "- 项\n\n      码 \n", "> ```\n> 码 \n"])
def test_code_is_found_without_mistletoe(desk: Desk, code: str) -> None:
    desk.write("1.md", f"{SOUND}\n{code}\n一 \n")
    assert "mistletoe" not in imported(desk, "check", "1.md")


def test_tables_are_found_with_mistletoe(desk: Desk) -> None:
    """So that the tests above test something."""
    desk.write("1.md", SOUND + "\n|甲|乙|\n|-|-|\n|[[zh:丙\\|丁]]|戊|\n")
    assert "mistletoe" in imported(desk, "check", "1.md")


IMPORTED = """
import json, sys, unicodedata
asked, category = [0], unicodedata.category
def counted(char):
    asked[0] += 1
    return category(char)
unicodedata.category = counted
from mdlint_zh import Page
finders = list(sys.meta_path)
assert Page("a|b\\n-|-\\n").blocks
from mistletoe import core_tokens
assert sys.meta_path == finders and "range" not in vars(core_tokens) and sys.modules["mistletoe"].core_tokens is core_tokens
print(json.dumps([asked[0], sorted(core_tokens.punctuation)]))
"""


def test_mistletoe_is_imported_without_a_walk_over_unicode_and_knows_all_punctuation(desk: Desk) -> None:
    """What it would find by itself, in all of this Python's Unicode, is what it finds when we import it."""
    done = subprocess.run([sys.executable, "-c", IMPORTED], env=desk.environment(), capture_output=True, check=False)
    assert not done.returncode, done.stderr.decode()
    asked, punctuation = json.loads(done.stdout)
    assert set(punctuation) == runpy.run_path(core_tokens.__file__)["punctuation"]
    assert asked <= BEYOND_PUNCTUATION < sys.maxunicode


LURES = (
    "__future__", "typing", "click", "pluggy", "tomllib", "json", "re", "dataclasses", "pathlib", "hashlib", "zlib", "marisa_trie", "wcwidth",
    "mistletoe/__init__", "difflib", "gc", "lure", "multiprocessing/__init__", "logging/__init__", "sitecustomize",
)  # fmt: skip


@pytest.mark.parametrize("args", [("--version",), ("check",), ("check", "--fix", "1.md"), ("format", "-"), ("rule",)])
def test_nothing_is_imported_from_the_folder_we_are_in(desk: Desk, args: tuple[str, ...]) -> None:
    for name in LURES:
        desk.write(f"{name}.py", "import os\nos._exit(77)\n")
    desk.write("lure-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: lure\nVersion: 1.0\n")
    desk.write("lure-1.0.dist-info/entry_points.txt", "[mdlint_zh]\nlure = lure\n")
    desk.write("1.md", SOUND + "\n- 项\n\n      码 \n\n一 \n")
    desk.write(".mdlint-zh.toml", 'exclude = ["nothing"]\n')
    ran = desk.run(*args, stdin=SOUND)
    assert ran.code in (0, 1)
    assert "lure" not in ran.err


def test_patterns_and_settings_cost_nothing_where_there_are_none(desk: Desk) -> None:
    desk.write("1.md", SOUND)
    assert imported(desk, "check", "1.md") & {"gzip", "difflib", "tomllib", "pathspec"} == set()
