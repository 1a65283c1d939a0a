"""Measure language servers on pages of an archive: this tool's beside rumdl's, on the same pages, in turn.

    python bench/server.py [--pages N] [--starts N] [--source FOLDER] [--rumdl PROGRAM] [--json FILE]

Prints how long it takes from opening a page to its diagnostics, from asking for its format to the edits, and from
starting the server to the first diagnostics. Run it on a quiet machine; the ratios stand a busy one better than the
times do.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

import corpus
import peers
from lsp import Server

SEED = 20
OURS, THEIRS = "mdlint-zh", "rumdl"


class Times(NamedTuple):
    """Milliseconds, one for each page or start."""

    opened: list[float]
    formatted: list[float]
    started: list[float]


def main() -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--source", type=Path, default=corpus.find_source())
    parser.add_argument("--rumdl", help="the program; by default it is installed beside this file")
    parser.add_argument("--json", type=Path, help="write all times there, too")
    asked = parser.parse_args()
    commands = {OURS: [sys.executable, "-m", "mdlint_zh", "server"]}
    rumdl = asked.rumdl or _installed()
    if rumdl:
        commands[THEIRS] = [rumdl, "server"]
    paths = sorted(asked.source.rglob("*.md"))
    chosen = random.Random(SEED).sample(paths, min(asked.pages, len(paths)))
    times = measured(commands, chosen, asked.starts, asked.source)
    print(table(times, len(chosen)))
    if asked.json:
        asked.json.write_text(json.dumps({name: one._asdict() for name, one in times.items()}), encoding="utf-8")
    return 0


def measured(commands: dict[str, list[str]], pages: list[Path], starts: int, folder: Path) -> dict[str, Times]:
    """The times of each server: each page goes to one after the other, and so does each start."""
    times = {name: Times([], [], []) for name in commands}
    first = pages[0]
    for _ in range(starts):
        for name, command in commands.items():
            server = Server(command, folder)
            server.open(first.as_uri(), _text(first))
            server.diagnostics(first.as_uri())
            times[name].started.append(1000 * (time.perf_counter() - server.started))
            server.stop()
    servers = {name: Server(command, folder) for name, command in commands.items()}
    for page in [first, *pages]:  # the first one is for warming up
        for name, server in servers.items():
            opened, formatted = one_page(server, page)
            times[name].opened.append(opened)
            times[name].formatted.append(formatted)
    for server in servers.values():
        server.stop()
    return {name: Times(one.opened[1:], one.formatted[1:], one.started) for name, one in times.items()}


def one_page(server: Server, page: Path) -> tuple[float, float]:
    """Milliseconds until the diagnostics of a page are there, and until its edits are."""
    uri, text = page.as_uri(), _text(page)
    begun = time.perf_counter()
    server.open(uri, text)
    server.diagnostics(uri)
    opened = time.perf_counter()
    server.formatted(uri)
    done = time.perf_counter()
    server.close(uri)
    time.sleep(0.005)
    server.forget()
    return 1000 * (opened - begun), 1000 * (done - opened)


def table(times: dict[str, Times], pages: int) -> str:
    """What was measured, a row each, with the ratio of ours to theirs."""
    rows: list[tuple[str, Any]] = [
        ("page opened to diagnostics, median", lambda one: statistics.median(one.opened)),
        ("page opened to diagnostics, 99th of 100", lambda one: _percentile(one.opened, 99)),
        ("format asked for to edits, median", lambda one: statistics.median(one.formatted)),
        ("format asked for to edits, 99th of 100", lambda one: _percentile(one.formatted, 99)),
        ("server started to first diagnostics, median", lambda one: statistics.median(one.started)),
    ]
    names = list(times)
    head = f"| {pages} pages, ms | {' | '.join(names)} |{' ratio |' if len(names) > 1 else ''}"
    lines = [head, "|---" * (head.count("|") - 1) + "|"]
    for label, of in rows:
        values = [of(times[name]) for name in names]
        ratio = f" {values[0] / values[1]:.2f} |" if len(values) > 1 else ""
        lines.append(f"| {label} | {' | '.join(f'{value:.1f}' for value in values)} |{ratio}")
    return "\n".join(lines)


def _percentile(values: list[float], share: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * share // 100)]


def _text(page: Path) -> str:
    return page.read_bytes().decode("utf-8", "replace")


def _installed() -> str:
    """The program of rumdl, installed if it has to be; "" when it cannot be had."""
    (peer,) = peers.install(frozenset({THEIRS}))
    if peer.missing:
        print(f"{THEIRS} is left out: {peer.missing}", file=sys.stderr)
    return "" if peer.missing else str(peer.path)


if __name__ == "__main__":
    sys.exit(main())
