"""A team switches it on over an old archive, this afternoon: real pages, real git, the real pre-commit."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

pytest.importorskip("pre_commit", reason="pre-commit is not installed")

ARCHIVE = os.environ.get("MDLINT_ZH_ARCHIVE")
pytestmark = [
    pytest.mark.archive,
    pytest.mark.slow,
    pytest.mark.skipif(not ARCHIVE, reason="MDLINT_ZH_ARCHIVE names no folder of real pages"),
]
PAGES = 500
BASELINE = "mdlint-zh.baseline"
MDLINT = [sys.executable, "-m", "mdlint_zh"]
GIT = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"]
HOOKS = f"""repos:
- repo: local
  hooks:
  - id: mdlint-zh
    name: mdlint-zh
    entry: {sys.executable} -m mdlint_zh check --staged
    language: system
    types_or: [markdown]
    require_serial: true
"""
HARMLESS = "\n\n今天的代表都到了。\n"
DEFECTS = "\n\n今日签字&hellip; ![]()\n"


class Archive:
    """A repository with some hundred old pages in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        own = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
        self.environment = own | {"PRE_COMMIT_HOME": str(folder.parent / "cache"), "PYTHONUTF8": "1"}

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, encoding="utf-8", check=False
        )

    def git(self, *arguments: str) -> str:
        ran = self.run(*GIT, *arguments)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    def check(self, *arguments: str, status: int = 0) -> str:
        ran = self.run(*MDLINT, "check", *arguments)
        assert ran.returncode == status, ran.stdout[-2000:] + ran.stderr
        return ran.stdout

    def found(self, *arguments: str, status: int = 0) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.check("--output-format", "json", *arguments, status=status))
        return found

    def commit(self, message: str) -> subprocess.CompletedProcess[str]:
        self.git("add", "--all")
        return self.run(*GIT, "commit", "--quiet", "--message", message)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """The repository on its first day: pages, settings, baseline and hook."""
    folder = tmp_path / "archive"
    pages = sorted((Path(str(ARCHIVE)) / "archive/content/gnews").glob("[0-9]*.md"))
    (folder / "content").mkdir(parents=True)
    (folder / "content/README.md").write_text("# 目录\n", encoding="utf-8")
    for page in pages[:: len(pages) // PAGES][:PAGES]:
        shutil.copyfile(page, folder / "content" / page.name)
    (folder / ".gitignore").write_text(".mdlint_zh_cache\n", encoding="utf-8")
    archive = Archive(folder)
    archive.git("init", "--quiet", "--initial-branch=main")
    archive.git("config", "core.autocrlf", "false")
    assert archive.commit("old pages").returncode == 0
    archive.check("--write-baseline", BASELINE)
    (folder / ".mdlint-zh.toml").write_text(f'baseline = "{BASELINE}"\n', encoding="utf-8")
    (folder / ".pre-commit-config.yaml").write_text(HOOKS, encoding="utf-8")
    assert archive.commit("switched on").returncode == 0
    installed = archive.run(sys.executable, "-m", "pre_commit", "install")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return archive


def test_it_is_switched_on_this_afternoon(archive: Archive) -> None:
    assert len(list((archive.folder / "content").glob("[0-9]*.md"))) == PAGES
    assert archive.found() == []
    old = Counter(finding["file"] for finding in archive.found("--no-baseline", status=1))
    page = archive.folder / old.most_common(1)[0][0]
    a_new_defect_in_an_old_page_is_stopped_and_an_old_one_is_not(archive, page)
    its_fix_touches_that_paragraph_alone(archive, page)
    ci_tells_of_what_is_new_alone(archive, page)
    all_that_is_safe_is_fixed_and_the_baseline_pruned(archive)


def a_new_defect_in_an_old_page_is_stopped_and_an_old_one_is_not(archive: Archive, page: Path) -> None:
    page.write_bytes(page.read_bytes() + HARMLESS.encode())
    harmless = archive.commit("a paragraph without a fault")
    assert harmless.returncode == 0, harmless.stdout + harmless.stderr
    page.write_bytes(page.read_bytes() + DEFECTS.encode())
    stopped = archive.commit("a paragraph with two")
    assert stopped.returncode == 1
    told = stopped.stdout + stopped.stderr
    assert told.count("image-url-missing") == told.count("html-entity") == 1, told
    assert "2 findings" in told


def its_fix_touches_that_paragraph_alone(archive: Archive, page: Path) -> None:
    before = page.read_bytes()
    archive.check("--fix", "--staged", status=1)
    assert page.read_bytes() == before.replace("今日签字&hellip;".encode(), "今日签字…".encode())
    archive.git("checkout", "--quiet", "-b", "work")
    assert archive.run(*GIT, "commit", "--quiet", "--all", "--no-verify", "--message", "one is left").returncode == 0


def ci_tells_of_what_is_new_alone(archive: Archive, page: Path) -> None:
    name = page.relative_to(archive.folder).as_posix()
    for only in (["--diff-base", "main"], []):
        (one,) = archive.found(*only, status=1)
        assert (one["file"], one["rule"]) == (name, "image-url-missing")
    told = archive.check("--diff-base", "main", "--output-format", "github", status=1)
    assert told.splitlines()[0].startswith(f"::error file={name},line=")
    files = [f"{form}={form}.out" for form in ("sarif", "gitlab", "junit", "checkstyle", "rdjson")]
    archive.check("-q", *(f"--output={file}" for file in files), status=1)
    (run,) = json.loads((archive.folder / "sarif.out").read_text(encoding="utf-8"))["runs"]
    assert [(result["ruleId"], result["baselineState"]) for result in run["results"]] == [("image-url-missing", "new")]
    assert len(json.loads((archive.folder / "gitlab.out").read_text(encoding="utf-8"))) == 1
    for form in ("junit", "checkstyle"):
        assert ET.parse(archive.folder / f"{form}.out").getroot() is not None
    for file in files:
        (archive.folder / file.partition("=")[2]).unlink()


def all_that_is_safe_is_fixed_and_the_baseline_pruned(archive: Archive) -> None:
    before = (archive.folder / BASELINE).stat().st_size
    assert archive.run(*MDLINT, "format").returncode == 0
    left = len(archive.found("--no-baseline", "--fail-level", "never"))
    archive.check("--prune-baseline", "--fail-level", "never", "-q")
    assert (archive.folder / BASELINE).stat().st_size < before / 2
    again = archive.found("--fail-level", "never")
    assert len(again) < left / 20, "what is left was known before, but for the new one"
    archive.check("--write-baseline", "whole.baseline")
    assert (archive.folder / BASELINE).stat().st_size <= (archive.folder / "whole.baseline").stat().st_size
