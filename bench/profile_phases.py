"""Tell where the time goes: the phases of a check, one page after the other in one process.

    python bench/profile_phases.py FOLDER [--pages N] [--format full] [--rows N]

Every phase has its own time only: what a page reads of itself when a rule asks for it, by name or by `view`, counts for
that reading, not for the rule. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from collections import Counter, defaultdict
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mdlint_zh.base.lazy import lazy
from mdlint_zh.config import Settings
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.lint import are_met
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import plan_for
from mdlint_zh.markdown.document import Document
from mdlint_zh.markdown.glance import read_marks
from mdlint_zh.markdown.reading import Reading
from mdlint_zh.page import Page
from mdlint_zh.report.format import Run, load_format
from mdlint_zh.run.discover import find_pages
from mdlint_zh.run.read import ReadError, read_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mdlint_zh.engine.finding import Finding
    from mdlint_zh.engine.plan import Plan
    from mdlint_zh.report.format import Format


class Clock:
    """Adds up seconds by phase. A phase inside another stops the outer one's clock."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.calls: Counter[str] = Counter()
        self._stack: list[str] = []
        self._since = time.perf_counter()

    @contextlib.contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Count the time inside for this phase."""
        self._turn()
        self._stack.append(name)
        try:
            yield
        finally:
            self._turn()
            self._stack.pop()
            self.calls[name] += 1

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The function with its time counted for a phase."""

        @wraps(work)
        def wrapped(*args: Any, **named: Any) -> Any:
            with self.phase(name):
                return work(*args, **named)

        return wrapped

    def _turn(self) -> None:
        now = time.perf_counter()
        if self._stack:
            self.seconds[self._stack[-1]] += now - self._since
        self._since = now


def profile(folder: Path, most: int, form: str) -> tuple[Clock, int]:
    """Check at most `most` pages of a folder. Returns the seconds by phase, and how many pages there were."""
    clock = Clock()
    _watch_parts(clock)
    with clock.phase("start: load the rules"):
        rules = load_rules().rules
        settings = Settings()
        plan = plan_for(settings, rules)
    with clock.phase("discover"):
        paths = [Path(page) for page in find_pages([folder], lambda *_: None)]
    paths = paths[:: max(1, len(paths) // most)][:most]
    shown = load_format(form)
    shown.begin(Run(rules, colour=False, columns=100))
    for path in paths:
        _check(path, settings, plan, shown, clock)
    return clock, len(paths)


def _check(path: Path, settings: Settings, plan: Plan, form: Format, clock: Clock) -> None:
    """Check one page, phase by phase."""
    try:
        with clock.phase("read"):
            text = read_page(path).text
    except ReadError:
        return
    with clock.phase("settings"):
        page = Page(text, path, kind=settings.kind(path), profile=settings.profile)
    findings: list[Finding] = []
    for needs, active in plan.groups(page.kind):
        for rule, options in active if not needs or are_met(page, needs, page.view(read_marks)) else ():
            with clock.phase(f"rule: {rule.name}"):
                found = list(rule.check(page, options))
            findings += [one._replace(rule=rule.name, severity=rule.severity) for one in found]
    findings.sort(key=lambda finding: (finding.start, finding.end, finding.rule))
    with clock.phase("report"):
        report = FileReport.on(page, str(path), findings)
        report.keep_excerpts(text)
        form.file(report, text)


def _watch_parts(clock: Clock) -> None:
    """Count what a page reads of itself: by `view`, once for each reading, and what is no reading, by its name."""
    for name, part in (*vars(Document).items(), *vars(Page).items()):
        if isinstance(part, lazy):
            part.func = clock.timed(f"page: {name}", part.func)
    view = Document.view

    def watched(page: Document, reader: Callable[[Any], Any]) -> Any:
        if reader in page._views:  # noqa: SLF001 - what is kept takes no time of its own
            return view(page, reader)
        with clock.phase(f"reading: {_name_of(reader)}"):
            return view(page, reader)

    Document.view = watched  # type: ignore[assignment, method-assign] # for this run


def _name_of(reader: Any) -> str:
    """The reader's module and name, without what all have."""
    named = reader.whole if isinstance(reader, Reading) else reader
    return f"{named.__module__.removeprefix('mdlint_zh.')}.{named.__name__}"


def table(clock: Clock, pages: int, rows: int) -> str:
    """The `rows` longest phases, then the rest as one, in ms a page and in shares of the whole."""
    whole = sum(clock.seconds.values()) or 1.0
    phases = sorted(clock.seconds.items(), key=lambda item: -item[1])
    shown = [(name, seconds, f"{clock.calls[name]:,}") for name, seconds in phases[:rows]]
    if rest := phases[rows:]:
        shown.append((f"{len(rest)} others", sum(seconds for _, seconds in rest), ""))
    lines = ["| phase | ms a page | share | times |", "| --- | ---: | ---: | ---: |"]
    for name, seconds, times in [*shown, ("**all**", whole, "")]:
        lines.append(f"| {name} | {seconds / max(1, pages) * 1000:.4f} | {seconds / whole:.1%} | {times} |")
    about = f"{pages:,} pages, one process; a phase's own time, without the phases inside it, with the clock's cost."
    return f"{about}\n\n" + "\n".join(lines) + "\n"


def main() -> None:
    """Profile a folder, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=4_000, help="how many pages at most, evenly spaced (4,000)")
    parser.add_argument("--format", default="full", choices=("full", "concise", "json"), help="of the report (full)")
    parser.add_argument("--rows", type=int, default=100, help="phases to tell one by one (100)")
    asked = parser.parse_args()
    clock, pages = profile(asked.folder, asked.pages, asked.format)
    sys.stdout.write(table(clock, pages, asked.rows))


if __name__ == "__main__":
    main()
