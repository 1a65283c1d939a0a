"""An image's title is empty, or says something else than its alt text.

Why: one is read out and the other shown when the pointer rests on the picture; they are one text in two places.
Bad:   ![渔船停靠在港口](https://example.org/1.jpg "")
Good:  ![渔船停靠在港口](https://example.org/1.jpg)
Fix:   takes an empty title away: safe. Writes the alt text as title: unsafe.
"""

from collections.abc import Iterator

from mdlint_zh import SAFE, UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, rule


@rule(severity=WARNING, fix=SAFE | UNSAFE, changes=Change.IMAGE)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an image."""
    for image in page.images:
        if image.title is None:
            continue
        alt, title = page.text[slice(*image.alt)], page.text[slice(*image.title)]
        start, end = image.title.start - 1, image.title.end + 1
        if not title.strip():
            before = len(page.text[:start].rstrip())
            yield Finding(start, end, "the image's title is empty", Fix((Edit(before, end, ""),)))
        elif alt.strip() and page.unlinked(title).strip() != page.unlinked(alt).strip():
            fix = None if {'"', "\\"} & set(alt) else Fix((Edit(start, end, f'"{alt}"'),), safe=False)
            yield Finding(start, end, f"the title `{title[:60]}` is not the alt text `{alt[:60]}`", fix)
