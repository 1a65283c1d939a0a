"""What is printed is text: names, pages and settings hold orders to terminals and to CI runners, and none gets out."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from conftest import Desk, Ran
from hypothesis import given, strategies as st
from samples import SOUND, SPACES

from mdlint_zh.engine.file_report import Excerpt
from mdlint_zh.engine.finding import Finding
from mdlint_zh.report import escape
from mdlint_zh.report.frame import frame
from mdlint_zh.report.width import QuickRuler

pytestmark = [pytest.mark.attack, pytest.mark.skipif(os.name == "nt", reason="no such names there")]

ORDERS = {
    "a red one": "\x1b[31m",
    "a title": "\x1b]0;pwned\x07",
    "a link": "\x1b]8;;http://x\x1b\\",
    "a section of GitLab": "\x1b[0Ksection_start:1:x\r\x1b[0K",
    "bell, backspace, delete": "\x07\x08\x7f",
    "C1": "\x9b31m\x9d0;x\x9c\x85",
    "bidirectional": "\u202e\u2066\u2069\u200f\u061c",
    "line ends": "\u2028\u2029\x0b\x0c\x1c",
    "GitHub's other form": "##[error]x##[add-mask]y",
    "Azure's": "##vso[task.setvariable variable=x]y",
    "TeamCity's": "##teamcity[message text='x']",
}
NAMES = [
    *(f"{number}{order.replace('/', '')}.md" for number, order in enumerate(ORDERS.values())),
    "::error file=x::y.md",
    " \u3000::warning::y.md",
    "a\n::error file=x::injected.md",
    "a\r\n::stop-commands::x.md",
    'tab\t"quote\\.md',
    "\udc80\udcff.md",  # bytes that are no UTF-8
]
COMMANDS = [
    ("check",),
    ("check", "--output-format", "concise"),
    ("check", "--output-format", "json"),
    ("check", "--diff"),
    ("format", "--check"),
    ("format", "--diff"),
    ("check", "--fix"),
    ("format",),
]
FORMATS = (
    "azure", "checkstyle", "github", "gitlab", "grouped", "json-lines", "junit", "pylint", "rdjson", "rdjsonl", "sarif",
)  # fmt: skip
MORE = [("check", "--output-format", name) for name in FORMATS]
OWN_ORDERS = re.compile(r"(?m)^(?:::(?:error|warning|notice) file=[^\n]*?::|##vso\[task\.logissue [^\]\n]*\])")
"""What the formats for CI runners say to them."""
OURS = re.compile(r"\x1b\[[\d;]*m")
HARMFUL = set("\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def assert_text(printed: bytes, *, colour: bool = False, own: str = "\n") -> None:
    """That this is text, with no control but those of our `own`, and no order to a runner; with `colour`, coloured."""
    text = printed.decode("utf-8")
    plain = OURS.sub("", text) if colour else text
    assert [
        c for c in plain if c not in own and (unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in HARMFUL)
    ] == []
    assert re.findall(r"(?m)^\s*::.*", plain) == []
    assert re.findall(r"##[A-Za-z]*\[[A-Za-z].*", plain) == []


def assert_harmless(ran: Ran, *, colour: bool = False) -> None:
    assert_text(
        OWN_ORDERS.sub("x", ran.out).encode(),
        colour=colour,
        own="\n\t" if ran.out.startswith(("---", "\x1b[31m---")) else "\n",
    )
    assert_text(ran.err.encode(), colour=colour)
    assert "Traceback" not in ran.err
    assert "internal error" not in ran.err


@pytest.fixture
def names(desk: Desk) -> list[str]:
    """Pages with such names: each has a finding; some cannot be read, one is empty and has none."""
    for name in NAMES:
        desk.write(name, SPACES)
        desk.write(f"bad {name}", b"\xff")
    desk.write("\x1b[2J/\u202e.md", "")
    return NAMES


@pytest.mark.parametrize("colour", ["always", "never"])
@pytest.mark.parametrize("command", [*COMMANDS, *MORE], ids=" ".join)
def test_no_name_gives_an_order(desk: Desk, names: list[str], command: tuple[str, ...], colour: str) -> None:
    ran = desk.run(*command, "--color", colour, "--select", "trailing-spaces")
    assert_harmless(ran, colour=colour == "always")
    assert ran.code == 2
    assert len(ran.complaints) == len(names)
    if command == COMMANDS[1]:
        assert len(ran.lines) == len(names)  # one line a finding
    if command == COMMANDS[2]:
        assert {entry["file"] for entry in ran.json} == set(names)  # the same value
    if command in COMMANDS[-2:]:
        assert sum(desk.read(name) == SOUND for name in names) == len(names)


@pytest.mark.parametrize("command", [*COMMANDS[:6], *MORE], ids=" ".join)
@pytest.mark.parametrize("colour", ["always", "never"])
def test_no_page_gives_an_order(desk: Desk, command: tuple[str, ...], colour: str) -> None:
    for number, order in enumerate(ORDERS.values()):
        page = SPACES.replace("第一段。 ", f"第{order}一段。 ").replace(
            "\n\n正文第二段", f"\n{order}\n::error::x\n \u3000::debug::y\n正文{order}第二段"
        )
        desk.write(f"{number}.md", page.replace("两地", f"[[zh:两{order}地]]").replace("编辑部", f"编辑部{order}  "))
        desk.write(
            f"bracket-{number}.md", SOUND.replace("正文第一段。", f"##[[zh:{order}]] ##[error](u) ##\n<b>{order}")
        )
    ran = desk.run(*command, "--color", colour, "--extend-select", "image-url-missing")
    assert_harmless(ran, colour=colour == "always")
    assert ran.code == 1


@pytest.mark.parametrize("text", ["##[error]x", "# ##[add-mask]y", "国##vso[task.x]"])
def test_no_frame_gives_an_order_wherever_its_finding_begins_and_ends(text: str) -> None:
    for start in range(len(text)):
        for end in range(start, len(text)):
            line, carets = frame(Excerpt(0, len(text), ((0, text),)), Finding(start, end, ""), 60, QuickRuler())
            assert_text(line.encode())
            assert len(carets) <= len(line) + 1


ASKED = [
    ("check", "--select", "x{}"),
    ("check", "--ignore", "trailing-spaces,{}"),
    ("check", "--output-format", "x{}"),
    ("check", "--color", "x{}"),
    ("check", "--jobs", "{}"),
    ("check", "--config", "{}.toml"),
    ("check", "--{}"),
    ("check", "-{}"),
    ("check", "no such {}"),
    ("check", "empty {}"),
    ("check", "--cache-dir", "empty {}/file"),
    ("check", "--output-file", "no such {}/x"),
    ("check", "--output-file", "x{}.md"),
    ("check", "--output", "x{}"),
    ("check", "--output", "json=no such {}/x"),
    ("check", "--column-unit", "x{}"),
    ("check", "-", "--stdin-filename", "a{}.md"),
    ("{}",),
    ("rule", "{}"),
    ("rule", "a", "b{}"),
    ("cache", "clean", "--cache-dir", "x{}"),
    ("cache", "clean", "--cache-dir", "empty {}"),
    ("cache", "{}"),
    ("titles", "build", "no such {}"),
    ("titles", "build", "README.md", "-o", "x{}.trie"),
    ("titles", "build", "README.md", "-o", "no such/x{}.trie"),
]
ALL_ORDERS = "".join(ORDERS.values()).replace("/", "") + "\n::error::x"


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_no_argument_gives_an_order(desk: Desk, asked: tuple[str, ...]) -> None:
    desk.write(f"empty {ALL_ORDERS[:200]}/file", "")
    for order in (ALL_ORDERS[:200], "\n::error::x", "\udc9b"):
        ran = desk.run(*(one.format(order) for one in asked), stdin=SPACES)
        assert_harmless(ran)


def test_no_variable_gives_an_order(desk: Desk) -> None:
    assert_harmless(desk.run("check", MDLINT_ZH_OUTPUT_FORMAT=ALL_ORDERS))


QUOTED = json.dumps(ALL_ORDERS).replace("\\u2028", "\\u2028")  # TOML's escapes are JSON's
SETTINGS = [
    f"{QUOTED} = 1\n",
    f"select = [{QUOTED}]\n",
    f"extend = {QUOTED}\n",
    f"titles = [{QUOTED}]\n",
    f"[rules.{QUOTED}]\n",
    f"[profile]\n{QUOTED} = 1\n",
    f"[rules.blank-lines]\n{QUOTED} = 1\n",
    f"[kinds]\n{QUOTED} = ['a']\n",
    f"[per-file-ignores]\n{QUOTED} = ['no-such']\n",
    f"[per-file-ignores]\n'a' = [{QUOTED}]\n",
    f"a = \u202e{ALL_ORDERS}\n",
]


@pytest.mark.parametrize("settings", SETTINGS)
def test_no_setting_gives_an_order(desk: Desk, settings: str) -> None:
    desk.write("sub\n::error::x\x1b[31m/.mdlint-zh.toml", settings)
    desk.write("sub\n::error::x\x1b[31m/1.md", SPACES)
    ran = desk.run("check", "--output-format", "json")
    assert_harmless(ran)
    assert (ran.code, len(ran.complaints)) == (2, 1)


def test_a_name_of_a_folder_gives_no_order(desk: Desk) -> None:
    desk.write("::error::x/\x1b[31m.md", SPACES)
    (desk.folder / "::error::x/\x1b[32m").symlink_to("nowhere")
    for command in COMMANDS:
        assert_harmless(desk.run(*command, "::error::x"))


def test_a_traceback_gives_no_order(desk: Desk) -> None:
    """What --debug shows quotes what it failed at."""
    code = "from mdlint_zh.cli import job, main; import sys\ndef fail(): raise ValueError('\\x1b[31m\\n::error::x')\njob.load_rules = fail; main.main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "check", "--debug"],
        cwd=desk.folder,
        env=desk.environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"ValueError" in done.stderr
    assert_text(done.stderr)


def applied(desk: Desk, patch: bytes) -> int:
    return subprocess.run(
        ["git", "apply", "-"], cwd=desk.folder, input=patch, capture_output=True, check=False
    ).returncode


@pytest.mark.skipif(not shutil.which("git"), reason="there is no git")
def test_the_diff_of_a_page_with_an_odd_name_is_a_patch(desk: Desk) -> None:
    for name in NAMES:
        desk.write(name, SPACES)
        ran = desk.run("check", "--diff", name)
        assert applied(desk, ran.raw) == 0, ran.out
        assert desk.read(name) == SOUND
        Path(desk.folder, name).unlink()


@pytest.mark.skipif(not shutil.which("git"), reason="there is no git")
@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_a_diff_with_pictures_is_for_reading(desk: Desk, order: str) -> None:
    page = SPACES.replace("第一段。", f"第{order}一段。")
    desk.write("1.md", page)
    ran = desk.run("check", "--diff", "--select", "trailing-spaces")
    assert ran.lines[0].startswith("--- a/1.md (for reading")
    assert applied(desk, ran.raw) != 0
    assert desk.read("1.md") == page


@pytest.mark.skipif(not shutil.which("git"), reason="there is no git")
@pytest.mark.parametrize("kept", ["\u3000\u00a0\u200b\ufeff\u200d\ue000", ":: 3. x", "::: tip", "##[[zh:国]]", "\t"])
def test_what_is_no_order_stays_in_a_diff_so_that_it_applies(desk: Desk, kept: str) -> None:
    desk.write("1.md", SPACES.replace("\n\n正文第二", f"\n{kept}一\n正文第二").replace("\n", "\r\n"))
    ran = desk.run("check", "--diff", "--select", "trailing-spaces")
    assert f" {kept}一\r\n" in ran.out
    assert_text(ran.raw.replace(b":: 3", b"").replace(b"::: tip", b""), own="\n\r\t")
    assert applied(desk, ran.raw) == 0


@given(st.text(max_size=30), st.sampled_from(["", "::", "##[", "##a[b", "\n::", "\x1b["]), st.text(max_size=30))
def test_whatever_is_shown_is_text(before: str, order: str, after: str) -> None:
    text = f"{before}{order}{after}"
    assert_text(escape.name(text).encode("utf-8", "replace"))
    assert "\n" not in escape.name(text)
    line = escape.one_line(text)
    assert "\n" not in line
    assert escape.one_line(line) == line
    assert_text(f"x{line}".encode())
    told = escape.in_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(told) == text
    assert_text(f"{{{told}".encode())
    shown = escape.lines(text.replace("\r", "").replace("\t", ""))
    assert_text(re.sub(r"(?m)^(\s*):{2,}(?![A-Za-z])", r"\1", shown).encode())
    assert escape.lines(shown) == shown
    assert escape.quoted(escape.quoted("a")) == "a"
