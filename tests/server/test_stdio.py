"""The server as an editor starts it: a process, and bytes through its pipes."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from mdlint_zh.server.lane import Lane
from mdlint_zh.server.work.asked import Asked

PAGE = "# 题\n\n😀𠮷聊[[zh:天机]]器人\n"
COMMAND = [sys.executable, "-m", "mdlint_zh", "server"]


def framed(body: str) -> bytes:
    """A message made by hand: its length counts bytes."""
    data = body.encode("utf-8")
    return f"Content-Length: {len(data)}\r\n\r\n".encode("ascii") + data


def messages(raw: bytes) -> list[dict[str, Any]]:
    """What stands in a stream, which has to be messages and nothing else."""
    found = []
    while raw:
        head, _, rest = raw.partition(b"\r\n\r\n")
        lengths = [int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.startswith(b"Content-Length:")]
        assert len(lengths) == 1, head
        found.append(json.loads(rest[: lengths[0]].decode("utf-8")))
        raw = rest[lengths[0] :]
    return found


BEGIN = [
    '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}',
    '{"jsonrpc":"2.0","method":"initialized","params":{}}',
]


def opened(uri: str) -> str:
    text = json.dumps(PAGE, ensure_ascii=False)
    page = f'{{"uri":"{uri}","languageId":"markdown","version":1,"text":{text}}}'
    return f'{{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{{"textDocument":{page}}}}}'


def test_no_worker_runs_what_lies_in_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json.py", "pickle.py", "mdlint_zh.py", "sitecustomize.py"):
        (tmp_path / name).write_text("open('run', 'w', encoding='utf-8')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    lane = Lane()
    try:
        assert lane.ask("begin", str(tmp_path), {}).result(20) == []
        assert lane.ask("look", Asked("# 题 \n", None)).result(20).findings
    finally:
        lane.close()
    assert not (tmp_path / "run").exists()


def test_bytes_made_by_hand(tmp_path: Path) -> None:
    uri = (tmp_path / "中 文#%.md").as_uri()
    asked = f'{{"textDocument":{{"uri":"{uri}"}},"options":{{"tabSize":4,"insertSpaces":true}}}}'
    sent = [*BEGIN, opened(uri), f'{{"jsonrpc":"2.0","id":"二","method":"textDocument/formatting","params":{asked}}}']
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path) as server:
        assert server.stdin
        assert server.stdout
        server.stdin.write(b"".join(map(framed, sent)))
        server.stdin.flush()
        raw = b""
        while not any(one.get("id") == "二" for one in messages(raw)):
            piece = server.stdout.read1()
            assert piece, raw
            raw += piece
        ends = ('{"jsonrpc":"2.0","id":3,"method":"shutdown"}', '{"jsonrpc":"2.0","method":"exit"}')
        server.stdin.write(b"".join(map(framed, ends)))
        server.stdin.flush()
        raw += server.stdout.read()
        assert server.wait(20) == 0
    told = messages(raw)
    assert [one["id"] for one in told if "id" in one] == [1, "二", 3]
    (edit,) = next(one["result"] for one in told if one.get("id") == "二")
    where = {"start": {"line": 2, "character": 5}, "end": {"line": 2, "character": 14}}
    assert edit == {"range": where, "newText": "天机"}
    assert list(tmp_path.iterdir()) == []


def test_a_client_that_dies_takes_the_server_with_it(tmp_path: Path) -> None:
    """In the middle of a message, and with nobody who reads."""
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path) as server:
        assert server.stdin
        assert server.stdout
        server.stdout.close()
        server.stdin.write(b"".join(map(framed, [*BEGIN, opened("untitled:1")])) + framed(BEGIN[0])[:-5])
        server.stdin.close()
        assert server.wait(20) == 1


def test_without_pygls_there_is_one_clear_line(tmp_path: Path) -> None:
    blocked = "import sys; sys.modules['pygls'] = None; from mdlint_zh.cli.main import main; main()"
    command = [sys.executable, "-c", blocked, "server"]
    done = subprocess.run(command, input=b"", capture_output=True, cwd=tmp_path, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (2, b"")
    assert (
        done.stderr.decode()
        == "mdlint-zh: the server needs pygls, which is not installed: pip install 'mdlint-zh[lsp]'\n"
    )
