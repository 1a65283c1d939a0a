"""A run from sources to tables, in one process: what is found, what is done again, and what goes wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from batched import PACKERS, Heard, Here, article, pages, parquet, rows, tar, told, told_by_json, zipped
from conftest import Desk

from mdlint_zh.batch.error import BatchError
from mdlint_zh.batch.output.manifest import read_done
from mdlint_zh.batch.output.store import Store
from mdlint_zh.batch.plan import Task
from mdlint_zh.batch.run import run
from mdlint_zh.batch.work import work


def checked(desk: Desk, *args: str) -> list[tuple[object, ...]]:
    return told_by_json(desk.run("check", *args, "--no-cache", "--output-format=json").out)


def test_a_folder_gives_what_check_gives(there: Desk, here: Here) -> None:
    heard = here.run(Path("out"), "content", pages=7)
    assert told(Path("out")) == checked(there, "content", "--isolated")
    assert heard.plan == (5, 31, 0)
    assert sum(done.pages for done in heard.done) == 31


@pytest.mark.parametrize("kind", PACKERS)
def test_a_shard_gives_what_its_folder_gives(kind: str, there: Desk, here: Here) -> None:
    made = list(pages(30).items())
    for number, part in enumerate((made[:10], made[10:11], made[11:])):
        PACKERS[kind](Path(f"shard{number}{kind}"), part)
    heard = here.run(Path("out"), f"shard*{kind}")
    assert told(Path("out")) == checked(there, "content", "--isolated")
    assert heard.faults == []
    assert here.run(Path("out"), f"shard*{kind}").plan == (1, 31, 31)


def test_settings_are_those_that_check_takes_folder_by_folder(there: Desk, here: Here) -> None:
    there.write("content/.mdlint-zh.toml", 'exclude = ["3.md"]\nignore = ["trailing-spaces"]\n')
    there.write("content/deep/.mdlint-zh.toml", 'select = ["wikilink"]\n')
    there.write("content/deep/1.md", article(0))
    here.run(Path("out"), "content", config=None)
    found = told(Path("out"))
    assert found == checked(there, "content")
    assert "content/3.md" not in {row[0] for row in found}


def test_a_second_run_does_what_changed_and_nothing_else(there: Desk, here: Here) -> None:
    out = Path("out")
    here.run(out, "content", pages=10)
    assert here.worked == [0, 1, 2, 3]
    here.run(out, "content", pages=10)
    assert here.worked == [0, 1, 2, 3]
    there.write("content/0.md", article(1))
    there.write("content/new.md", article(2))
    Path("content/9.md").unlink()
    here.run(out, "content", pages=10)
    assert sorted(here.worked[4:]) == [0, 2, 4]
    assert told(out) == checked(there, "content", "--isolated")
    there.write("content/sub/README.md", "# 目录\n")
    Path("content/README.md").unlink()
    heard = here.run(out, "content", pages=10)
    assert told(out) == checked(there, "content", "--isolated")
    assert heard.plan[1] == 31


def test_other_settings_do_all_anew_and_say_so(there: Desk, here: Here) -> None:
    here.run(Path("out"), "content", pages=10)
    heard = here.run(Path("out"), "content", pages=10, select=("wikilink",))
    assert any("results of other settings" in line for line in heard.said)
    assert told(Path("out")) == checked(there, "content", "--isolated", "--select=wikilink")


def test_a_run_that_was_cut_off_goes_on_where_it_was(there: Desk, here: Here) -> None:
    out = Path("out")
    here.run(out, "content", pages=10)
    (out / "manifest" / "part-0000002.json").unlink()
    (out / "findings" / "part-0000002.parquet").write_bytes(b"half")
    (out / "facts" / ".part-0000002.parquet.1.tmp").write_bytes(b"half")
    del here.worked[:]
    here.run(out, "content", pages=10)
    assert here.worked == [2]
    assert told(out) == checked(there, "content", "--isolated")
    assert not list(out.glob("*/.*"))


HOSTILE = [("../out.md", b"a \n"), ("/mdlint-zh-hostile.md", b"a \n"), ("a/../../b.md", b"a \n"), ("a.md", b"a \n"), ("a.md", b"b  \n"), ("./a.md", b"c\n")]  # fmt: skip


@pytest.mark.parametrize("kind", [".tar", ".tar.zst", ".parquet", ".jsonl", ".zip"])
def test_hostile_names_are_told_and_written_nowhere(kind: str, there: Desk, here: Here) -> None:
    made = HOSTILE if kind != ".zip" else [one for one in HOSTILE if one[1] != b"b  \n"]
    PACKERS[kind](Path(f"bad{kind}"), made)
    before = set(there.folder.parent.rglob("*"))
    heard = here.run(Path("out"), f"bad{kind}", fix_to="copies")
    refused = dict(heard.done[0].refused)
    assert {name.partition(": ")[2] for name in refused} == {name for name, _ in made} - {"./a.md"} - (
        {"a.md"} if kind == ".zip" else set()
    ) | {"a.md"}
    assert [row["path"] for row in rows(Path("out"), "facts")] == ["a.md"]
    assert Path("copies/a.md").read_bytes() == b"a\n"
    new = {path for path in set(there.folder.parent.rglob("*")) - before if path.suffix == ".md"}
    assert new == {there.folder / "copies" / "a.md"}
    assert not Path("/mdlint-zh-hostile.md").exists()


def test_a_path_in_two_shards_counts_in_the_first(there: Desk, here: Here) -> None:
    tar(Path("a.tar"), [("1.md", b"a \n"), ("2.md", b"a\n")])
    zipped(Path("b.zip"), [("1.md", b"a  \n"), ("3.md", b"a \n")])
    heard = here.run(Path("out"), "a.tar", "b.zip")
    assert [(row[0], row[2]) for row in told(Path("out")) if row[5] == "trailing-spaces"] == [("1.md", 2), ("3.md", 2)]
    assert heard.done[0].refused == [("b.zip: 1.md", "is in a.tar, too, which counts")]
    shown = there.run("check", "--from=out", "--statistics")
    assert (shown.code, shown.complaints) == (2, ["mdlint-zh: b.zip: 1.md: is in a.tar, too, which counts"])


@pytest.mark.parametrize("kind", PACKERS)
@pytest.mark.parametrize("left", [0.0, 0.31, 0.97])
def test_a_shard_that_is_cut_off_is_told_and_costs_no_other(kind: str, left: float, there: Desk, here: Here) -> None:
    assert there
    made = list(pages(8).items())
    shard = PACKERS[kind](Path(f"half{kind}"), made)
    data = shard.read_bytes()
    shard.write_bytes(data[: int(len(data.rstrip(b"\0")) * left)])
    tar(Path("whole.tar"), [("other.md", b"a \n")])
    heard = here.run(Path("out"), f"half{kind}", "whole.tar")
    if not (kind == ".jsonl" and left == 0):
        [(_, why)] = [one for done in heard.done for one in done.failures if one[0] == f"half{kind}"]
        assert "cut off" in why
    assert "other.md" in {row[0] for row in told(Path("out"))}
    shard.write_bytes(data)
    heard = here.run(Path("out"), f"half{kind}", "whole.tar")
    assert not any(done.failures for done in heard.done)


@pytest.mark.parametrize("cut", ["end", "header", "data"])
def test_a_tar_that_ends_anywhere_is_seen_to_be_cut_off(cut: str, there: Desk, here: Here) -> None:
    assert there
    shard = tar(Path("a.tar"), [("1.md", b"a" * 512), ("2.md", b"b" * 512)])
    shard.write_bytes(shard.read_bytes()[: {"end": 2048, "header": 1500, "data": 1800}[cut]])
    [done] = here.run(Path("out"), "a.tar").done
    assert "cut off" in done.failures[0][1]
    assert done.pages == (2 if cut == "end" else 1)


def test_tables_without_their_columns_are_told(there: Desk, here: Here) -> None:
    assert there
    Path("a.jsonl").write_text('{"name": "a.md", "text": "a"}\n', encoding="utf-8")
    Path("b.jsonl").write_text('{"path": "b.md", "text": "a \\n"}\n[1]\n', encoding="utf-8")
    Path("c.jsonl").write_text(
        '{"path": 1, "text": "a"}\n{"path": "c.md", "text": null}\n{"path": "d.md", "text": "\\ud800"}\n',
        encoding="utf-8",
    )
    parquet(Path("d.parquet"), [])
    [done] = here.run(Path("out"), "a.jsonl", "b.jsonl", "c.jsonl", "d.parquet").done
    said = [why for _, why in (*done.failures, *done.refused)]
    assert [part for part in ("has no `path`", "no object with", "has no text", "half a character", "path that is no text", "has no `path` and no `text`")
            if not any(part in why for why in said)] == []  # fmt: skip


def test_repaired_copies_are_those_of_format_and_the_source_stays(there: Desk, here: Here) -> None:
    before = {path: path.read_bytes() for path in Path("content").iterdir()}
    heard = here.run(Path("out"), "content", fix_to="copies")
    assert {path: path.read_bytes() for path in Path("content").iterdir()} == before
    copies = {path.name: path.read_bytes() for path in Path("copies").rglob("*.md")}
    there.run("check", "--fix", "--isolated", "--no-cache", "content")
    fixed = {path.name: path.read_bytes() for path in Path("content").iterdir() if path.read_bytes() != before[path]}
    assert copies == fixed
    assert sum(done.changed for done in heard.done) == len(fixed)
    assert told(Path("out")) == checked(there, "content", "--isolated")


def test_a_file_that_cannot_be_read_is_tried_again(there: Desk, here: Here) -> None:
    Path("content/gone.md").symlink_to("gone.md")
    heard = here.run(Path("out"), "content")
    assert [one for done in heard.done for one in done.failures] == [
        ("content/gone.md", "cannot be read: Too many levels of symbolic links")
    ]
    Path("content/gone.md").unlink()
    there.write("content/gone.md", "a \n")
    here.run(Path("out"), "content")
    assert told(Path("out")) == checked(there, "content", "--isolated")


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (("nowhere",), "nowhere: there is no such file or folder"),
        (("nowhere*.tar",), "there is no such file or folder"),
        (("empty",), "no Markdown pages and no shards in empty"),
        (("memory://none/at/all",), "there is no such file or folder"),
        (("nope://a/b",), "nope://a/b: Protocol not known"),
    ],
)
def test_a_source_that_is_none_is_told(sources: tuple[str, ...], said: str, there: Desk, here: Here) -> None:
    assert there
    Path("empty").mkdir()
    with pytest.raises(BatchError, match=re.escape(said)):
        here.run(Path("out"), *sources)


def test_nothing_is_put_beside_what_is_no_result(there: Desk, here: Here) -> None:
    assert there
    with pytest.raises(BatchError, match="which is no result"):
        here.run(Path(), "content")


def test_results_below_the_source_are_no_source(there: Desk, here: Here) -> None:
    parquet(Path("shards.parquet"), pages(5).items())
    Path("content").rename("../elsewhere")
    Path("README.md").unlink()
    here.run(Path("out"), ".")
    assert here.run(Path("out"), ".").plan == (1, 6, 6)
    assert there


def test_pages_in_a_store_are_named_from_where_the_source_begins(there: Desk, here: Here) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    for name, data in pages(30).items():
        memory.pipe_file(f"/bucket/top/{name}", data)
    here.run(Path("out"), "memory://bucket/top")
    assert told(Path("out")) == checked(there, "content", "--isolated")
    here.run(Path("out2"), "memory://bucket/top/content/1*.md")
    assert {row["path"] for row in rows(Path("out2"), "facts")} == {"1.md", *(f"1{digit}.md" for digit in range(10))}


def test_results_can_lie_in_a_store(there: Desk, here: Here) -> None:
    assert there
    fsspec = pytest.importorskip("fsspec")
    here.run("memory://results/1", "content", pages=10)
    assert here.run("memory://results/1", "content", pages=10).plan == (4, 31, 31)
    memory = fsspec.filesystem("memory")
    assert len(memory.glob("/results/1/findings/*.parquet")) == 4
    assert not memory.glob("/results/1/**/*.tmp")


def test_without_the_extra_the_line_that_brings_it_is_told(there: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util  # noqa: PLC0415

    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(BatchError, match=r"pip install 'mdlint-zh\[dask\]'"):
        run(None, Heard())
    assert there


def test_a_manifest_says_what_a_partition_was_made_of(there: Desk, here: Here) -> None:
    here.run(Path("out"), "content", pages=100)
    said = json.loads(there.read("out/manifest/part-0000000.json"))
    assert said["inputs"][0][:4] == [
        str(there.folder / "content" / "0.md"),
        "content/0.md",
        len(article(0)),
        str(Path("content/0.md").stat().st_mtime_ns),
    ]
    head = json.loads(there.read("out/batch.json"))
    assert {"settings", "code", "rules", "version"} <= set(head)


def test_a_partition_of_a_run_that_another_has_taken_over_is_left_alone(there: Desk, here: Here) -> None:
    here.run(Path("out"), "content", pages=10)
    stray, before = here.job, {path: path.read_bytes() for path in Path("out").rglob("part*")}
    [task] = (done for done in read_done(Store("out")) if done.part == 2)
    here.run(Path("out"), "content", pages=10)
    with pytest.raises(BatchError, match="another run writes there now"):
        work(Task(2, tuple(task.inputs[:3]), task.key, {}), stray)
    assert {path: path.read_bytes() for path in Path("out").rglob("part*")} == before
    assert told(Path("out")) == checked(there, "content", "--isolated")
