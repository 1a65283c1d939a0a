"""A line begins with `#话题`: a hashtag, which some take for a heading.

Why: to Markdown it is a paragraph; tools that are less strict make it a heading.
Bad:   #今日话题 大家怎么看
Good:  今日话题：大家怎么看
Fix:   none: only you know whether it was meant as a heading.
"""

import re
from collections.abc import Iterator
from itertools import chain

from mdlint_zh import INFO, Finding, Options, Page, rule

HASHTAG = r" {0,3}(?P<tag>#{1,6}[^\s#]+)"
# A pattern that begins with one character is found fast; the first line has nothing before it.
ON_A_LINE, ON_THE_FIRST = re.compile(rf"\n{HASHTAG}"), re.compile(rf"\ufeff?{HASHTAG}")


@rule(severity=INFO)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a line, below the header of an article, which has rules of its own."""
    text, top = page.text, page.header.end if page.kind == "article" else page.front_matter.end
    if text.find("#", top) < 0:
        return
    first = None if text[:top].strip("\ufeff") else ON_THE_FIRST.match(text)
    for line in chain([first] if first else [], ON_A_LINE.finditer(text, max(0, top - 1))):
        if not page.is_code(line.start("tag")):
            yield Finding(*line.span("tag"), f"`{line['tag'][:40]}` is no heading to Markdown: no space after #")
