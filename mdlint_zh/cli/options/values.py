"""What the values of options are, and how a shell completes them: `completion.py` is imported at a TAB alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

TEXT, JSON = "text", "json"
"""How commands print that show no findings."""


class FormatName(click.ParamType):  # type: ignore[type-arg] # it takes an argument from click 8.4 on
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

    def shell_complete(self, _context: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the names that begin so."""
        from mdlint_zh.cli.options.completion import names  # noqa: PLC0415 - asked for at a TAB alone

        return names(_format_names(), incomplete)


class FormatAndFile(click.ParamType):  # type: ignore[type-arg] # it takes an argument from click 8.4 on
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
        return FormatName().convert(name, param, ctx), path

    def shell_complete(self, _context: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the names that begin so, with the sign behind them; or have the file completed."""
        from mdlint_zh.cli.options.completion import files, names  # noqa: PLC0415 - as above

        _, sign, path = incomplete.partition("=")
        return files(path) if sign else names(_format_names(), incomplete, "=")


def _format_names() -> list[str]:
    from mdlint_zh.report.format import format_names  # noqa: PLC0415 - `--version` needs none

    return format_names()


def rules(_context: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the rules that begin so."""
    from mdlint_zh.cli.options import completion  # noqa: PLC0415 - as above

    return completion.rules(incomplete)


def files(_context: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Have the shell complete the name of a file."""
    from mdlint_zh.cli.options import completion  # noqa: PLC0415 - as above

    return completion.files(incomplete)


def folders(_context: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Have the shell complete the name of a folder."""
    from mdlint_zh.cli.options import completion  # noqa: PLC0415 - as above

    return completion.files(incomplete, folders=True)
