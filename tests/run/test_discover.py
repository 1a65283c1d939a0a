"""What is no regular file, or too large, costs itself: one line that names it, exit status 2, the others are checked."""

from __future__ import annotations

import gzip
import inspect
import os
import socket
import sys
from collections.abc import Callable

import pytest
from conftest import Desk, Ran
from samples import SOUND, SPACES

from mdlint_zh.run.discover import find_pages

pytestmark = [pytest.mark.attack, pytest.mark.skipif(os.name == "nt", reason="needs pipes and devices")]
MIB = 1 << 20


def pipe(desk: Desk, name: str) -> None:
    os.mkfifo(desk.folder / name)


def device(desk: Desk, name: str) -> None:
    (desk.folder / name).symlink_to("/dev/zero")


def unix_socket(desk: Desk, name: str) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = os.open(".", os.O_RDONLY)
        os.chdir(desk.folder)  # its name may be 108 bytes long
        one.bind(name)
        os.fchdir(here)
        os.close(here)


def loop(desk: Desk, name: str) -> None:
    (desk.folder / name).symlink_to((desk.folder / name).name)


def folder(desk: Desk, name: str) -> None:
    (desk.folder / name).mkdir()


ODD: dict[str, tuple[Callable[[Desk, str], None], str]] = {
    "pipe": (pipe, "is a pipe, not a file"),
    "device": (device, "is a device, not a file"),
    "socket": (unix_socket, "is a socket, not a file"),
    "loop": (loop, "cannot be read: Too many levels of symbolic links"),
}


def checked(desk: Desk, *args: str) -> Ran:
    """A run over the folder, in which the trailing space of a sound page is found all the same."""
    desk.write("1.md", SPACES)
    ran = desk.run("check", "--select", "trailing-spaces", "--output-format", "concise", *args)
    assert "internal error" not in ran.err
    assert "Traceback" not in ran.err
    assert "1.md:" in ran.out
    return ran


@pytest.mark.parametrize(("make", "said"), ODD.values(), ids=ODD)
def test_an_odd_page_that_is_named_is_told(desk: Desk, make: Callable[[Desk, str], None], said: str) -> None:
    make(desk, "odd.md")
    ran = checked(desk, "odd.md", "1.md")
    assert (ran.code, ran.complaints) == (2, [f"mdlint-zh: odd.md: {said}"])
    assert desk.run("format", "odd.md").complaints == ran.complaints


@pytest.mark.parametrize(("make", "said"), ODD.values(), ids=ODD)
def test_an_odd_page_that_is_found_is_not_read(desk: Desk, make: Callable[[Desk, str], None], said: str) -> None:
    make(desk, "odd.md")
    ran = checked(desk)
    assert ran.complaints == [f"mdlint-zh: odd.md: {said}"] * (make is loop)
    assert ran.code == (2 if make is loop else 1)


@pytest.mark.parametrize("name", [".gitignore", "sub/.mdlint-zh.toml", "sub/pyproject.toml"])
@pytest.mark.parametrize(("make", "said"), [*ODD.values(), (folder, "is a folder")], ids=[*ODD, "folder"])
def test_odd_settings_and_ignores_are_told(desk: Desk, name: str, make: Callable[[Desk, str], None], said: str) -> None:
    desk.write("sub/2.md", SPACES)
    make(desk, name)
    ran = checked(desk)
    assert (ran.code, len(ran.complaints)) == (2, 1)
    assert f"{name}: " in ran.complaints[0]
    if make not in (device, loop):  # which are links: out of the repository, and for git no `.gitignore`
        assert said in ran.complaints[0]


@pytest.mark.parametrize("key", ["titles", "extend"])
@pytest.mark.parametrize(("make", "said"), [*ODD.values(), (folder, "is a folder")], ids=[*ODD, "folder"])
def test_odd_files_that_settings_name_are_told(
    desk: Desk, key: str, make: Callable[[Desk, str], None], said: str
) -> None:
    desk.write("sub/2.md", SPACES)
    make(desk, "sub/odd")
    desk.write("sub/.mdlint-zh.toml", f"{key} = {['odd'] if key == 'titles' else 'odd'!r}\n".replace("'", '"'))
    ran = checked(desk)
    assert (ran.code, len(ran.complaints)) == (2, 1)
    assert "sub/odd" in ran.complaints[0]
    assert ("is outside of the repository" if make is device else said) in ran.complaints[0]


LARGE: dict[str, tuple[str, bytes, str, str]] = {
    "page": ("sub/2.md", b"a" * (MIB + 1), "[limits]\npage = 1\n", "2.md: has more than 1 MiB; `limits.page`"),
    "settings": ("sub/.mdlint-zh.toml", b"#" * (MIB + 1), "", ".mdlint-zh.toml: has more than 1 MiB"),
    "base": ("sub/base", b"#" * (MIB + 1), 'extend = "base"\n', "base: has more than 1 MiB"),
    "ignores": ("sub/.gitignore", b"#" * (MIB + 1), "", ".gitignore: has more than 1 MiB"),
    "list": (
        "sub/list",
        b"a\n" * MIB,
        'titles = ["list"]\n[limits]\ntitles = 1\n',
        "list: has more than 1 MiB; `limits.titles`",
    ),
    "bomb": (
        "sub/list.gz",
        gzip.compress(b"\0" * 4 * MIB),
        'titles = ["list.gz"]\n[limits]\ntitles = 3\n',
        "list.gz: has more than 3 MiB; `limits.titles` in the settings raises that",
    ),
    "bomb with limits of its own": (
        "sub/list.gz",
        gzip.compress(b"\0" * 32 * MIB),
        'titles = ["list.gz"]\n[limits]\ntitles = 1000000\n',
        "list.gz: unpacks to more than 50 times its size",
    ),
}


@pytest.mark.parametrize(("name", "content", "settings", "said"), LARGE.values(), ids=LARGE)
def test_what_is_too_large_is_told_with_the_setting(
    desk: Desk, name: str, content: bytes, settings: str, said: str
) -> None:
    desk.write("sub/3.md", SOUND)
    desk.write("sub/.mdlint-zh.toml", settings)
    desk.write(name, content)
    ran = checked(desk)
    assert (ran.code, len(ran.complaints)) == (2, 1)
    assert said in ran.complaints[0]


def test_a_page_is_read_from_a_pipe_up_to_its_limit(desk: Desk) -> None:
    desk.write(".mdlint-zh.toml", "[limits]\npage = 1\n")
    ran = desk.run("check", "-", stdin=b"a" * (MIB + 1))
    assert (ran.code, ran.complaints) == (
        2,
        ["mdlint-zh: -: has more than 1 MiB; `limits.page` in the settings raises that"],
    )


def test_folders_may_be_deeper_than_the_stack(desk: Desk) -> None:
    desk.write("d/" * 300 + "2.md", SPACES)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 100)
    try:
        found = list(find_pages([desk.folder / "d"], lambda *why: pytest.fail(str(why))))
    finally:
        sys.setrecursionlimit(limit)
    assert found == [str(desk.folder / ("d/" * 300 + "2.md"))]


def test_names_that_are_no_unicode_and_long_ones_are_pages_like_others(desk: Desk) -> None:
    for name in (b"\xff\xfe.md", "汉".encode() * 76 + b".md"):
        with open(os.fsencode(desk.folder) + b"/" + name, "w", encoding="utf-8") as file:  # noqa: PTH123
            file.write("a \n")
    desk.write(".gitignore", b"\xfe\xff\n")
    ran = checked(desk)
    assert ran.code == 1
    assert len(ran.lines) == 3
