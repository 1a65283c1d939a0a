"""Only what has changed, with the real git: which pages, which lines, and that a repair touches nothing else."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from conftest import Desk, Ran

pytestmark = pytest.mark.attack

OLD = "# 月食 \n\n旧的一段。 \n\n第二段。 \n\n- 甲 \n- 乙 \n"
IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "t"), ("EMAIL", "t@example.org"))
}


class Repository(Desk):
    """A repository with an old page in it that has trailing spaces on every line."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "core.autocrlf", "false")
        self.write("1.md", OLD)
        self.commit()

    def git(self, *arguments: str, cwd: str = ".") -> str:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder / cwd, env=kept | IDENTITY, check=True, capture_output=True
        )
        return done.stdout.decode()

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "all")

    def places(self, *arguments: str, cwd: str = ".", **extra: str) -> list[str]:
        """Where trailing spaces are found."""
        ran = self.run(
            "check", "--output-format=concise", "--select=trailing-spaces", "--quiet", *arguments, cwd=cwd, **extra
        )
        assert ran.code < 2, ran.err
        return [line.split(" warning ")[0] for line in ran.lines]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def refused(ran: Ran) -> str:
    """The one line of a run that could not be done."""
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1), ran
    return ran.err


HOW = pytest.mark.parametrize("how", [["--staged"], ["--diff-base", "main"]], ids=["staged", "base"])


@HOW
def test_one_added_character_shows_and_repairs_one_paragraph(repository: Repository, how: list[str]) -> None:
    repository.write("1.md", OLD.replace("第二段。", "第二段了。"))
    repository.git("add", "1.md")
    assert repository.places(*how) == ["1.md:5:6:"]
    assert repository.run("format", *how).code == 0
    assert repository.read("1.md") == OLD.replace("第二段。 ", "第二段了。")
    repository.git("add", "1.md")
    assert repository.places(*how) == []


@HOW
def test_an_item_stands_for_itself(repository: Repository, how: list[str]) -> None:
    repository.write("1.md", OLD.replace("乙", "丙"))
    repository.git("add", "1.md")
    assert repository.run("check", "--fix", *how).code == 0
    assert repository.read("1.md") == OLD.replace("乙 ", "丙")


@HOW
def test_where_nothing_has_changed_it_is_said(repository: Repository, how: list[str]) -> None:
    ran = repository.run("check", *how)
    said = "main" if "main" in how else "the last commit"
    assert (ran.code, ran.out, ran.complaints) == (
        0,
        "",
        [f"mdlint-zh: no pages changed since {said}; nothing was checked"],
    )
    assert repository.run("check", "--quiet", *how).err == ""


NAMES = [
    "归档 目录/笔记 一.md",
    'a "quoted".md',
    "tab\there.md",
    "line\nend.md",
    "back\\slash.md",
    "b/+++ x.md",
    "-dash.md",
]


@HOW
def test_names_of_every_kind(repository: Repository, how: list[str]) -> None:
    for name in NAMES:
        repository.write(name, OLD)
    repository.commit()
    for name in NAMES:
        repository.write(name, OLD.replace("第二段", "第三段"))
    repository.git("checkout", "--quiet", "-b", "other", "HEAD")
    repository.git("add", "--all")
    entries = repository.run("check", "--output-format=json", "--select=trailing-spaces", *how).json
    assert sorted((entry["file"], entry["line"]) for entry in entries) == sorted((name, 5) for name in NAMES)


def test_what_is_staged_is_read_and_not_what_the_file_holds(repository: Repository) -> None:
    staged = OLD.replace("第二段。 ", "第二段好。 ")
    repository.write("1.md", staged)
    repository.git("add", "1.md")
    held = repository.write("1.md", "全新 \n" + staged)
    assert repository.places("--staged") == ["1.md:5:6:"]
    before = held.read_bytes()
    ran = repository.run("format", "--staged")
    assert (ran.code, len(ran.complaints), held.read_bytes()) == (2, 1, before)
    assert "1.md: was not repaired: what is staged of it is not what the file holds" in ran.err
    ran = repository.run("check", "--fix", "--staged", "--output-format=concise")
    assert (ran.code, ran.lines[0], held.read_bytes()) == (
        2,
        "1.md:5:6: warning trailing-spaces 5 lines end in spaces",
        before,
    )
    assert "-第二段好。 \n+第二段好。\n" in repository.run("format", "--staged", "--diff").out


def test_a_page_that_needs_no_repair_may_be_half_staged(repository: Repository) -> None:
    repository.write("1.md", OLD.replace("第二段。 ", "第二段好。"))
    repository.git("add", "1.md")
    repository.write("1.md", "全新 \n" + OLD)
    assert repository.run("format", "--staged").code == 0


def test_git_may_have_other_line_ends_than_the_file(repository: Repository) -> None:
    repository.git("config", "core.autocrlf", "true")
    changed = OLD.replace("第二段", "第三段").replace("\n", "\r\n")
    repository.write("1.md", changed)
    repository.git("add", "1.md")
    assert repository.run("format", "--staged").code == 0
    assert repository.read("1.md") == changed.replace("第三段。 ", "第三段。")


def test_new_pages_count_whole_before_they_are_added(repository: Repository) -> None:
    repository.write("新/2.md", OLD)
    repository.write("忽略/3.md", OLD)
    repository.write(".gitignore", "忽略/\n")
    assert repository.places("--diff-base", "HEAD") == ["新/2.md:1:5:"]
    assert repository.places("--staged") == []
    repository.git("add", "--all")
    assert repository.places("--staged") == ["新/2.md:1:5:"]
    assert repository.run("format", "--staged").code == 0
    assert repository.read("新/2.md") == OLD.replace(" \n", "\n")
    assert repository.read("1.md") == OLD


def test_without_commits_all_that_is_staged_is_new(tmp_path: Path) -> None:
    desk = Repository.__new__(Repository)
    Desk.__init__(desk, tmp_path)
    desk.git("init", "--quiet")
    desk.write("1.md", OLD)
    assert desk.places("--staged") == []
    desk.git("add", "1.md")
    assert desk.places("--staged") == ["1.md:1:5:"]
    assert "there is no revision 'HEAD' here" in refused(desk.run("check", "--diff-base", "HEAD"))


@HOW
def test_a_renamed_page_is_not_new(repository: Repository, how: list[str]) -> None:
    page = OLD + "\n尾声，很长的一段文字。\n" * 5
    repository.write("1.md", page)
    repository.write("2.md", page.replace("尾声", "终曲"))
    repository.commit()
    repository.git("mv", "1.md", "甲 一.md")
    repository.git("mv", "2.md", "乙.md")
    assert repository.places(*how) == []
    repository.write("甲 一.md", page.replace("第二段", "第三段"))
    repository.git("add", "--all")
    assert repository.places(*how) == ["甲 一.md:5:5:"]


@pytest.mark.parametrize(
    ("now", "places"),
    [
        (OLD.replace("旧的一段。 \n\n", ""), []),
        (OLD.replace("- 甲 \n", ""), ["1.md:7:4:"]),
        (OLD.removesuffix("- 乙 \n"), ["1.md:7:4:"]),
        (OLD.removesuffix("\n- 甲 \n- 乙 \n"), []),
        (OLD.removeprefix("# 月食 \n\n"), ["1.md:1:6:"]),
        (OLD.replace(" \n\n第二段", " \n第二段"), ["1.md:3:6:"]),
        ("", []),
    ],
)
def test_what_is_only_taken_away_changes_what_lost_something(
    repository: Repository, now: str, places: list[str]
) -> None:
    repository.write("1.md", now)
    assert repository.places("--diff-base", "main") == places


def test_a_finding_that_counts_for_the_page_stands_on_one_line(repository: Repository) -> None:
    """Of trailing spaces each edit stands alone: they are found where the changed lines have them."""
    repository.write("1.md", OLD.replace("第二段。 ", "第二段好。"))
    assert repository.places("--diff-base", "main") == []
    repository.write("1.md", OLD.replace("\n", "\r\n", 2).replace("第二段。", "第二段好。"))
    found = repository.run("check", "--output-format=json", "--diff-base", "main").json
    assert {(one["rule"], one["line"]) for one in found} == {("line-endings-mixed", 1), ("trailing-spaces", 1)}
    repository.write("1.md", OLD.replace("\n", "\r\n", 1) + "\n好\n")
    repository.commit()
    repository.write("1.md", OLD.replace("\n", "\r\n", 1) + "\n很好\n")
    assert repository.run("check", "--output-format=json", "--diff-base", "HEAD").json == []


def test_paths_in_a_subfolder_and_of_some_pages(repository: Repository) -> None:
    for name in ("b/2.md", "b/c/3.md", "b/note.txt", "b/node_modules/4.md", "草稿/5.md"):
        repository.write(name, OLD)
    repository.write(".mdlint-zh.toml", 'exclude = ["草稿/"]\n')
    repository.git("add", "--all")
    assert repository.places("--staged") == ["b/2.md:1:5:", "b/c/3.md:1:5:"]
    assert repository.places("--staged", cwd="b") == ["2.md:1:5:", "c/3.md:1:5:"]
    assert repository.places("--staged", "../1.md", "c", "2.md", "./2.md", cwd="b") == ["c/3.md:1:5:", "2.md:1:5:"]
    assert repository.places("--staged", "b/note.txt", "草稿/5.md") == ["b/note.txt:1:5:"]
    missing = repository.run("check", "--staged", "nope.md")
    assert (missing.code, missing.complaints) == (2, ["mdlint-zh: nope.md: there is no such file or folder"])
    assert "is not in the repository" in refused(repository.run("check", "--staged", "1.md", "/usr"))


@HOW
def test_links_are_no_pages_that_changed(repository: Repository, how: list[str]) -> None:
    (repository.folder / "l.md").symlink_to("1.md")
    repository.git("add", "--all")
    assert repository.places(*how) == []


def test_in_a_worktree_and_as_a_hook(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A hook of a worktree is told where the repository and its index are."""
    tree = tmp_path_factory.mktemp("trees") / "另一棵 树"
    repository.git("worktree", "add", "--quiet", "-b", "other", str(tree))
    other = Desk(tree)
    other.write("1.md", OLD.replace("第二段", "第三段"))
    desk = Repository.__new__(Repository)
    Desk.__init__(desk, tree)
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
    clone = Repository.__new__(Repository)
    Desk.__init__(clone, tmp_path_factory.mktemp("clone"))
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
