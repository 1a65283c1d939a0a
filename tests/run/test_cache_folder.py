"""The folder of the cache: ours, empty or new, and no link; nothing but files of ours is touched in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Desk
from samples import SPACES

from mdlint_zh.run.cache import folder as cache_folder
from mdlint_zh.run.cache.rows import FOLDER

pytestmark = [pytest.mark.attack, pytest.mark.skipif(not cache_folder.CAN_BE_USED, reason="there is no cache here")]

OURS = "0123456789abcdef" * 2
CARGO = "Signature: 8a477f597d28d172789f06886806bc55\n# This file is a cache directory tag created by cargo.\n"


def tree(folder: Path) -> dict[str, tuple[int, bytes | str]]:
    """All that is below a folder: modes, contents, targets of links."""
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_mode,
            str(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else b"",
        )
        for path in folder.rglob("*")
    }


def firmware(desk: Desk) -> None:
    """What a clean-up of caches would like to remove."""
    for name in (f"{OURS}.bin", f"{OURS}.tmp", "a.bin", "old.tmp", *(f"{number:032x}.bin" for number in range(12))):
        os.utime(desk.write(f"firmware/{name}", name), (1, 1))


def linked(desk: Desk) -> str:
    (desk.folder / FOLDER).symlink_to("firmware")
    return "is a link"


def linked_to_nothing(desk: Desk) -> str:
    (desk.folder / FOLDER).symlink_to("nowhere")
    return "is a link"


def linked_to_a_cache(desk: Desk) -> str:
    desk.write("firmware/CACHEDIR.TAG", cache_folder.TEXTS["CACHEDIR.TAG"])
    return linked(desk)


def a_file(desk: Desk) -> str:
    desk.write(FOLDER, "a file")
    return "is no folder"


def somebody_elses(desk: Desk) -> str:
    (desk.folder / "firmware").rename(desk.folder / FOLDER)
    return "is no cache of mdlint-zh"


def with_a_tag_of_cargo(desk: Desk) -> str:
    desk.write("firmware/CACHEDIR.TAG", CARGO)
    return somebody_elses(desk)


def with_a_tag_that_begins_like_ours(desk: Desk) -> str:
    desk.write("firmware/CACHEDIR.TAG", cache_folder.TEXTS["CACHEDIR.TAG"] + b"\nand more\n")
    return somebody_elses(desk)


def with_a_link_to_our_tag(desk: Desk) -> str:
    desk.write("tag", cache_folder.TEXTS["CACHEDIR.TAG"])
    (desk.folder / "firmware/CACHEDIR.TAG").symlink_to("../tag")
    return somebody_elses(desk)


def with_a_pipe_for_a_tag(desk: Desk) -> str:
    os.mkfifo(desk.folder / "firmware/CACHEDIR.TAG")
    return somebody_elses(desk)


STRANGE: list[Callable[[Desk], str]] = [
    linked, linked_to_nothing, linked_to_a_cache, a_file, somebody_elses, with_a_tag_of_cargo,
    with_a_tag_that_begins_like_ours, with_a_link_to_our_tag, with_a_pipe_for_a_tag,
]  # fmt: skip


@pytest.mark.parametrize("make", STRANGE, ids=lambda make: make.__name__)
def test_a_folder_that_is_no_cache_of_ours_is_told_and_left_alone(desk: Desk, make: Callable[[Desk], str]) -> None:
    firmware(desk)
    desk.write(".mdlint-zh.toml", "")
    desk.write("1.md", SPACES)
    said = make(desk)
    before = tree(desk.folder)
    ran = desk.run("check", "1.md", "--output-format", "json")
    assert (ran.code, ran.found) == (1, ["trailing-spaces"])
    assert [said in line and FOLDER in line for line in ran.complaints] == [True]
    ran = desk.run("cache", "clean")
    assert (ran.code, [said in line for line in ran.err.splitlines()]) == (2, [True])
    assert tree(desk.folder) == before


def test_a_folder_named_by_mistake_is_left_alone(desk: Desk) -> None:
    firmware(desk)
    before = tree(desk.folder)
    for command in (("check", "README.md"), ("cache", "clean")):
        ran = desk.run(*command, "--cache-dir", "firmware")
        assert (ran.code, len(ran.complaints)) == (2 * (command[0] == "cache"), 1)
    assert tree(desk.folder) == before


def test_clean_removes_what_is_ours_and_nothing_else(desk: Desk) -> None:
    desk.write(".mdlint-zh.toml", "")
    desk.run("check")
    folder = desk.folder / FOLDER
    assert len(list(folder.iterdir())) == 3
    for name in ("notes.txt", "a.bin", "x.tmp", f"{OURS}.bin.old"):
        desk.write(f"{FOLDER}/{name}", "mine")
    (folder / f"{OURS}.bin").symlink_to("notes.txt")
    (folder / f"{OURS}.tmp").mkdir()
    assert desk.run("cache", "clean").code == 0
    assert {path.name for path in folder.iterdir()} == {
        "notes.txt",
        "a.bin",
        "x.tmp",
        f"{OURS}.bin.old",
        f"{OURS}.bin",
        f"{OURS}.tmp",
    }


def test_clean_removes_the_folder_when_nothing_is_left_and_no_folder_that_was_empty(desk: Desk) -> None:
    desk.write(".mdlint-zh.toml", "")
    desk.run("check")
    assert desk.run("cache", "clean").code == 0
    (desk.folder / FOLDER).mkdir()
    ran = desk.run("cache", "clean")
    assert (ran.code, ran.err.partition(" cache")[0]) == (0, "there is no")
    assert (desk.folder / FOLDER).is_dir()


def test_the_newest_few_are_kept_and_only_files_of_ours_are_tidied(tmp_path: Path) -> None:
    assert cache_folder.database(tmp_path, f"{'0' * 32}.db")
    (tmp_path / f"{'0' * 32}.db").unlink()
    old = [f"{number:032x}.{'db' if number % 2 else 'bin'}" for number in range(1, 13)]
    strange = ["a.db", "old.tmp", "0.bin"]
    for age, name in enumerate([*old, *strange, f"{OURS}.tmp", f"{OURS}.db-journal"]):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (9_000 - age, 9_000 - age))
    (tmp_path / f"{1 << 100:032x}.db").symlink_to("a.db")
    assert cache_folder.database(tmp_path, f"{OURS}.db") == str(tmp_path / f"{OURS}.db")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {*old[:7], *strange, f"{OURS}.db", f"{1 << 100:032x}.db", "CACHEDIR.TAG", ".gitignore"}
