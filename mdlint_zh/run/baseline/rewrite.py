"""A baseline after a run: what the run says of the pages that it looked at, and the rest without gone pages."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from mdlint_zh.run.baseline.lines import HEAD, FormError, counts_in
from mdlint_zh.run.write.write import write_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdlint_zh.report.told import Rewritten
    from mdlint_zh.run.baseline.baseline import Baseline


def rewrite(baseline: Baseline, pages: Sequence[Rewritten]) -> int:
    """Write a baseline with what is known of these pages now; return how many entries of gone pages went.

    Raises WriteError, and then the file is as it was.
    """
    lines = dict(baseline.lines)
    for page in pages:
        lines.pop(page.former, None)
    gone = _gone(baseline, lines)
    for name in gone:
        del lines[name]
    lines |= {page.name: page.line for page in pages if page.line}
    if lines != baseline.lines or not baseline.is_there(baseline.file.name):
        data = HEAD + b"".join(b"%s\n" % lines[name] for name in sorted(lines))
        write_file(baseline.file, data)
    return sum(map(_entries, gone.values()))


def _gone(baseline: Baseline, lines: dict[bytes, bytes]) -> dict[bytes, bytes]:
    """The lines of pages that are no more, and were not renamed to a page that this run did not look at."""
    gone = {name: line for name, line in lines.items() if not baseline.is_there(json.loads(name))}
    renamed = set(baseline.renamed.values()) if gone else ()
    return {name: line for name, line in gone.items() if name not in renamed}


def _entries(line: bytes) -> int:
    with suppress(FormError):
        return sum(sum(keys.values()) for keys in counts_in(line).values())
    return 0
