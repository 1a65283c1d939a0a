"""What the edits of a rule may do to a page. A rule declares one kind of change; the guard holds it to that.

A kind of change is plain data and one function; those below are the built-in ones, and a plugin makes its own in the
same way. What a change does not declare is forbidden to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from mdlint_zh.engine.changes import permitted

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdlint_zh.base.edit import Edit

PROTECTED = {
    "line": "what begins a line or ends it: headings, items of lists, quotes, line breaks, blank lines above",
    "front matter": "the front matter, as a whole",
    "code block": "a fenced block of code",
    "code span": "code between backticks",
    "math": "what stands between dollar signs, or in a block of math",
    "HTML": "a tag, a declaration, an element that keeps its spaces",
    "comment": "a comment of HTML",
    "shortcode": "what Hugo, Hexo, Jekyll and others read: `{{…}}`, `{%…%}`, `{:…}`",
    "container": "a block between rows of colons",
    "wikilink": "a wikilink, with all that is in it",
    "link": "that a link or an image is one, and its URL",
    "title": "the title of a link or an image",
    "URL": "a URL, wherever it stands",
    "URL in brackets": "whether a bracket is open where a bare URL stands, which decides how far GitHub's link reaches",
    "reference": "what may be a reference to a definition: `[…]`",
    "definition": "the URL and the title of a definition",
    "label": "the label of a definition",
    "what is defined": "that a definition is one",
    "footnote": "the mark of a footnote",
    "table": "that a table is one",
    "cell": "a `|` between two cells",
    "cell in a wikilink": "a `|` in a wikilink in a table",
    "mark of emphasis": "a row of `*`, `_` or `~~`, and whether it opens or closes",
    "entity": "an entity of HTML",
    "escape": "a backslash and what it escapes",
    "indent": "ideographic spaces at the beginning of a line",
    "emoji": "the code of an emoji: `:house:`",
    "hidden remark": "a remark of Obsidian: `%%…%%`",
    "block id": "the name of a block: `^name`",
}
"""What the guard keeps on a page, by the names that changes and messages have for it, and what each of them is."""


@dataclass(frozen=True, eq=False)
class Change:
    """A kind of change: what the edits of a rule may do to a page.

    `name`: what a refusal calls it. `about`: in a sentence, what comes and what stays. `permits(before, edit)`: whether
    one edit keeps to that, seen from itself and the text around it; `before` is the page with LF for all line ends and
    no byte-order mark, and the offsets of the edit are of that text. `may_lose`, `may_make`: the protected things that
    an edit may take away or alter, or make, where it touches them, by the names that docs/plugins.md lists.
    """

    name: str
    about: str
    permits: Callable[[str, Edit], bool]
    may_lose: frozenset[str] = frozenset()
    may_make: frozenset[str] = frozenset()

    NOTHING: ClassVar[Change]
    SPACE: ClassVar[Change]
    HEADER: ClassVar[Change]
    LINK: ClassVar[Change]
    IMAGE: ClassVar[Change]
    CAPTION: ClassVar[Change]
    ENTITY: ClassVar[Change]
    INVISIBLE: ClassVar[Change]
    EMPHASIS: ClassVar[Change]
    STARS: ClassVar[Change]
    HEADING: ClassVar[Change]


Change.NOTHING = Change("nothing", "the rule has no fixes", lambda _before, _edit: False)
Change.SPACE = Change(
    "space",
    "white space and line ends come or go; every other character stays, and so does every block",
    permitted.only_space,
)
Change.HEADER = Change(
    "header",
    "a part of the header is rewritten; nothing below the header changes",
    permitted.in_header,
    may_lose=frozenset(PROTECTED) - {"front matter"},
    may_make=frozenset(PROTECTED) - {"front matter"},
)
Change.LINK = Change(
    "link",
    "brackets, namespace or reach of a wikilink change; what a reader sees stays",
    permitted.same_words,
    may_lose=frozenset(
        ("wikilink", "link", "title", "URL", "HTML", "code span", "code block", "front matter", "line", "entity",
         "escape", "definition", "what is defined", "cell in a wikilink")
    ),
    may_make=frozenset(("wikilink", "reference", "escape", "table")),
)  # fmt: skip
Change.IMAGE = Change(
    "image",
    "alt text or title of an image change; its URL and all around it stay",
    permitted.in_image,
    may_lose=frozenset(("wikilink", "title", "URL", "entity", "escape", "mark of emphasis", "footnote", "emoji")),
    may_make=frozenset(("title", "mark of emphasis", "URL", "emoji")),
)
Change.CAPTION = Change(
    "caption",
    "what runs on in an image's line comes to stand in a paragraph of its own",
    permitted.own_paragraph,
    may_lose=frozenset(("line",)),
    may_make=frozenset(("line",)),
)
Change.ENTITY = Change(
    "entity",
    "an entity is written as the character it stands for",
    permitted.is_entity,
    may_lose=frozenset(("entity",)),
)
Change.INVISIBLE = Change(
    "invisible",
    "characters that nobody sees are taken out",
    permitted.only_invisible,
)
Change.EMPHASIS = Change(
    "emphasis",
    "marks of emphasis, punctuation beside them and spaces change places",
    permitted.same_characters,
    may_lose=frozenset(("mark of emphasis",)),
    may_make=frozenset(("mark of emphasis",)),
)
Change.STARS = Change(
    "stars",
    "stars that are shown go or come to stand beside other words; all other characters stay in their order",
    permitted.only_stars,
    may_lose=frozenset(("mark of emphasis", "line")),
    may_make=frozenset(("mark of emphasis", "line")),
)
Change.HEADING = Change(
    "heading",
    "a space behind the marks of a heading makes one of a line",
    permitted.makes_heading,
    may_lose=frozenset(("line",)),
    may_make=frozenset(("line",)),
)
