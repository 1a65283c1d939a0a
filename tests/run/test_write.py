"""Writing pages: what they were is kept, and what cannot be written well is not written at all."""

from __future__ import annotations

import errno
import os
import resource
import stat
from collections.abc import Callable
from io import FileIO
from pathlib import Path

import pytest

from mdlint_zh.engine.fix import fix_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import Active, Plan
from mdlint_zh.page import Page
from mdlint_zh.run.choices import Choices
from mdlint_zh.run.page import fix_file, read_file
from mdlint_zh.run.private_folder import state_folder
from mdlint_zh.run.read import ReadError
from mdlint_zh.run.write import place
from mdlint_zh.run.write.write import WriteError, write_page

pytestmark = [pytest.mark.attack, pytest.mark.skipif(os.name == "nt", reason="modes and links are others there")]
RULES = load_rules().rules
OLD, NEW = "一 \n二\n", "一\n二\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "归档 页.md"
    path.write_bytes(OLD.encode())
    return path


def fix(path: Path, *rules: str) -> list[str]:
    """Repair a file; what went wrong."""
    choices = Choices(RULES, select=rules or ("trailing-spaces",), isolated=True)
    try:
        report = fix_file(read_file(str(path), choices), path, choices, write=True)
    except ReadError as error:
        return [str(error)]
    return [failure.message for failure in report.failures]


def names(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir())


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o755, 0o666])
def test_the_mode_of_a_file_is_kept(page: Path, mode: int) -> None:
    page.chmod(mode)
    assert fix(page) == []
    assert (page.read_text("utf-8"), stat.S_IMODE(page.stat().st_mode)) == (NEW, mode)


def test_the_owner_of_a_file_is_kept(page: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root gives files away")
    os.chown(page, 12, 34)
    assert fix(page) == []
    assert (page.stat().st_uid, page.stat().st_gid) == (12, 34)


def test_a_symbolic_link_is_followed_and_stays_one(page: Path) -> None:
    (page.parent / "sub").mkdir()
    link = page.parent / "sub/link.md"
    link.symlink_to("../归档 页.md")
    assert fix(link) == []
    assert link.is_symlink()
    assert page.read_text("utf-8") == NEW
    assert names(page) == ["sub", page.name]


def test_a_hard_link_is_kept(page: Path) -> None:
    other = page.parent / "other.md"
    os.link(page, other)
    assert fix(page) == []
    assert other.read_text("utf-8") == NEW
    assert other.stat().st_ino == page.stat().st_ino
    assert names(page) == ["other.md", page.name]


def test_a_read_only_file_is_refused(page: Path) -> None:
    """Root could write it; who made it read-only meant it."""
    page.chmod(0o444)
    assert fix(page) == ["is read-only"]
    assert page.read_text("utf-8") == OLD
    assert names(page) == [page.name]


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("change", [lambda path: path.write_text("三\n", "utf-8"), lambda path: os.utime(path, (1, 1))])
def test_a_file_that_was_changed_meanwhile_is_left_alone(
    page: Path, linked: bool, change: Callable[[Path], object]
) -> None:
    if linked:
        os.link(page, page.parent / "other.md")
    before = page.stat()
    change(page)
    text = page.read_text("utf-8")
    with pytest.raises(WriteError, match="changed by somebody else"):
        write_page(page, NEW, before)
    assert page.read_text("utf-8") == text
    assert not [name for name in names(page) if name.startswith(".")]


def test_a_file_that_was_removed_meanwhile_does_not_come_back(page: Path) -> None:
    before = page.stat()
    page.unlink()
    with pytest.raises(WriteError):
        write_page(page, NEW, before)
    assert names(page) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\ufeff一 \n", "\ufeff一\n"),
        ("一 \r\n二\n三\r四", "一\r\n二\n三\r四"),
        ("一 \u2028二\x0b\x0c\x85\n", "一 \u2028二\x0b\x0c\x85\n"),
        ("一 \n\ud7ff𠮷\U0010ffff", "一\n\ud7ff𠮷\U0010ffff"),
    ],
)
def test_every_byte_that_no_fix_is_for_is_kept(page: Path, before: str, after: str) -> None:
    page.write_bytes(before.encode())
    assert fix(page) == []
    assert page.read_bytes() == after.encode()


def test_a_page_without_defects_is_not_rewritten(page: Path) -> None:
    page.write_bytes(NEW.encode())
    before = page.stat()
    assert fix(page) == []
    assert (page.stat().st_mtime_ns, page.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize("linked", [False, True])
def test_a_full_disk_leaves_the_old_page(page: Path, linked: bool) -> None:
    """The limit on the size of files stands for the disk: the old page fits, the new one does not."""
    page.write_bytes(b"x" * 5000)
    if linked:
        os.link(page, page.parent / "other.md")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (6000, hard))
    try:
        with pytest.raises(WriteError, match="cannot be written"):
            write_page(page, "y" * 9000, page.stat())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert page.read_bytes() == b"x" * 5000
    assert not [name for name in names(page) if name.startswith(".")]


def test_only_the_defect_is_written(page: Path) -> None:
    """The file is what the fixes make of its text, to the byte."""
    text = "\ufeff一 \r\n　　二\t\n\x85三  \r[[zh:四]]\\\n" * 50
    page.write_bytes(text.encode())
    plan = Plan([Active(RULES["trailing-spaces"], RULES["trailing-spaces"].options())])
    wanted = fix_page(Page(text, page), plan).page.text
    assert fix(page) == []
    assert page.read_bytes() == wanted.encode() != text.encode()


@pytest.mark.parametrize("linked", [False, True])
def test_a_folder_that_became_a_link_meanwhile_is_not_written_into(page: Path, linked: bool) -> None:
    folder, home = page.parent / "folder", page.parent / "home"
    folder.mkdir()
    home.mkdir()
    there, victim = folder / "notes.md", home / "notes.md"
    for path in (there, victim):
        path.write_bytes(OLD.encode())
    if linked:
        os.link(there, page.parent / "other.md")
    before = there.stat()
    folder.rename(page.parent / "moved")
    folder.symlink_to("home")
    with pytest.raises(WriteError, match="changed by somebody else"):
        write_page(there, NEW, before)
    assert [path.name for path in home.iterdir()] == ["notes.md"]
    assert victim.read_text("utf-8") == OLD


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("put", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("victim")])
def test_what_came_in_a_page_s_place_meanwhile_is_left_alone(
    put: Callable[[Path], object], linked: bool, page: Path
) -> None:
    victim = page.with_name("victim")
    victim.write_bytes(OLD.encode())
    if linked:
        os.link(page, page.with_name("other.md"))
    before = page.stat()
    page.unlink()
    put(page)
    with pytest.raises(WriteError):
        write_page(page, NEW, before)
    assert victim.read_text("utf-8") == OLD
    assert not [name for name in names(page) if name.startswith(".")]


@pytest.mark.parametrize("linked", [False, True])
def test_a_page_whose_time_of_change_was_put_back_is_left_alone(page: Path, linked: bool) -> None:
    if linked:
        os.link(page, page.with_name("other.md"))
    before = page.stat()
    page.write_bytes(OLD.encode().swapcase().replace("一".encode(), "三".encode()))
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(WriteError, match="changed by somebody else"):
        write_page(page, NEW, before)
    assert page.read_text("utf-8").startswith("三")


@pytest.mark.parametrize("named", ["folder", "folder/页.md", ".", "other"])
def test_only_what_was_named_is_written(page: Path, named: str) -> None:
    target = page.parent.resolve() / "folder/页.md"
    target.parent.mkdir()
    target.write_bytes(OLD.encode())
    wanted = frozenset([str((page.parent / named).resolve())])
    if named == "other":
        with pytest.raises(WriteError, match="no page below what was named"):
            write_page(target, NEW, target.stat(), wanted)
    else:
        write_page(target, NEW, target.stat(), wanted)
    assert target.read_text("utf-8") == (OLD if named == "other" else NEW)


@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_fault_while_a_page_is_written_over_leaves_the_old_one(
    page: Path, fault: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.link(page, page.with_name("other.md"))
    faults = [fault]

    def fill(file: FileIO, data: bytes) -> None:
        if faults:
            file.write(data[:5])
            raise faults.pop()
        place.fill(file, data)

    monkeypatch.setattr("mdlint_zh.run.write.backup.fill", fill)
    with pytest.raises((WriteError, KeyboardInterrupt)):
        write_page(page, NEW, page.stat())
    assert page.read_text("utf-8") == OLD
    assert [one for one in (state_folder() or page).iterdir() if one.name != "cache.key"] == []
