"""The cache: what of its database is believed. test_recall.py tells when a page counts as unchanged."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import Desk
from hypothesis import given, strategies as st

from mdlint_zh.engine.file_report import State, Tally
from mdlint_zh.run.cache import folder as cache_folder
from mdlint_zh.run.cache.row import Row, pack, unpack
from mdlint_zh.run.cache.rows import FOLDER, Cache, Where, user_secret

pytestmark = [pytest.mark.attack, pytest.mark.skipif(not cache_folder.CAN_BE_USED, reason="there is no cache here")]

NAME = "1.md"
DAMAGED = 3_000
NUMBERS, DIGESTS = st.integers(-(2**63), 2**63 - 1), st.binary(min_size=16, max_size=16)
STATE = State(1, 2, 3, b"d" * 16, 4)


def where(folder: Path, code: bytes = b"code", secret: bytes = b"s" * 32) -> Where:
    return Where(folder / "cache", str(folder), code, secret)


def kept(folder: Path, place: Where | None = None, name: str = NAME) -> Row:
    """Put one row into the cache."""
    cache = Cache(place or where(folder))
    key, plan = cache.key(str(folder / name)), cache.plan_key(b"{}")
    row = Row(key, STATE, b"s" * 16, plan, b"article", b"{}", b"[]", Tally(0, 1, 0, 1, 0), b"[[0]]")
    kept = cache.kept(row, b"{}", b"[]", b"[]")
    assert kept is not None
    cache.put(kept)
    cache.close()
    return row


def found(folder: Path, place: Where | None = None, name: str = NAME) -> Row | None:
    """The row that the cache has now."""
    cache = Cache(place or where(folder))
    try:
        return cache.rows([str(folder / name)]).get(str(folder / name))
    finally:
        cache.close()


def database(folder: Path) -> Path:
    return next((folder / "cache").glob("*.db"))


def sql(folder: Path, *statements: str) -> None:
    """Change the database as anybody could."""
    connection = sqlite3.connect(database(folder), isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_what_this_user_kept_is_found(tmp_path: Path) -> None:
    row, again = kept(tmp_path), found(tmp_path)
    assert again is not None
    assert Cache(where(tmp_path)).excerpts(again) == Cache(where(tmp_path)).findings(again) == b"[]"
    assert again == row


def test_a_page_is_known_by_its_path_within_the_project(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    kept(tmp_path / "here")
    assert found((tmp_path / "here").rename(tmp_path / "there")) is not None


@pytest.mark.parametrize("other", [{"secret": b"t" * 32}, {"code": b"other"}])
def test_what_another_user_or_version_kept_is_not_believed(tmp_path: Path, other: dict[str, Any]) -> None:
    kept(tmp_path)
    theirs = where(tmp_path, **other)
    assert theirs.name != database(tmp_path).name
    database(tmp_path).rename(tmp_path / "cache" / theirs.name)
    assert found(tmp_path, theirs) is None


@pytest.mark.parametrize("value", ["7", "'text'", "x'00'", "NULL", "1e300", "zeroblob(100000)", "x''"])
def test_a_row_that_somebody_wrote_over_is_not_believed(tmp_path: Path, value: str) -> None:
    kept(tmp_path)
    sql(tmp_path, f"UPDATE pages SET sealed = {value}")
    assert found(tmp_path) is None


def test_no_byte_of_a_row_may_be_another(tmp_path: Path) -> None:
    kept(tmp_path)
    connection = sqlite3.connect(database(tmp_path), isolation_level=None)
    ((sealed,),) = connection.execute("SELECT sealed FROM pages").fetchall()
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        connection.execute("UPDATE pages SET sealed = ?", [changed])
        assert found(tmp_path) is None, at
    connection.close()


@given(
    st.builds(
        Row,
        st.binary(),
        st.builds(State, NUMBERS, NUMBERS, NUMBERS, DIGESTS, NUMBERS),
        DIGESTS,
        DIGESTS,
        *[st.binary()] * 3,
        st.builds(Tally, *[st.integers(0, 2**32 - 1)] * 5),
        st.binary(),
    )
)
def test_a_row_that_is_packed_is_unpacked_the_same(row: Row) -> None:
    assert unpack(row.path, pack(row)) == row


def test_a_time_beyond_the_year_2262_is_not_kept(tmp_path: Path) -> None:
    row = kept(tmp_path)
    assert Cache(where(tmp_path)).kept(row._replace(state=STATE._replace(mtime_ns=2**63)), b"{}") is None


@pytest.mark.parametrize("table", ["findings", "excerpts"])
@pytest.mark.parametrize("value", ["7", "'text'", "x'00'", "zeroblob(100)", "(SELECT sealed FROM {other})"])
def test_more_of_a_row_that_somebody_wrote_over_is_not_believed(tmp_path: Path, table: str, value: str) -> None:
    kept(tmp_path)
    other = "findings" if table == "excerpts" else "excerpts"
    sql(tmp_path, f"UPDATE {table} SET sealed = {value.format(other=other)}")
    row = found(tmp_path)
    assert row is not None
    assert getattr(Cache(where(tmp_path)), table)(row) is None
    assert getattr(Cache(where(tmp_path)), other)(row) == b"[]"


def test_a_row_of_another_page_is_not_believed(tmp_path: Path) -> None:
    kept(tmp_path)
    sql(tmp_path, "UPDATE pages SET path = CAST('2.md' AS BLOB)")
    assert found(tmp_path, name="2.md") is None


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW pages2 AS SELECT load_extension('evil')",
        "CREATE TRIGGER gone AFTER INSERT ON pages BEGIN DELETE FROM plans; END",
        "CREATE INDEX odd ON pages (sealed)",
        "ALTER TABLE pages ADD COLUMN more",
        "DROP TABLE plans",
        "CREATE TABLE more (x)",
        "PRAGMA journal_mode = WAL",
    ],
)
def test_a_database_of_another_form_is_made_anew(tmp_path: Path, statement: str) -> None:
    kept(tmp_path)
    sql(tmp_path, statement)
    assert found(tmp_path) is None
    kept(tmp_path)
    assert found(tmp_path) is not None


def test_nothing_beside_the_database_is_played_back(tmp_path: Path) -> None:
    kept(tmp_path)
    base, victim = database(tmp_path), tmp_path / "victim"
    victim.write_bytes(b"mine")
    for end in cache_folder.BESIDE:
        Path(f"{base}{end}").write_bytes(b"\xd9\xd5\x05\xf9 \xa1c\xd7" + str(victim).encode() * 50)
    assert found(tmp_path) is not None
    assert sorted(path.name for path in base.parent.iterdir()) == [".gitignore", "CACHEDIR.TAG", base.name]
    assert victim.read_bytes() == b"mine"


@pytest.mark.parametrize("end", ["", *cache_folder.BESIDE])
@pytest.mark.parametrize("kind", ["link", "hard link", "pipe", "folder"])
def test_what_is_no_file_of_ours_is_left_alone(tmp_path: Path, kind: str, end: str) -> None:
    kept(tmp_path)
    victim, odd = tmp_path / "victim", Path(f"{database(tmp_path)}{end}")
    victim.write_bytes(b"SQLite format 3\0mine")
    odd.unlink(missing_ok=True)
    {
        "link": lambda: odd.symlink_to(victim),
        "hard link": lambda: os.link(victim, odd),
        "pipe": lambda: os.mkfifo(odd),
        "folder": odd.mkdir,
    }[kind]()
    kept(tmp_path)  # does not hang
    assert victim.read_bytes() == b"SQLite format 3\0mine"
    assert kind == "hard link" or odd.is_symlink() or not odd.is_file()


def _damaged(data: bytes, random: Random) -> bytes:
    """The bytes of a database after an accident, or by a hostile hand."""
    way, at = random.randrange(5), random.randrange(len(data))
    if way == 0:
        return data[:at]
    if way == 1:
        return data[:at] + random.randbytes(random.randrange(1, 200)) + data[at:]
    if way == 2:
        return random.randbytes(at % 9000)
    changed = bytearray(data)
    top = 200 if way == 3 else len(data)  # its head, or anywhere
    for _ in range(random.randrange(1, 20)):
        changed[random.randrange(top)] = random.getrandbits(8)
    return bytes(changed)


@pytest.mark.parametrize("most", [300, pytest.param(DAMAGED, marks=pytest.mark.slow)])
def test_a_damaged_database_is_empty_or_right(tmp_path: Path, most: int) -> None:
    row = kept(tmp_path)
    base, random = database(tmp_path), Random(12)
    sound = base.read_bytes()
    for number in range(most):
        base.write_bytes(_damaged(sound, random))
        again = found(tmp_path)
        assert again is None or again == row, number
        for _ in range(3):  # some damage is only seen when something is written
            kept(tmp_path)
        assert found(tmp_path) is not None, number


def test_two_runs_at_a_time_keep_what_both_found(tmp_path: Path) -> None:
    one, two = Cache(where(tmp_path)), Cache(where(tmp_path))
    paths = [str(tmp_path / f"{number}.md") for number in range(40)]
    for path, cache in zip(paths, (one, two) * 20, strict=True):
        key, plan = cache.key(path), cache.plan_key(b"{}")
        kept = cache.kept(Row(key, STATE, b"s" * 16, plan, b"", b"", b"", Tally(), b""), b"{}")
        assert kept is not None
        cache.put(kept)
        cache.save()
    assert sorted(one.rows(paths)) == sorted(two.rows(paths)) == sorted(paths)


def test_a_folder_that_cannot_be_written_means_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    kept(tmp_path)
    assert not list((tmp_path / "cache").iterdir())


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
    for state in (desk.write("state", ""), Path("/dev/null")):
        ran = desk.run("check", "--quiet", XDG_STATE_HOME=str(state))
        assert (ran.code, ran.err) == (0, "")
    assert not (desk.folder / FOLDER).exists()
