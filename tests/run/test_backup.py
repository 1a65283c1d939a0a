"""A run that is killed: every page is the old one or the new one, and the next run cleans up."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Desk
from samples import SOUND

PAGES, KILLS = 500, 20
RULES = "separator,trailing-spaces,line-endings-mixed"
HARD_LINKED = range(0, PAGES, 10)

pytestmark = [pytest.mark.attack, pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")]


def page(number: int) -> str:
    """A page with safe fixes that make it shorter or longer; of more than one block on the disk where it is a hard link."""
    text = SOUND.replace("articles/1", f"articles/{number}") + "\n第三段。\n" * (300 if number in HARD_LINKED else 3)
    return f"{text}尾 \n" if number % 2 else text.replace("---\n", "").replace("\n", "\r\n", 3)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: what SIGKILL leaves is the same there, and nothing waits for a disk."""
    if not os.access("/dev/shm", os.W_OK):  # noqa: S108
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir="/dev/shm") as name:
        yield Path(name)


class Archive:
    """500 pages, some of them hard links, that can be put back to their first state."""

    def __init__(self, folder: Path) -> None:
        self.desk, self.folder = Desk(folder), folder / "pages"
        (folder / "other").mkdir()
        self.folder.mkdir()
        (self.folder / "README.md").write_text("# 目录\n", encoding="utf-8")
        self.old = {self.folder / f"{number}.md": page(number).encode() for number in range(PAGES)}
        for path in self.old:
            path.touch()
        for number in HARD_LINKED:
            os.link(self.folder / f"{number}.md", folder / f"other/{number}")

    def reset(self) -> None:
        for path, data in self.old.items():
            path.write_bytes(data)

    def start(self) -> subprocess.Popen[bytes]:
        """A run with all its workers, to be killed at once."""
        command = [sys.executable, "-m", "mdlint_zh", "check", "--fix", "--select", RULES, str(self.folder)]
        return subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=self.desk.environment(),
            start_new_session=True,
        )

    def run(self) -> float:
        """A run to its end; how long it took."""
        begin = time.monotonic()
        with self.start() as process:
            _, complaints = process.communicate()
        assert process.returncode == 0, complaints
        return time.monotonic() - begin

    def left_over(self) -> list[Path]:
        return [path for path in self.folder.iterdir() if path not in self.old and path.name != "README.md"]


def test_a_killed_run_leaves_every_page_old_or_new_and_the_next_run_cleans_up(folder: Path) -> None:
    archive = Archive(folder)
    archive.reset()
    seconds = archive.run()
    new = {path: path.read_bytes() for path in archive.old}
    assert all(new[path] != old for path, old in archive.old.items())
    chance = random.Random(20240315)
    between = 0
    for part in range(KILLS):
        archive.reset()
        with archive.start() as process:
            time.sleep(seconds * (part + chance.random()) / KILLS)
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        half = [path for path, old in archive.old.items() if path.read_bytes() not in (old, new[path])]
        # Only a page that must keep its inode is written over; its old text is kept until the next run over it.
        assert all(path.stat().st_nlink > 1 for path in half)
        between += any(path.read_bytes() == new[path] for path in archive.old)
        archive.desk.run("check", "--fix", "pages/README.md")
        assert archive.left_over() == []
        assert [path for path in half if path.read_bytes() in (archive.old[path], new[path])] == []
        archive.desk.run("check", "--fix", "--select", "image-alt-missing", "pages")
        assert [path for path, old in archive.old.items() if path.read_bytes() not in (old, new[path])] == []
    assert between > KILLS // 4
    archive.run()
    assert {path: path.read_bytes() for path in archive.old} == new


@pytest.fixture(params=["alone", "linked"])
def lone_page(folder: Path, request: pytest.FixtureRequest) -> Path:
    """A page that is replaced, or one that has a second name and is written over where it stands."""
    (folder / "pages").mkdir()
    page = folder / "pages/归档 页.md"
    page.touch()
    if request.param == "linked":
        os.link(page, folder / "other.md")
    return page


def die(page: Path, *how: str) -> int:
    """Run `dying.py`; how many times it was killed."""
    command = [sys.executable, str(Path(__file__).parents[1] / "dying.py"), str(page), *how]
    environment = os.environ | {"XDG_STATE_HOME": str(page.parent.parent / "state")}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=environment)
    assert done.stderr == ""
    return int(done.stdout)


def test_a_write_that_is_killed_at_any_line_leaves_the_old_page_or_the_new_one(lone_page: Path) -> None:
    assert die(lone_page, "lines") > 50


def test_a_write_that_is_killed_at_some_bytes_leaves_the_old_page_or_the_new_one(lone_page: Path) -> None:
    assert die(lone_page, "bytes", "25") == 25


@pytest.mark.slow
def test_a_write_that_is_killed_at_a_thousand_bytes_leaves_the_old_page_or_the_new_one(lone_page: Path) -> None:
    assert die(lone_page, "bytes", "1000") == 1000
