"""The server as an editor starts it: a process, and bytes through its pipes."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

import json
import subprocess
import sys
from pathlib import Path

from mdlint_zh.server.lane import Lane
from mdlint_zh.server.work.desk import Asked

PAGE = "# 题\n\n😀𠮷聊[[zh:天机]]器人\n"


def framed(body: str) -> bytes:
    """A message made by hand: its length counts bytes."""
    data = body.encode("utf-8")
    return f"Content-Length: {len(data)}\r\n\r\n".encode("ascii") + data


def messages(raw: bytes) -> list[dict[str, object]]:
    """What stands in a stream, which has to be messages and nothing else."""
    found = []
    while raw:
        head, _, rest = raw.partition(b"\r\n\r\n")
        lengths = [int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.startswith(b"Content-Length:")]
        assert len(lengths) == 1, head
        found.append(json.loads(rest[: lengths[0]].decode("utf-8")))
        raw = rest[lengths[0] :]
    return found


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
    text = json.dumps(PAGE, ensure_ascii=False)
    sent = [
        '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}',
        '{"jsonrpc":"2.0","method":"initialized","params":{}}',
        f'{{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{{"textDocument":{{"uri":"{uri}","languageId":"markdown","version":1,"text":{text}}}}}}}',
        f'{{"jsonrpc":"2.0","id":"二","method":"textDocument/formatting","params":{{"textDocument":{{"uri":"{uri}"}},"options":{{"tabSize":4,"insertSpaces":true}}}}}}',
    ]
    command = [sys.executable, "-m", "mdlint_zh", "server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path) as server:
        assert server.stdin
        assert server.stdout
        server.stdin.write(b"".join(map(framed, sent)))
        server.stdin.flush()
        raw = b""
        while b'"id": "\\u4e8c"' not in raw and '"id": "二"'.encode() not in raw:
            piece = server.stdout.read1()
            assert piece, raw
            raw += piece
        server.stdin.write(
            framed('{"jsonrpc":"2.0","id":3,"method":"shutdown"}') + framed('{"jsonrpc":"2.0","method":"exit"}')
        )
        server.stdin.flush()
        raw += server.stdout.read()
        assert server.wait(20) == 0
    told = messages(raw)
    assert [one.get("id") for one in told if "id" in one] == [1, "二", 3]
    (edit,) = next(one["result"] for one in told if one.get("id") == "二")  # type: ignore[misc,union-attr]
    assert edit == {
        "range": {"start": {"line": 2, "character": 5}, "end": {"line": 2, "character": 14}},
        "newText": "天机",
    }
    assert list(tmp_path.iterdir()) == []
