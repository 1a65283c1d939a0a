"""Lists of titles: random text, gzip, built lists that are damaged, and what is no list."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from random import Random

from command import PAGE, faults, run

TOUCHES_FILES = True
NAMES = ["a.txt", "a.gz", "a.trie", "a.trie", "a.trie", "a", "a.TRIE", "-"]
WORDS = [
    "美国\n",
    "\n",
    "\r",
    "page title\n",
    "a_b\n",
    "\x1b[31m\n",
    "\u2028",
    "\xa0\n",
    "美" * 3000,
    "\0",
    "\ud800",
    "[[zh:美]]\n",
    "#\n",
    "é\n",
]


def draw(random: Random) -> list[object]:
    """The name of the list, how it is damaged, and what it holds."""
    return [
        random.choice(NAMES),
        random.choice(("", "flip", "cut", "random", "empty", "folder", "fifo", "link")),
        random.getrandbits(64),
        *random.choices(WORDS, k=random.randint(0, 8)),
    ]


def check(case: list[object], folder: Path) -> str:
    """Whether the command says in a line what is wrong with the list."""
    if len(case) < 3:
        return ""
    name, way, seed, *words = case
    file = folder / str(name)
    data = "".join(map(str, words)).encode("utf-8", "surrogatepass")
    (folder / "1.md").write_text(PAGE, encoding="utf-8")
    (folder / ".mdlint-zh.toml").write_text(f'titles = ["{name}"]\nextend-select = ["ALL"]\n', encoding="utf-8")
    if str(name).endswith(".trie"):
        (folder / "plain.txt").write_bytes(data or "美国\n".encode())
        built = run(folder, "titles", "build", "plain.txt", "-o", file.name)
        if faults(built):
            return faults(built)
        data = file.read_bytes() if file.is_file() else data
        file.unlink(missing_ok=True)
    elif str(name).endswith(".gz"):
        data = gzip.compress(data)
    _write(file, str(way), data, Random(int(str(seed))))
    return faults(run(folder, "check", ".")) or faults(run(folder, "titles", "build", str(name), "-o", "out.trie"))


def _write(file: Path, way: str, data: bytes, random: Random) -> None:
    if way == "folder":
        file.mkdir()
    elif way == "fifo":
        os.mkfifo(file)
    elif way == "link":
        file.symlink_to(file)
    elif way == "flip" and data:
        place = random.randrange(len(data))
        file.write_bytes(data[:place] + bytes([data[place] ^ 1 << random.randrange(8)]) + data[place + 1 :])
    else:
        file.write_bytes(
            {"cut": data[: random.randrange(len(data) + 1)], "random": random.randbytes(200), "empty": b""}.get(
                way, data
            )
        )
