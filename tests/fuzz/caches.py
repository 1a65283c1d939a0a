"""Folders of a cache: damaged, made of random bytes, links, of somebody else."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from random import Random

from command import PAGE, faults, run

TOUCHES_FILES = True
FOLDER = ".mdlint_zh_cache"
WAYS = [
    "flip",
    "cut",
    "random",
    "swap",
    "append",
    "empty",
    "link",
    "file",
    "foreign",
    "to decoy",
    "named",
    "folder",
    "fifo",
    "beside",
    "sql",
    "schema",
]
SCHEMAS = [
    "CREATE VIEW odd AS SELECT 1",
    "CREATE TRIGGER odd AFTER INSERT ON pages BEGIN DELETE FROM pages; END",
    "DROP TABLE pages",
    "PRAGMA journal_mode = WAL",
]
VALUES = [None, 7, -1, 2**62, 1.5, "\x1b[2J", b"", b"[]", b"[[0],[0],[1],[2],[3]]", b"\x1b]0;x\x07"]


def draw(random: Random) -> list[object]:
    """Ways to damage the cache, each with two numbers that say where and what."""
    return [(random.choice(WAYS), random.random(), random.getrandbits(64)) for _ in range(random.randint(1, 3))]


def check(case: list[tuple[str, float, int]], folder: Path) -> str:
    """Whether a run beside such a cache finds what a run without one finds."""
    (folder / "1.md").write_text(PAGE, encoding="utf-8")
    (folder / "README.md").write_text("# 目录 \n", encoding="utf-8")
    wanted = run(folder, "check", "--no-cache", "--output-format", "json", ".")
    run(folder, "check", "--output-format", "json", ".")
    for way, place, seed in case:
        _damage(folder, way, place, Random(seed))
    for _ in range(2):
        ran = run(folder, "check", "--output-format", "json", ".")
        if faults(ran):
            return faults(ran)
        if _findings(ran.said) != _findings(wanted.said):
            return f"finds other things: {ran.said[:200]}"
    return faults(run(folder, "cache", "clean"))


def _findings(said: str) -> str:
    return said[said.find("[") : said.rfind("]")]


def _damage(folder: Path, way: str, place: float, random: Random) -> None:
    """Damage the cache in this way."""
    cache = folder / FOLDER
    inside = cache.rglob("*") if cache.is_dir() and not cache.is_symlink() else ()
    files = sorted(path for path in inside if path.is_file())
    if way in ("link", "file", "foreign", "to decoy") and os.path.lexists(cache):
        cache.rename(folder / f"old{random.random()}")
    if way == "link":
        cache.symlink_to(folder / "nowhere")
    elif way == "to decoy":
        cache.symlink_to(folder.parent / "decoy" / "cache")
    elif way == "file":
        cache.write_bytes(b"x")
    elif way == "foreign":
        cache.mkdir()
        (cache / "thesis.bin").write_bytes(b"mine")
    elif files:
        _damage_file(files[int(place * len(files))], way, random)


def _damage_file(file: Path, way: str, random: Random) -> None:
    if way in ("sql", "schema"):
        _change(file, way, random)
        return
    if way == "beside":
        Path(f"{file}{random.choice(['-journal', '-wal', '-shm'])}").write_bytes(random.randbytes(600))
        return
    data = _damaged(file.read_bytes(), way, random)
    file.unlink()
    if way == "folder":
        file.mkdir()
    elif way == "fifo":
        os.mkfifo(file)
    elif way == "named":
        file.symlink_to(file.parent.parent / "1.md")
    else:
        file.write_bytes(data)


def _change(file: Path, way: str, random: Random) -> None:
    """Change what is in a database, as anybody can who has SQLite."""
    with suppress(sqlite3.Error):
        connection = sqlite3.connect(file, isolation_level=None)
        connection.text_factory = bytes
        if way == "schema":
            connection.execute(random.choice(SCHEMAS))
        else:
            columns = [row[1].decode() for row in connection.execute("PRAGMA table_info(pages)")]
            if columns:  # else the table is gone
                connection.execute(f"UPDATE pages SET {random.choice(columns)} = ?", [random.choice(VALUES)])
        connection.close()


def _damaged(data: bytes, way: str, random: Random) -> bytes:
    place = random.randrange(len(data) + 1)
    if way == "flip" and place < len(data):
        return data[:place] + bytes([data[place] ^ 1 << random.randrange(8)]) + data[place + 1 :]
    ways = {
        "cut": data[:place],
        "random": random.randbytes(place % 300),
        "append": data + random.randbytes(1 + place % 40),
        "swap": data[32:64] + data[:32] + data[64:],
        "empty": b"",
    }
    return ways.get(way, data)
