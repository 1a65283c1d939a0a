"""`mdlint-zh images`: list the URLs that many pages have without an alt text, as settings to fill in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from mdlint_zh.cli.errors import CLEAN, FAILED, complain, complain_of
from mdlint_zh.cli.job import PlacesRequest
from mdlint_zh.cli.options.values import JSON
from mdlint_zh.config.described.as_toml import as_key, as_toml
from mdlint_zh.engine.finding import Failure
from mdlint_zh.learn.images import uses
from mdlint_zh.report import escape
from mdlint_zh.report.look import shown_path
from mdlint_zh.run.found import Found
from mdlint_zh.run.workers import cores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.learn.images import Use

MOST_ALTS = 3
"""How many alt texts of other pages are told of one URL."""
HEAD = """# Images that stand on many pages without an alt text. Take the # from a line and write what its picture
# shows; leave "" for one that needs no alt text, such as a line. `mdlint-zh format` fills the pages then.
[images]"""


@dataclass(eq=False, repr=False, kw_only=True)
class Request(PlacesRequest):
    """On how many pages a URL has to stand, and how to print: text or json."""

    min_pages: int
    output_format: str


def run(request: Request) -> int:
    """Do it, and return the exit status."""
    choices, broken = request.settings_alone()
    found, failed = Found(request.places, choices, complain), list[tuple[str, str]]()
    everything = uses(found.pages(), choices, request.jobs or cores(), failed)
    for path, why in failed:
        complain_of(path, [Failure(why)])
    for line in found.complaints():
        complain(line)
    listed = [use for use in everything if use.pages >= request.min_pages]
    if request.output_format == JSON:
        click.echo(escape.in_json(json.dumps([_record(use) for use in listed], ensure_ascii=False, indent=2)))
    elif listed:
        click.echo(escape.lines("\n".join(_block(listed)) + "\n"), nl=False)
    click.echo(_told(listed, request.min_pages), err=True)
    return FAILED if broken or failed or found.failed else CLEAN


def _block(listed: Sequence[Use]) -> Iterator[str]:
    """The lines of a table for the settings; what would change nothing yet is a comment."""
    yield HEAD
    for use in listed:
        counts = f"{_many(use.images, 'image')} on {_many(use.pages, 'page')}"
        yield f"# {counts}, first {escape.one_line(shown_path(use.first))}{_elsewhere(use)}"
        mark = "" if use.suggested else "# "
        yield f"{mark}{as_key(use.url)} = {as_toml(use.suggested or '')}"


def _elsewhere(use: Use) -> str:
    """What other pages say of the image."""
    alts = use.alts.most_common(MOST_ALTS)
    told = ", ".join(f"{as_toml(alt)} on {count:,}" for alt, count in alts)
    more = f" and {len(use.alts) - MOST_ALTS:,} more" if len(use.alts) > MOST_ALTS else ""
    return f"; other pages say {told}{more}" if alts else ""


def _record(use: Use) -> dict[str, object]:
    """What is told of a URL, for programs."""
    alts = [{"alt": alt, "pages": count} for alt, count in use.alts.most_common()]
    told = {"url": use.url, "pages": use.pages, "images": use.images, "first": use.first}
    return {**told, "alts": alts, "suggested": use.suggested}


def _told(listed: Sequence[Use], least: int) -> str:
    """What is listed, in a line."""
    if not listed:
        return f"no URL stands on {_many(least, 'page')} or more without an alt text"
    images = _many(sum(use.images for use in listed), "image")
    stand = f"{_many(len(listed), 'URL')} stand{'s' * (len(listed) == 1)}"
    return f"{stand} on {_many(least, 'page')} or more without an alt text: {images}"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"
