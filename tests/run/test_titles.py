"""Where a list of titles is written: beside the old one and then in its place, and over nothing else."""

from __future__ import annotations

import os
import resource
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Desk

from mdlint_zh.run.titles import build
from mdlint_zh.titles.lists import Titles, TitlesError

pytestmark = [pytest.mark.attack, pytest.mark.skipif(os.name == "nt", reason="links and modes are others there")]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "names.txt"
    path.write_text("河内\n越南\n", encoding="utf-8")
    return path


def written(folder: Path) -> dict[Path, tuple[int, ...]]:
    """What a write would change of all that is in a folder; when it was last read is not asked: to list a folder is that."""
    found = {path: path.lstat() for path in folder.rglob("*")}
    return {
        path: (
            one.st_mode,
            one.st_ino,
            one.st_nlink,
            one.st_uid,
            one.st_gid,
            one.st_size,
            one.st_mtime_ns,
            one.st_ctime_ns,
        )
        for path, one in found.items()
    }


def refuse(source: Path, output: Path, why: str) -> None:
    """The list is refused in one line, and all that was there is as it was."""
    before = written(source.parent)
    with pytest.raises(TitlesError) as caught:
        build([source], output)
    assert str(caught.value) == f"{output}: {why}"
    assert written(source.parent) == before


@pytest.mark.parametrize("name", ["a.trie", "./a.trie", "sub/../a.trie"])
def test_a_source_is_not_written_over(name: str, source: Path) -> None:
    (source.parent / "sub").mkdir()
    source = source.rename(source.with_name("a.trie"))
    refuse(source, source.parent / name, "is one of the sources; it was left alone")


@pytest.mark.parametrize("link", [os.link, os.symlink])
@pytest.mark.parametrize("output_is_the_link", [False, True])
def test_a_source_by_another_name_is_not_written_over(
    link: Callable[[Path, Path], None], output_is_the_link: bool, source: Path
) -> None:
    one, other = source.rename(source.with_name("a.trie")), source.with_name("b.trie")
    link(one, other)
    given, output = (one, other) if output_is_the_link else (other, one)
    refuse(given, output, "is one of the sources; it was left alone")


@pytest.mark.parametrize("name", ["1.md", "README.markdown", "list.txt", "titles", "a.trie.md"])
def test_a_name_that_is_no_list_s_is_refused(name: str, source: Path) -> None:
    source.with_name(name).write_text("甲\n", encoding="utf-8")
    refuse(source, source.with_name(name), "a list is known by its name, which has to end in .trie")


KINDS: dict[str, Callable[[Path], object]] = {
    "is a folder": Path.mkdir,
    "is no regular file": os.mkfifo,
    "is a link; name the file itself": lambda path: path.symlink_to("victim.trie"),
    "is read-only": lambda path: path.touch(0o444),
}


@pytest.mark.parametrize(("why", "make"), KINDS.items())
def test_what_is_no_file_that_can_be_written_is_left_alone(
    why: str, make: Callable[[Path], object], source: Path
) -> None:
    source.with_name("victim.trie").touch()
    make(source.with_name("out.trie"))
    refuse(source, source.with_name("out.trie"), why)


@pytest.mark.parametrize("target", ["nowhere", "/dev/null", "out.trie", "../home/.bashrc"])
def test_no_link_is_followed(target: str, source: Path) -> None:
    output = source.with_name("out.trie")
    output.symlink_to(target)
    refuse(source, output, "is a link; name the file itself")


def test_a_folder_that_is_not_there_is_told(source: Path) -> None:
    refuse(source, source.parent / "no/out.trie", "cannot be written: No such file or directory")


def test_who_has_the_old_list_open_keeps_it(source: Path) -> None:
    """A list that was cut short under a mapping ended its process by SIGBUS."""
    output = source.with_name("out.trie")
    source.write_text("".join(f"标题{number}\n" for number in range(50_000)), encoding="utf-8")
    build([source], output)
    titles = Titles.opened([output])
    source.write_text("河内\n", encoding="utf-8")
    build([source], output)
    assert all(f"标题{number}" in titles for number in range(50_000))
    assert output.stat().st_size < 10_000


def test_a_new_list_has_the_mode_of_any_new_file_and_an_old_one_keeps_its_own(source: Path) -> None:
    output = source.with_name("out.trie")
    old = os.umask(0o027)
    try:
        build([source], output)
    finally:
        os.umask(old)
    assert stat.S_IMODE(output.stat().st_mode) == 0o640
    output.chmod(0o604)
    build([source], output)
    assert stat.S_IMODE(output.stat().st_mode) == 0o604


def test_a_full_disk_leaves_the_old_list(source: Path) -> None:
    output = source.with_name("out.trie")
    output.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, hard))
    try:
        refuse(source, output, "cannot be written: File too large")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert output.read_bytes() == b"old"


def test_the_command_says_what_is_wrong_in_one_line(desk: Desk) -> None:
    desk.write("list.txt", "河内\n")
    ran = desk.run("titles", "build", "list.txt", "-o", "list.txt")
    assert (ran.code, ran.err) == (2, "mdlint-zh: list.txt: a list is known by its name, which has to end in .trie\n")
    assert desk.read("list.txt") == "河内\n"
