"""What is told of one file, and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mdlint_zh.engine.file_report import FileReport, Tally
    from mdlint_zh.engine.finding import Failure
    from mdlint_zh.report.statistics import Counts


class Rewritten(NamedTuple):
    """What is to be known of a page in the baseline in `file`: the name, in quotes, that it had there, the one that it
    has, and its line, b"" for none.
    """

    file: Path
    former: bytes
    name: bytes
    line: bytes


class Compared(NamedTuple):
    """What a page and a baseline say of each other: how many findings it hides, how many it knows that are there no
    more, and what is to be known from now on, where that is to be written.
    """

    hidden: int = 0
    stale: int = 0
    rewritten: Rewritten | None = None


class Told(NamedTuple):
    """What becomes of one file's report: the texts that formats make of it, and what a run counts and complains of.

    `read`: whether the file could be read; `changed`: whether its text was, or would be, another after the fixes;
    `repaired`: how many findings were mended. `counts`: the findings of each rule, where they are counted; `report` and
    `page`: what is left to tell later, and the text for that. `compared`: what a baseline has to do with it.
    """

    path: str
    texts: tuple[str, ...]
    failures: Sequence[Failure]
    tally: Tally
    read: bool
    changed: bool
    repaired: int
    counts: Counts | None = None
    report: FileReport | None = None
    page: str | None = None
    compared: Compared = Compared()
