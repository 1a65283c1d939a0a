"""Pages for a batch, shards of all kinds that pack them, and a batch that is run in this process, without a cluster."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mdlint_zh.batch import run as batch
from mdlint_zh.batch.error import BatchError
from mdlint_zh.batch.output.manifest import Done
from mdlint_zh.batch.work import work
from mdlint_zh.engine.load import load_rules
from mdlint_zh.run.choices import Choices

if TYPE_CHECKING:
    from conftest import Desk

RULES = load_rules().rules
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
        monkeypatch.setattr(batch, "deal", self._deal)
        monkeypatch.setattr(batch._Run, "client", self)
        monkeypatch.setattr(batch, "preparation", lambda job, _name: setattr(self, "job", job))
        monkeypatch.setattr(batch, "do", self._do)
        monkeypatch.setattr(batch, "code_digest", lambda _rules: "code")  # all files of ours are read for it

    def register_plugin(self, plugin: object) -> None:
        """As a client has it."""

    def run(self, out: Path | str, *sources: str | Path, **asked: Any) -> Heard:
        given = {name: asked.pop(name) for name in ("fix_to", "pages") if name in asked}
        choices = Choices(RULES, isolated="config" not in asked, **asked)
        heard = Heard()
        batch.run(batch.Asked(tuple(map(str, sources)), str(out), choices, **given), heard)
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


def rows(out: Path, table: str = "findings") -> list[dict[str, Any]]:
    """The rows of a table, sorted by page and place."""
    reader = pytest.importorskip("pyarrow.parquet")
    found = [row for part in sorted((out / table).glob("*.parquet")) for row in reader.read_table(part).to_pylist()]
    return sorted(
        found, key=lambda row: (row["path"], row.get("start_offset", 0), row.get("end_offset", 0), row.get("rule", ""))
    )


def told(out: Path) -> list[tuple[Any, ...]]:
    """The findings as `check --output-format json` tells them."""
    return [
        (
            row["path"],
            row["line"],
            row["column"],
            row["end_line"],
            row["end_column"],
            row["rule"],
            row["severity"],
            row["message"],
        )
        for row in rows(out)
    ]


def told_by_json(text: str) -> list[tuple[Any, ...]]:
    found = [
        (
            row["file"],
            row["line"],
            row["column"],
            row["end_line"],
            row["end_column"],
            row["rule"],
            row["severity"],
            row["message"],
        )
        for row in json.loads(text)
    ]
    return sorted(found, key=lambda row: (row[0], row[1:3], row[3:5], row[5]))
