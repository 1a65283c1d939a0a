"""Pages for a batch, shards of all kinds that pack them, and a batch that is run in this process, or on a cluster."""

from __future__ import annotations

import io
import json
import os
import socket
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import TYPE_CHECKING, Any

import pytest

from mdlint_zh.batch import run as running
from mdlint_zh.batch.error import BatchError
from mdlint_zh.batch.output.manifest import Done
from mdlint_zh.batch.work import work
from mdlint_zh.engine.load import load_rules
from mdlint_zh.run.choices import Choices

if TYPE_CHECKING:
    from conftest import Desk, Ran

RULES = load_rules().rules
KEYS = ("path", "line", "column", "end_line", "end_column", "rule", "severity", "message")
QUIET = {"PYTHONWARNINGS": "ignore", "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False"}
"""Of warnings in Dask's own packages; and so the command is a process that starts, not a fork of this one."""
HEADER = "###  [:house:返回](README.md)\n---\n\n\n## {title}\n`3/15/2024 3:11 PM UTC 作者` [轉載自GNews](https://gnews.org/articles/{name})\n\n"
BODIES = (
    "他说[[zh:三国]]话。 \n",
    "**重点。**后文\n",
    "![](https://example.org/a.png)\n▲ 图\n",
    "第[[zh:三国]]的事\n",
    "没有错\n",
)


def pages(count: int, above: str = "content") -> dict[str, bytes]:
    """So many articles with an index, by their paths."""
    made = {f"{above}/{number}.md": article(number) for number in range(count)}
    return {**made, f"{above}/README.md": "# 目录\n".encode()}


def article(number: int) -> bytes:
    return (HEADER.format(title=f"题{number}", name=number) + BODIES[number % len(BODIES)] * (1 + number % 3)).encode()


def write(folder: Path, made: Mapping[str, bytes]) -> Path:
    for name, data in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def tar(path: Path, made: Iterable[tuple[str, bytes]], mode: str = "w") -> Path:
    """A tar file, packed by zstd where its name says so."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in made:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    data = packed.getvalue()
    if path.name.endswith((".zst", ".tgz")):
        arrow = pytest.importorskip("pyarrow")
        stream = arrow.BufferOutputStream()
        with arrow.CompressedOutputStream(stream, "zstd" if path.name.endswith(".zst") else "gzip") as out:
            out.write(data)
        data = stream.getvalue().to_pybytes()
    path.write_bytes(data)
    return path


def zipped(path: Path, made: Iterable[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made:
            archive.writestr(zipfile.ZipInfo(name), data)
    return path


def parquet(path: Path, made: Iterable[tuple[str, bytes]]) -> Path:
    arrow, writer = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    rows = [{"path": name, "text": data.decode()} for name, data in made]
    writer.write_table(arrow.Table.from_pylist(rows), path)
    return path


def json_lines(path: Path, made: Iterable[tuple[str, bytes]]) -> Path:
    lines = (json.dumps({"path": name, "text": data.decode()}, ensure_ascii=False) + "\n" for name, data in made)
    path.write_text("".join(lines), encoding="utf-8")
    return path


PACKERS: dict[str, Callable[[Path, Iterable[tuple[str, bytes]]], Path]] = {
    ".tar": tar,
    ".tar.zst": tar,
    ".tgz": tar,
    ".zip": zipped,
    ".parquet": parquet,
    ".jsonl": json_lines,
}


class Heard:
    """What a run has told."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.faults: list[tuple[str, str]] = []
        self.done: list[Done] = []
        self.plan = (0, 0, 0)

    def say(self, line: str) -> None:
        self.said.append(line)

    def failed(self, name: str, why: str) -> None:
        self.faults.append((name, why))

    def planned(self, partitions: int, pages: int, done: int) -> None:
        self.plan = partitions, pages, done

    def add(self, done: Done) -> None:
        self.done.append(done)


class Here:
    """Runs batches in this process. `worked` are the numbers of the partitions that were done, in their order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.worked: list[int] = []
        self.job: Any = None
        monkeypatch.setattr(running, "deal", self._deal)
        monkeypatch.setattr(running._Run, "client", self)
        monkeypatch.setattr(running, "preparation", lambda job, _name: setattr(self, "job", job))
        monkeypatch.setattr(running, "do", self._do)
        monkeypatch.setattr(running, "code_digest", lambda _rules: "code")  # all files of ours are read for it

    def register_plugin(self, plugin: object) -> None:
        """As a client has it."""

    def run(self, out: Path | str, *sources: str | Path, **asked: Any) -> Heard:
        given = {name: asked.pop(name) for name in ("fix_to", "pages") if name in asked}
        choices = Choices(RULES, isolated="config" not in asked, **asked)
        heard = Heard()
        running.run(running.Asked(tuple(map(str, sources)), str(out), choices, **given), heard)
        return heard

    def _do(self, task: Any, name: str) -> Done:
        assert name
        self.worked.append(task.part)
        return work(task, self.job)

    @staticmethod
    def _deal(_client: object, work: Callable[[Any], Any], pieces: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        for piece in pieces:
            result = work(piece)
            if isinstance(result, BatchError):
                raise result
            yield piece, result


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Here:
    """A batch that is run in this process."""
    for package in ("pyarrow", "fsspec", "distributed"):
        pytest.importorskip(package, reason="the extra `dask` is not installed")
    return Here(monkeypatch)


@pytest.fixture
def there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A folder with pages, in it."""
    write(desk.folder, pages(30))
    monkeypatch.chdir(desk.folder)
    return desk


def batch(desk: Desk, *args: str, isolated: bool = True, **extra: str) -> Ran:
    """Run `mdlint-zh batch` as a process, with two workers of its own where no scheduler is named."""
    where = [] if any(arg.startswith("--scheduler") for arg in args) else ["--local=2"]
    return desk.run("batch", *args, *where, *(["--isolated"] if isolated else []), **QUIET, **extra)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("it does not listen")


@contextmanager
def scheduled(folder: Path, workers: int, environment: Mapping[str, str]) -> Iterator[tuple[str, list[Popen[bytes]]]]:
    """The address of a scheduler that stands by itself with so many workers, and the processes: its own first."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    commands = (
        ["scheduler", "--host=127.0.0.1", f"--port={port}", "--no-dashboard"],
        ["worker", address, f"--nworkers={workers}", "--nthreads=1", "--no-dashboard", f"--local-directory={folder}"],
    )
    running: list[Popen[bytes]] = []
    try:
        for command in commands:
            running.append(Popen([sys.executable, "-m", "dask", *command], env=environment, stderr=DEVNULL))
            wait_for(port)
        yield address, running
    finally:
        for one in reversed(running):
            one.terminate()
        for one in running:
            one.wait()


@pytest.fixture(scope="session")
def s3() -> dict[str, str]:
    """The environment with credentials for a store on this machine that speaks S3; it may not be there yet."""
    url = f"http://127.0.0.1:{free_port()}"
    return {"AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}  # fmt: skip


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory, s3: dict[str, str]) -> Iterator[str]:
    """The address of a scheduler with two workers, which all tests share that kill none of them."""
    folder = tmp_path_factory.mktemp("workers")
    with scheduled(folder, 2, {**os.environ, **QUIET, **s3}) as (address, _):
        yield address


def rows(out: Path, table: str = "findings", *, finished: bool = False) -> list[dict[str, Any]]:
    """The rows of a table, sorted by page and place; with `finished` those of partitions that the manifest names."""
    found = [row for part in _parts(out, table, finished=finished) for row in part.to_pylist()]
    return sorted(
        found, key=lambda row: (row["path"], row.get("start_offset", 0), row.get("end_offset", 0), row.get("rule", ""))
    )


def _parts(out: Path, table: str, columns: list[str] | None = None, *, finished: bool = False) -> Iterator[Any]:
    """A table, partition by partition."""
    reader = pytest.importorskip("pyarrow.parquet")
    for part in sorted((out / table).glob("*.parquet")):
        if not finished or (out / "manifest" / f"{part.stem}.json").exists():
            yield reader.read_table(part, columns=columns)


def told(out: Path, *, finished: bool = False) -> list[tuple[Any, ...]]:
    """The findings as `check --output-format json` tells them."""
    parts = _parts(out, "findings", list(KEYS), finished=finished)
    return sorted((row for part in parts for row in zip(*part.to_pydict().values(), strict=True)), key=_place)


def told_by_json(text: str) -> list[tuple[Any, ...]]:
    found = [(row["file"], *(row[key] for key in KEYS[1:])) for row in json.loads(text)]
    return sorted(found, key=_place)


def _place(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return row[0], row[1:3], row[3:5], row[5], row[7]
