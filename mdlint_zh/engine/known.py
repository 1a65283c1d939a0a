"""Which findings of a page a baseline knows: by their words and those beside them, counted, never by line."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from typing import TypeAlias

    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.finding import Finding

    Counts: TypeAlias = Mapping[str, Mapping[str, int]]
    """How many findings there are: by rule, and there by key."""

WHOLE_PAGE: Final = ""
"""The key of a finding that counts for its page, wherever it stands there."""
DIGITS: Final = 6
"""How many hexadecimal digits a key has: enough to tell the findings of one rule on one page apart."""
_BESIDE, _LOOKED_AT = 8, 48
"""How many letters beside a finding make its key, and how far they are looked for: no edit further away changes it."""
_ENOUGH, _MOST_WORDS = 24, 200
"""Words of so many characters, an image with its URL, tell themselves; of more than the most, the first count."""
_NO_LETTERS = pattern(r"\[\[[a-z-]+:|[\W_]+")


class Known(NamedTuple):
    """What a baseline knows of a page; the findings of the rules in `whole` count for their page."""

    counts: Counts
    whole: Container[str]

    def new(self, report: FileReport, asked: Sequence[Finding]) -> list[Finding]:
        """Return those of the findings asked about that are not known; the report has their excerpts.

        Of equal ones as many are known as were counted: first those that nobody asks about.
        """
        left = {rule: dict(keys) for rule, keys in self.counts.items()}

        def is_old(finding: Finding) -> bool:
            keys = left.get(finding.rule)
            key = key_of(report, finding, self.whole) if keys else ""
            if not keys or not keys.get(key):
                return False
            keys[key] -= 1
            return True

        if len(asked) < len(report.findings):
            own = set(map(id, asked))
            for finding in report.findings:
                if id(finding) not in own:
                    is_old(finding)
        return [finding for finding in asked if not is_old(finding)]


def counts_of(report: FileReport, whole: Container[str]) -> dict[str, Counter[str]]:
    """Count the findings of a report, which has their excerpts."""
    counts: dict[str, Counter[str]] = {}
    for finding in report.findings:
        counts.setdefault(finding.rule, Counter())[key_of(report, finding, whole)] += 1
    return counts


def key_of(report: FileReport, finding: Finding, whole: Container[str]) -> str:
    """Return what a baseline knows a finding by: the same for equal ones.

    Made of the words that it is about, and, where these are short, of the letters next to them on their line: without
    marks and spaces there, so that a repair beside it changes nothing.
    """
    if finding.rule in whole:
        return WHOLE_PAGE
    line = report.excerpt(finding)
    at, to = min(finding.start, line.end), min(finding.end, line.end)
    words = " ".join(line.text(at, min(to, at + _MOST_WORDS)).split())
    if len(words) >= _ENOUGH:
        return _digest(words)
    before = _NO_LETTERS.sub("", line.text(max(line.start, at - _LOOKED_AT), at))[-_BESIDE:]
    behind = _NO_LETTERS.sub("", line.text(to, min(to + _LOOKED_AT, line.end)))[:_BESIDE]
    return _digest(f"{before}\0{words}\0{behind}")


def _digest(said: str) -> str:
    from hashlib import blake2b  # noqa: PLC0415 - most runs need none

    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=DIGITS // 2).hexdigest()
