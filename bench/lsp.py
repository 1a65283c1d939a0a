"""A client of language servers, to measure them: what is sent and what comes back are bytes through pipes."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections import deque
from itertools import count
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PATIENCE_S = 60.0
FORMAT = {"tabSize": 4, "insertSpaces": True}


class Gone(Exception):  # noqa: N818 - it tells what the server is
    """A server that has ended, or does not answer."""


class Server:
    """A server that was started with this command in this folder. `capabilities` are those of its client."""

    def __init__(self, command: Sequence[str], folder: Path, capabilities: dict[str, Any] | None = None) -> None:
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._numbers, self._messages = count(1), SimpleQueue[dict[str, Any] | None]()
        self._kept: deque[dict[str, Any]] = deque()
        threading.Thread(target=self._read, daemon=True).start()
        begun = {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities or {}}
        self.capabilities = self.request("initialize", **begun)["capabilities"]
        self.notify("initialized")

    def notify(self, method: str, **params: Any) -> None:
        """Send a notice."""
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def request(self, method: str, **params: Any) -> Any:
        """Send a request, and return what it is answered with. Raises Gone."""
        number = next(self._numbers)
        self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        answer = self._wait(lambda one: one.get("id") == number and "method" not in one)
        if "error" in answer:
            raise Gone(str(answer["error"]))
        return answer["result"]

    def open(self, uri: str, text: str) -> None:
        """Open a page."""
        page = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
        self.notify("textDocument/didOpen", textDocument=page)

    def change(self, uri: str, version: int, *changes: dict[str, Any]) -> None:
        """Tell of changes of a page."""
        self.notify(
            "textDocument/didChange", textDocument={"uri": uri, "version": version}, contentChanges=list(changes)
        )

    def close(self, uri: str) -> None:
        """Close a page."""
        self.notify("textDocument/didClose", textDocument={"uri": uri})

    def diagnostics(self, uri: str) -> list[dict[str, Any]]:
        """Return the next diagnostics of a page. Raises Gone."""
        told = self._wait(
            lambda one: one.get("method") == "textDocument/publishDiagnostics" and one["params"]["uri"] == uri
        )
        return list(told["params"]["diagnostics"])

    def formatted(self, uri: str) -> list[dict[str, Any]]:
        """Return the edits that format a page. Raises Gone."""
        return self.request("textDocument/formatting", textDocument={"uri": uri}, options=FORMAT) or []

    def forget(self) -> None:
        """Pass over what was told so far."""
        self._kept.clear()

    def stop(self) -> None:
        """End the server."""
        try:
            self.request("shutdown")
            self.notify("exit")
            self.process.wait(5)
        except (Gone, OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
        if self.process.stdin:
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
            self.process.stdin.flush()

    def _read(self) -> None:
        stream = self.process.stdout
        length = 0
        while stream and (line := stream.readline()):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            elif not line.strip():
                self._messages.put(json.loads(stream.read(length)))
        self._messages.put(None)

    def _wait(self, wanted: Any) -> dict[str, Any]:
        for kept in list(self._kept):
            if wanted(kept):
                self._kept.remove(kept)
                return kept
        while True:
            try:
                one = self._messages.get(timeout=PATIENCE_S)
            except Empty:
                raise Gone("it does not answer") from None
            if one is None:
                raise Gone("it has ended")
            if "method" in one and "id" in one:
                self._send({"jsonrpc": "2.0", "id": one["id"], "result": None})
            elif wanted(one):
                return one
            else:
                self._kept.append(one)
