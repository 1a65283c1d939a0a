"""What is told of one file, and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdlint_zh.engine.file_report import FileReport, Tally
    from mdlint_zh.engine.finding import Failure
    from mdlint_zh.report.statistics import Counts


class Told(NamedTuple):
    """What becomes of one file's report: the texts that formats make of it, and what a run counts and complains of.

    `read`: whether the file could be read; `changed`: whether its text was, or would be, another after the fixes;
    `repaired`: how many findings were mended. `counts`: the findings of each rule, where they are counted; `report` and
    `page`: what is left to tell later, and the text for that.
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
