"""The real command line, in this process or, now and then, in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

STATUSES = (0, 1, 2)
PAGE = "###  [:house:返回](README.md)\n---\n\n\n## 题\n`3/15/2024 3:11 PM UTC 甲` [轉載自GNews](https://gnews.org/articles/1)\n\n文 [[zh: 美国]]。 \n"


class Ran(NamedTuple):
    """Exit status and everything that was printed."""

    code: int
    said: str


def run(folder: Path, *args: str, apart: bool = False) -> Ran:
    """Run the command in this folder, with `apart` in a process of its own."""
    if apart:
        done = subprocess.run(
            [sys.executable, "-m", "mdlint_zh", *args], cwd=folder, capture_output=True, check=False, timeout=60
        )
        return Ran(done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace"))
    from mdlint_zh.cli.commands import cli

    os.chdir(folder)
    result = CliRunner().invoke(cli, [*args, *(("-j", "1") if args[0] in ("check", "format") else ())])
    raised = (
        ""
        if result.exception is None or isinstance(result.exception, SystemExit)
        else f"Traceback {result.exception!r}"
    )
    return Ran(result.exit_code, result.output + raised)


def faults(ran: Ran) -> str:
    """What no run may do."""
    if ran.code not in STATUSES:
        return f"exit status {ran.code}: {ran.said[-200:]}"
    for bad in ("internal error", "Traceback"):
        if bad in ran.said:
            return f"{bad}: {ran.said[ran.said.index(bad) :][:200]}"
    controls = sorted(
        {f"U+{ord(one):04X}" for one in ran.said if (ord(one) < 32 or 0x7F <= ord(one) < 0xA0) and one not in "\n\t"}
    )
    return f"prints {', '.join(controls)}" if controls else ""
