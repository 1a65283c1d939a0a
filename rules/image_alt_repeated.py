"""An alt text does not tell which picture it is: several pictures of the page have the same, or it is the headline.

Why: a converter wrote one text for all of them. Who cannot see the pictures hears it again and again, and learns
     nothing of any but one; the headline was read out before.
Bad:   ![港口](https://example.org/1.jpg) and below it ![港口](https://example.org/2.jpg)
Good:  ![渔船停靠在港口](https://example.org/1.jpg) and below it ![港口的灯塔](https://example.org/2.jpg)
Fix:   none: only who looks at a picture can tell what it shows. One picture may stand on the page twice.
"""

from collections.abc import Iterator

from mdlint_zh import WARNING, Finding, Options, Page, read_repeated_alts, rule


@rule(severity=WARNING, needs=("![",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an alt text."""
    for one in page.view(read_repeated_alts):
        said = f"the alt text `{one.alt[:60]}`"
        if one.is_headline:
            more = f", and {one.pictures} pictures have it" if one.pictures > 1 else ""
            message = f"{said} is the headline of the page{more}"
        else:
            line = page.lines.number(one.first)
            message = f"{said} is that of {one.pictures} pictures; the first stands in line {line}"
        yield Finding(*one.image.alt, message)
