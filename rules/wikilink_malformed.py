"""A wikilink is not written as one: brackets, colon, spaces, namespace or pipe are wrong.

Why: it is shown with its brackets, or it leads to a page that does not exist.
Bad:   【【zh:美国】】总统
Good:  [[zh:美国]]总统
Fix:   writes the link that was meant. Safe where it can be nothing else: full-width pairs of brackets, look-alike
       colons, spaces at the edges, capitals in the namespace, brackets written twice. Unsafe where a bracket is
       missing, escaped or of another kind, across lines, and where one link of a page lacks the namespace that all
       others have. None where the target is in doubt, as with half a pair of quotes in it.
"""

from collections.abc import Iterator

from mdlint_zh import (
    ERROR,
    SAFE,
    UNSAFE,
    Change,
    Edit,
    Finding,
    Fix,
    Options,
    Page,
    pattern,
    read_link_faults,
    read_odd_links,
    read_table_lines,
    rule,
)

TWO_COLONS = pattern(r"\[\[[A-Za-z-]*:\s*[:：]")


@rule(severity=ERROR, fix=SAFE | UNSAFE, changes=Change.LINK, needs=(read_link_faults, read_odd_links, "|"))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a link."""
    for fault in [*page.link_faults, *page.view(read_odd_links)]:
        if fault.kind == "malformed" and not _is_known(page, fault.start, fault.end):
            wanted = "" if TWO_COLONS.search(fault.fixed or "") else fault.fixed
            fix = Fix((Edit(fault.start, fault.end, wanted),), safe=fault.safe) if wanted else None
            yield Finding(fault.start, fault.end, fault.message, fix)
    for link in page.working_links if "|" in page.text else ():
        bar = page.text.find("|", link.start, link.end)
        escaped = page.text[bar - 1] == "\\"
        if bar < 0 or escaped == (page.lines.number(bar) in page.view(read_table_lines)):
            continue
        if escaped:
            yield Finding(link.start, link.end, "the `|` of a wikilink has a backslash, and stands in no table")
        else:
            message = "the `|` of a wikilink in a table ends the cell; expected `\\|`"
            yield Finding(link.start, link.end, message, Fix((Edit(bar, bar, "\\"),), safe=False))


def _is_known(page: Page, start: int, end: int) -> bool:
    """Whether it is a wikilink as it stands, to a known title."""
    links = page.wikilinks_in(start, end) if page.titles else []
    return [(link.start, link.end) for link in links] == [(start, end)] and links[0].target in page.titles
