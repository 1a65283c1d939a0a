"""The extension for VS Code: checked, tested against the real server, and packaged, by npm's packages; and used in VS Code.

VS Code is that of `make vscode`: the whole of it but its window, which Chromium shows.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import Desk

pytest.importorskip("pygls")

EXTENSION = Path(__file__).parents[2] / "editors" / "vscode"
MANIFEST = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
OLDEST_NODE = 20
"""What the program that packages extensions asks for."""
PACKED = Path("dist", "mdlint-zh.vsix")
HOST = EXTENSION / "host"
BROWSER = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
SECONDS = 240
ACTED = "wikilink-split"
PAGE = """\
###  [:house:返回](README.md)
---


## 江边的灯😀

`8/2/2024 9:40 AM UTC 江边`

😀𠮷有人问聊[[zh:天机]]器人，昨晚谁点了灯。\x20

𠮷也有人[[zh：长江]]边上等着，说第[[zh:三国]]的人还没有来。😀\x20

"""


def node() -> int:
    """The version of Node.js that is here; 0 where there is none, or no npm."""
    if not shutil.which("npm") or not shutil.which("node"):
        return 0
    told = subprocess.run(["node", "--version"], check=True, capture_output=True, text=True, encoding="utf-8").stdout
    return int(told.removeprefix("v").partition(".")[0])


needs_npm = pytest.mark.skipif(node() < OLDEST_NODE, reason=f"there is no npm with Node.js {OLDEST_NODE}")
needs_vscode = pytest.mark.skipif(
    not BROWSER or not HOST.joinpath("node_modules", ".ready").exists(),
    reason="there is no VS Code (`make vscode` has it), or no Chromium",
)


def npm(folder: Path, *command: str) -> None:
    """Have npm do something with the extension; the command is on PATH."""
    paths = [str(Path(sys.executable).parent), os.environ["PATH"]]
    environment = os.environ | {"PATH": os.pathsep.join(paths), "PYTHONWARNINGS": ""}
    ran = subprocess.run(["npm", *command], check=False, cwd=folder, env=environment, capture_output=True, timeout=300)
    told = (ran.stdout + ran.stderr).decode("utf-8", "replace")
    if command[0] == "ci" and any(code in told for code in ("ENOTFOUND", "ECONNREFUSED", "EAI_AGAIN")):
        pytest.skip("no packages can be had from here")
    assert ran.returncode == 0, told[-4000:]


@pytest.fixture(scope="module")
def extension(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the extension, packaged; packaging checks it first."""
    folder = tmp_path_factory.mktemp("extension") / "vscode"
    shutil.copytree(EXTENSION, folder, ignore=shutil.ignore_patterns("node_modules", "dist", "host"))
    npm(folder, "ci", "--no-audit")
    npm(folder, "run", "package")
    return folder


@pytest.mark.slow
@needs_npm
def test_the_extension_is_built_tested_and_packaged(extension: Path) -> None:
    npm(extension, "test")
    with zipfile.ZipFile(extension / PACKED) as packed:
        files = {name.removeprefix("extension/") for name in packed.namelist() if name.startswith("extension/")}
    assert {name.lower() for name in files} == {"dist/extension.js", "license.txt", "package.json", "readme.md"}


@pytest.mark.slow
@needs_npm
@needs_vscode
def test_vscode_shows_a_page_and_repairs_it(
    extension: Path, desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pages = {"中 文#1%.md": PAGE, "2.md": PAGE.replace("\n", "\r\n")}
    for name, text in pages.items():
        desk.write(name, text)
    found = {name: findings(desk, name) for name in pages}
    repaired = {name: desk.run("format", "-", "--stdin-filename", name, stdin=text).out for name, text in pages.items()}
    command = desk.folder / ".venv" / "bin" / "mdlint-zh"
    command.parent.mkdir(parents=True)
    command.symlink_to(Path(sys.executable).with_name("mdlint-zh"))

    told = driven(extension / PACKED, desk.folder, list(pages), tmp_path_factory.mktemp("state"))

    assert told["untrusted"]["text"] == "mdlint-zh was not found on PATH; this workspace is not trusted, so not in it."
    assert told["untrusted"]["offered"] == ['Copy: pip install "mdlint-zh[lsp]"', "Help"]
    assert f"mdlint-zh, {command}" in told["trusted"]["status"]
    for name, text in pages.items():
        seen = told["pages"][name]
        assert sorted(seen["found"]) == sorted([*one["place"], one["rule"]] for one in found[name])
        assert {one["shown"] for one in found[name]} <= set(seen["shown"])
        assert seen["offered"][0] == f"{ACTED}: `[[zh:天机]]` → `天机`"
        assert seen["acted"] == text.replace("[[zh:天机]]", "天机")
        assert (desk.folder / name).read_bytes().decode("utf-8") == repaired[name]
    assert told["wrong"]["text"] == "mdlint-zh.path names no program: none/mdlint-zh"


def findings(desk: Desk, name: str) -> list[dict[str, Any]]:
    """What the command finds on a page: where, as VS Code counts, by which rule, and its row in the list of problems."""
    ran = desk.run("check", name, "--output-format", "json", "--column-unit", "utf-16")
    return [
        {
            "place": [one[key] for key in ("line", "column", "end_line", "end_column")],
            "rule": one["rule"],
            "shown": f"{one['message']}\nmdlint-zh\n{one['rule']}\n[Ln {one['line']}, Col {one['column']}]",
        }
        for one in ran.json
    ]


def driven(vsix: Path, folder: Path, pages: list[str], state: Path) -> dict[str, Any]:
    """Have VS Code open the folder and do what drive.mjs does, and return what it wrote down."""
    told = state / "told.json"
    environment = os.environ | {
        "FOLDER": str(folder),
        "PAGES": json.dumps(pages),
        "STATE": str(state),
        "VSIX": str(vsix),
        "BROWSER": str(BROWSER),
        "TOLD": str(told),
        "ACTED": ACTED,
        "SECONDS": str(SECONDS),
    }
    command = [HOST / "node_modules" / ".bin" / "node", HOST / "drive.mjs"]
    ran = subprocess.run(command, check=False, env=environment, capture_output=True, timeout=SECONDS + 30)
    assert ran.returncode == 0, (ran.stdout + ran.stderr).decode("utf-8", "replace")[-2000:]
    found: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    return found


def test_commands_and_settings_that_are_declared_are_those_of_the_code() -> None:
    code = (EXTENSION / "src" / "extension.ts").read_text(encoding="utf-8")
    contributed = MANIFEST["contributes"]
    for command in contributed["commands"]:
        assert f'registerCommand("{command["command"]}"' in code
    own = {name.removeprefix("mdlint-zh.") for name in contributed["configuration"]["properties"]} - {"trace.server"}
    assert all(f'("{name}",' in code for name in own)


def test_a_workspace_that_is_not_trusted_cannot_name_a_program() -> None:
    assert MANIFEST["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"] == ["mdlint-zh.path"]
