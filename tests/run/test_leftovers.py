"""What a killed run left: removed or restored where a record proves that it is ours, and left alone in every other case."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from mdlint_zh.run.private_folder import state_folder
from mdlint_zh.run.write.backup import Backup, is_half_written
from mdlint_zh.run.write.leftovers import new_name, sweep

pytestmark = [pytest.mark.attack, pytest.mark.skipif(os.name == "nt", reason="nothing is swept there")]
OLD, NEW = b"old text " * 100, b"new text " * 80
HALF = NEW[:300] + OLD[300:]


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = state_folder()
    assert folder is not None
    return folder


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path.resolve() / "pages" / "页.md"
    path.parent.mkdir()
    path.write_bytes(HALF)
    return path


def record(state: Path, head: object, body: bytes = b"") -> Path:
    path = state / f"write-{os.urandom(4).hex()}"
    path.write_bytes(json.dumps(head).encode() + b"\n" + body)
    return path


def backup(state: Path, page: Path) -> Path:
    """The record of a dead process that was writing this page over."""
    found = page.stat()
    head = {
        "page": str(page),
        "file": [found.st_dev, found.st_ino, found.st_uid],
        "sizes": [len(OLD), len(NEW)],
    }
    return record(state, head, OLD + NEW)


def test_a_new_file_that_a_record_names_is_removed(state: Path, page: Path) -> None:
    left = page.with_name(new_name())
    left.write_bytes(NEW)
    record(state, {"new": str(left)})
    assert list(sweep([])) == []
    assert (list(page.parent.iterdir()), list(state.iterdir())) == ([page], [])


def a_link(path: Path) -> None:
    path.symlink_to("页.md")


def anothers(path: Path) -> None:
    path.touch()
    if os.geteuid() != 0:
        pytest.skip("only root gives files away")
    os.chown(path, 12, 34)


@pytest.mark.parametrize("make", [a_link, Path.mkdir, os.mkfifo, anothers])
def test_what_is_no_file_of_ours_is_not_removed(make: Callable[[Path], None], state: Path, page: Path) -> None:
    left = page.with_name(new_name())
    make(left)
    record(state, {"new": str(left)})
    assert list(sweep([str(page)])) == []
    assert os.path.lexists(left)
    assert page.read_bytes() == HALF


@pytest.mark.parametrize("name", ["页.md", ".mdlint-zh-base.toml", ".mdlint-zh-x.new", f".mdlint-zh-{'0' * 32}.new.md"])
def test_a_name_that_no_new_file_has_is_not_removed(name: str, state: Path, page: Path) -> None:
    left = page.with_name(name)
    left.write_bytes(HALF)
    record(state, {"new": str(left)})
    assert list(sweep([str(page)])) == []
    assert left.read_bytes() == HALF
    assert list(state.iterdir()) == []


def test_a_relative_name_is_not_removed(state: Path, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = page.with_name(new_name())
    left.touch()
    monkeypatch.chdir(page.parent)
    record(state, {"new": left.name})
    assert list(sweep([])) == []
    assert left.exists()


@pytest.mark.parametrize("kind", ["a new file", "a backup"])
def test_what_a_living_process_writes_is_left_to_it(kind: str, state: Path, page: Path) -> None:
    left = page.with_name(new_name())
    left.touch()
    held = backup(state, page) if kind == "a backup" else record(state, {"new": str(left)})
    with held.open("rb") as busy:
        fcntl.flock(busy, fcntl.LOCK_EX)
        assert list(sweep([str(page)])) == []
    assert (page.read_bytes(), left.exists(), held.exists()) == (HALF, True, True)


def test_a_page_half_written_is_restored_and_told(state: Path, page: Path) -> None:
    backup(state, page)
    (line,) = sweep([str(page)])
    assert line == f"{page}: was half written by a run that was killed; it is restored"
    assert (page.read_bytes(), list(state.iterdir())) == (OLD, [])


def test_a_page_is_restored_through_a_link_that_leads_to_it(state: Path, page: Path) -> None:
    backup(state, page)
    link = page.with_name("link.md")
    link.symlink_to(page.name)
    assert len(list(sweep([str(link)]))) == 1
    assert page.read_bytes() == OLD
    assert link.is_symlink()


def test_a_page_of_another_run_waits_for_it(state: Path, page: Path) -> None:
    kept = backup(state, page)
    assert list(sweep([str(page.with_name("other.md"))])) == []
    assert page.read_bytes() == HALF
    assert kept.exists()


@pytest.mark.parametrize("whole", [OLD, NEW])
def test_a_whole_page_is_in_order(whole: bytes, state: Path, page: Path) -> None:
    page.write_bytes(whole)
    backup(state, page)
    assert list(sweep([str(page)])) == []
    assert (page.read_bytes(), list(state.iterdir())) == (whole, [])


def by_hand(page: Path) -> None:
    page.write_bytes(HALF[:200] + b"X" + HALF[201:])


def at_its_end(page: Path) -> None:
    page.write_bytes(HALF + b"more")


def shorter(page: Path) -> None:
    page.write_bytes(HALF[:250])


def by_another_file(page: Path) -> None:
    other = page.with_name("other")
    other.write_bytes(HALF)
    other.replace(page)


def by_another_owner(page: Path) -> None:
    anothers(page)


@pytest.mark.parametrize("change", [by_hand, at_its_end, shorter, by_another_file, by_another_owner])
def test_a_page_that_somebody_changed_since_is_left_alone_and_its_old_text_kept(
    change: Callable[[Path], None], state: Path, page: Path
) -> None:
    backup(state, page)
    change(page)
    now = page.read_bytes()
    (line,) = sweep([str(page)])
    (kept,) = state.iterdir()
    assert line == f"{page}: was changed after a run was killed that wrote it; its old text is kept in {kept}"
    assert (page.read_bytes(), kept.read_bytes(), kept.stat().st_mode & 0o777) == (now, OLD, 0o600)
    assert list(sweep([str(page)])) == []


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda page: page.symlink_to("victim")])
def test_what_has_come_in_a_page_s_place_is_not_written(make: Callable[[Path], None], state: Path, page: Path) -> None:
    victim = page.with_name("victim")
    victim.write_bytes(HALF)
    backup(state, page)
    page.unlink()
    make(page)
    list(sweep([str(page)]))
    assert victim.read_bytes() == HALF


@pytest.mark.parametrize("cut", [1, len(NEW), len(OLD) + len(NEW)])
def test_a_record_that_is_cut_off_is_of_a_page_that_was_not_touched(cut: int, state: Path, page: Path) -> None:
    left = backup(state, page)
    left.write_bytes(left.read_bytes()[:-cut])
    assert list(sweep([str(page)])) == []
    assert (page.read_bytes(), list(state.iterdir())) == (HALF, [])


def test_links_and_folders_among_the_records_are_passed_over(state: Path, page: Path) -> None:
    (state / "write-a").symlink_to(page)
    (state / "write-b").mkdir()
    os.mkfifo(state / "write-c")
    assert list(sweep([str(page)])) == []
    assert len(list(state.iterdir())) == 3
    assert page.read_bytes() == HALF


HEADS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda some: st.lists(some) | st.dictionaries(st.text(), some),
)
ODD = st.binary() | HEADS.map(lambda head: json.dumps(head).encode()) | st.just(b"[" * 100_000) | st.just(b"9" * 5000)
PARTS = st.fixed_dictionaries(
    {}, optional={"new": HEADS | st.just("/\0"), "page": HEADS | st.just("\0"), "file": HEADS, "sizes": HEADS}
).map(lambda head: json.dumps(head).encode())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ODD | PARTS)
def test_a_record_that_nobody_wrote_does_nothing(state: Path, page: Path, content: bytes) -> None:
    (state / "write-odd").write_bytes(content)
    assert list(sweep([str(page)])) == []
    assert (list(state.iterdir()), page.read_bytes()) == ([], HALF)


TEXTS = st.binary(max_size=40) | st.text("ab", max_size=40).map(str.encode)


@given(TEXTS, TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_what_a_cut_off_write_leaves_is_known(old: bytes, new: bytes, cut: int, back: int) -> None:
    """The write gets to `cut`, or to its end, and the way back to `back`."""
    written = new[:cut] + old[len(new[:cut]) :]
    for half in (written, new):
        restored = old[:back] + half[len(old[:back]) :]
        assert is_half_written(half, old, new)
        assert is_half_written(restored, old, new)


@given(st.binary(min_size=1, max_size=40), st.data())
def test_a_byte_that_is_in_neither_text_is_somebody_s(old: bytes, data: st.DataObject) -> None:
    new = data.draw(st.binary(min_size=len(old), max_size=40))
    place = data.draw(st.integers(0, len(old) - 1))
    other = next(byte for byte in range(3) if byte not in (old[place], new[place]))
    assert not is_half_written(old[:place] + bytes([other]) + old[place + 1 :], old, new)


def test_a_backup_is_read_as_it_was_written(state: Path, page: Path) -> None:
    path = backup(state, page)
    line, _, body = path.read_bytes().partition(b"\n")
    assert Backup.read(json.loads(line), body) == Backup.of(str(page), page.stat(), OLD, NEW)
