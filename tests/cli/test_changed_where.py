"""Only what has changed, in any repository: worktrees, hooks, shallow clones, strangers' settings, and none at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Desk, Ran
from repository import OLD, Repository

pytestmark = pytest.mark.attack


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.begun(tmp_path)


def refused(ran: Ran) -> str:
    """The one line of a run that could not be done."""
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1), ran
    return ran.err


def test_in_a_worktree_and_as_a_hook(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A hook of a worktree is told where the repository and its index are."""
    tree = tmp_path_factory.mktemp("trees") / "另一棵 树"
    repository.git("worktree", "add", "--quiet", "-b", "other", str(tree))
    other = Desk(tree)
    other.write("1.md", OLD.replace("第二段", "第三段"))
    desk = Repository(tree)
    desk.git("add", "1.md")
    assert desk.places("--staged") == ["1.md:5:5:"]
    assert desk.places("--diff-base", "main") == ["1.md:5:5:"]
    where = desk.git("rev-parse", "--absolute-git-dir").strip()
    assert desk.places("--staged", GIT_DIR=where, GIT_INDEX_FILE=f"{where}/index", GIT_EXTERNAL_DIFF="false") == [
        "1.md:5:5:"
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--diff-base", "nope"], "there is no revision 'nope' here"),
        (["--diff-base", "--output=x"], "there is no revision '--output=x' here"),
        (["--diff-base=-x"], "there is no revision '-x' here"),
        (["--diff-base="], "there is no revision '' here"),
        (["--diff-base", "main..HEAD"], "there is no revision 'main..HEAD' here"),
        (["--diff-base", "a\nb"], "there is no revision 'a\\nb' here"),
        (["--diff-base", "main", "--staged"], "go neither with each other nor with standard input"),
        (["--staged", "-"], "go neither with each other nor with standard input"),
    ],
)
def test_what_cannot_be_compared_is_one_line(repository: Repository, arguments: list[str], said: str) -> None:
    assert said in refused(repository.run("check", *arguments))
    assert not (repository.folder / "x").exists()


def test_without_a_repository_or_git(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = Desk(tmp_path_factory.mktemp("elsewhere"))
    assert "this is no git repository" in refused(elsewhere.run("check", "--staged"))
    assert "git is not installed" in refused(repository.run("check", "--staged", PATH=str(elsewhere.folder)))
    dubious = refused(repository.run("check", "--staged", GIT_TEST_ASSUME_DIFFERENT_OWNER="1"))
    assert "detected dubious ownership" in dubious
    assert "git config --global --add safe.directory" in dubious


def test_a_shallow_clone_says_what_is_missing(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> None:
    repository.git("checkout", "--quiet", "-b", "topic")
    repository.write("1.md", OLD.replace("第二段", "第三段"))
    repository.commit()
    clone = Repository(tmp_path_factory.mktemp("clone"))
    clone.git("clone", "--quiet", "--depth=1", "--branch=topic", repository.folder.as_uri(), ".")
    told = refused(clone.run("check", "--diff-base", "origin/main"))
    assert "there is no revision 'origin/main' here; this clone is shallow; `git fetch --unshallow`" in told
    clone.git("fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main")
    told = refused(clone.run("check", "--diff-base", "origin/main"))
    assert "origin/main and HEAD have no commit in common; this clone is shallow" in told
    clone.git("fetch", "--quiet", "--unshallow")
    assert clone.places("--diff-base", "origin/main") == ["1.md:5:5:"]


def test_no_program_that_a_repository_names_is_run(repository: Repository) -> None:
    repository.write(".gitattributes", "*.md filter=evil diff=evil\n")
    repository.git("add", ".gitattributes")
    trap = repository.write("trap", "#!/bin/sh\ntouch TRAPPED\ncat\n")
    trap.chmod(0o755)
    hook = repository.write("hooks/post-index-change", "#!/bin/sh\ntouch TRAPPED\n")
    hook.chmod(0o755)
    for key in (
        "core.fsmonitor", "core.pager", "pager.diff-index", "diff.external", "diff.evil.command", "diff.evil.textconv",
        "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "core.sshCommand", "alias.diff-index", "alias.config",
    ):  # fmt: skip
        repository.git("config", key, f"{'!' * key.startswith('alias')}{trap}")
    repository.git("config", "core.hooksPath", "hooks")
    repository.write("1.md", OLD.replace("第二段", "第三段"))
    (repository.folder / "TRAPPED").unlink(missing_ok=True)
    assert repository.places("--diff-base", "main") == ["1.md:5:5:"]
    assert repository.places("--staged") == []
    assert not (repository.folder / "TRAPPED").exists()
    repository.git("status")
    assert (repository.folder / "TRAPPED").exists()  # so that the trap is one
