"""Kate with the set-up of editors/kate, on a screen that nobody sees: what the server tells it, and what it saves.

Kate 22.12 formats no page when it is saved: its action *Format* is put on a key, as a person would do it, and pressed
before the page is saved. Skipped where Kate, Xvfb or xdotool is not installed.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import Desk
from test_real_editors import PAGE, SETUPS, Editor, places

pytest.importorskip("pygls")

MISSING = [name for name in ("kate", "Xvfb", "xdotool") if not shutil.which(name)]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"{', '.join(MISSING)}: not installed"),
]
SECONDS = 60
UTF16 = Editor("kate", (), "", "", "utf-16")
SETTINGS = """\
[General]
Show welcome view for new window=false
[Kate Plugins]
lspclientplugin=true
[lspclient]
AllowedServerCommandLines={}/mdlint-zh server
"""
KEYS = """\
<!DOCTYPE gui SYSTEM "kpartgui.dtd">
<gui name="lspclient" version="1">
<ActionProperties scheme="Default"><Action name="lspclient_format" shortcut="F12"/></ActionProperties>
</gui>
"""


@dataclass(frozen=True)
class Seen:
    """What Kate sends to the server, and gets: kept by a command of the server's name, which Kate starts."""

    sent: Path
    got: Path

    @classmethod
    def by_command(cls, folder: Path) -> Seen:
        seen, command = cls(folder / "sent", folder / "got"), folder / "mdlint-zh"
        sent, server, got = (shlex.quote(str(one)) for one in (seen.sent, sys.executable, seen.got))
        command.write_text(f'#!/bin/sh\ntee {sent} | {server} -m mdlint_zh "$@" | tee {got}\n', encoding="utf-8")
        command.chmod(0o755)
        return seen


def messages(path: Path, method: str) -> list[Any]:
    """The parameters of the messages of a method in what was kept, but for one that is not whole yet."""
    raw = path.read_bytes() if path.exists() else b""
    found = []
    while head := re.match(rb"Content-Length: (\d+)\r\n(?:[^\r\n]+\r\n)*\r\n", raw):
        end = head.end() + int(head[1])
        if end <= len(raw) and (message := json.loads(raw[head.end() : end])).get("method") == method:
            found.append(message["params"])
        raw = raw[end:]
    return found


def told(path: Path, method: str, seconds: float = SECONDS) -> Any:
    """The first message of a method, when it is there; None where none comes."""
    end = time.monotonic() + seconds
    while not (found := messages(path, method)) and time.monotonic() < end:
        time.sleep(0.05)
    return found[0] if found else None


@contextmanager
def running(*command: str, **more: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A program, and whatever it starts, until the end."""
    with subprocess.Popen(
        command, start_new_session=True, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more
    ) as process:
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def at_home(home: Path) -> dict[str, str]:
    """A home with the set-up, a command for Kate to start, and a key."""
    for name, text in {
        ".config/katerc": SETTINGS.format(home),
        ".config/kate/lspclient/settings.json": (SETUPS / "kate/servers.json").read_text(encoding="utf-8"),
        ".local/share/kxmlgui5/lspclient/ui.rc": KEYS,
    }.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    places = {"CONFIG": ".config", "DATA": ".local/share", "CACHE": ".cache", "STATE": ".state"}
    given = {f"XDG_{name}_HOME": str(home / place) for name, place in places.items()}
    no_bus = f"unix:path={home}/none"
    path = os.pathsep.join([str(home), os.environ["PATH"]])
    return given | {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "PATH": path, "DBUS_SESSION_BUS_ADDRESS": no_bus}


class Keyboard:
    """Keys that are pressed in Kate's window."""

    def __init__(self, environment: dict[str, str], seen: Seen) -> None:
        self.environment, self.seen = environment, seen

    def press(self, key: str, then: str) -> None:
        """Press a key until Kate sends what it is for: a window that is just shown may miss one."""
        for _ in range(10):
            window = self._do("search", "--onlyvisible", "--class", "kate").split()[-1:]
            self._do("windowfocus", *window)
            self._do("key", key)
            if told(self.seen.sent, then, seconds=SECONDS / 10):
                return
        raise AssertionError(f"{key}: Kate sends no {then}")

    def _do(self, *command: str) -> str:
        asked = ["xdotool", *command]
        return subprocess.run(asked, env=self.environment, capture_output=True, encoding="utf-8", check=False).stdout


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_page_is_shown_and_repaired(end: str, desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    home, name = tmp_path_factory.mktemp("home"), "中 文#1%.md"
    path = desk.write(name, PAGE.replace("\n", end))
    desk.write(".mdlint-zh.toml", "")
    seen = Seen.by_command(home)
    with running("Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24", stdout=subprocess.PIPE) as screen:
        assert screen.stdout
        display = f":{screen.stdout.readline().decode().strip()}"
        environment = desk.environment(**at_home(home), DISPLAY=display, LC_ALL="C.UTF-8")
        keyboard = Keyboard(environment, seen)
        with running("kate", "-n", "--startanon", str(path), env=environment, cwd=desk.folder):
            shown = told(seen.got, "textDocument/publishDiagnostics")
            keyboard.press("F12", "textDocument/formatting")
            told(seen.sent, "textDocument/didChange")
            keyboard.press("ctrl+s", "textDocument/didSave")
    assert [placed(one) for one in shown["diagnostics"]] == places(UTF16, desk, PAGE, name)
    repaired = desk.run("format", "-", "--stdin-filename", name, stdin=PAGE).out
    assert path.read_bytes().decode("utf-8") == repaired.replace("\n", end)
    assert told(seen.sent, "initialize")["rootUri"] == desk.folder.as_uri()


def placed(diagnostic: dict[str, Any]) -> list[Any]:
    """Where a diagnostic is, counted from 1, and its rule."""
    ends = (diagnostic["range"][end][part] + 1 for end in ("start", "end") for part in ("line", "character"))
    return [*ends, diagnostic["code"]]
