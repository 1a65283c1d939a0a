"""A line begins with `#话题`: a hashtag, which some take for a heading.

Why: to Markdown it is a paragraph; tools that are less strict make it a heading.
Bad:   #今日话题 大家怎么看
Good:  今日话题：大家怎么看
Fix:   none: only you know whether it was meant as a heading.
"""

import re
from collections.abc import Iterator

from mdlint_zh import INFO, Finding, Options, Page, rule

MAYBE = re.compile(r"#[^\s#]")
HASHTAG = re.compile(r"(?:^|(?<=\A\ufeff)) {0,3}(?P<tag>#{1,6}[^\s#]+)", re.MULTILINE)


@rule(severity=INFO)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a line, below the header of an article, which has rules of its own."""
    text, top = page.text, page.header.end if page.kind == "article" else page.front_matter.end
    if text.find("#", top) < 0 or not MAYBE.search(text, top):
        return
    for line in HASHTAG.finditer(text, top):
        if not page.is_code(line.start("tag")):
            yield Finding(*line.span("tag"), f"`{line['tag'][:40]}` is no heading to Markdown: no space after #")
