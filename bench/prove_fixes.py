"""Prove on real pages that fixing harms none of them.

    python bench/prove_fixes.py FOLDER [--unsafe] [--jobs N]

Every Markdown file below FOLDER is read, repaired in memory and looked at with means of this script's own; nothing is
written. For each page it has to hold that

- nothing went wrong, and a second run changes nothing;
- outside the header every line is the same, but for its end, the blank lines around it and what a repaired rule says;
- the visible text without white space is the same, header, alt texts, titles and decoded entities apart;
- URLs of images and links are the same, but for wikilinks taken out of them;
- mistletoe and markdown-it-py render the body to the same HTML, but for what the repaired rules say.

Prints a table of the repairs by rule, then a line for every promise that was broken. Exit status 1 when one was.
"""

from __future__ import annotations

import argparse
import html
import re
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.config import Settings
from mdlint_zh.files import ReadError, find_pages, read_page
from mdlint_zh.fixer import fix_page
from mdlint_zh.linter import Plan, lint_page
from mdlint_zh.page import Page
from mdlint_zh.plugins import load_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WIKILINK = re.compile(r"\[\[[a-z-]+:([^\[\]|\n]+)(?:\|([^\[\]|\n]+))?\]\]")
URL = re.compile(r"\]\(\s*<?((?:[^\s()<>]|\([^\s()]*\))*)")
IMAGE = re.compile(
    r"!\[((?:[^\[\]]|\[[^\[\]]*\]|\[\[[^\[\]]*\]\])*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"]*\"|\s+'[^']*')?\s*\)"
)


class Proof(NamedTuple):
    """What came of one page: findings and repairs by rule, whether it changed, and the promises that were broken."""

    found: Counter[str]
    repaired: Counter[str]
    changed: bool
    broken: list[str]


def main() -> int:
    """Prove all pages of a folder."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--unsafe", action="store_true", help="apply unsafe fixes, too")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    pages = list(map(Path, find_pages([asked.folder], lambda folder, why: print(f"{folder}: {why}"))))
    with ProcessPoolExecutor(asked.jobs) as pool:
        proofs = list(pool.map(partial(prove, unsafe=asked.unsafe), pages, chunksize=64))
    found, repaired = Counter[str](), Counter[str]()
    for proof in proofs:
        found += proof.found
        repaired += proof.repaired
    print(f"{'rule':24}{'findings':>10}{'repaired':>10}")
    for name in sorted(found | repaired):
        print(f"{name:24}{found[name]:10,}{repaired[name]:10,}")
    broken = [line for proof in proofs for line in proof.broken]
    print(*broken, sep="\n")
    print(f"{len(pages):,} pages, {sum(proof.changed for proof in proofs):,} repaired, {len(broken)} promises broken")
    return bool(broken)


def prove(path: Path, *, unsafe: bool = False) -> Proof:
    """Repair one page in memory and look at what it became."""
    try:
        text = read_page(path).text
    except ReadError:
        return Proof(Counter(), Counter(), changed=False, broken=[])
    settings = Settings()
    page = Page(text, path, kind=settings.kind(path))
    found = Counter(finding.rule for finding in lint_page(page, rules()).findings)
    fixed = fix_page(page, rules(), unsafe=unsafe)
    broken = [f"{path}: {problem}" for problem in fixed.result.problems]
    broken += [f"{path}: {name}" for name in _broken(page, fixed.page, set(fixed.repaired), unsafe=unsafe)]
    return Proof(found, fixed.repaired, fixed.page.text != text, broken)


@lru_cache
def rules() -> Plan:
    """All rules that run without being selected."""
    return Settings().plan(load_rules().rules)


def _broken(before: Page, after: Page, repaired: set[str], *, unsafe: bool) -> Iterator[str]:
    """The names of the promises that do not hold."""
    if fix_page(after, rules(), unsafe=unsafe).page.text != after.text:
        yield "a second run changes it again"
    old, new = _body(before), _body(after)
    if _visible(old, repaired) != _visible(new, repaired):
        yield "the visible text is not the same"
    if [_unlinked(url) for url in URL.findall(old)] != [_unlinked(url) for url in URL.findall(new)]:
        yield "a URL is not the same"
    if not repaired & _BEYOND_SPACE and _lines(old) != _lines(new):
        yield "a line is not the same"
    if old != new:
        for name, render in _RENDERERS.items():
            if _rendered(render, old, repaired) != _rendered(render, new, repaired):
                yield f"{name} renders it otherwise"


# Rules whose fixes change more of a line than its end.
_BEYOND_SPACE = {
    "image-alt-missing", "image-alt-placeholder", "image-title-mismatch", "image-caption-inline",
    "image-caption-mismatch",
    "html-entity", "invisible-characters", "emphasis-unrendered", "wikilink-malformed", "wikilink-misplaced",
    "wikilink-empty", "wikilink-split",
}  # fmt: skip


def _body(page: Page) -> str:
    """The page below its header, with LF."""
    return re.sub(r"\r\n?", "\n", page.text[page.header.end :]).strip()


def _lines(body: str) -> list[str]:
    return [line.rstrip(" \t") for line in body.split("\n") if line.strip(" \t")]


def _unlinked(text: str) -> str:
    return WIKILINK.sub(lambda link: link[2] or link[1], text)


def _visible(body: str, repaired: set[str]) -> str:
    """What a reader sees, without white space."""
    text = _unlinked(IMAGE.sub(r"![](\2)", body))
    for name, normal in _SEEN.items():
        text = normal(text) if name in repaired else text
    return re.sub(r"\s+", "", text)


_SEEN: dict[str, Callable[[str], str]] = {
    "html-entity": html.unescape,
    "invisible-characters": lambda text: re.sub(
        "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]", "", text
    ),
    "wikilink-malformed": lambda text: re.sub(r"[\[\]【】［］]|[A-Za-z-]+[:：]|\s", "", text),
    "emphasis-unrendered": lambda text: "".join(sorted(text)),
}


def _rendered(render: Callable[[str], str], body: str, repaired: set[str]) -> str:
    """The HTML of the body, white space collapsed, without what the repaired rules are to change."""
    text = _unlinked(render(body))
    if {"image-alt-missing", "image-alt-placeholder", "image-caption-mismatch", "wikilink-misplaced"} & repaired:
        text = re.sub(r' alt="[^"]*"', "", text)
    if {"image-title-mismatch", "wikilink-misplaced"} & repaired:
        text = re.sub(r' title="[^"]*"', "", text)
    if "image-caption-inline" in repaired:
        text = re.sub(r"</p>\s*<p>", "", text)
    if {
        "wikilink-malformed",
        "wikilink-misplaced",
        "invisible-characters",
        "emphasis-unrendered",
        "wikilink-empty",
    } & repaired:
        text = _SEEN["invisible-characters"](re.sub(r"<[^>]*>|[\[\]【】［］\s]|zh[:：]", "", text))
        text = "".join(sorted(text.replace("*", "") if "emphasis-unrendered" in repaired else text))
    return re.sub(r"\s+|<pre><code>\s*</code></pre>", "", html.unescape(text))


def _mistletoe(body: str) -> str:
    import mistletoe

    return str(mistletoe.markdown(body.split("\n") and [f"{line}\n" for line in body.split("\n")]))


def _markdown_it(body: str) -> str:
    from markdown_it import MarkdownIt

    return str(MarkdownIt("commonmark").enable("table").render(body))


_RENDERERS: dict[str, Callable[[str], str]] = {"mistletoe": _mistletoe, "markdown-it-py": _markdown_it}

if __name__ == "__main__":
    sys.exit(main())
