"""Hold what `batch` finds against what `check` finds, row by row, and the times of both against each other.

    python bench/batch_same.py FOLDER [--pages N] [--workers N] [--sources folder .tar.zst .parquet]

The corpus of the benchmarks is made in FOLDER, and packed there in shards. Each run is a cold one. Needs the group
`batch`.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import subprocess
import sys
import tarfile
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from corpus import make_corpus

MDLINT = [sys.executable, "-m", "mdlint_zh"]
SHARD = 2_000
"""How many pages a shard has."""
FOLDER, TAR, PARQUET = "folder", ".tar.zst", ".parquet"
KEYS = ("path", "line", "column", "end_line", "end_column", "rule", "severity", "message")


def main() -> None:
    """Compare, and print a line for each source."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=40_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--sources", nargs="+", default=[FOLDER, TAR, PARQUET])
    asked = parser.parse_args()
    top = make_corpus(asked.folder / "pages", asked.pages).folder
    seconds, text = run(["check", "content", "--isolated", "--no-cache", "--output-format=json"], top)
    expected = sorted((one["file"], *(one[key] for key in KEYS[1:])) for one in json.loads(text))
    print(f"check: {seconds:.1f} s, {len(expected):,} findings on {asked.pages:,} pages", flush=True)
    for kind in asked.sources:
        out = (asked.folder / f"out{kind}").resolve()
        shutil.rmtree(out, ignore_errors=True)
        source = "content" if kind == FOLDER else str(packed(top, asked.folder / f"shards{kind}", kind).resolve())
        took, _ = run(["batch", source, f"--out={out}", "--isolated", f"--local={asked.workers}"], top)
        same = "the same" if rows(out) == expected else "OTHERS"
        print(f"batch, {kind}: {took:.1f} s, {took / seconds:.2f} times check; rows: {same}", flush=True)


def run(args: list[str], folder: Path) -> tuple[float, str]:
    """Run the command; its wall time in seconds, and what it printed."""
    began = time.monotonic()
    done = subprocess.run([*MDLINT, *args], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    return time.monotonic() - began, done.stdout


def rows(out: Path) -> list[tuple[Any, ...]]:
    """The findings of a batch, sorted."""
    tables = (pq.read_table(part, columns=list(KEYS)) for part in sorted(out.glob("findings/*.parquet")))
    return sorted(tuple(row[key] for key in KEYS) for table in tables for row in table.to_pylist())


def packed(top: Path, folder: Path, kind: str) -> Path:
    """The pages below `top` in shards of this kind, in a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    paths = sorted(top.rglob("*.md"))
    for number, start in enumerate(range(0, len(paths), SHARD)):
        made = [(path.relative_to(top).as_posix(), path.read_bytes()) for path in paths[start : start + SHARD]]
        place = folder / f"{number:05}{kind}"
        if kind == PARQUET:
            table = [{"path": name, "text": data.decode()} for name, data in made]
            pq.write_table(pa.Table.from_pylist(table), place)
        else:
            _write_tar(place, made)
    return folder


def _write_tar(place: Path, made: list[tuple[str, bytes]]) -> None:
    with pa.CompressedOutputStream(str(place), "zstd") as out, tarfile.open(fileobj=out, mode="w|") as archive:
        for name, data in made:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


if __name__ == "__main__":
    main()
