"""Forty thousand pages: a folder, tar files and Parquet each give the findings that `check` gives, row by row."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from batched import PACKERS, QUIET, article, told, told_by_json, write
from conftest import Desk

for _package in ("pyarrow", "fsspec", "distributed"):
    pytest.importorskip(_package, reason="the extra `dask` is not installed")
pytestmark = pytest.mark.slow

PAGES, SHARDS = 40_000, 20
ORIGINALS = 120
"""As many pages as the corpus takes as they are: it makes those of fewer larger, and larger ones take longer."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A folder with a corpus as benchmarks have it, but of short pages, and the same pages in shards."""
    import corpus  # noqa: PLC0415 - in bench/

    top = tmp_path_factory.mktemp("same")
    originals = write(top / "originals", {f"{number}.md": article(number) for number in range(ORIGINALS)})
    desk = Desk(corpus.make_corpus(top / "pages", PAGES, originals).folder)
    made = [(path.relative_to(desk.folder).as_posix(), path.read_bytes()) for path in desk.folder.glob("*/*/*.md")]
    for kind in (".tar.zst", ".parquet"):
        for number in range(SHARDS):
            PACKERS[kind](desk.folder / f"{number:02}{kind}", made[number::SHARDS])
    return desk


def output(desk: Desk, *args: str) -> str:
    """What the command prints; it may take as long as it takes on a machine that has other things to do."""
    command = [sys.executable, "-m", "mdlint_zh", *args, "--isolated"]
    ran = subprocess.run(command, cwd=desk.folder, env=desk.environment(**QUIET), capture_output=True, encoding="utf-8", timeout=1800, check=False)  # fmt: skip
    assert ran.returncode == 1, ran.stderr
    assert "failed" not in ran.stderr
    return ran.stdout


def test_all_sources_give_what_check_gives(archive: Desk, cluster: str, tmp_path: Path) -> None:
    expected = told_by_json(output(archive, "check", "content", "--no-cache", "--output-format=json"))
    assert len(expected) > PAGES
    for number, source in enumerate(("content", "*.tar.zst", "*.parquet")):
        output(archive, "batch", source, f"--out={tmp_path}/{number}", f"--scheduler={cluster}")
        assert told(tmp_path / str(number)) == expected, source
