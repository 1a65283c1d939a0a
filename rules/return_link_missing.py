"""An article page does not begin with a link back to its index.

Why: readers come from search; without it the page is a dead end.
Bad:   a page that starts with its title
Good:  ###  [:house:返回](README.md)
Fix:   inserts the return link of the profile. Safe when its target exists beside the page. None where the header is in
       front matter, and where the page begins with a way back of another form.
"""

import re
from collections.abc import Iterator

from mdlint_zh import ERROR, SAFE, UNSAFE, Change, Edit, Finding, Fix, Options, Page, is_header_uncommon, rule


@rule(
    severity=ERROR,
    kinds={"article"},
    fix=SAFE | UNSAFE,
    changes=Change.HEADER,
    whole_page=True,
    needs=(is_header_uncommon,),
)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, at the top of the page."""
    header = page.header
    needed = "return link" in page.profile.needed or header.separator  # which stands under one
    if header.return_link or not page.profile.return_links or not needed:
        return
    link, newline = page.profile.return_links[0], page.lines.newline
    between = "" if header.separator else newline * 2
    at = header.start
    edit = Edit(at, at, link + newline + between)
    fix = None if page.front_parts or _leads_back(page) else Fix((edit,), safe=page.exists(page.profile.return_target))
    yield Finding(at, at, f"no return link at the top of the page; expected `{link}`", fix)


def _leads_back(page: Page) -> bool:
    """Whether the first line that is written has a word of the profile's return link beside a link or HTML."""
    line = page.text[slice(*page.lines.around(page.header.start))]
    words = re.findall(r"[^\W_][\w.]*", " ".join(page.profile.return_links))
    return ("](" in line or "][" in line or "<" in line) and any(word in line for word in words)
