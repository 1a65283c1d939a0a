"""An image's title is empty, is a placeholder, or is another picture's: it tells something else than the alt text.

Why: one is read out and the other shown when the pointer rests on the picture. A title may add to the alt text, in
     another language, say; it may not speak of something else.
Bad:   ![渔船停靠在港口](https://example.org/1.jpg "")
Good:  ![渔船停靠在港口](https://example.org/1.jpg)
Fix:   takes an empty title away: safe. Writes the alt text as title: unsafe.
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
    disagree,
    is_placeholder,
    pattern,
    rule,
    unlinked,
)

# How wide Obsidian shows an image, which stands behind its alt text: `![渔船|400](1.jpg)`.
SIZE = pattern(r"\|\d{1,4}(?:x\d{1,4})?$")
ESCAPE = pattern(r"\\(?=[!-/:-@\[-`{-~])")


@rule(severity=WARNING, fix=SAFE | UNSAFE, changes=Change.IMAGE, needs=("![",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an image."""
    for image in page.images:
        if image.title is None:
            continue
        alt, title = page.text[slice(*image.alt)], page.text[slice(*image.title)]
        start, end = image.title.start - 1, image.title.end + 1
        one_line = not {"\n", "\r"} & set(page.text[image.start : end])
        if not title.strip():
            before = image.url.end + page.text.startswith(">", image.url.end)
            fix = Fix((Edit(before, end, ""),)) if one_line else None
            yield Finding(start, end, "the image's title is empty", fix)
        elif is_wrong(shown(title), shown(alt)):
            sound = one_line and not {'"', "\\", "["} & set(words := SIZE.sub("", unlinked(alt)))
            fix = Fix((Edit(start, end, f'"{words}"'),), safe=False) if sound else None
            yield Finding(start, end, f"the title `{title[:60]}` is not the alt text `{alt[:60]}`", fix)


def is_wrong(title: str, alt: str) -> bool:
    """Whether a title says nothing beside an alt text that does, or something else than it."""
    if not alt or title == alt or is_placeholder(alt):
        return False
    return is_placeholder(title) or disagree(title, alt)


def shown(text: str) -> str:
    """A title or an alt text as it is shown: entities decoded, wikilinks and escapes unwrapped."""
    from html import unescape  # noqa: PLC0415 - slow to import, and few images have titles

    return " ".join(ESCAPE.sub("", unescape(unlinked(text))).split())
