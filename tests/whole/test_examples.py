"""The example archive, which `make demo` shows: it has the defects of a real one, and they are found and repaired."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GROUPS = (
    *("return-link", "separator", "header", "title", "byline", "timestamp", "source-link"),
    *("image", "wikilink", "line-endings"),
)
CLEAN = "content/gnews/2316009.md"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "examples" / "archive", tmp_path / "archive"))


def mdlint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mdlint_zh", *arguments]
    environment = os.environ | {"PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*.md"))}


def test_each_group_of_rules_finds_something(archive: Path) -> None:
    done = mdlint(archive, "check", "--isolated", "--output-format", "concise", "--fail-level", "never")
    assert done.returncode == 0, done.stderr
    rules = {line.split()[2] for line in done.stdout.splitlines()}
    assert [group for group in GROUPS if not any(rule.startswith(group) for rule in rules)] == []


def test_the_sound_page_is_clean(archive: Path) -> None:
    done = mdlint(archive, "check", "--isolated", CLEAN)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing to report on 1 page\n")


def test_header_lines_end_in_crlf_and_the_others_in_lf() -> None:
    """As on real pages; an editor or git that had changed them would leave little to show."""
    for path, data in contents(ROOT / "examples" / "archive").items():
        if path != ROOT / "examples" / "archive" / CLEAN:
            assert 2 <= data.count(b"\r\n") < data.count(b"\n"), path


def test_a_second_repair_changes_nothing(archive: Path) -> None:
    before = contents(archive)
    assert mdlint(archive, "format", "--isolated").returncode == 0
    after = contents(archive)
    assert sum(before[path] != after[path] for path in before) >= len(before) - 2
    assert mdlint(archive, "format", "--isolated").returncode == 0
    assert contents(archive) == after
