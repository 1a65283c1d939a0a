"""A title holds wikilinks.

Why: titles are shown where links do not work: lists, tabs, search results.
Bad:   ## [[zh:美国]]总统访问河内
Good:  ## 美国总统访问河内
Fix:   unlinks them: what the reader sees stays. Safe.
"""

from collections.abc import Iterator

from mdlint_zh import SAFE, WARNING, Change, Finding, Options, Page, replace, rule


@rule(severity=WARNING, kinds={"article"}, fix=SAFE, changes=Change.HEADER, needs=("[[",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a wikilink."""
    title = page.header.title
    if title is None or page.text.find("[[", title.text_start, title.text_end) < 0:
        return
    for link in page.wikilinks_in(title.text_start, title.text_end):
        if page.is_program(link.start):
            continue
        fix = replace(link.start, link.end, link.shown)
        yield Finding(link.start, link.end, f"the title links [[{link.name}]]", fix)
