"""The page and the charts that tell what was measured."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from chart import Axes, Bar, Line, bars, lines
from goals import held_against
from peers import OURS, python_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cases import Group
    from measure import Figure, Result
    from peers import Peer

CUT_AT = 25
"""A bar longer than this tool's times so many is cut."""


@dataclass
class Measured:
    """A group of commands with what came of each, by tool."""

    section: str
    group: Group
    results: dict[str, Result]

    def ran(self) -> dict[str, Result]:
        """The results that have figures."""
        return {tool: result for tool, result in self.results.items() if result.runs and not result.failure}


@dataclass
class Report:
    """All that is told.

    `command` is this tool's, as a reader would type it; `notes` are lines about what was left out; `profile` is a
    table, or "".
    """

    pages: int
    rounds: int
    real: bool
    version: str
    command: str
    peers: list[Peer]
    measured: list[Measured] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    profile: str = ""

    def of(self, section: str) -> list[Measured]:
        """What was measured in a section."""
        return [one for one in self.measured if one.section == section]


def page(report: Report) -> str:
    """The page as Markdown."""
    top = _top(report) + _picture(report, "benchmarks", "Seconds for 10,000 pages")
    parts = [top.rstrip("\n") + "\n"]
    parts += [text for text in (goals(report), _tables(report), _growth(report), _sizes(report)) if text]
    if report.profile:
        parts.append(f"## Where the time goes\n\n{report.profile}")
    parts += [_left_out(report), _facts(report)]
    return "\n".join(parts)


def charts(report: Report) -> dict[str, str]:
    """The charts that can be drawn of what was measured, as SVG, by the name of the file without its ending."""
    drawn = {"benchmarks": _bars(report)}
    drawn["benchmarks-pages"] = _by_pages(report, "Time against pages", "seconds", memory=False)
    drawn["benchmarks-memory"] = _by_pages(report, "Memory against pages", "megabytes", memory=True)
    drawn["benchmarks-size"] = _by_size(report)
    return {name: svg for name, svg in drawn.items() if svg}


def _picture(report: Report, name: str, says: str) -> str:
    """The chart of this name as it stands on the page; "" when there is none."""
    return f"![{says}]({name}.svg)\n\n" if name in charts(report) else ""


def seconds(figure: Figure) -> str:
    """Median, least and most of some seconds: `1.23 s (1.20–1.31)`, below a second in milliseconds."""
    if figure.median < 1:
        low, middle, high = (f"{value * 1000:.0f}" for value in (figure.least, figure.median, figure.most))
        return f"{middle} ms ({low}–{high})"
    return f"{figure.median:.2f} s ({figure.least:.2f}–{figure.most:.2f})"


def _top(report: Report) -> str:
    source = "a real archive" if report.real else "the example archive"
    rounds = f"{report.rounds} rounds" if report.rounds > 1 else "one round"
    return f"""# Benchmarks

Made by `make bench`: {report.pages:,} pages, varied by a seed from the pages of {source}, and {rounds}, in which all
tools take turns on the same files. Each figure is the median of the rounds, with the least and the most. Wall time is
that of the whole process, CPU time that of all its processes, memory the most that they held together. The ratio tells
how many times the wall time of {OURS} a tool takes, compared round by round. Each tool runs as it comes: its own rules,
its own output, no settings.

"""


def goals(report: Report) -> str:
    """Return the goals that were measured, as a section of the page."""
    found = {(one.group.title, tool): result for one in report.measured for tool, result in one.ran().items()}
    rows = held_against(found)
    heading = "## What was asked, and what it is\n\n"
    return heading + table(("what", "asked", "measured", "reached"), rows) if rows else ""


def _tables(report: Report) -> str:
    """A table for each group of tools on the same pages."""
    titles = {"whole": "All pages", "part": "Slow peers, on a part of the pages", "page": "One page, and none"}
    parts = []
    for section, title in titles.items():
        measured = report.of(section)
        if measured:
            parts.append(f"## {title}\n")
            parts += [_heading(one) + table(_columns(one), _rows(one)) for one in measured if one.ran()]
    return "\n".join(parts)


def _heading(one: Measured) -> str:
    group = one.group
    if not group.pages:
        return f"### {group.title}\n\n"
    many = f"{group.pages:,} pages, {group.size / 1e6:.1f} MB" if group.pages > 1 else f"{group.size:,} bytes"
    explained = {
        "warm": "Nothing has changed since the last run.\n\n",
        "changed": "One page in a hundred has changed since the last run.\n\n",
    }
    return f"### {group.title[0].upper()}{group.title[1:]}: {many}\n\n{explained.get(group.title, '')}"


def _columns(one: Measured) -> tuple[str, ...]:
    ratio = () if len(one.ran()) == 1 else (f"× {OURS}",)
    return ("tool", "wall", "CPU", *(("memory",) if one.group.pages > 1 else ()), *ratio)


def _rows(one: Measured) -> Iterator[tuple[str, ...]]:
    own = one.ran().get(OURS)
    for tool, result in sorted(one.ran().items(), key=lambda item: item[1].wall.median):
        cells = [f"**{tool}**" if tool == OURS else tool, seconds(result.wall), seconds(result.cpu)]
        if one.group.pages > 1:
            cells.append(f"{result.memory.median / 1e6:,.0f} MB")
        if len(one.ran()) > 1:
            cells.append(_ratio(result.ratio(own)) if own and tool != OURS else "")
        yield tuple(cells)


def _growth(report: Report) -> str:
    """Time and memory by the number of pages."""
    measured = report.of("growth")
    if not measured:
        return ""
    tools = list(measured[0].results)
    columns = ("pages", *(f"{tool} {what}" for tool in tools for what in ("wall", "a page", "memory")))
    rows = ((f"{one.group.pages:,}", *(cell for tool in tools for cell in _grown(one, tool))) for one in measured)
    pictures = _picture(report, "benchmarks-pages", "Time against pages")
    pictures += _picture(report, "benchmarks-memory", "Memory against pages")
    return f"## Growth with the number of pages\n\n{pictures}{table(columns, rows)}"


def _grown(one: Measured, tool: str) -> tuple[str, str, str]:
    result = one.ran().get(tool)
    if not result:
        return ("-", "-", "-")
    each = result.wall.median / one.group.pages * 1000
    return (seconds(result.wall), f"{each:.2f} ms", f"{result.memory.median / 1e6:,.0f} MB")


def _sizes(report: Report) -> str:
    """Time and memory by the size of one page."""
    measured = report.of("size")
    if not measured:
        return ""
    tools = list(measured[0].results)
    columns = ("bytes", *(f"{tool} {what}" for tool in tools for what in ("wall", "memory")))
    rows = []
    for one in measured:
        found = [one.ran().get(tool) for tool in tools]
        pairs = ((seconds(r.wall), f"{r.memory.median / 1e6:,.0f} MB") if r else ("-", "-") for r in found)
        rows.append((f"{one.group.size:,}", *(cell for pair in pairs for cell in pair)))
    picture = _picture(report, "benchmarks-size", "Time against the size of a page")
    return f"## Growth with the size of a page\n\n{picture}{table(columns, rows)}"


def _left_out(report: Report) -> str:
    """What is not in the tables, and why."""
    lines_ = [f"- {peer.name}: {peer.missing}" for peer in report.peers if peer.missing]
    for one in report.measured:
        failed = ((tool, result) for tool, result in one.results.items() if result.failure)
        lines_ += [f"- {tool}, {one.group.title}: {result.failure}" for tool, result in failed]
    lines_ += [f"- {note}" for note in report.notes]
    return "## Left out\n\n" + ("\n".join(lines_) or "Nothing.") + "\n"


def _facts(report: Report) -> str:
    """The machine and the versions."""
    peers = [peer for peer in report.peers if not peer.missing]
    rows = [(peer.name, peer.version, f"`{peer.shown()}`") for peer in peers]
    rows.insert(0, (OURS, report.version, f"`{report.command}`"))
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = f"{cores} cores ({_processor()}), {memory:.0f} GiB, {platform.system()}"
    heading = f"## Machine and versions\n\n{machine}, Python {python_version()}.\n\n"
    return heading + table(("tool", "version", "command"), rows)


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in text.split("\n") if line.startswith("model name"))
    return next(names, platform.machine())


def _bars(report: Report) -> str:
    """All tools on as many pages as each was given, in seconds for 10,000."""
    found = [one for one in (*report.of("whole"), *report.of("part")) if one.group.title.startswith("cold")]
    own = next((one for one in found if OURS in one.ran()), None)
    if own is None:
        return ""
    rows = [_bar(own, OURS)]
    rows += [_bar(one, tool) for one in found for tool in one.ran() if tool != OURS]
    rows.sort(key=lambda row: row.value)
    about = "cold, all rules that are on by default; shorter is better; in brackets on how many pages measured"
    return bars("Seconds for 10,000 pages", about, rows, CUT_AT * _bar(own, OURS).value)


def _bar(one: Measured, tool: str) -> Bar:
    value = one.ran()[tool].wall.median / one.group.pages * 10_000
    shown = f"{value:.3g}" if value < 1000 else f"{value:,.0f}"
    return Bar(tool, value, f"{shown} s ({one.group.pages:,})", tool == OURS)


def _by_pages(report: Report, title: str, unit: str, *, memory: bool) -> str:
    measured = report.of("growth")
    if len(measured) < 2:
        return ""
    drawn = []
    for tool in measured[0].results:
        found = [(one.group.pages, one.ran()[tool]) for one in measured if tool in one.ran()]
        points = [(float(n), r.memory.median / 1e6 if memory else r.wall.median) for n, r in found]
        drawn.append(Line(tool, points, tool == OURS))
    return lines(title, "cold, without a cache", Axes("pages", unit), drawn)


def _by_size(report: Report) -> str:
    measured = report.of("size")
    if len(measured) < 2:
        return ""
    drawn = []
    for tool in measured[0].results:
        found = [(one.group.size, one.ran()[tool]) for one in measured if tool in one.ran()]
        drawn.append(Line(tool, [(float(size), r.wall.median * 1000) for size, r in found], tool == OURS))
    axes = Axes("bytes", "milliseconds", log=True)
    return lines("Time against the size of a page", "one page, whole process", axes, drawn)


def _ratio(figure: Figure) -> str:
    return f"{figure.median:.3g} ({figure.least:.3g}–{figure.most:.3g})"


def table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    ruled = [columns, tuple("---" for _ in columns), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in ruled)
