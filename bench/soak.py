"""Type at random, for long, on many pages of a server: its text is the editor's after each edit, and memory stays flat.

    python bench/soak.py [--edits N] [--pages N] [--seed N] [--svg FILE]

A third of the edits each is counted in UTF-8, in UTF-16 and in UTF-32; two of five undo an earlier one. Memory is that
of the server and its workers together. Exit status 1 when a text is another one.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from hashlib import blake2b
from pathlib import Path

import chart
import corpus
from lsp import Server
from typist import Editor

ENCODINGS = ("utf-8", "utf-16", "utf-32")
OURS = (sys.executable, "-m", "mdlint_zh", "server")
DEBUG = "mdlint-zh.printDebugInformation"
LOOKS = 100
"""How often memory is looked at for each encoding."""
MIB = 1 << 20


def main() -> int:
    """Type, and tell how it went."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=20_000)
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--svg", type=Path, help="draw the memory there")
    asked = parser.parse_args()
    memory: dict[str, list[tuple[float, float]]] = {}
    for encoding in ENCODINGS:
        memory[encoding] = typed(encoding, asked.edits // len(ENCODINGS), asked.pages, asked.seed)
        sizes = [size for _, size in memory[encoding]]
        print(f"{encoding}: all alike; {sizes[len(sizes) // 4]:.0f} MiB after a quarter, {sizes[-1]:.0f} at the end")
    if asked.svg:
        asked.svg.write_text(drawn(memory, asked.pages), encoding="utf-8")
    return 0


def typed(encoding: str, edits: int, pages: int, seed: int) -> list[tuple[float, float]]:
    """Memory in MiB by the number of edits. Exits where the server has another text."""
    rng = random.Random(seed)
    sources = sorted(corpus.find_source().glob("[0-9]*.md"))
    with tempfile.TemporaryDirectory() as folder:
        server = Server(OURS, Path(folder), {"general": {"positionEncodings": [encoding]}})
        editor = Editor(server, encoding, rng)
        for number in range(pages):
            editor.open(
                Path(folder, f"{number}.md").as_uri(), sources[number % len(sources)].read_bytes().decode("utf-8")
            )
        seen = []
        for number in range(edits):
            editor.step()
            check(server, editor, number)
            if number % max(1, edits // LOOKS) == 0:
                seen.append((float(number), resident(server.process.pid) / MIB))
            server.forget()
        server.stop()
    return seen


def check(server: Server, editor: Editor, number: int) -> None:
    """Compare the page that was typed in last."""
    asked = {"command": DEBUG, "arguments": [{"uri": editor.uri}]}
    (page,) = server.request("workspace/executeCommand", **asked)["pages"]
    ours = blake2b(editor.text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    if page["digest"] != ours or page["version"] != editor.pages[editor.uri].version:
        print(f"{editor.uri}: another text after edit {number}")
        sys.exit(1)


def resident(pid: int) -> int:
    """Bytes of memory of a process and its children."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return 0
    own = next((int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmRSS:")), 0)
    return own + sum(resident(int(child)) for child in children)


def drawn(memory: dict[str, list[tuple[float, float]]], pages: int) -> str:
    """A chart of the memory."""
    rows = [chart.Line(name, points, own=name == "utf-16") for name, points in memory.items()]
    about = f"server and workers, {pages} open pages, random edits and undo"
    return chart.lines("Memory while typing, MiB", about, chart.Axes("edits", "MiB"), rows)


if __name__ == "__main__":
    sys.exit(main())
