"""Real pages: how they are checked makes no difference to what is found. test_rendering.py repairs them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ARCHIVE = os.environ.get("MDLINT_ZH_ARCHIVE")
pytestmark = [
    pytest.mark.archive,
    pytest.mark.skipif(not ARCHIVE, reason="MDLINT_ZH_ARCHIVE names no folder of real pages"),
]
BYLINE = re.compile(rb"(?:[^\n]*\n){5}(`[^`\n]*`)")


def found(*options: str, folder: str, cwd: Path) -> bytes:
    command = [sys.executable, "-m", "mdlint_zh", "check", "--isolated", "--output-format", "json", *options]
    ran = subprocess.run([*command, str(Path(str(ARCHIVE)) / folder)], cwd=cwd, capture_output=True, check=False)
    assert ran.returncode in (0, 1), ran.stderr.decode()
    return ran.stdout


def test_workers_cache_and_shortcuts_change_no_finding(tmp_path: Path) -> None:
    plain = found("--no-cache", "-j1", folder="trees", cwd=tmp_path)
    assert plain.count(b"\n") > 400
    for jobs in ("2", "4"):
        assert found("--no-cache", f"-j{jobs}", folder="trees", cwd=tmp_path) == plain
    assert found("--no-cache", "--no-shortcuts", folder="trees", cwd=tmp_path) == plain
    assert found(folder="trees", cwd=tmp_path) == plain
    assert (tmp_path / ".mdlint_zh_cache").is_dir()
    for options in ((), ("-j2",)):
        assert found(*options, folder="trees", cwd=tmp_path) == plain
    for option in (("--select", "wikilink"), ("--output-format", "full"), ("--output-format", "concise")):
        fresh = found("--no-cache", *option, folder="trees", cwd=tmp_path)
        assert found(*option, folder="trees", cwd=tmp_path) == fresh


def test_bylines_are_told_as_a_plain_pattern_sees_them(tmp_path: Path) -> None:
    pages = [page for page in (Path(str(ARCHIVE)) / "archive/content/gnews").glob("*.md") if page.stem.isdigit()]
    bylines = [match[1] for page in pages if (match := BYLINE.match(page.read_bytes()))]
    counted = sum(re.search(rb"^` | `$", byline) is not None for byline in bylines)
    ran = found("--no-cache", "--select", "timestamp-spacing", folder="archive/content/gnews", cwd=tmp_path)
    assert ran.count(b'"rule": ') == counted > 2000
