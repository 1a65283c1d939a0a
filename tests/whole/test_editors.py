"""The files in editors/ are whole, and what they have editors run and read is what the command does and prints."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import Desk, Ran

from mdlint_zh.config.toml import parse_file

EDITORS = Path(__file__).parents[2] / "editors"
README = (EDITORS / "README.md").read_text(encoding="utf-8")
LUA = (EDITORS / "neovim" / "mdlint_zh.lua").read_text(encoding="utf-8")
VIM = (EDITORS / "vim" / "mdlint_zh.vim").read_text(encoding="utf-8")
APHELEIA = (EDITORS / "emacs" / "mdlint-zh-apheleia.el").read_text(encoding="utf-8")
ARCHIVE = EDITORS.parent / "examples" / "archive"
PAGE = "content/gnews/2310388.md"
LUA_CLASSES = {"[%a-]": "[A-Za-z-]", "%a": "[A-Za-z]", "%d": "[0-9]"}


def vscode(name: str) -> Any:
    """A file of VS Code: JSON with lines that are comments."""
    text = (EDITORS / "vscode" / "without-extension" / name).read_text(encoding="utf-8")
    return json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))


def lua_words(text: str) -> list[str]:
    """The texts in a table of Lua; what is asked of Neovim there is the path of the page."""
    text = text.replace("function() return vim.api.nvim_buf_get_name(0) end", '"$FILENAME"')
    return re.findall(r'"([^"]*)"', text)


def on_save() -> dict[str, list[str]]:
    """The command that each editor runs on save, with its own word for the path of the page."""
    helix = parse_file(EDITORS / "helix" / "languages.toml")["language"][0]["formatter"]
    neovim = re.findall(r'mdlint_zh = \{ command = "([^"]*)", args = (\{.*?\}), stdin = true \}', LUA)[0]
    zed = json.loads((EDITORS / "zed" / "settings.json").read_text(encoding="utf-8"))["languages"]["Markdown"][
        "formatter"
    ]["external"]
    (formatter,) = vscode("settings.json")["customLocalFormatters.formatters"]
    return {
        "helix": [helix["command"], *helix["args"]],
        "neovim": [neovim[0], *lua_words(neovim[1])],
        "vscode": shlex.split(formatter["command"]),
        "vim": shlex.split(re.findall(r"'command': '(mdlint-zh format .*)'", VIM)[0]),
        "emacs": [*re.findall(r'"([^"]*)"', re.findall(r"'(\(.*\))\)", APHELEIA)[0]), "PATH"],
        "zed": [zed["command"], *zed["arguments"]],
        "README": shlex.split(re.findall(r"^```sh\n(mdlint-zh .*)\n```$", README, re.MULTILINE)[0]),
    }


def while_writing() -> list[str]:
    """The command that Neovim runs to show findings."""
    name, words = re.findall(r'cmd = "([^"]*)",\n  stdin = true,\n  args = (\{.*\}),', LUA)[0]
    return [name, *lua_words(words)]


def of_all_pages() -> list[str]:
    """The command of VS Code's task."""
    (task,) = vscode("tasks.json")["tasks"]
    return shlex.split(task["command"])


def found_by_task(line: str) -> dict[str, str]:
    """What VS Code reads from a line of output."""
    (task,) = vscode("tasks.json")["tasks"]
    pattern = task["problemMatcher"]["pattern"]
    read = re.search(pattern.pop("regexp"), line)
    assert read, line
    return {name: read[group] for name, group in pattern.items()}


def found_by_neovim(line: str) -> dict[str, str]:
    """What nvim-lint reads from it; its pattern has a group for each name."""
    pattern, names = re.findall(r'from_pattern\(\n  "(.*)",\n  (\{.*\}),', LUA)[0]
    for lua, python in LUA_CLASSES.items():
        pattern = pattern.replace(lua, python)
    read = re.search(pattern, line)
    assert read, line
    calls = {"lnum": "line", "col": "column"}
    return {calls.get(name, name): text for name, text in zip(lua_words(names), read.groups(), strict=True)}


def found_by_vim(line: str) -> dict[str, str]:
    """What Vim reads from it by the `errorformat` in the README."""
    (errorformat,) = re.findall(r"`errorformat=(.*?)`", README)
    pattern = re.escape(errorformat.replace("\\ ", " "))
    for code, group in {
        "%f": "(?P<file>.+?)",
        "%l": r"(?P<line>\d+)",
        "%c": r"(?P<column>\d+)",
        "%m": "(?P<rest>.*)",
    }.items():
        pattern = pattern.replace(code, group)
    read = re.fullmatch(pattern, line)
    assert read, line
    return {name: text for name, text in read.groupdict().items() if name != "rest"}


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A folder with the example archive."""
    shutil.copytree(ARCHIVE, desk.folder, dirs_exist_ok=True)
    return desk


def run(desk: Desk, command: list[str], page: bytes | None = None) -> Ran:
    """Run it as an editor does, which has the page on its screen."""
    assert command[0] == "mdlint-zh"
    words = [PAGE if word == "PATH" or word[0] in "$%{" else word for word in command[1:]]
    return desk.run(*words, stdin=(desk.folder / PAGE).read_bytes() if page is None else page)


@pytest.mark.parametrize("editor", on_save())
def test_a_page_is_repaired_on_save(editor: str, desk: Desk) -> None:
    ran = run(desk, on_save()[editor])
    assert ran.code == 0
    assert ran.out.startswith("###  [:house:返回](README.md)\r\n---\r\n\r\n\r\n## 长江上")
    assert "alt text" in desk.run("check", "-", "--stdin-filename", PAGE, stdin=ran.out).out, (
        "something is left to find"
    )


@pytest.mark.parametrize("editor", on_save())
def test_a_page_that_is_excluded_comes_back_as_it_is(editor: str, desk: Desk) -> None:
    desk.write(".mdlint-zh.toml", 'exclude = ["gnews/"]\n')
    ran = run(desk, on_save()[editor])
    assert (ran.code, ran.out) == (0, desk.read(PAGE))


@pytest.mark.parametrize("editor", on_save())
@pytest.mark.parametrize(("settings", "page"), [("", b"\xff\xfe\x00"), ("nonsense = 1\n", None), ("[", None)])
def test_an_editor_keeps_its_text_when_something_is_wrong(
    editor: str, settings: str, page: bytes | None, desk: Desk
) -> None:
    desk.write(".mdlint-zh.toml", settings)
    ran = run(desk, on_save()[editor], page)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


@pytest.mark.parametrize("read", [found_by_task, found_by_neovim, found_by_vim])
@pytest.mark.parametrize("command", [of_all_pages(), while_writing()], ids=["of all pages", "while writing"])
def test_findings_are_read_as_they_are_printed(command: list[str], read: Any, desk: Desk) -> None:
    lines = run(desk, command).out.splitlines()
    told = json.loads(run(desk, [word.replace("concise", "json") for word in command]).out)
    assert len(told) == len(lines) > 4
    for line, finding in zip(lines, told, strict=True):
        got = read(re.sub(r" \(confidence [\d.]+\)$", "", line))
        assert got == {name: str(finding[{"code": "rule"}.get(name, name)]) for name in got}


@pytest.mark.parametrize(
    ("command", "encoding", "size"), [(of_all_pages(), "utf-16-le", 2), (while_writing(), "utf-8", 1)]
)
def test_each_editor_gets_columns_as_it_counts_them(command: list[str], encoding: str, size: int, desk: Desk) -> None:
    page = "# 题\n\n😀𠮷正文 \n\n[[zh：国]]\n"
    desk.write(PAGE, page)
    lines = run(desk, command, page.encode()).lines
    column = len("😀𠮷正文".encode(encoding)) // size + 1
    assert any(f"{PAGE}:3:{column}: warning trailing-spaces " in line for line in lines)


def test_neovim_and_vs_code_know_all_severities() -> None:
    severities = {"error", "warning", "info"}
    assert set(re.findall(r"(\w+) = vim\.diagnostic\.severity", LUA)) == severities
    (task,) = vscode("tasks.json")["tasks"]
    assert all(severity in task["problemMatcher"]["pattern"]["regexp"] for severity in severities)


def test_every_file_is_named_in_the_readme_and_nothing_else() -> None:
    of_others = (path.relative_to(EDITORS) for path in EDITORS.glob("*/*") if path.parent.name != "vscode")
    files = {path.as_posix() for path in of_others}
    of_vscode = {"vscode/README.md", *(f"vscode/without-extension/{name}" for name in ("settings.json", "tasks.json"))}
    assert set(re.findall(r"\]\(([^()]*)\)", README)) == files | of_vscode | {"../docs/server.md"}


def test_the_lua_file_closes_what_it_opens() -> None:
    """It is not run: that would take Neovim and two plugins."""
    code = re.sub(r'--.*|"[^"\n]*"', "", LUA)
    assert [code.count(mark) for mark in "({["] == [code.count(mark) for mark in ")}]"]
    words = re.findall(r"\b(?:function|do|then|end)\b", code)
    assert words.count("end") * 2 == len(words)
