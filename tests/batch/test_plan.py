"""What is done again and what is not, and names in shards: without any of the packages of the extra."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdlint_zh.batch.error import BatchError
from mdlint_zh.batch.output.copies import Copies, check_apart
from mdlint_zh.batch.output.lock import locked
from mdlint_zh.batch.output.manifest import (
    Done,
    Input,
    check_run,
    read_done,
    read_head,
    remove_part,
    write_done,
    write_head,
)
from mdlint_zh.batch.output.store import Store
from mdlint_zh.batch.paths import name_of
from mdlint_zh.batch.plan import BYTES, Known, Plan, Task, plan
from mdlint_zh.batch.sources.names import Names, key_of


def inputs(*names: str, size: int = 1, mark: str = "1") -> list[Input]:
    return [Input(f"/p/{name}", name, size, mark) for name in names]


def planned(given: list[Input], former: list[Done] | None = None, key: str = "k", **known: Known) -> Plan:
    return plan(given, former or [], key, known, lambda path: path == "there", most=2)


def done(task: Task, **told: bool) -> Done:
    return Done(task.part, task.key, list(task.inputs), asked=told)


def shared(made: Plan) -> dict[int, list[str]]:
    return {task.part: [one.path for one in task.inputs] for task in made.tasks}


def test_partitions_have_so_many_pages_and_bytes() -> None:
    assert shared(planned(inputs("a", "b", "c"))) == {0: ["a", "b"], 1: ["c"]}
    assert shared(planned(inputs("a", "b", size=BYTES))) == {0: ["a"], 1: ["b"]}
    assert shared(planned([], [])) == {}


def test_a_shard_counts_for_its_pages_and_is_never_cut() -> None:
    known = {f"/p/{name}": Known(count) for name, count in (("a", 1), ("b", 1), ("c", 5), ("d", 0))}
    made = plan(inputs("a", "b", "c", "d"), [], "k", known, lambda _: True, most=2)
    assert shared(made) == {0: ["a", "b"], 1: ["c"], 2: ["d"]}


def test_a_second_run_does_nothing() -> None:
    given = inputs("a", "b", "c")
    before = [done(task) for task in planned(given).tasks]
    assert planned(given, before) == Plan([], before, [])


def test_what_changed_is_done_again_and_nothing_else() -> None:
    given = inputs("a", "b", "c", "d")
    before = [done(task) for task in planned(given).tasks]
    changed = planned([given[0]._replace(mark="2"), *given[1:]], before)
    assert shared(changed) == {0: ["a", "b"]}
    assert [one.part for one in changed.done] == [1]
    assert shared(planned([given[0]._replace(size=2), *given[1:]], before)) == {0: ["a", "b"]}


def test_new_pages_make_new_partitions_and_pages_that_go_leave_theirs() -> None:
    given = inputs("b", "c", "d")
    before = [done(task) for task in planned(given).tasks]
    assert shared(planned(inputs("a", "b", "c", "d", "e"), before)) == {2: ["a", "e"]}
    assert shared(planned(inputs("b", "d"), before)) == {0: ["b"]}
    assert planned(inputs("b", "c"), before).gone == [1]
    assert planned([], before).gone == [0, 1]


def test_other_settings_do_all_again() -> None:
    given = inputs("a", "b", "c")
    before = [done(task) for task in planned(given).tasks]
    assert shared(planned(given, before, key="other")) == {0: ["a", "b"], 1: ["c"]}


def test_a_file_beside_pages_that_comes_or_goes_does_them_again() -> None:
    given = inputs("a", "b", "c")
    first, second = planned(given).tasks
    before = [done(first, there=True, gone=False), done(second, gone=True)]
    assert shared(planned(given, before)) == {1: ["c"]}


def test_what_could_not_be_read_is_tried_again() -> None:
    given = inputs("a")
    [task] = planned(given).tasks
    before = done(task)
    before.again = True
    assert shared(planned(given, [before])) == {0: ["a"]}


def test_a_page_that_counts_elsewhere_now_does_its_shard_again() -> None:
    given = inputs("a", "b")
    known = {"/p/a": Known(1), "/p/b": Known(1)}
    before = [done(task) for task in plan(given, [], "k", known, lambda _: True, most=1).tasks]
    known["/p/b"] = Known(1, {7: "a"})
    assert shared(plan(given, before, "k", known, lambda _: True, most=1)) == {1: ["b"]}


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("a/b.md", "a/b.md"),
        ("./a//b.md", "a/b.md"),
        ("a/./题.md", "a/题.md"),
        ("..a/b..md", "..a/b..md"),
        ("a b.md", "a b.md"),
    ],
)
def test_paths_in_shards_are_told_in_their_shortest_form(given: str, name: str) -> None:
    assert name_of(given) == (name, "")


@pytest.mark.parametrize(
    "given",
    ["../a.md", "a/../../b.md", "a/../b.md", "/a.md", "//a.md", "C:/a.md", "c:a.md", "\\a.md", "..\\a.md", "a\\..\\b.md",
     "", "a\0.md", "\ud800.md", "x" * 5000, ".."],
    ids=range(15),
)  # fmt: skip
def test_paths_that_lead_elsewhere_are_refused(given: str) -> None:
    name, why = name_of(given)
    assert why
    assert name.encode("utf-8") is not None


def test_names_are_known_by_eight_bytes_each() -> None:
    names = Names(map(key_of, ("a/b.md", "c.md")))
    assert "a/b.md" in names
    assert "b.md" not in names
    assert len(names) == 2
    assert "a" not in Names()


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    one = Done(3, "k", inputs("题.md"), 5, [1, 2, 3], asked={"a": True}, failures=[("a", "b")])
    write_done(store, one)
    [read] = read_done(store)
    assert (read.part, read.inputs, read.found, read.asked) == (3, one.inputs, [1, 2, 3], {"a": True})
    remove_part(store, 3)
    assert list(read_done(store)) == []


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[1]", b'{"part": 1', b'{"inputs": [[1]]}', b'{"inputs": [], "other": 1}', b"\xff"]
)
def test_a_broken_manifest_of_a_partition_counts_as_not_done(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "manifest").mkdir()
    (tmp_path / "manifest" / "part-0000001.json").write_bytes(data)
    assert list(read_done(Store(str(tmp_path)))) == []


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"mdlint-zh-batch": 99}', b"\xff"])
def test_a_head_that_is_none_is_left_alone(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "batch.json").write_bytes(data)
    with pytest.raises(BatchError, match=r"batch\.json: is no manifest|holds results of form 99"):
        read_head(Store(str(tmp_path)))
    write_head(Store(str(tmp_path / "new")), {"key": "k"})
    assert (read_head(Store(str(tmp_path / "new"))) or {})["key"] == "k"


def test_what_killed_runs_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    store.write("facts/part-1.parquet", b"1")
    (tmp_path / "facts" / ".part-1.parquet.abc.tmp").write_bytes(b"")
    store.sweep("facts")
    store.sweep("nowhere")
    assert store.names("facts") == ["part-1.parquet"]


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    store.write("a", b"old")

    def write() -> None:
        with store.writing("a") as new:
            new.write_bytes(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    assert store.read("a") == b"old"
    assert store.names("") == ["a"]


@pytest.mark.parametrize(
    "error",
    [
        OSError(28, "No space left on device"),
        OSError("[Errno 28] Error writing bytes to file. Detail: [errno 28] No space left on device"),
    ],
    ids=["system", "arrow"],
)
def test_a_full_disk_is_told(error: OSError, tmp_path: Path) -> None:
    def write() -> None:
        with Store(str(tmp_path)).writing("a"):
            raise error

    with pytest.raises(BatchError, match="no space left on the device; what is done is kept"):
        write()
    assert list(tmp_path.iterdir()) == []


def test_one_run_at_a_time_writes(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "out"))
    with locked(store), pytest.raises(BatchError, match="another run is writing there"), locked(store):
        pass
    with locked(store):
        pass


@pytest.mark.parametrize(
    ("source", "fix_to"),
    [("a", "a"), ("a", "a/b"), ("a/b", "a"), ("a/*.tar", "a"), ("s3://b/a", "s3://b/a/c"), ("a", "file://a")],
)
def test_copies_never_lie_with_their_sources(
    source: str, fix_to: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BatchError, match="copies go elsewhere"):
        check_apart(fix_to, [source])
    check_apart("elsewhere", [source])


def test_a_copy_is_written_below_its_folder_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    (tmp_path / "to").mkdir()
    (tmp_path / "to" / "link").symlink_to(tmp_path / "away")
    copies = Copies(str(tmp_path / "to"))
    copies.write("a/1.md", "题")
    assert (tmp_path / "to" / "a" / "1.md").read_text(encoding="utf-8") == "题"
    for path in ("link/1.md", "../1.md", "/1.md"):
        with pytest.raises(BatchError):
            copies.write(path, "题")
    assert list((tmp_path / "away").iterdir()) == []


def test_partitions_get_smaller_towards_the_end_so_that_no_core_waits_long() -> None:
    given = inputs(*map(str, range(40_000)))
    sizes = [len(task.inputs) for task in plan(given, [], "k", {}, lambda _: True, cores=lambda: 2).tasks]
    assert (sum(sizes), sizes[0], len(sizes) < 40) == (40_000, 2_000, True)
    assert sizes[:-1] == sorted(sizes[:-1], reverse=True)
    assert max(sizes[-2:]) <= 200


def test_small_partitions_are_what_was_asked_for_and_a_few_pages_are_shared_among_all_cores() -> None:
    given = inputs(*map(str, range(1_000)))
    sizes = [len(task.inputs) for task in plan(given, [], "k", {}, lambda _: True, 50, lambda: 2).tasks]
    assert sizes == [50] * 20
    sizes = [len(task.inputs) for task in plan(given, [], "k", {}, lambda _: True, cores=lambda: 64).tasks]
    assert sizes == [200] * 5


def test_nobody_is_asked_how_many_cores_there_are_when_nothing_is_new() -> None:
    given = inputs("a", "b", "c")
    before = [done(task) for task in planned(given).tasks]

    def cores() -> int:
        pytest.fail("was asked")

    changed = [given[0]._replace(mark="2"), *given[1:]]
    assert shared(plan(changed, before, "k", {}, lambda _: True, 2, cores)) == {0: ["a", "b"]}


def test_what_a_dead_run_had_dealt_out_writes_nothing_over_the_next_one(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    write_head(store, {"run": "new"})
    check_run(store, "new")
    with pytest.raises(BatchError, match="another run writes there now"):
        check_run(store, "old")
