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
    assert (ran.code, ran.out, ran.complaints) == (0, "", [f"mdlint-zh: no pages changed since {said}; nothing was checked"])
    assert repository.run("check", "--quiet", *how).err == ""


NAMES = ["归档 目录/笔记 一.md", 'a "quoted".md', "tab\there.md", "line\nend.md", "back\\slash.md", "b/+++ x.md", "-dash.md"]


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
