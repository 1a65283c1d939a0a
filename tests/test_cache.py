"""The cache: what of it is believed, and when a page counts as unchanged."""

from __future__ import annotations

import marshal
import os
import time
from pathlib import Path

import pytest
from conftest import Desk
from samples import SOUND, SPACES

from mdlint_zh import cache_folder
from mdlint_zh.cache import FOLDER, Cache, Entry, Stamp, digest, user_secret

pytestmark = [pytest.mark.attack, pytest.mark.skipif(not cache_folder.CAN_BE_USED, reason="there is no cache here")]

SECRET, PIECE = b"s" * 32, ("a piece",)


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
