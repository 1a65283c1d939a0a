"""A line begins with `#话题`, a hashtag that some take for a heading, or with `##小标题`, which lacks its space.

Why: to Markdown both are paragraphs; tools that are less strict make headings of them.
Bad:   ##小标题
Good:  ## 小标题
Fix:   puts the space behind two marks or more. Unsafe: it makes a heading of the line. None behind one: only you know
       whether it was meant as a heading. Tags with a path (#标签/子标签), directives (#include, #+BEGIN) and numbers
       are left alone. With the renderer `python-markdown`, which asks for no space, only `#话题` is told.
"""

import re
from collections.abc import Iterator
from itertools import chain

from mdlint_zh import INFO, UNSAFE, Change, Edit, Finding, Fix, Options, Page, pattern, rule

HASHTAG = r" {0,3}(?P<tag>(?P<marks>#{1,6})[^\s#]+)(?P<rest>[^\r\n]*)"
# A pattern that begins with one character is found fast; the first line has nothing before it.
ON_A_LINE, ON_THE_FIRST = pattern(rf"\n{HASHTAG}"), pattern(rf"\ufeff?{HASHTAG}")
# Behind one mark: what is no tag of a topic. Behind more: what a heading may begin with.
NO_TOPIC = pattern(
    r"#(?:[+!%*$@&=<>/\\{(\"'.,:;|\ufe0f\u20e3-]|\d+(?:\W|$)|[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?$|[^\s#]*/|[A-Za-z_]\w*[(;=]"
    r"|(?:include|define|undef|if|ifdef|ifndef|elif|elifdef|else|endif|pragma|error|warning|line|import|using|region"
    r"|endregion|set|let|show|use|lang|print|echo|end)\b)"
)
# What may stand below a line that becomes a heading, and goes on as it is: nothing, another such line, plain text.
BELOW = pattern(r"\r?\n(?:[ \t]*(?:\r?\n|\Z)|#|(?![\d_])[\w“‘「『《（(][^|\r\n]*(?:[\r\n]|\Z))|\Z")
ABOVE = pattern(r"(?:\A\ufeff?|\n[ \t\r]*\n| {0,3}#[^\n]*[^\\\s][ \t]?\r?\n) {0,3}\Z")
LOOK_BACK = 300
BEGINS_HEADING = pattern(r"#{2,6}[^\W_]|#{2,6}[“‘「『《【（(\[*]")


@rule(severity=INFO, fix=UNSAFE, changes=Change.HEADING, needs=("#",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a line, below the header of an article, which has rules of its own."""
    text, top = page.text, page.header.end if page.kind == "article" else page.front_matter.end
    if text.find("#", top) < 0:
        return
    first = None if text[:top].strip("\ufeff") else ON_THE_FIRST.match(text)
    for line in chain([first] if first else [], ON_A_LINE.finditer(text, max(0, top - 1))):
        if not page.is_code(line.start("tag")):
            yield from _judge(page, line)


def _judge(page: Page, line: re.Match[str]) -> Iterator[Finding]:
    """The finding on a line that begins like this, if there is one."""
    tag, marks = line["tag"], line["marks"]
    needs_space = page.renderer.headings_need_space
    told = f"is no heading to Markdown: no space after {marks}" if needs_space else "is a heading to Python-Markdown"
    message = f"`{tag[:40]}` {told}"
    if len(marks) > 1:
        if needs_space and BEGINS_HEADING.match(tag):
            at = line.end("marks")
            mended = _is_apart(page.text, line) and "#" not in line["rest"]
            mended = mended and not page.is_underlined(*line.span("tag"))
            yield Finding(*line.span("tag"), message, Fix((Edit(at, at, " "),), safe=False) if mended else None)
    elif not NO_TOPIC.match(tag):
        yield Finding(*line.span("tag"), message)


def _is_apart(text: str, line: re.Match[str]) -> bool:
    """Whether what stands above and below goes on as it is when the line becomes a heading."""
    marks = line.start("marks")
    above = ABOVE.search(text[max(0, marks - LOOK_BACK) : marks])
    return bool(above) and not line.group().endswith("\\") and BELOW.match(text, line.end()) is not None
