"""A folder to work in, and the real command run in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import forked
import pytest
from hypothesis import settings

sys.path.append(str(Path(__file__).parent / "fuzz"))
pytest_plugins = ["batched"]

# A test that fails now and then tells nobody of his change. MDLINT_ZH_RANDOM=1 draws anew each time. On a machine that
# has much to do, any page may take longer than a deadline.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("random", deadline=None)
settings.load_profile("random" if os.environ.get("MDLINT_ZH_RANDOM") else "repeatable")

# What a run keeps for later ones does not go into the home of who runs the tests.
STATE = tempfile.TemporaryDirectory(prefix="mdlint-zh-state-")
os.environ["XDG_STATE_HOME"] = STATE.name

LEFT_OUT = (
    *("NO_COLOR", "FORCE_COLOR", "CI", "PRE_COMMIT", "MDLINT_ZH_OUTPUT_FORMAT", "COLUMNS"),
    *("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "CI_PROJECT_DIR"),
)


@dataclass(frozen=True)
class Ran:
    """What a run of the command left behind."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode("utf-8")

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def complaints(self) -> list[str]:
        return [line for line in self.err.splitlines() if line.startswith("mdlint-zh: ")]

    @property
    def found(self) -> list[str]:
        """The rules of the findings of a JSON report, in order."""
        return [entry["rule"] for entry in self.json]

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Desk:
    """A folder with pages, and the command run in it as a person runs it; a warning in it is an error."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    def read(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode("utf-8")

    def environment(self, **extra: str) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if key not in LEFT_OUT}
        return kept | {"PYTHONWARNINGS": "error", "PYTHONWARNDEFAULTENCODING": "1"} | extra

    def run(self, *args: str, stdin: str | bytes = b"", cwd: str = ".", **extra: str) -> Ran:
        sent = stdin.encode("utf-8") if isinstance(stdin, str) else stdin
        if forked.is_enough(args, extra):
            status, out, err = forked.run(args, sent, self.folder / cwd, self.environment(**extra))
            return Ran(status, out, err.decode("utf-8"))
        done = subprocess.run(
            [sys.executable, "-m", "mdlint_zh", *args],
            input=sent,
            capture_output=True,
            cwd=self.folder / cwd,
            env=self.environment(**extra),
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr.decode("utf-8"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "README.md").write_bytes("# 目录\n".encode())
    return Desk(tmp_path)
