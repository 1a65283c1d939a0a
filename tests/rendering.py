"""What a reader sees of a page, by two renderers that know nothing of us nor of each other, and what may differ.

markdown-it-py (a port of markdown-it, in Python) and cmark-gfm (GitHub's own, in C), each with tables and footnotes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import unquote

import cmarkgfm
from cmarkgfm.cmark import Options as CMark
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdlint_zh.rules.compatibility_characters import same_character

from mdlint_zh import Change, Page
from mdlint_zh.config import Settings
from mdlint_zh.engine.fix import fix_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import Plan, plan_for

RULES = load_rules().rules
ALL = plan_for(Settings(), RULES)
BELOW_HEADERS = Plan(one for one in ALL.active if one.rule.changes is not Change.HEADER)
"""All rules but those that rewrite headers: what they do is seen on whole pages."""


class Repair(NamedTuple):
    """A page before and after its fixes, and the rules that mended something."""

    before: str
    after: str
    rules: frozenset[str]


def repair(page: Page, *, unsafe: bool, plan: Plan = BELOW_HEADERS) -> Repair:
    """The page after its fixes."""
    fixed = fix_page(page, plan, unsafe=unsafe)
    assert not fixed.result.failures, fixed.result.failures
    return Repair(page.text, fixed.page.text, frozenset(fixed.repaired))


@cache
def _markdown_it() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return made.use(footnote_plugin).use(front_matter_plugin)


@lru_cache(maxsize=4)  # one page is often looked at after its safe fixes, and then after all
def by_markdown_it(text: str) -> str:
    return str(_markdown_it().render(text))


@lru_cache(maxsize=4)
def by_cmark(text: str) -> str:
    return str(cmarkgfm.github_flavored_markdown_to_html(text, CMark.CMARK_OPT_FOOTNOTES | CMark.CMARK_OPT_UNSAFE))


RENDERERS: dict[str, Callable[[str], str]] = {"markdown-it-py": by_markdown_it, "cmark-gfm": by_cmark}

_WIKILINK = re.compile(r"\[\[[A-Za-z-]+[:：]([^\[\]\n|]*)(?:\\?\|([^\[\]\n]*))?\]\]")
_WIKILINK_OF_NAME = re.compile(r"\[\[[A-Za-z-]+[:：]([^\[\]\n|<>]*)\]\]")
_TAG = re.compile(r"<[A-Za-z][^<>]*>")
_PRE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_HREF = re.compile(r'\b(href|src)="([^"]*)"')
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# At the edges of its parts, U+200B is a space to the rule as others are.
_ANY_LINK = re.compile(
    r"[\[［【「]{1,2}[\s\u200b]*[A-Za-z][A-Za-z-]{1,11}[\s\u200b]*[:：﹕∶꞉]\s*([^\[\]［］【】「」]*)[\]］】」]{1,2}"
)
_DOUBLED = re.compile(r"\[\[(\[\[[A-Za-z-]+[:：][^\[\]]*\]\])\]\]")  # brackets written twice
_EMPTY_LINK = re.compile(r"\[\[[\s\u200b]*(?:[A-Za-z-]+[\s\u200b]*[:：﹕∶꞉])?[\s\u200b]*(?:\\?\|([^\[\]\n]*))?\]\]")


_FORM = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_OWN_TEXT = re.compile(r'<a href="([^"]*)">\1</a>')  # GitHub's link of a bare URL
_RAW = re.compile(r"<code>.*?</code>|(?:://|www\.)[^\s<>]*", re.DOTALL)  # GitHub shows the entities of a bare URL
_UNMADE = re.compile(r"(?<!!)\[([^\[\]]*)\]\([^()\s]*\)")  # a link that a bare URL before it has swallowed
_A = re.compile(r'<a href="([^"]*)">(.*?)</a>')
_IMG, _IMAGE = re.compile(r"<img\b[^>]*>"), re.compile(r"!\[[^\[\]]*\]\([^()]*\)")

# A caption comes to stand in a paragraph of its own, and the image behind it; the items of its list stand apart then.
_BESIDE_IMAGE = re.compile(r"(<img[^>]*>)\s*</p>\s*<p>|</p>\s*<p>(?=<img)")
_APART = re.compile(r"(?<=<li>)\s*<p>|</p>\s*(?=</li>|<[uo]l>)")


def _heading_marks(text: str) -> str:
    """Headings as their marks and words, within what stands around them."""
    return re.sub(r"</h\d>|</?p>|<br\s*/?>", "", re.sub(r"<h(\d)>", lambda match: "#" * int(match[1]), text))


def _written(image: re.Match[str]) -> str:
    """An image as it is written, with its backslashes gone."""
    found = (re.search(rf'\b{name}="([^"]*)"', image[0]) for name in ("alt", "src"))
    return "![{}]({})".format(*(one[1] if one else "" for one in found))


def _unquoted(image: re.Match[str]) -> str:
    """An image with the characters of its URL, however often they are written as numbers there."""
    return unquote(unquote(image[0]))


def _as_written(link: re.Match[str]) -> str:
    """A link as its text and its URL, that once where both are the same."""
    return link[2] if link[1].rstrip("/") == link[2].rstrip("/") else f"{link[2]}{link[1]}"


def _shown_of_any(link: re.Match[str]) -> str:
    return re.split(r"\\?[|｜]", link[1])[-1].strip("\u200b")


_DECLARED: dict[str, Callable[[str], str]] = {
    "html-entity": lambda text: _RAW.sub(lambda raw: html.unescape(raw[0]), text),
    "link-malformed": lambda text: re.sub(r"[\[\]()（）［］【】]", "", _A.sub(_as_written, text)),
    "link-target-invalid": lambda text: _UNMADE.sub(r"\1", re.sub(r"</?a\b[^<>]*>|\\", "", text)),
    "image-caption-inline": lambda text: _APART.sub("", _BESIDE_IMAGE.sub(r"\1", text)),
    "emphasis-unrendered": lambda text: re.sub(r"<p>\s*\*\*\s*</p>|</?(?:strong|em)>|\*+|__", "", text),
    "compatibility-characters": lambda text: _FORM.sub(lambda form: same_character(form[0]) or form[0], text),
    "heading-in-line": _heading_marks,
    "html-break": lambda text: re.sub(r"<br\s*/?>", "", text),
    "image-escaped": lambda text: _IMAGE.sub(_unquoted, _IMG.sub(_written, _OWN_TEXT.sub(r"\1", text))),
    "strikethrough-accidental": lambda text: re.sub(r"</?del>|\\?~", "", text),
    "invisible-characters": lambda text: _UNSEEN.sub("", text),
    "hashtag-heading": _heading_marks,
    "wikilink-malformed": lambda text: _ANY_LINK.sub(_shown_of_any, _DOUBLED.sub(r"\1", text)),
    "wikilink-empty": lambda text: _EMPTY_LINK.sub(lambda match: match[1] or "", text),
}
"""What may be different where a rule has mended something; spaces always may."""
_OF_BLOCKS = re.compile(r"</?(?:pre|code|p)>|<br\s*/?>")
"""What is not the same where prose is code no longer."""
_IN_IMAGES = ("image-alt", "image-title", "image-caption-mismatch")
_ATTRIBUTES = re.compile(r'\s(?:alt|title)="[^"]*"')


def _cells_as_text(text: str) -> str:
    """Tables as the text that they were to Markdown while a link's bare `|` made a cell too many in their head."""
    return re.sub(r"</?(?:p|table|thead|tbody|t[rdh])\b[^>]*>|[\\|:-]", "", text)


def seen(rendered: str, rules: frozenset[str], *, makes_table: bool = False) -> str:
    """What is seen of HTML: its text and tags without what these rules may change; code to the letter."""
    if makes_table:
        rendered = html.unescape(rendered)
        if "wikilink-misplaced" in rules:  # while they still have their colon
            rendered = _WIKILINK_OF_NAME.sub(r"\1", rendered)
        rendered = _cells_as_text(rendered)
    if "indented-prose" in rules:
        rendered = _OF_BLOCKS.sub("", rendered)
    parts = _PRE.split(rendered)
    shown = [_shown(part, rules) if index % 2 == 0 else part for index, part in enumerate(parts)]
    joined = "".join(shown)
    while joined != (inner := _without_links(joined, rules)):
        joined = inner  # of links in links, too: what stood around the inner one may look like a link without it
    return joined


def _without_links(text: str, rules: frozenset[str]) -> str:
    """The text with what its links show, misplaced or damaged ones where such were mended."""
    text = _WIKILINK.sub(_shown_of, text) if "wikilink-misplaced" in rules else text
    return _DECLARED["wikilink-malformed"](text) if "wikilink-malformed" in rules else text


def _shown(text: str, rules: frozenset[str]) -> str:
    text = re.sub(r'\saria-label="[^"]*"', "", text)
    if any(name.startswith(_IN_IMAGES) for name in rules):
        text = _ATTRIBUTES.sub("", text)
    text = _HREF.sub(lambda match: f'{match[1]}="{unquote(html.unescape(match[2]))}"', text)
    text = html.unescape(text)
    if "wikilink-misplaced" in rules:  # first, or their brackets end what stands around the tag
        text = _TAG.sub(lambda tag: _WIKILINK.sub(_shown_of, tag[0]), text)
    for name, normal in _DECLARED.items():
        text = normal(text) if name in rules else text
    return re.sub(r"\s+|\ufeff", "", _WIKILINK.sub(_shown_of, text))


def _shown_of(link: re.Match[str]) -> str:
    return link[2] or link[1]


def differences(repaired: Repair) -> Iterator[str]:
    """The renderers to which more has changed than the rules declare."""
    if repaired.before == repaired.after:
        return
    escapes = repaired.after.count("\\|") > repaired.before.count("\\|") and "wikilink-malformed" in repaired.rules
    for name, render in RENDERERS.items():
        old, new = (
            seen(render(_flat(text)), repaired.rules, makes_table=escapes) for text in (repaired.before, repaired.after)
        )
        if old != new:
            yield f"{name} ({', '.join(sorted(repaired.rules))}): {_around(old, new)}"


def _flat(text: str) -> str:
    """The text as a renderer is given it: markdown-it-py shows code that ends with the page without its line end."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n") + "\n"


def _around(old: str, new: str) -> str:
    """Where the two begin to differ."""
    at = next((index for index, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return f"{old[max(0, at - 40) : at + 60]!r} became {new[max(0, at - 40) : at + 60]!r}"
