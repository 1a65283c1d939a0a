"""Our hooks with the real pre-commit: a bad page is stopped, another hook repairs it, and then it passes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pre_commit", reason="pre-commit is not installed")

ROOT = Path(__file__).parents[2]
PRE_COMMIT = [sys.executable, "-m", "pre_commit"]
PAGE = "归档 目录/1.md"
BAD = """### 【:house:返回】（README.md）\r
---\r
\r
\r
## 月食之夜\r
` 天文台` [轉載自GNews](https://gnews.org/articles/1)\r
\r
今晚可以看到月食。
"""
LEFT = "--ignore=timestamp-missing"  # only the source knows it


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "core.autocrlf=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with what is in this folder now, committed or not."""
    folder = tmp_path_factory.mktemp("hooks") / "mdlint-zh"
    folder.mkdir()
    for name in ("mdlint_zh", "rules"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "all")
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A scratch repository with one bad page, its path Chinese and with a space."""
    page = tmp_path / PAGE
    page.parent.mkdir()
    page.write_bytes(BAD.encode())
    (page.parent / "README.md").write_bytes("# 目录\n".encode())
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    return tmp_path


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """pre-commit with a cache of its own, and without what it sets itself when these tests run under it."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    return own | {"PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("cache")), "PYTHONUTF8": "1"}


def test_the_manifest_is_valid() -> None:
    subprocess.run([*PRE_COMMIT, "validate-manifest", ROOT / ".pre-commit-hooks.yaml"], check=True)
    subprocess.run([*PRE_COMMIT, "validate-config", ROOT / ".pre-commit-config.yaml"], check=True)


@pytest.mark.slow
def test_a_bad_page_is_stopped_repaired_and_passes(hooks: Path, archive: Path, environment: dict[str, str]) -> None:
    config = archive / ".pre-commit-config.yaml"

    def run(hook: str, *, args: str = "") -> subprocess.CompletedProcess[str]:
        config.write_text(
            f"repos:\n- repo: {hooks}\n  rev: HEAD\n  hooks:\n  - id: {hook}\n    args: [{args}]\n", encoding="utf-8"
        )
        command = [*PRE_COMMIT, "run", "--color=never", "--all-files", f"--config={config}"]
        return subprocess.run(command, cwd=archive, env=environment, capture_output=True, encoding="utf-8", check=False)

    stopped = run("mdlint-zh")
    assert stopped.returncode == 1, stopped.stdout + stopped.stderr
    assert f"{PAGE}:1:1: warning return-link-malformed" in stopped.stdout
    assert (archive / PAGE).read_bytes() == BAD.encode()

    repaired = run("mdlint-zh-format")
    assert repaired.returncode == 1
    assert "files were modified by this hook" in repaired.stdout
    assert (archive / PAGE).read_text(encoding="utf-8").startswith("###  [:house:返回](README.md)\n---\n")

    git(archive, "add", "--all")
    assert run("mdlint-zh-format").returncode == 0
    passed = run("mdlint-zh", args=LEFT)
    assert passed.returncode == 0, passed.stdout
    assert "Passed" in passed.stdout


@pytest.mark.slow
def test_the_whole_archive_is_checked_whatever_is_committed(
    hooks: Path, archive: Path, environment: dict[str, str]
) -> None:
    config = archive / ".pre-commit-config.yaml"
    config.write_text(f"repos:\n- repo: {hooks}\n  rev: HEAD\n  hooks:\n  - id: mdlint-zh-archive\n", encoding="utf-8")
    git(archive, "add", "--all")
    git(archive, "commit", "--quiet", "--message", "all")
    (archive / "notes.txt").write_text("x\n", encoding="utf-8")
    git(archive, "add", "--all")
    command = [*PRE_COMMIT, "run", "--color=never", "--verbose"]
    done = subprocess.run(command, cwd=archive, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout.count(f"{PAGE}:1:1: warning return-link-malformed")) == (1, 1), done.stdout


@pytest.mark.slow
def test_each_can_be_tried(hooks: Path, archive: Path, environment: dict[str, str]) -> None:
    """All in one go, for each go makes an environment anew; what the last mends is found by the others."""
    command = [*PRE_COMMIT, "try-repo", "--color=never", "--all-files", hooks]
    tried = subprocess.run(command, cwd=archive, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert tried.returncode == 1, tried.stdout + tried.stderr
    failed = re.findall(r"^(\S+?)\.{3,}Failed$", tried.stdout, re.MULTILINE)
    assert failed == ["mdlint-zh", "mdlint-zh-archive", "mdlint-zh-format"], tried.stdout


@pytest.mark.slow
def test_one_added_character_never_rewrites_a_page(hooks: Path, archive: Path, environment: dict[str, str]) -> None:
    """What is not staged pre-commit puts aside, so that the hook sees what is staged in the file, too."""
    config, page = archive / ".pre-commit-config.yaml", archive / PAGE
    old = BAD.replace("月食。\n", "月食。\r\n")
    page.write_bytes(old.encode())
    told = "".join(f"  - id: {hook}\n    args: [--staged]\n" for hook in ("mdlint-zh-format", "mdlint-zh"))
    config.write_text(f"repos:\n- repo: {hooks}\n  rev: HEAD\n  hooks:\n{told}", encoding="utf-8")
    git(archive, "add", "--all")
    git(archive, "commit", "--quiet", "--message", "old")

    def run() -> subprocess.CompletedProcess[str]:
        command = [*PRE_COMMIT, "run", "--color=never"]
        return subprocess.run(command, cwd=archive, env=environment, capture_output=True, encoding="utf-8", check=False)

    added = old.replace("可以看到", "都可以看到")
    page.write_bytes(added.encode())
    git(archive, "add", "--all")
    page.write_bytes(added.replace("月食之夜", "月食之夜 ").encode())
    passed = run()
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert page.read_bytes() == added.replace("月食之夜", "月食之夜 ").encode()

    page.write_bytes(added.replace("都可以", "都 可以").replace("月食。", "月食。 ").encode())
    git(archive, "add", "--all")
    stopped = run()
    assert stopped.returncode == 1, stopped.stdout
    assert "files were modified by this hook" in stopped.stdout
    assert page.read_bytes() == added.replace("都可以", "都 可以").encode()
