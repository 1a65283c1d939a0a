"""What a format of output is, and where formats come from: the entry points of installed packages.

A format is a class. Its one instance makes text, and prints none: `begin` and `end` are asked in the process that
prints, `file` wherever a file was looked at, so that many files are told at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from mdlint_zh.plugins.entry_points import EntryPoint, entry_points

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.rule import Rule
    from mdlint_zh.report.statistics import Counts
    from mdlint_zh.report.summary import Totals

GROUP = "mdlint_zh.formats"
BUILTIN = "mdlint_zh.report.formats."
FOR_PEOPLE, FOR_PROGRAMS = "full", "concise"
"""The formats where none is asked for."""
CODE_POINTS, UTF_8, UTF_16 = "code-points", "utf-8", "utf-16"
"""What columns may count. The command line names them again: to answer `--help`, none of this is imported."""


class Run(NamedTuple):
    """What a format may know of a run: all rules, whether to colour, and how wide the terminal is.

    `writes`: whether repaired pages are written; `shortcuts`: whether what can be told at a glance is; `unit`: what
    columns count; `links`: whether the terminal shows links.
    """

    rules: Mapping[str, Rule]
    colour: bool
    columns: int
    writes: bool = False
    shortcuts: bool = True
    unit: str = CODE_POINTS
    links: bool = False


class Format(Protocol):
    """A format of output.

    `between` stands between the texts of two files. `needs_text`: whether `file` is to have the page before its fixes;
    `needs_findings`: whether it asks for more of a report than its lines and counts; `shows_lines`: whether it asks for
    excerpts. `for_people`: whether the summary stands below it, on standard output. `begin` may still change them.
    `waits`: whether its texts wait for those of all files, which `arranged` may put in another order; `summary_file`:
    what `summary` is put behind, "" for nothing.
    """

    between: str
    needs_text: bool
    needs_findings: bool
    shows_lines: bool
    for_people: bool
    waits: bool
    summary_file: str

    def begin(self, run: Run) -> str:
        """Return what stands before all files."""

    def file(self, report: FileReport, text: str | None) -> str:
        """Return what is said about one file that could be read; "" for nothing."""

    def failed(self, report: FileReport) -> str:
        """Return what is said about one file that could not be read; "" for nothing."""

    def end(self, totals: Totals) -> str:
        """Return what stands behind all files."""

    def statistics(self, counts: Counts) -> str:
        """Return what was counted of each rule, which is told instead of the findings."""

    def arranged(self, texts: Sequence[str]) -> Iterable[str]:
        """Return the texts of all files as they are shown, when they have waited for that."""

    def summary(self, counts: Counts, totals: Totals) -> str:
        """Return what goes into the file for the summary."""


class Plain:
    """What most formats have in common: texts one after the other, nothing before and nothing behind."""

    between = ""
    needs_text = False
    needs_findings = True
    shows_lines = False
    for_people = False
    waits = False
    summary_file = ""

    def begin(self, _run: Run) -> str:
        """Return "": nothing stands before the files."""
        return ""

    def failed(self, _report: FileReport) -> str:
        """Return "": what went wrong is told on standard error."""
        return ""

    def end(self, _totals: Totals) -> str:
        """Return "": nothing stands behind the files."""
        return ""

    def statistics(self, counts: Counts) -> str:
        """Return a table for people."""
        from mdlint_zh.report.statistics import table  # noqa: PLC0415 - `--help` needs none of it

        return table(counts)

    def arranged(self, texts: Sequence[str]) -> Iterable[str]:
        """Return the texts as they are."""
        return texts

    def summary(self, _counts: Counts, _totals: Totals) -> str:
        """Return "": nothing is told beside the output."""
        return ""


def format_names() -> list[str]:
    """Return the names of all formats, sorted."""
    return sorted(_points())


def load_format(name: str) -> Format:
    """Return the format with this name. Raises ConfigError when it cannot be loaded, KeyError when there is none."""
    point = _points()[name]
    try:
        made: Format = point.load()()
    except Exception as error:
        from mdlint_zh.config import ConfigError  # noqa: PLC0415 - `--help` needs none of it
        from mdlint_zh.plugins.load import title  # noqa: PLC0415

        reason = f"{type(error).__name__}: {' '.join(str(error).split())}"
        raise ConfigError(f"the format {title(point)} cannot be used: {reason}") from error
    return made


def _points() -> dict[str, EntryPoint]:
    """The formats by name. Where two have one name, it is that of the built-in one, else of the first by its value."""
    points = sorted(set(entry_points(GROUP)), key=lambda point: (not point.value.startswith(BUILTIN), point.value))
    return {point.name: point for point in reversed(points)}
