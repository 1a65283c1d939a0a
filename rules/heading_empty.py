"""A heading has no words.

Why: lists of headings have a line that says nothing, and the line below was often meant to stand in it.
Bad:   (a line of `##` and nothing else)
Good:  ## 疑点之三：违背常识的行为
Fix:   none: only you know what the heading was to say, or whether it may go.
"""

from collections.abc import Iterator

from mdlint_zh import WARNING, Finding, Options, Page, pattern, rule

NO_WORDS = r"[\s*_\u200b-\u200f\u2060\ufeff]*"
MARKS_ALONE = pattern(r"#[#*_ \t\xa0\u3000\u200b-\u200f\u2060\ufeff]*(?=[\r\n]|\Z)")
EMPTY = pattern(NO_WORDS)


@rule(severity=WARNING, needs=("#",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a heading; of an article, below its header."""
    top = page.header.end if page.kind == "article" else 0
    if page.text.find("#", top) < 0 or not MARKS_ALONE.search(page.text, top):
        return
    for heading in page.headings:
        if heading.start >= top and EMPTY.fullmatch(page.text, heading.start, heading.end):
            line = page.lines.around(heading.start)
            yield Finding(*line, f"a heading of level {heading.level} without words")
