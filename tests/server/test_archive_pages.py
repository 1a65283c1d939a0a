"""Pages of an archive through the server: what it tells and mends is what the command line tells and mends."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conftest import Desk as Shell
from served import ENCODINGS, Client, Here, applied, encoded, offset_of, serve, spanned

ARCHIVE = Path(__file__).parents[2] / "examples" / "archive"
PAGES = sorted(ARCHIVE.rglob("*.md"))


@pytest.fixture(autouse=True)
def _back_again() -> Iterator[None]:
    before = Path.cwd()
    yield
    os.chdir(before)


def told_of(text: str, one: dict[str, Any]) -> str:
    """What a finding of the command line is about: its lines and columns count from 1, a byte-order mark is no column."""
    ends = [(one["line"], one["column"]), (one["end_line"], one["end_column"])]
    mark = text.startswith("\ufeff")
    start, end = (
        offset_of(text, {"line": line - 1, "character": column - 1 + (mark and line == 1)}, "utf-32")
        for line, column in ends
    )
    return text[start:end]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_all_pages_of_the_example(encoding: str, desk: Shell) -> None:
    """Each finding at the same characters, each page repaired to the same bytes."""
    for page in PAGES:
        desk.write(page.relative_to(ARCHIVE).as_posix(), page.read_bytes())
    told = desk.run("check", "--output-format", "json", "--no-cache", ".").json
    texts = {page: page.read_bytes().decode("utf-8") for page in sorted(desk.folder.rglob("*.md"))}
    assert desk.run("format", ".").code == 0
    mended = {page: page.read_bytes().decode("utf-8") for page in texts}
    for page, text in texts.items():
        page.write_bytes(text.encode("utf-8"))
    lane = Here()

    async def scenario(client: Client) -> None:
        for page, text in texts.items():
            uri = page.as_uri()
            client.open(uri, text)
            found = [
                (one["code"], one["message"], spanned(text, one["range"], encoding).strip("\ufeff"))
                for one in await client.diagnostics()
            ]
            name = page.relative_to(desk.folder).as_posix()
            expected = [
                (one["rule"], one["message"], told_of(text, one))
                for one in told
                if Path(one["file"]).as_posix() == name
            ]
            assert found == expected, name
            edits = await client.about("formatting", uri, options={"tabSize": 4, "insertSpaces": True})
            assert applied(text, edits, encoding) == mended[page], name
            client.notify("textDocument/didClose", textDocument={"uri": uri})
            assert await client.diagnostics() == []

    serve(scenario, encoded(encoding), root=desk.folder, lanes=(lane, lane))
