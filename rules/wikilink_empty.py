"""A wikilink has nothing inside, or a namespace and no target.

Why: it leads nowhere, and is shown as brackets.
Bad:   总统[[zh:]]访问河内
Good:  总统访问河内
Fix:   leaves what it shows: `[[zh:|河内]]` becomes 河内. Unsafe. None when it shows nothing.
"""

from collections.abc import Iterator

from mdlint_zh import ERROR, UNSAFE, Change, Edit, Finding, Fix, Options, Page, read_link_faults, rule


@rule(severity=ERROR, fix=UNSAFE, changes=Change.LINK, needs=(read_link_faults,))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a link."""
    for fault in page.link_faults:
        if fault.kind == "empty":
            fix = Fix((Edit(fault.start, fault.end, fault.fixed),), safe=False) if fault.fixed else None
            yield Finding(fault.start, fault.end, fault.message, fix)
