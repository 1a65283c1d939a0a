"""The command line: what can be asked for. What does it stands in a module a command, imported only then."""

from __future__ import annotations

import os
from typing import Any

import click

from mdlint_zh import __version__
from mdlint_zh.cli.options.of_batch import with_sources
from mdlint_zh.cli.options.of_pages import with_choices, with_places, with_rules
from mdlint_zh.cli.options.of_settings import with_settings
from mdlint_zh.cli.options.values import JSON, TEXT, FormatAndFile, FormatName, files, folders, rules

PROGRAM = "mdlint-zh"
_NOTHING_ASKED: tuple[type[click.UsageError], ...] = (
    (click.exceptions.NoArgsIsHelpError,) if hasattr(click.exceptions, "NoArgsIsHelpError") else ()
)
"""A group without a command, which is answered by its help: an error from click 8.2 on."""


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
@click.argument("paths", nargs=-1, shell_complete=files)
@click.option("--fix", is_flag=True, help="Repair what is safe, and write it.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing.")
@click.option(
    "--output-format",
    type=FormatName(),
    envvar="MDLINT_ZH_OUTPUT_FORMAT",
    help="How to print findings. Default: full on a terminal or in colour, else concise.",
)
@click.option("--output-file", metavar="FILE", help="Write that into FILE instead.", shell_complete=files)
@click.option(
    "--output",
    "outputs",
    type=FormatAndFile(),
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
    help="The least severity that makes the exit status 1. Default: warning.",
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
@click.option("--baseline", metavar="FILE", help="Show and repair only what is not in this baseline.")
@click.option("--no-baseline", is_flag=True, help="Show and repair all, whatever baseline the settings name.")
@click.option("--write-baseline", metavar="FILE", help="Write all that is found now into a baseline.")
@click.option("--prune-baseline", is_flag=True, help="Take out of the baseline what is not found any more.")
@click.option(
    "--from",
    "from_batch",
    metavar="DIR",
    help="Show what `mdlint-zh batch` has left in DIR instead of looking at pages.",
    shell_complete=folders,
)
@click.option("-q", "--quiet", is_flag=True, help="Show findings and what went wrong, and nothing else.")
@with_choices
def check(**given: Any) -> int:
    """Find what is wrong with the pages at PATHS: files, folders, or - for standard input. Default: this folder.

    @FILE stands for the paths in FILE, one a line.
    """
    return _done("check", given)


@cli.command("format")
@click.argument("paths", nargs=-1, shell_complete=files)
@click.option("--check", is_flag=True, help="Only tell which pages would change; exit status 1 when some would.")
@click.option(
    "--diff", is_flag=True, help="Show what would change, and write nothing; exit status 1 when something would."
)
@with_choices
def format_(**given: Any) -> int:
    """Apply the safe fixes to the pages at PATHS. With -, read a page and print it repaired, as editors do on save."""
    return _done("format", given)


@cli.command()
@with_sources
@with_rules
def batch(**given: Any) -> int:
    """Look at the pages of SOURCES on a Dask cluster, and write what is found into DIR as Parquet.

    A source is a folder, a glob, a URL such as s3://bucket/pages, or a shard that packs many pages: .tar, .tar.zst,
    .zip, .parquet or .jsonl with `path` and `text`. Run again, it does what has changed and nothing else. `check
    --from DIR` shows what was found. Needs the extra: pip install 'mdlint-zh[dask]'.
    """
    return _done("batch.lint", given)


@cli.command()
@click.option("--debug", is_flag=True, help="Show tracebacks and what is logged.")
def server(**given: Any) -> int:
    """Serve an editor: the Language Server Protocol on standard input and output. Needs mdlint-zh[lsp]."""
    return _done("server", given)


@cli.command()
@click.argument("name", required=False, shell_complete=rules)
@click.option("--all", "everything", is_flag=True, help="Print the pages of all rules as one Markdown document.")
@click.option("--output-format", type=click.Choice([TEXT, JSON]), default=TEXT, help="Default: text.")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
def rule(**given: Any) -> int:
    """Explain the rule NAME, or all whose names begin so: wikilink. Without a name, list all rules."""
    return _done("rule", given)


@cli.command()
@click.argument("paths", nargs=-1, shell_complete=files)
@click.option(
    "--min-pages",
    type=click.IntRange(min=1),
    metavar="N",
    default=20,
    show_default=True,
    help="On how many pages a URL has to stand without an alt text.",
)
@click.option("--output-format", type=click.Choice([TEXT, JSON]), default=TEXT, help="Default: text.")
@with_places
def images(**given: Any) -> int:
    """List the URLs of images that many of the pages at PATHS have without an alt text, those of most pages first.

    What is printed is a table for the settings, to be filled in: an alt text there fills all those images. Where other
    pages have given an image an alt text, it stands there already. Default: this folder.
    """
    return _done("images", given)


@cli.command()
@click.argument("path", default=".")
@click.option("--dry-run", is_flag=True, help="Print the settings; write nothing.")
@click.option("--force", is_flag=True, help="Write over settings that stand there.")
@click.option("--check", is_flag=True, help="Tell where the settings that stand there no longer fit; write nothing.")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
def init(**given: Any) -> int:
    """Read the pages below PATH, and write settings that say what they have alike. Default: this folder."""
    return _done("init", given)


@cli.group()
def config() -> None:
    """Settings: what is set, where, and what can be set."""


@config.command("show")
@with_settings
@click.option("--output-format", type=click.Choice([TEXT, JSON]), default=TEXT, help="Default: text.")
def config_show(**given: Any) -> int:
    """Show every setting that holds at PATH, and the file and line that it is set in. Default: this folder."""
    return _done("config.show", given)


@config.command("get")
@click.argument("key")
@with_settings
def config_get(**given: Any) -> int:
    """Print the value of the setting KEY, such as profile.title-level, as JSON; of a table, all that is in it."""
    return _done("config.get", given)


@config.command("schema")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
def config_schema(**given: Any) -> int:
    """Print a JSON schema of settings files, for editors. It knows the rules of the plugins that are installed."""
    return _done("config.schema", given)


@cli.group()
def cache() -> None:
    """What was found before on pages that have not changed."""


@cache.command("clean")
@click.option(
    "--cache-dir",
    metavar="FOLDER",
    help="Where the cache is. Default: .mdlint_zh_cache at the top of the project.",
    shell_complete=folders,
)
@click.option("--debug", is_flag=True, help="Show tracebacks.")
def cache_clean(**given: Any) -> int:
    """Remove the cache of this project."""
    return _done("cache_clean", given)


@cli.group()
def titles() -> None:
    """Lists of titles: what is known to be a name."""


@titles.command("build")
@click.argument("sources", nargs=-1, required=True, shell_complete=files)
@click.option(
    "-o",
    "--output",
    default="titles.trie",
    show_default=True,
    metavar="FILE",
    help="Where to write the list.",
    shell_complete=files,
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


def answer() -> int:
    """Do what the command line asks for, or say what is wrong with it; return the exit status."""
    try:
        asked = os.environ.get("_MDLINT_ZH_COMPLETE")
        return _completed(asked) if asked else int(cli.main(prog_name=PROGRAM, standalone_mode=False) or 0)
    except click.ClickException as error:
        click.echo(_told(error), nl=False, err=True)
        return error.exit_code
    except click.Abort:
        from mdlint_zh.cli.errors import INTERRUPTED  # noqa: PLC0415 - as above

        return INTERRUPTED


def _completed(asked: str) -> int:
    """Answer a shell that asks what may stand in its line."""
    from mdlint_zh.cli.options.completion import answer  # noqa: PLC0415 - as above

    return answer(cli, PROGRAM, asked)


def _told(error: click.ClickException) -> str:
    """What click says to a command line that it cannot use, with what it quotes of it as plain text."""
    said = error.format_message()
    if isinstance(error, _NOTHING_ASKED):
        return f"{said}\n"
    from mdlint_zh.report.escape import one_line  # noqa: PLC0415 - `--version` and `--help` need none of it

    context = error.ctx if isinstance(error, click.UsageError) else None
    usage = f"{context.get_usage()}\nTry '{context.command_path} --help' for help.\n\n" if context else ""
    return f"{usage}Error: {one_line(said)}\n"
