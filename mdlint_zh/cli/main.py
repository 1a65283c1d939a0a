"""The command line: what can be asked for. What does it stands in a module a command, imported only then."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Any

import click

from mdlint_zh import __version__
from mdlint_zh.cli import streams

if TYPE_CHECKING:
    from collections.abc import Callable

FAILED, INTERRUPTED = 2, 130
_NOTHING_ASKED: tuple[type[click.UsageError], ...] = (
    (click.exceptions.NoArgsIsHelpError,) if hasattr(click.exceptions, "NoArgsIsHelpError") else ()
)
"""A group without a command, which is answered by its help: an error from click 8.2 on."""


class _FormatName(click.ParamType):  # type: ignore[type-arg] # it takes an argument from click 8.4 on
    """The name of a format of output that is installed."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name, when there is such a format."""
        if value not in _format_names():
            self.fail(f"{value!r} is not one of {', '.join(map(repr, _format_names()))}.", param, ctx)
        return value

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002
        """Return all names, for the help."""
        return f"[{'|'.join(_format_names())}]"


class _FormatAndFile(click.ParamType):  # type: ignore[type-arg] # it takes an argument from click 8.4 on
    """The name of a format and the file that it goes to: `sarif=report.sarif`."""

    name = "format=file"

    def convert(
        self, value: str | tuple[str, str], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Return both."""
        if isinstance(value, tuple):
            return value
        name, _, path = value.partition("=")
        if not path:
            self.fail(f"{value!r} is not a format and a file, as in sarif=report.sarif.", param, ctx)
        return _FormatName().convert(name, param, ctx), path


def _format_names() -> list[str]:
    from mdlint_zh.report.format import format_names  # noqa: PLC0415 - `--version` needs none

    return format_names()


_CHOICES: tuple[Callable[..., Any], ...] = (
    click.option(
        "--select", multiple=True, metavar="RULE", help="Run only these rules, or those that begin so: wikilink."
    ),
    click.option("--extend-select", multiple=True, metavar="RULE", help="Run these rules, too."),
    click.option("--ignore", multiple=True, metavar="RULE", help="Do not run these rules."),
    click.option("--config", type=click.Path(exists=True, dir_okay=False), help="Use this settings file and no other."),
    click.option("--isolated", is_flag=True, help="Use no settings file at all."),
    click.option("--unsafe-fixes", is_flag=True, help="Apply fixes that may change what a page says, too."),
    click.option("--stdin-filename", metavar="PATH", help="Where the page from standard input (`-`) would stand."),
    click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour the output."),
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="How many processes share the work. Default: one a core.",
    ),
    click.option(
        "--cache/--no-cache",
        default=True,
        help="Take what was found before on pages that have not changed. Default: yes.",
    ),
    click.option(
        "--cache-dir", metavar="FOLDER", help="Where the cache is. Default: .mdlint_zh_cache at the top of the project."
    ),
    click.option("--no-shortcuts", is_flag=True, hidden=True),
    click.option("--debug", is_flag=True, help="Show tracebacks."),
)


def _with_choices(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that `check` and `format` share."""
    for option in reversed(_CHOICES):
        command = option(command)
    return command


def _done(name: str, given: dict[str, Any]) -> int:
    """Do what a command was asked for, and return its exit status: its module makes a request of what was given."""
    from importlib import import_module  # noqa: PLC0415 - `--version` and `--help` need none of it

    from mdlint_zh.cli.errors import guarded  # noqa: PLC0415

    debug, command = given.pop("debug"), import_module(f"mdlint_zh.cli.{name}")
    return guarded(command.run, command.Request(**given), debug=debug)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="mdlint-zh %(version)s")
def cli() -> None:
    """Check and repair archives of Chinese Markdown.

    Exit status: 0 when all is well, 1 when there are findings (or something would change), 2 when a file, a setting or
    a plugin could not be used.
    """


@cli.command()
@click.argument("paths", nargs=-1)
@click.option("--fix", is_flag=True, help="Repair what is safe, and write it.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing.")
@click.option(
    "--output-format",
    type=_FormatName(),
    envvar="MDLINT_ZH_OUTPUT_FORMAT",
    help="How to print findings. Default: full.",
)
@click.option("--output-file", metavar="FILE", help="Write that into FILE instead.")
@click.option(
    "--output",
    "outputs",
    type=_FormatAndFile(),
    multiple=True,
    metavar="FORMAT=FILE",
    help="Write into a file, too: sarif=report.sarif. May be given several times.",
)
@click.option(
    "--column-unit",
    type=click.Choice(["code-points", "utf-8", "utf-16"]),
    default="code-points",
    help="What columns count in the formats for editors. Default: code-points.",
)
@click.option(
    "--fail-level",
    type=click.Choice(["info", "warning", "error", "never"]),
    default="warning",
    help="The least severity that makes the exit status 1.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option(
    "--severity",
    type=click.Choice(["info", "warning", "error"]),
    default="info",
    help="The least severity of findings that are shown and counted.",
)
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of showing them.")
@click.option("--max-findings", type=click.IntRange(min=0), metavar="N", help="Show the first N findings of each rule.")
@click.option("-q", "--quiet", is_flag=True, help="Show findings and what went wrong, and nothing else.")
@_with_choices
def check(**given: Any) -> int:
    """Find what is wrong with the pages at PATHS: files, folders, or - for standard input. Default: this folder."""
    return _done("check", given)


@cli.command("format")
@click.argument("paths", nargs=-1)
@click.option("--check", is_flag=True, help="Only tell which pages would change; exit status 1 when some would.")
@click.option(
    "--diff", is_flag=True, help="Show what would change, and write nothing; exit status 1 when something would."
)
@_with_choices
def format_(**given: Any) -> int:
    """Apply the safe fixes to the pages at PATHS. With -, read a page and print it repaired, as editors do on save."""
    return _done("format", given)


@cli.command()
@click.argument("name", required=False)
@click.option("--all", "everything", is_flag=True, help="Print the pages of all rules as one Markdown document.")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
def rule(**given: Any) -> int:
    """Explain the rule NAME; without a name, list all rules."""
    return _done("rule", given)


@cli.group()
def cache() -> None:
    """What was found before on pages that have not changed."""


@cache.command("clean")
@click.option(
    "--cache-dir", metavar="FOLDER", help="Where the cache is. Default: .mdlint_zh_cache at the top of the project."
)
@click.option("--debug", is_flag=True, help="Show tracebacks.")
def cache_clean(**given: Any) -> int:
    """Remove the cache of this project."""
    return _done("cache_clean", given)


@cli.group()
def titles() -> None:
    """Lists of titles: what is known to be a name."""


@titles.command("build")
@click.argument("sources", nargs=-1, required=True)
@click.option(
    "-o", "--output", default="titles.trie", show_default=True, metavar="FILE", help="Where to write the list."
)
@click.option(
    "--names", metavar="FILE", help="Write the Chinese names there of which links of the folders cover a part."
)
@click.option("--debug", is_flag=True, help="Show tracebacks.")
def titles_build(**given: Any) -> int:
    """Build a list of titles from SOURCES: folders of pages, whose links are taken, and lists of titles.

    A list has one title a line, plain or gzipped, with spaces or underscores, as Wikipedia's dumps have it. Name the
    result in the settings: titles = ["titles.trie"]. The list of names is a text; name it as wordcut.names.
    """
    return _done("titles_build", given)


def main() -> None:
    """The command `mdlint-zh`."""
    gc.disable()  # until the work begins: nothing that is imported goes away
    streams.prepare()
    try:
        status = cli.main(prog_name="mdlint-zh", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        click.echo(_told(error), nl=False, err=True)
        status = error.exit_code
    except click.Abort:
        status = INTERRUPTED
    except streams.Unwritable as error:
        if error.nobody_reads:
            sys.exit(streams.NOBODY_READS)
        click.echo(f"mdlint-zh: standard output: cannot be written: {error}", err=True)
        status = FAILED
    sys.exit(status)


def _told(error: click.ClickException) -> str:
    """What click says to a command line that it cannot use, with what it quotes of it as plain text."""
    said = error.format_message()
    if isinstance(error, _NOTHING_ASKED):
        return f"{said}\n"
    from mdlint_zh.report.escape import one_line  # noqa: PLC0415 - `--version` and `--help` need none of it

    context = error.ctx if isinstance(error, click.UsageError) else None
    usage = f"{context.get_usage()}\nTry '{context.command_path} --help' for help.\n\n" if context else ""
    return f"{usage}Error: {one_line(said)}\n"
