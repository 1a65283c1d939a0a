"""The cache: whose folder it may be in, what of it is believed, and when a page counts as unchanged."""

from __future__ import annotations

import marshal
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Desk
from samples import SOUND, SPACES

from mdlint_zh import cache_folder
from mdlint_zh.cache import FOLDER, Cache, Entry, Stamp, digest, user_secret

pytestmark = pytest.mark.skipif(not cache_folder.CAN_BE_USED, reason="there is no cache here")

OURS, SECRET, PIECE = "0123456789abcdef" * 2, b"s" * 32, ("a piece",)
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
    cache_folder.write(tmp_path, f"{OURS}.bin", b"new")
    old = [f"{number:032x}.bin" for number in range(12)]
    strange = ["a.bin", "old.tmp", "0.bin"]
    for age, name in enumerate([*old, *strange, f"{OURS}.tmp"]):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (9_000 - age, 9_000 - age))
    (tmp_path / f"{1 << 100:032x}.bin").symlink_to("a.bin")
    cache_folder.write(tmp_path, f"{OURS}.bin", b"newer")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {*old[:7], *strange, f"{OURS}.bin", f"{1 << 100:032x}.bin", "CACHEDIR.TAG", ".gitignore"}
    assert (tmp_path / f"{OURS}.bin").read_bytes() == b"newer"


def filled(folder: Path, page: Path, key: str = "key", secret: bytes = SECRET) -> Cache:
    """A cache with one page in it."""
    cache = Cache(folder, key, secret)
    stat = page.stat()
    cache.put(str(page), Entry(Stamp.of(stat, digest(page.read_bytes())), stat.st_ctime_ns + 10**10, b"", (), PIECE))
    cache.save()
    return cache


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "1.md").write_text(SOUND, encoding="utf-8")
    return tmp_path / "1.md"


def test_what_this_user_kept_is_used(tmp_path: Path, page: Path) -> None:
    filled(tmp_path / "cache", page)
    assert Cache(tmp_path / "cache", "key", SECRET).get(str(page), b"") == PIECE


def test_what_another_user_kept_is_not_even_loaded(tmp_path: Path, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path / "cache", page)
    monkeypatch.setattr(marshal, "loads", lambda _: pytest.fail("loaded"))
    assert Cache(tmp_path / "cache", "key", b"t" * 32).get(str(page), b"") is None


def test_what_was_kept_under_another_key_is_not_believed(tmp_path: Path, page: Path) -> None:
    there = tmp_path / "cache"
    filled(there, page)
    (there / f"{digest(b'key').hex()}.bin").rename(there / f"{digest(b'other').hex()}.bin")
    assert Cache(there, "other", SECRET).get(str(page), b"") is None


@pytest.mark.parametrize("damage", [b"", b"x", b"\xff" * 64])
def test_a_damaged_file_is_not_used(tmp_path: Path, page: Path, damage: bytes) -> None:
    filled(tmp_path / "cache", page)
    file = next((tmp_path / "cache").glob("*.bin"))
    for bad in (damage, file.read_bytes()[:-1], file.read_bytes() + b"x"):
        file.write_bytes(bad)
        assert Cache(tmp_path / "cache", "key", SECRET).get(str(page), b"") is None


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "large"])
def test_only_a_regular_file_of_bounded_size_is_read(
    tmp_path: Path, page: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path / "cache", page)
    file = next((tmp_path / "cache").glob("*.bin"))
    if kind == "large":
        monkeypatch.setattr(cache_folder, "MOST_BYTES", 10)
    else:
        kept = file.rename(tmp_path / "kept")
        {"link": lambda: file.symlink_to(kept), "pipe": lambda: os.mkfifo(file), "folder": file.mkdir}[kind]()
    assert Cache(tmp_path / "cache", "key", SECRET).get(str(page), b"") is None
    filled(tmp_path / "cache", page)  # does not hang, and writes over nothing that is not ours
    assert kind in ("large", "link") or not file.is_file()
    assert kind != "link" or file.is_symlink()


def test_the_secret_stays_the_same_and_is_made_anew_when_it_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    secret = user_secret()
    assert secret is not None
    assert len(secret) == 32
    assert user_secret() == secret
    (tmp_path / "mdlint-zh/cache.key").write_bytes(b"short")
    assert user_secret() == user_secret() != secret


def test_without_a_private_folder_there_is_no_cache_and_no_word_of_it(desk: Desk) -> None:
    desk.write(".mdlint-zh.toml", "")
    for given in (desk.write("state", ""), Path("/dev/null")):
        ran = desk.run("check", XDG_STATE_HOME=str(given))
        assert (ran.code, ran.err) == (0, "")
    assert not (desk.folder / FOLDER).exists()


def test_a_page_of_the_same_size_and_time_is_read_again(desk: Desk) -> None:
    desk.write(".mdlint-zh.toml", "")
    page = desk.write("1.md", SPACES.replace("第一段。 ", "第一段。 一"))
    long_ago = (1_000_000_000, 1_000_000_000)
    os.utime(page, long_ago)
    assert desk.run("check", "--output-format", "json").found == []
    desk.write("1.md", SPACES.replace("第一段。 ", "第一段一。 "))
    os.utime(page, long_ago)
    assert desk.run("check", "--output-format", "json").found == ["trailing-spaces"]


def test_a_page_put_back_in_time_is_known_by_when_the_system_saw_its_change(tmp_path: Path, page: Path) -> None:
    os.utime(page, (5, 5))
    filled(tmp_path / "cache", page)
    time.sleep(0.02)  # longer than a tick of the clock of files
    page.write_text(SOUND.replace("第一段", "第一行"), encoding="utf-8")
    os.utime(page, (5, 5))
    assert Cache(tmp_path / "cache", "key", SECRET).get(str(page), b"") is None


def test_a_page_that_changed_just_when_it_was_read_is_read_again(tmp_path: Path, page: Path) -> None:
    os.utime(page, (5, 5))
    stat = page.stat()
    cache = Cache(tmp_path / "cache", "key", SECRET)
    cache.put(str(page), Entry(Stamp.of(stat, digest(b"what was read")), stat.st_ctime_ns + 1, b"", (), PIECE))
    cache.save()
    assert Cache(tmp_path / "cache", "key", SECRET).get(str(page), b"") is None


def test_a_page_that_was_only_touched_is_not_linted_again(tmp_path: Path, page: Path) -> None:
    filled(tmp_path / "cache", page)
    os.utime(page, (5, 5))
    cache = Cache(tmp_path / "cache", "key", SECRET)
    assert cache.get(str(page), b"") == PIECE
    cache.save()
    page.write_text(SOUND.replace("第一段", "第一行"), encoding="utf-8")
    assert Cache(tmp_path / "cache", "key", SECRET).get(str(page), b"") is None


@pytest.mark.parametrize(
    "target", ["页" * 90 + ".md", "a" * 190 + ".md", "../" * 50 + "x.md", "./" + "a/" * 90, "%00.md", "README.md/x.md"]
)
def test_a_name_that_a_page_made_up_ends_no_run(desk: Desk, target: str) -> None:
    desk.write(".mdlint-zh.toml", "")
    desk.write("1.md", SOUND.replace("(README.md)", f"({target})"))
    desk.write("3.md", SPACES.replace("articles/1", "articles/3"))
    first, second = (desk.run("check", "--output-format", "json") for _ in range(2))
    assert second.json == first.json
    assert "trailing-spaces" in first.found
    assert (first.code, second.code, first.complaints, second.complaints) == (1, 1, [], [])


def test_a_neighbour_that_has_come_or_gone_is_seen(desk: Desk) -> None:
    desk.write(".mdlint-zh.toml", "")
    desk.write("1.md", SOUND)
    readme = desk.folder / "README.md"
    check = lambda: desk.run("check", "--output-format", "json", "1.md").found  # noqa: E731
    assert check() == []
    readme.rename(desk.folder / "gone")
    assert check() == check() == ["return-link-broken"]
    (desk.folder / "gone").rename(readme)
    assert check() == []
