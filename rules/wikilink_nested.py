"""A wikilink stands inside another one.

Why: neither works, and the reader sees brackets.
Bad:   [[zh:中[[zh:国]]人民]]
Good:  [[zh:中国]]人民
Fix:   none: only you know which of them was meant.
"""

from collections.abc import Iterator

from mdlint_zh import ERROR, Finding, Options, Page, read_link_faults, rule


@rule(severity=ERROR, needs=(read_link_faults,))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a link, on the outer one."""
    for fault in page.link_faults:
        if fault.kind == "nested":
            yield Finding(fault.start, fault.end, fault.message)
