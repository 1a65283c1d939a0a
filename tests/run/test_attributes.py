"""What a page is beside its text: kept when it is replaced, or it is written where it stands, or not at all."""

from __future__ import annotations

import errno
import os
import stat
import struct
from pathlib import Path

import pytest

from mdlint_zh.run.write.write import WriteError, write_page

pytestmark = [
    pytest.mark.attack,
    pytest.mark.skipif(not hasattr(os, "listxattr"), reason="Python reads extended attributes on Linux alone"),
]
ACL = "system.posix_acl_access"
NOBODY_ELSE = 0xFFFFFFFF


def acl(mask: int) -> bytes:
    """A list of access that gives the user 1000 something, as the kernel writes it."""
    entries = [(1, 6, NOBODY_ELSE), (2, 6, 1000), (4, 4, NOBODY_ELSE), (16, mask, NOBODY_ELSE), (32, 0, NOBODY_ELSE)]
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


def give(path: Path, name: str, value: bytes) -> None:
    try:
        os.setxattr(path, name, value)
    except OSError as error:
        pytest.skip(f"no {name} here: {error}")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "页.md"
    path.write_bytes(b"old")
    return path


def write(page: Path) -> None:
    write_page(page, "new", page.stat())
    assert page.read_bytes() == b"new"
    assert list(page.parent.iterdir()) == [page]


@pytest.mark.parametrize("mode", [0o4644, 0o2644, 0o6755, 0o4711 | 0o4, 0o1644, 0o200 | 0o4000 | 0o400])
def test_setuid_setgid_and_sticky_survive(mode: int, page: Path) -> None:
    page.chmod(mode)
    write(page)
    assert stat.S_IMODE(page.stat().st_mode) == mode


def test_setuid_survives_with_another_owner(page: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root gives files away")
    os.chown(page, 12, 34)
    page.chmod(0o6755)
    write(page)
    found = page.stat()
    assert (stat.S_IMODE(found.st_mode), found.st_uid, found.st_gid) == (0o6755, 12, 34)


def test_extended_attributes_survive(page: Path) -> None:
    give(page, "user.note", b"x" * 100)
    give(page, "user.empty", b"")
    before = page.stat().st_ino
    write(page)
    assert {name: os.getxattr(page, name) for name in os.listxattr(page) if name.startswith("user.")} == {
        "user.note": b"x" * 100,
        "user.empty": b"",
    }
    assert page.stat().st_ino != before


@pytest.mark.parametrize("mask", [0, 4, 6])
def test_a_list_of_access_survives(mask: int, page: Path) -> None:
    give(page, ACL, acl(mask))
    before = page.stat().st_mode, os.getxattr(page, ACL)
    write(page)
    assert (page.stat().st_mode, os.getxattr(page, ACL)) == before


def test_a_page_gets_no_list_of_access_from_its_folder(page: Path) -> None:
    page.chmod(0o640)
    give(page.parent, "system.posix_acl_default", acl(6))
    write(page)
    assert ACL not in os.listxattr(page)
    assert stat.S_IMODE(page.stat().st_mode) == 0o640


@pytest.mark.parametrize("fault", [errno.EPERM, errno.ENOTSUP, errno.ENOSPC])
def test_an_attribute_that_cannot_be_copied_keeps_the_page_where_it_stands(
    fault: int, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(page, "user.note", b"x")

    def refuse(*_: object) -> None:
        raise OSError(fault, "no")

    monkeypatch.setattr(os, "setxattr", refuse)
    before = page.stat().st_ino
    write(page)
    assert (page.stat().st_ino, os.getxattr(page, "user.note")) == (before, b"x")


@pytest.mark.parametrize("call", ["fchown", "fchmod"])
def test_an_owner_or_a_mode_that_cannot_be_kept_keeps_the_page_where_it_stands(
    call: str, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if call == "fchown":
        if os.geteuid() != 0:
            pytest.skip("only root gives files away")
        os.chown(page, 12, 34)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(os, call, refuse)
    before = page.stat()
    write(page)
    assert (page.stat().st_ino, page.stat().st_uid, page.stat().st_mode) == (
        before.st_ino,
        before.st_uid,
        before.st_mode,
    )


def test_what_no_way_of_writing_keeps_is_refused(page: Path) -> None:
    page.chmod(0o4755)
    os.link(page, page.with_name("other"))
    with pytest.raises(WriteError, match=r"several names.*its setuid or setgid bit would be lost"):
        write_page(page, "new", page.stat())
    assert (page.read_bytes(), stat.S_IMODE(page.stat().st_mode)) == (b"old", 0o4755)


def test_a_capability_is_kept_or_the_page_is_refused(page: Path) -> None:
    give(page, "security.capability", struct.pack("<IIIII", 0x02000001, 1 << 10, 0, 0, 0))
    before = os.getxattr(page, "security.capability")
    write(page)
    assert os.getxattr(page, "security.capability") == before
    os.link(page, page.with_name("other"))
    with pytest.raises(WriteError, match=r"security\.capability would be lost"):
        write_page(page, "newer", page.stat())
