"""A comment that suppresses findings suppresses none, or is none that can.

Why: it hides what goes wrong there tomorrow, and a reader of the page's source takes it for a warning.
Bad:   行末没有空格。 <!-- mdlint-zh-disable-line trailing-spaces -->
Good:  行末没有空格。
Fix:   takes the comment out, or the name of several that is of no use. Safe: nobody sees a comment on a page. None
       where the comment divides what would be one without it: two lists, say.

What a comment means stands in docs/suppressions.md. It is said to be unused only where all rules have run that it
names; without a name, all those that are on. A comment silences this rule only by its name.
"""

from collections.abc import Iterator

from mdlint_zh import (
    SAFE,
    WARNING,
    Change,
    Edit,
    Finding,
    Options,
    Page,
    Suppression,
    pattern,
    read_suppressions,
    removal_of,
    removal_of_name,
    replace,
    rule,
)

VERBS = ("disable", "enable", "disable-file", "disable-line", "disable-next-line")
COMMENT = pattern(r"<!--\s*mdlint-zh-(?:(?!-->)[^\x00])*-->")
LINE_OF_FRONT_MATTER = pattern(r"#[ \t]*mdlint-zh-[^\n]*\n?")
NAMES = pattern(r"(?:<!--\s*|#[ \t]*)mdlint-zh-[\w-]+(?:[\s,，、]+[^\s,，、:：]+)*[\s,，、]*")
NAME = pattern(r"[\s,，、]*[^\s,，、:：]+[\s,，、]*")
FAR = 4000


def goes(before: str, edit: Edit) -> bool:
    """Whether a whole comment of ours goes, perhaps with its lines, or one name in it."""
    start, end, new = edit
    old = before[start:end]
    comment = old.strip(" \t\n")
    if COMMENT.fullmatch(comment):
        begins, ends = not start or before[start - 1] == "\n", end == len(before) or old.endswith("\n")
        return (begins and ends and new in ("", "\n")) or (not new and "\n" not in old.replace(comment, ""))
    front = before.startswith(("---", "+++"))
    if new or (front and LINE_OF_FRONT_MATTER.fullmatch(old)):
        return not new and before[start - 1] == "\n"
    above = before[max(0, start - FAR) : start]
    opener = max(above.rfind("<!--"), above.rfind("\n#") + 1 if front else -1)
    return opener >= 0 and bool(NAME.fullmatch(old) and NAMES.fullmatch(above, opener))


REMOVED = Change(
    "suppression",
    "a comment that suppresses findings goes, or a name in it; nothing that is seen changes",
    goes,
    may_lose=frozenset(
        ("comment", "HTML", "line", "front matter", "cell", "wikilink", "link", "title", "URL", "URL in brackets",
         "reference", "emoji", "code span", "math", "shortcode", "mark of emphasis", "entity", "escape", "footnote",
         "hidden remark", "block id", "label", "definition", "what is defined")
    ),
)  # fmt: skip


@rule(severity=WARNING, needs=("mdlint-zh-",), fix=SAFE, changes=REMOVED)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a comment, and one for each of several names: those that are of use are taken out of them later."""
    for one in page.view(read_suppressions):
        idle = "is not disabled here" if one.verb == "enable" else "suppresses nothing here"
        edit = removal_of(page, one)
        yield Finding(one.start, one.end, _said(one), replace(*edit) if edit else None)
        for name in one.names if len(one.names) > 1 else ():
            fix = replace(*removal_of_name(one, name))
            yield Finding(name.start, name.end, f"`{name.text}` {idle}", fix)


def _said(one: Suppression) -> str:
    if one.verb == "unclosed":
        return "the comment is not closed, and suppresses nothing; expected `-->`"
    if one.verb not in VERBS:
        return f"`mdlint-zh-{one.verb}` says nothing; expected one of {', '.join(VERBS)}"
    names = ", ".join(name.text for name in one.names)
    about = f" of {names}" if names else ""
    if one.verb == "enable":
        return f"nothing{about} is disabled here that this would enable"
    return f"the comment suppresses no finding{about}"
