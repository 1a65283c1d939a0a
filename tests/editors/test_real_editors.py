"""Real editors with the set-ups of editors/: what they show, what their code action does, and what they save.

Each runs by itself, without a window, and does what drivers/ has it do. Skipped where an editor is not installed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from conftest import Desk

pytest.importorskip("pygls")

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent
SETUPS = HERE.parents[1] / "editors"
ACTED = "wikilink-split"
ARCHIVE = os.environ.get("MDLINT_ZH_ARCHIVE")
PAGE = """\
###  [:house:返回](README.md)
---


## 江边的灯😀

`8/2/2024 9:40 AM UTC 江边`

😀𠮷有人问聊[[zh:天机]]器人，昨晚谁点了灯。\x20

𠮷也有人[[zh：长江]]边上等着，说第[[zh:三国]]的人还没有来。😀\x20

"""
SECONDS = 90


@dataclass(frozen=True)
class Editor:
    """How an editor is started with a driver, and how it counts. `at` names a finding to its driver."""

    name: str
    command: tuple[str, ...]
    setup: str
    driver: str
    unit: str
    acts: bool = True
    ends: bool = True

    def has(self) -> bool:
        """Whether it is here, with what its set-up needs."""
        if not shutil.which(self.command[0]):
            return False
        probe = {
            "emacs": ("emacs", "--batch", "--eval", "(progn (require 'eglot) (require 'markdown-mode))"),
            "vim": ("vim", "-N", "-u", "NONE", "-i", "NONE", "-es", "-c", "packadd ale", "-c", "qall!"),
        }.get(self.name)
        return (
            not probe
            or subprocess.run(probe, check=False, capture_output=True, stdin=subprocess.DEVNULL).returncode == 0
        )


EDITORS = (
    Editor("neovim", ("nvim", "--headless", "-u", "NONE", "-c", "luafile {}"), "neovim/mdlint_zh_server.lua", "drive.lua", "utf-8"),
    Editor("emacs", ("emacs", "--batch", "-l", "{}"), "emacs/mdlint-zh.el", "drive.el", "code-points"),
    Editor("vim", ("vim", "-N", "-u", "NONE", "-i", "NONE", "-es", "-S", "{}"), "vim/mdlint_zh.vim", "drive.vim", "utf-8", acts=False, ends=False),
)  # fmt: skip


@pytest.fixture(params=EDITORS, ids=lambda editor: editor.name)
def editor(request: pytest.FixtureRequest) -> Editor:
    one: Editor = request.param
    if not one.has():
        pytest.skip(f"{one.name} is not installed, or not all that its set-up needs")
    return one


def driven(editor: Editor, desk: Desk, page: str, at: int) -> dict[str, Any]:
    """Have the editor do it, and return what it wrote down."""
    told = desk.folder.parent / f"{editor.name}.json"
    command = [part.format(HERE / "drivers" / editor.driver) for part in editor.command]
    environment = desk.environment(
        PAGE=str(desk.folder / page),
        TOLD=str(told),
        SETUP=str(SETUPS / editor.setup),
        AT=str(at) if editor.name == "neovim" else ACTED,
        PATH=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        HOME=str(desk.folder.parent),
    )
    ran = subprocess.run(
        command,
        check=False,
        cwd=desk.folder,
        env=environment,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=SECONDS,
    )
    assert told.exists(), (ran.stdout + ran.stderr).decode("utf-8", "replace")[-2000:]
    found: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    return found


def places(editor: Editor, desk: Desk, text: str, page: str) -> list[list[Any]]:
    """What the command finds on a page, as the editor counts columns."""
    ran = desk.run(
        "check", "-", "--stdin-filename", page, "--output-format", "json", "--column-unit", editor.unit, stdin=text
    )
    ends = ["end_line", "end_column"] if editor.ends else []
    return [[one[key] for key in ("line", "column", *ends, "rule")] for one in ran.json]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_page_is_shown_and_repaired(editor: Editor, end: str, desk: Desk) -> None:
    name = "中 文#1%.md"
    path = desk.write(name, PAGE.replace("\n", end))
    expected = places(editor, desk, PAGE, name)
    at = [one[-1] for one in expected].index(ACTED) + 1
    told = driven(editor, desk, name, at)
    assert sorted(told["found"]) == sorted(expected)
    if editor.acts:
        assert told["acted"] == PAGE.replace("[[zh:天机]]", "天机")
    repaired = desk.run("format", "-", "--stdin-filename", name, stdin=PAGE).out
    assert path.read_bytes().decode("utf-8") == repaired.replace("\n", end)


@pytest.mark.archive
@pytest.mark.skipif(not ARCHIVE, reason="MDLINT_ZH_ARCHIVE names no folder of real pages")
def test_pages_of_an_archive(editor: Editor, desk: Desk) -> None:
    texts = (path.read_bytes().decode("utf-8") for path in sorted(Path(str(ARCHIVE)).rglob("*.md"))[::37])
    # Most have mixed line ends, and each editor has its own way with these.
    plain = (text.replace("\r\n", "\n") for text in texts)
    pages = ((text, places(editor, desk, text, "1.md")) for text in plain)
    acted = ((text, found) for text, found in pages if any(one[-1] == ACTED for one in found))
    for number, (text, expected) in enumerate(islice(acted, 3)):
        path = desk.write(f"{number}.md", text)
        at = [one[-1] for one in expected].index(ACTED) + 1
        told = driven(editor, desk, path.name, at)
        assert sorted(told["found"]) == sorted(expected)
        left = told.get("acted", text)
        assert (
            path.read_bytes().decode("utf-8") == desk.run("format", "-", "--stdin-filename", path.name, stdin=left).out
        )
    assert number == 2
