"""Cases for rules, for us and for authors of plugins: a YAML file that a person can read, and all that it implies.

    page: |                          # optional: the page that cases are put into, in the place of {}
      {}
      ---
    cases:
    - bad: "### 【:house:返回】（README.md）"
      at: ["1:1"]                    # where something is found, line:column from 1
      fixed: "###  [:house:返回](README.md)"
    - good: "###  [:house:返回](README.md)"

More keys of a case: `why` (a word for the reader), `message` (a part of the message), `unsafe: true` (`fixed` is
reached by unsafe fixes only), `options`, `kind`, `name` (of the page, 1.md), `files` (beside the page, README.md),
`titles` and `names` (that the page is read with), `renderer` (that shows it, gfm), `profile`, `images` and `captions`
(as in settings), `refused` (a part of why a fix is not applied). More keys of a file: `in_code: true` for a rule that
reads code, too; `profile` for all its cases; `top: true` for one about the very first character; `beside`, the names of
built-in rules that are run with it.

`verify` checks what a case says, and what it does not have to say: nothing is found in good; `fixed` is clean, and
fixing it again changes nothing; without `fixed` a fix changes nothing; no fix is refused, but where `refused` says so;
text above the page shifts every finding by its length; CRLF and a byte-order mark change nothing; nothing is found in a
code block.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mdlint_zh.config.values import checked, filled
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.filters import shown
from mdlint_zh.engine.fix import fix_page
from mdlint_zh.engine.lint import lint_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import Active, Plan
from mdlint_zh.page import BOM, Page, Profile
from mdlint_zh.page.images.given import GivenAlts
from mdlint_zh.page.renderer import RENDERERS, RendererName
from mdlint_zh.page.subject import CAPTIONS
from mdlint_zh.titles.lists import Titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.engine.finding import Finding
    from mdlint_zh.engine.rule import Rule

ABOVE = "---\nlang: zh\n---\n"  # no part of a header
_PLAIN = ("message", "unsafe", "refused", "options", "kind", "name", "profile", "renderer", "images")
_LISTS = ("at", "files", "titles", "names", "captions")
KEYS = {"bad", "good", "fixed", "why", *_LISTS, *_PLAIN}


@dataclass(frozen=True)
class Case:
    """One case: a text in which `rule` finds something (at `at`) or nothing."""

    title: str
    text: str
    bad: bool
    fixed: str | None = None
    at: tuple[str, ...] | None = None
    message: str = ""
    unsafe: bool = False
    refused: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    profile: dict[str, Any] = field(default_factory=dict)
    kind: str | None = None
    name: str = "1.md"
    files: tuple[str, ...] = ("README.md",)
    titles: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    renderer: RendererName = "gfm"
    captions: tuple[str, ...] = CAPTIONS
    images: dict[str, str] = field(default_factory=dict)
    in_code: bool = False
    top: bool = False
    beside: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.title


def load_cases(path: Path) -> list[Case]:
    """Return the cases of a YAML file. Raises ValueError for a key that is not known."""
    import yaml  # noqa: PLC0415 - only for tests

    data = yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe; the first is ten times as fast
    template = data.get("page", "{}")
    shared = {key: data[key] for key in ("in_code", "top", "profile", "beside") if key in data}
    return [_case(number, entry, template, shared) for number, entry in enumerate(data["cases"], 1)]


def _case(number: int, entry: dict[str, Any], template: str, shared: dict[str, Any]) -> Case:
    unknown = set(entry) - KEYS
    if unknown or ("bad" in entry) == ("good" in entry):
        raise ValueError(f"case {number}: {'unknown ' + ', '.join(sorted(unknown)) if unknown else 'bad or good'}")
    text = entry["bad"] if "bad" in entry else entry["good"]
    fixed = entry.get("fixed")
    first = next((line for line in text.splitlines() if line.strip()), "empty")
    extra = {key: entry[key] for key in _PLAIN if key in entry}
    extra |= {key: tuple(entry[key]) for key in _LISTS if key in entry}
    return Case(
        title=f"{number} {entry.get('why', first[:40])}",
        text=template.replace("{}", text),
        bad="bad" in entry,
        fixed=None if fixed is None else template.replace("{}", fixed),
        **(shared | extra),
    )


def verify(rule: Rule, case: Case) -> None:
    """Raise AssertionError when the rule does not do what the case says or implies."""
    with tempfile.TemporaryDirectory() as folder:
        for name in case.files:
            (Path(folder) / name).touch()
        bench = _Bench(rule, case, Path(folder) / case.name)
        for check in (
            bench.finds,
            bench.fixes,
            bench.shifts,
            bench.ignores_line_ends,
            bench.ignores_mark,
            bench.spares_code,
        ):
            check()


class _Bench:
    """A rule and a case, with the means to try variants of it."""

    def __init__(self, rule: Rule, case: Case, path: Path) -> None:
        self.rule, self.case, self.path = rule, case, path
        options = rule.options(**{key.replace("-", "_"): value for key, value in case.options.items()})
        rules = load_rules().rules if case.beside else {}
        beside = (Active(rules[name], rules[name].options()) for name in case.beside)
        self.plan = Plan([Active(rule, options), *beside])
        self.profile = filled(Profile, checked(Profile, case.profile, "profile"))

    @cached_property
    def here(self) -> list[Finding]:
        """What is found in the text as it stands."""
        return self.lint(self.case.text)

    def page(self, text: str, kind: str | None = None) -> Page:
        case = self.case
        page = Page(text, self.path, kind=kind or case.kind, profile=self.profile, titles=Titles.of(case.titles))
        page.names, page.renderer = frozenset(case.names), RENDERERS[case.renderer]
        page.alt_of, page.captions = GivenAlts(case.images), case.captions
        return page

    def lint(self, text: str) -> list[Finding]:
        return self.found(self.page(text))

    def found(self, page: Page) -> list[Finding]:
        result = lint_page(page, self.plan)
        assert not result.failures, result.failures
        report = shown(FileReport.on(page, "", result.findings), self.plan)
        return [finding for finding in report.findings if finding.rule == self.rule.name]

    def fix(self, text: str) -> str:
        fixed = fix_page(self.page(text), self.plan, unsafe=self.case.unsafe)
        assert not fixed.result.failures, fixed.result.failures
        refused = [one.fix.refused for one in fixed.result.findings if one.fix and one.fix.refused]
        if self.case.refused:
            assert any(self.case.refused in one for one in refused), f"no fix was refused with {self.case.refused!r}"
        else:
            assert not refused, f"a fix was refused: {refused[0]}"
        return fixed.page.text

    def finds(self) -> None:
        found, page = self.here, self.page(self.case.text)
        places = [":".join(map(str, page.lines.position(finding.start))) for finding in found]
        assert bool(found) == self.case.bad, f"found {[finding.message for finding in found]}"
        assert self.case.at is None or list(self.case.at) == places, f"found at {places}"
        assert not found or self.case.message in found[0].message, f"its message is {found[0].message!r}"

    def fixes(self) -> None:
        wanted = self.case.text if self.case.fixed is None else self.case.fixed
        fixed = self.fix(self.case.text)
        assert fixed == wanted, f"fixed to {fixed!r}"
        assert self.fix(fixed) == fixed, "a second run changes it again"
        if self.case.fixed is not None:
            assert not self.lint(fixed), f"still found: {[finding.message for finding in self.lint(fixed)]}"

    def shifts(self) -> None:
        """Front matter above the page shifts every finding by its length."""
        if self.case.top or self.case.text.startswith((BOM, "---", "+++", "{\n")):
            return
        above = ABOVE.replace("\n", self.page(self.case.text).lines.newline)
        here = _spans(self.here)
        assert _spans(self.lint(above + self.case.text)) == [(a + len(above), b + len(above)) for a, b in here], (
            "not shifted"
        )

    def ignores_line_ends(self) -> None:
        if "\r" in self.case.text:
            return
        text = self.case.text.replace("\n", "\r\n")
        assert len(self.lint(text)) == len(self.here), "other findings with CRLF"
        wanted = (self.case.text if self.case.fixed is None else self.case.fixed).replace("\n", "\r\n")
        assert self.fix(text) == wanted, f"with CRLF fixed to {self.fix(text)!r}"

    def ignores_mark(self) -> None:
        if self.case.top or self.case.text.startswith(BOM):
            return
        here = _spans(self.here)
        assert _spans(self.lint(BOM + self.case.text)) == [(a + 1, b + 1) for a, b in here], "other findings with a BOM"

    def spares_code(self) -> None:
        """The same text in a code block of a sound page: nothing is found there."""
        if self.case.in_code:
            return
        fence = "`" * (3 + max((len(run) for run in _backticks(self.case.text)), default=0))
        text = f"# 样本\n\n{fence}\n{self.case.text}\n{fence}\n"
        found = self.found(self.page(text, self.case.kind or "other"))
        assert not found, f"found in code: {[finding.message for finding in found]}"


def _spans(findings: list[Finding]) -> list[tuple[int, int]]:
    return [(finding.start, finding.end) for finding in findings]


def _backticks(text: str) -> Iterator[str]:
    return (run for run in "".join(c if c == "`" else " " for c in text).split())
