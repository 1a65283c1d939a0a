"""Trees of files with odd names: hostile names, FIFOs, links, folders that are named like pages."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

from command import PAGE, faults, run

TOUCHES_FILES = True
NAMES = [
    "1.md", "README.md", "a\nb.md", "\x1b[31m红.md", "::error file=x::y.md", "\u202ecod.md", "-.md", "--fix", "-r.md", " .md", ".md", "..md", "a.md ", "甲" * 70 + ".md", "x" * 240 + ".md", "\udcff.md", "é.md", "e\u0301.md", "[z-a].md", "{a}.md",
    "*.md", "~.md", "$(x).md", "%s.md", "a\tb.md", "a\\b.md", "a'b\".md", ".mdlint-zh-x-b.old", ".mdlint-zh-base.toml", ".mdlint-zh-notes.md", ".mdlint-zh-1.md", "b", "c/1.md", "c/d/e.markdown", "c/.hidden.md", "node_modules/x.md",
]  # fmt: skip
WAYS = [
    "page",
    "page",
    "page",
    "page",
    "empty",
    "binary",
    "fifo",
    "folder",
    "loop",
    "dangling",
    "to decoy",
    "to page",
    "no leave",
    "big line",
]


def draw(random: Random) -> list[object]:
    """Names, each with what stands there; and the command."""
    files = [(random.choice(NAMES), random.choice(WAYS)) for _ in range(random.randint(1, 6))]
    return [random.choice(("check", "format", "fix", "clean")), "apart" if random.random() < 0.02 else "", *files]


def check(case: list[object], folder: Path) -> str:
    """Whether the command does to the tree what it was told to, and to nothing else."""
    if len(case) < 2 or not isinstance(case[0], str) or not isinstance(case[1], str):
        return ""
    for name, way in case[2:]:  # type: ignore[misc]
        _put(folder, name, way)
    args = {
        "check": ("check", "."),
        "format": ("format", "."),
        "fix": ("check", "--fix", "--unsafe-fixes", "."),
        "clean": ("cache", "clean"),
    }
    why = faults(run(folder, *args[case[0]], apart=case[1] == "apart"))
    left = [
        str(path.name) for path in folder.rglob("*") if path.name.startswith(".mdlint-zh-") and path.name not in NAMES
    ]
    gone = [
        name
        for name, way in case[2:]
        if not os.path.lexists(folder / name) and way != "skipped" and _could(folder, name)
    ]  # type: ignore[misc]
    return why or (f"left behind: {left}" if left else "") or (f"gone: {gone}" if gone else "")


def _could(folder: Path, name: str) -> bool:
    """Whether a file of this name can be made here."""
    try:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
        (folder / name).unlink()
    except OSError:
        return False
    return True


def _put(folder: Path, name: str, way: str) -> None:
    """Put something at this name, unless something is there or the name cannot be."""
    path = folder / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(path):
            return
        if way == "fifo":
            os.mkfifo(path)
        elif way == "folder":
            path.mkdir()
        elif way in ("loop", "dangling", "to decoy", "to page"):
            path.symlink_to(
                {
                    "loop": path,
                    "dangling": folder / "nowhere",
                    "to decoy": folder.parent / "decoy" / ".bashrc",
                    "to page": folder / "1.md",
                }[way]
            )
        else:
            path.write_bytes(
                {"empty": b"", "binary": b"\xff\0" * 9, "big line": b"a" * 100_000}.get(way, PAGE.encode())
            )
            if way == "no leave":
                path.chmod(0)
    except OSError:
        return
