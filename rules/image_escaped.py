r"""An image's brackets are escaped: `!\[\](…)` is shown as text.

Why: a converter took the image in a link for plain text; readers see an address where the picture was.
Bad:   [!\[\](https://example.org/a.png)](https://example.org/b.png)
Good:  [![](https://example.org/a.png)](https://example.org/b.png)
Fix:   takes the backslashes away. Safe where it is all the text of a link. Unsafe where it stands alone on its line:
       the page may show how an image is written.
"""

from collections.abc import Iterator

from mdlint_zh import SAFE, UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, pattern, rule

ALT, URL = r"[^\[\]\\*_~`<>&|\r\n]*", r"[^\s()<>\\|\[\]]+"
IN_A_LINK = pattern(rf"!\\\[{ALT}\\\]\\?\({URL}?\\?\)")
ALONE = pattern(rf"(?:\\!\\?|!\\)\[{ALT}\\?\]\\?\(https?://{URL}?\\?\)")
BEFORE, AFTER = pattern(r"(?:\A\ufeff?|(?<=[\r\n])) {0,3}\Z"), pattern(r"[ \t]*(?=[\r\n]|\Z)")
LOOK_BACK = 5


def shows_image(before: str, edit: Edit) -> bool:
    """Whether an image loses the backslashes in it, and is all the text of a link or all of a line."""
    start, end = edit.start, edit.end
    if edit.text != before[start:end].replace("\\", ""):
        return False
    if before.startswith("](", end) and before.endswith("[", 0, start):
        return IN_A_LINK.fullmatch(before, start, end) is not None
    return ALONE.fullmatch(before, start, end) is not None and stands_alone(before, start, end)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether there is nothing else on the line."""
    return bool(BEFORE.search(text, max(0, start - LOOK_BACK), start) and AFTER.match(text, end))


UNESCAPED = Change(
    "unescaped",
    "an image that is all of a link's text, or all of a line, loses the backslashes that make text of it",
    shows_image,
    may_lose=frozenset(("escape", "link", "URL", "URL in brackets")),
    may_make=frozenset(("link", "URL")),
)


@rule(severity=WARNING, needs=("!\\[", "\\!["), fix=SAFE | UNSAFE, changes=UNESCAPED)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an image; what stands in the alt text of another is shown by none."""
    reach = 0
    for link in page.inlines:
        if link.is_image:
            reach = max(reach, link.end)
        elif link.kind == "link" and link.text and link.start >= reach and IN_A_LINK.fullmatch(page.text, *link.text):
            yield _finding(page, *link.text, safe=True)
    for image in ALONE.finditer(page.text):
        if stands_alone(page.text, *image.span()) and not page.is_markup(image.start()):
            yield _finding(page, *image.span(), safe=False)


def _finding(page: Page, start: int, end: int, *, safe: bool) -> Finding:
    old = page.text[start:end]
    fix = Fix((Edit(start, end, old.replace("\\", "")),), safe=safe)
    return Finding(start, end, f"`{old[:40]}` is shown as text; expected an image", fix)
