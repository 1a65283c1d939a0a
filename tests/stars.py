"""How many of the pages on which a reader sees raw `**` have a finding of emphasis-unrendered?

    python tests/stars.py PATH...

Each page is rendered as GitHub does (cmark-gfm); what stands in code, scripts and formulas is not looked at. Prints
the pages with raw stars, how many of them have a finding, and those that have none, each with the first place.
"""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path

from rendering import by_cmark

from mdlint_zh import lint

RULE = "emphasis-unrendered"
UNSEEN = frozenset(("code", "pre", "script", "style", "textarea", "kbd", "samp"))
AROUND = 30


class Shown(HTMLParser):
    """The text of a page that a reader sees as prose."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        """Go into what is no prose."""
        self.depth += tag in UNSEEN

    def handle_endtag(self, tag: str) -> None:
        """Come out of it."""
        self.depth -= tag in UNSEEN and self.depth > 0

    def handle_data(self, data: str) -> None:
        """Keep what is prose."""
        if not self.depth:
            self.parts.append(data)


def shown(text: str) -> str:
    """What is seen of the page, its code left out."""
    reader = Shown()
    reader.feed(by_cmark(text))
    return "".join(reader.parts)


def main(paths: list[str]) -> None:
    """Render and count."""
    raw, found = 0, 0
    for path in sorted(page for root in paths for page in Path(root).rglob("*.md")):
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
        if "**" not in text:
            continue
        seen = shown(text)
        at = seen.find("**")
        if at < 0:
            continue
        raw += 1
        if any(finding.rule == RULE for finding in lint(text)):
            found += 1
        else:
            sys.stdout.write(f"{path}: {seen[max(0, at - AROUND) : at + AROUND]!r}\n")
    sys.stdout.write(f"{raw} pages show raw stars; {found} of them have a finding ({found / max(1, raw):.1%})\n")


if __name__ == "__main__":
    main(sys.argv[1:])
