"""The extension for VS Code: checked, tested against the real server, and packaged, by npm's packages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("pygls")

EXTENSION = Path(__file__).parents[2] / "editors" / "vscode"
MANIFEST = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
OLDEST_NODE = 20
"""What the program that packages extensions asks for."""


def node() -> int:
    """The version of Node.js that is here; 0 where there is none, or no npm."""
    if not shutil.which("npm") or not shutil.which("node"):
        return 0
    told = subprocess.run(["node", "--version"], check=True, capture_output=True, text=True, encoding="utf-8").stdout
    return int(told.removeprefix("v").partition(".")[0])


@pytest.mark.slow
@pytest.mark.skipif(node() < OLDEST_NODE, reason=f"there is no npm with Node.js {OLDEST_NODE}")
def test_the_extension_is_built_tested_and_packaged(tmp_path: Path) -> None:
    folder = tmp_path / "vscode"
    shutil.copytree(EXTENSION, folder, ignore=shutil.ignore_patterns("node_modules", "dist"))
    paths = [str(Path(sys.executable).parent), os.environ["PATH"]]
    environment = os.environ | {"PATH": os.pathsep.join(paths), "PYTHONWARNINGS": ""}
    for command in (["ci", "--no-audit"], ["run", "check"], ["test"], ["run", "package"]):
        ran = subprocess.run(
            ["npm", *command], check=False, cwd=folder, env=environment, capture_output=True, timeout=300
        )
        told = (ran.stdout + ran.stderr).decode("utf-8", "replace")
        if command[0] == "ci" and any(code in told for code in ("ENOTFOUND", "ECONNREFUSED", "EAI_AGAIN")):
            pytest.skip("no packages can be had from here")
        assert ran.returncode == 0, told[-4000:]
    with zipfile.ZipFile(folder / "dist" / "mdlint-zh.vsix") as packed:
        files = {name.removeprefix("extension/") for name in packed.namelist() if name.startswith("extension/")}
    assert {name.lower() for name in files} == {"dist/extension.js", "license.txt", "package.json", "readme.md"}


def test_commands_and_settings_that_are_declared_are_those_of_the_code() -> None:
    code = (EXTENSION / "src" / "extension.ts").read_text(encoding="utf-8")
    contributed = MANIFEST["contributes"]
    for command in contributed["commands"]:
        assert f'registerCommand("{command["command"]}"' in code
    own = {name.removeprefix("mdlint-zh.") for name in contributed["configuration"]["properties"]} - {"trace.server"}
    assert all(f'("{name}",' in code for name in own)


def test_a_workspace_that_is_not_trusted_cannot_name_a_program() -> None:
    assert MANIFEST["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"] == ["mdlint-zh.path"]
