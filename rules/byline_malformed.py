"""The parts of the byline are out of order, not in a code span, or not one space apart; or it fits no template.

Why: whatever reads dates and authors off the pages looks for them in one place.
Bad:   [轉載自GNews](https://gnews.org/articles/2398780) 3/15/2024 3:11 PM UTC 作者
Good:  `3/15/2024 3:11 PM UTC 作者` [轉載自GNews](https://gnews.org/articles/2398780)
Fix:   writes the same parts in their order. Safe, unless author and timestamp change places. None when there is more on
       the line than these parts, or when the timestamp would then say something else.
"""

from collections.abc import Iterator

from mdlint_zh import SAFE, UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, replace, rule


@rule(severity=WARNING, kinds={"article"}, fix=SAFE | UNSAFE, changes=Change.HEADER)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the line of the byline."""
    header, byline = page.header, page.header.byline
    if byline is None:
        return
    title = header.title
    if title and title.start > byline.end and page.profile.bylines and not page.front_parts:
        text = page.text[title.start : title.end] + page.lines.newline + page.text[byline.start : byline.end]
        message = "the byline stands above the title; expected under it"
        fix = None if page.is_underlined(byline.start, title.end) else replace(byline.start, title.end, text)
        yield Finding(byline.start, byline.end, message, fix)
    elif byline.fit:
        yield from _by_template(page)
    elif faults := byline.faults(page.text):
        wanted = "" if byline.rest else byline.in_order(page.text)
        kept = byline.keeps_moment(wanted, page.profile) and not page.is_underlined(byline.start, byline.end)
        wanted = wanted if kept else ""
        fix = Fix((Edit(byline.start, byline.end, wanted),), safe=not byline.swapped) if wanted else None
        expected = f"; expected {wanted}" if wanted else ""
        yield Finding(byline.start, byline.end, f"the byline {' and '.join(faults)}{expected}", fix)


def _by_template(page: Page) -> Iterator[Finding]:
    """How the byline differs from the nearest template, where no other rule tells it."""
    byline = page.header.byline
    fit = byline.fit if byline else None
    if byline is None or fit is None or not fit.fault:
        return
    certain = fit.wanted and not page.is_underlined(byline.start, byline.end)
    fix = Fix((Edit(byline.start, byline.end, fit.wanted),), safe=fit.in_order) if certain else None
    expected = "\\n".join((fit.wanted or fit.template).splitlines())
    yield Finding(byline.start, byline.end, f"the byline {fit.fault}; expected {fit.place}: {expected}", fix)
