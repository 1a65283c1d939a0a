r"""`[email protected]` stands where an address, or a name with an @, was.

Why: a server hid it from programs, the converter took what it was given, and readers learn nothing.
Bad:   联系：[\[email protected\]](/cdn-cgi/l/email-protection)
Good:  联系：<news@example.org>
Fix:   none: only the source tells what stood there.
"""

from bisect import bisect_right
from collections.abc import Iterator

from mdlint_zh import WARNING, Finding, Options, Page, pattern, rule

RESIDUE = pattern(r"\\?\[email(?:[\s\xa0]|&nbsp;|&#160;)*protected\\?\]")
HIDDEN = "/cdn-cgi/l/email-protection"


@rule(severity=WARNING, needs=("protected", HIDDEN))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a place; a link to where addresses are hidden is one with its text."""
    hiding = [
        one for one in page.inlines if one.kind == "link" and one.target and HIDDEN in page.text[slice(*one.target)]
    ]
    for link in hiding:
        yield Finding(link.start, link.end, "an address was here, which a server has hidden from programs")
    for residue in RESIDUE.finditer(page.text):
        above = bisect_right(hiding, residue.start(), key=lambda link: link.start)
        inside = above > 0 and residue.start() < hiding[above - 1].end
        if not inside and not page.is_code(residue.start()):
            yield Finding(*residue.span(), "`[email protected]` stands where an address or a name with an @ was")
