"""Label or URL of the source link are not as the profile has them, or it is no link.

Why: a link with a wrong bracket is none, and one form can be followed and counted by programs.
Bad:   【转载自GNews】（http://gnews.org/articles/2398780）
Good:  [轉載自GNews](https://gnews.org/articles/2398780)
Fix:   writes label, brackets and URL as the profile has them. Safe, unless the label says more than "source". None when
       the URL leads to another place.
"""

from collections.abc import Iterator

from mdlint_zh import SAFE, UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, rule


@rule(severity=WARNING, kinds={"article"}, fix=SAFE | UNSAFE, changes=Change.HEADER)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the source link."""
    byline = page.header.byline
    source = byline.source if byline else None
    if source is None or not page.profile.has_source:
        return
    faults = source.faults(page.text, page.profile)
    if faults:
        wanted = source.in_form(page.text, page.profile)
        safe = source.says_source(page.text, page.profile)
        fix = Fix((Edit(source.start, source.end, wanted),), safe=safe) if wanted else None
        expected = f"; expected `{wanted}`" if wanted else ""
        yield Finding(source.start, source.end, f"the source link {' and '.join(faults)}{expected}", fix)
