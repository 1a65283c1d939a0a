"""Text of `.gitignore` files: no pattern takes long, ends the run, or hides what git shows."""

from __future__ import annotations

from pathlib import Path
from random import Random

from command import PAGE, faults, run

TOUCHES_FILES = True
PIECES = [
    "*",
    "**",
    "?",
    "/",
    "!",
    "#",
    "\\",
    "[",
    "]",
    "[a-z]",
    "[z-a]",
    "[!a]",
    "[[:alpha:]]",
    "[]]",
    "a",
    "*a",
    "*a*a*a*a*a*a*a*a*a*a*a",
    "b",
    ".md",
    " ",
    "\t",
    "\r",
    "\n",
    "\n",
    "\n",
    "\0",
    "é",
    "归档",
    "..",
    "../",
    "\x80",
    "{a,b}",
    "$",
    "^",
    "(",
    "(?:",
    "+",
    "|",
    "/**/",
    "\u2028",
]


def draw(random: Random) -> list[str]:
    """Pieces of the file."""
    return [random.choice(PIECES) for _ in range(random.randint(1, 14))]


def check(pieces: list[str], folder: Path) -> str:
    """Whether a run beside such a file comes to its end."""
    (folder / ".git").mkdir()
    (folder / ".gitignore").write_bytes("".join(pieces).encode("utf-8", "surrogatepass"))
    for name in ("1.md", "a" * 200 + ".md", "归档/b.md", "[a].md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(PAGE, encoding="utf-8")
    return faults(run(folder, "check", "--no-cache", "."))
