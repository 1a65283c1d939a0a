"""The return link is not written as the profile has it, or does not stand at the top.

Why: a link with a wrong bracket is no link, and pages of one archive should begin alike.
Bad:   ### 【:house:返回】（README.md）
Good:  ###  [:house:返回](README.md)
Fix:   writes it as the profile has it. Safe, unless that leads elsewhere than the link does now, or says something
       else: neither the profile's words nor its emoji stand there. None when neither those nor its target do, when
       there are words behind it, or a line under it that makes a heading of it.
"""

from collections.abc import Iterator

from mdlint_zh import (
    SAFE,
    UNSAFE,
    WARNING,
    Change,
    Edit,
    Finding,
    Fix,
    Options,
    Page,
    is_header_uncommon,
    pattern,
    rule,
)

UNDERLINED = pattern(r"(?:\r\n|\r|\n) {0,3}=+[ \t]*(?:[\r\n]|\Z)")


@rule(severity=WARNING, kinds={"article"}, fix=SAFE | UNSAFE, changes=Change.HEADER, needs=(is_header_uncommon,))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the line of the return link."""
    header = page.header
    link = header.return_link
    if link is None or not page.profile.return_links:
        return
    lower, different = page.text[header.start : link.start].strip(), link.differences(page.profile)
    if not lower and not different:
        return
    expected = link.nearest(page.profile)
    home, seen = link.home(page.profile), page.text[link.start : link.link_end].rstrip()
    same = link.leads_to(home) or not _leads(page, link.target)
    ours = link.says_way_back(page.profile)
    safe = same and ours and (page.path is None or page.exists(home))
    if lower:
        edit, message = _moved(page, expected), f"`{seen}` does not stand at the top of the page"
    else:
        edit = Edit(link.start, link.link_end, expected)
        message = f"`{seen}` differs from the return link in {', '.join(different)}"
    known = (ours or link.leads_to(home)) and not link.says_more(page.profile)
    kept = edit and known and not _stands_below(page, link.end) and not UNDERLINED.match(page.text, link.end)
    fix = Fix((edit,), safe=safe) if edit and kept else None
    yield Finding(link.start, link.link_end, f"{message}; expected `{expected}`", fix)


def _stands_below(page: Page, end: int) -> bool:
    """Whether the next line is the profile's return link already, which then would stand there twice."""
    below = page.lines.below(page.lines.around(end))
    return below is not None and page.text[slice(*below)].strip() in page.profile.return_links


def _leads(page: Page, target: str) -> bool:
    """Whether a target leads somewhere, as far as can be seen from here."""
    return "://" in target or target.startswith("/") or page.exists(target)


def _moved(page: Page, expected: str) -> Edit | None:
    """The return link and the separator under it at the top. None when there is more on its line or above it."""
    header, newline = page.header, page.lines.newline
    link, separator, top = header.return_link, header.separator, header.parts[0]
    if link is None or link is top or link.more or page.stands_above_link(link.end):
        return None
    block, end = expected + newline, link.end
    if separator and separator.start > link.start:
        wanted, blank = page.profile.separators[:1], page.profile.gaps["separator", "title"][0]
        block += "".join(wanted) + newline * (len(wanted) + blank)
        end = separator.end
    return Edit(top.start, end, block + page.text[top.start : link.start].rstrip())
