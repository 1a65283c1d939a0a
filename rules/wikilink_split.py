"""A wikilink cuts a word, a name, a number or a date.

Why: the linker replaced strings and knew no words: 第[[zh:三国]] leads from a third country to the Three Kingdoms.
Bad:   聊[[zh:天机]]器人帮学生写作业
Good:  聊天机器人帮学生写作业
Fix:   unlinks it; or widens it to the whole word, when that is a known title (`titles` in the settings). What a reader
       sees stays; but a link that was right would be lost, so it is safe only from a confidence of `safe-threshold`.
       None beside a mark of emphasis. Where a word beside it is a known title, linking that one is offered as an
       unsafe alternative.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mdlint_zh import SAFE, UNSAFE, WARNING, Change, Edit, Finding, Fix, Page, read_bare_cuts, read_word_cuts, rule

# What stands beside a mark of emphasis decides whether it is one: there a bracket is not taken away.
MARKS = frozenset("*_~")


@dataclass(frozen=True)
class Options:
    """How sure it has to be, and which links are judged."""

    threshold: float = 0.7
    """How sure it has to be to be reported, 0 to 1; less finds more, and is wrong more often."""
    safe_threshold: float = 0.95
    """How sure it has to be for its fix to be safe, 0 to 1."""
    namespaces: tuple[str, ...] = ()
    """Which links are judged, of those whose namespace is a code of Chinese; all of them when there are none here, and
    with "" links without a namespace, `[[三国]]`, too."""

    def __post_init__(self) -> None:
        """Refuse what is no confidence."""
        for key, value in (("threshold", self.threshold), ("safe-threshold", self.safe_threshold)):
            if not 0 <= value <= 1:
                raise ValueError(f"`{key}` has to be 0 to 1, like 0.7; it is {value}")


@rule(severity=WARNING, fix=SAFE | UNSAFE, changes=Change.LINK, options=Options, needs=("[[",))
def check(page: Page, options: Options) -> Iterator[Finding]:
    """One finding a link."""
    spaces = options.namespaces
    for cut in [*page.view(read_word_cuts), *(page.view(read_bare_cuts) if "" in spaces else ())]:
        link = cut.link
        if cut.confidence < options.threshold or (spaces and link.space not in spaces):
            continue
        edit = cut.whole or Edit(link.start, link.end, link.shown)
        fix = Fix((edit,), safe=cut.confidence >= options.safe_threshold)
        beside = page.text[link.start - 1 : link.start] + page.text[link.end : link.end + 1]
        other = (Fix((cut.beside,), safe=False),) if cut.beside else ()
        message = f"[[{link.name}]] cuts {cut.words}"
        yield Finding(
            link.start,
            link.end,
            message,
            None if MARKS & set(beside) else fix,
            confidence=round(cut.confidence, 3),
            alternatives=other,
        )
