"""What is wrong with a rule, told before any page is read: a plugin may have written anything."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from types import FunctionType
from typing import TYPE_CHECKING, Any

from mdlint_zh.config.error import suggestion
from mdlint_zh.config.load import KINDS
from mdlint_zh.config.values import OPTION_TYPES, is_option
from mdlint_zh.engine.changes.change import PROTECTED, Change
from mdlint_zh.engine.finding import Severity
from mdlint_zh.engine.rule import SAFE, UNSAFE, Options

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdlint_zh.engine.rule import Rule

_MOST_TOLD = 60
_TAKES_MORE = 0x0C
"""The flags of a code object whose function has `*args` or `**kwargs`."""


def fault_of(rule: Rule) -> str:
    """Return in a line what is wrong with a rule; "" for a sound one."""
    return next((fault for check in _CHECKS if (fault := check(rule))), "")


def _name(rule: Any) -> str:
    return "" if _is_name(rule.name) else _wrong("name", "lower-case words with hyphens between them", rule.name)


def _is_name(name: Any) -> bool:
    """Whether it is in kebab case. Asked of each rule at each start: a pattern would have to be compiled for it."""
    if not isinstance(name, str) or "_" in name or not (name.isascii() and name.islower()):
        return False
    return "--" not in name and name[-1] != "-" and name.replace("-", "_").isidentifier() and name[0] != "-"


def _severity(rule: Any) -> str:
    return "" if isinstance(rule.severity, Severity) else _wrong("severity", "ERROR, WARNING or INFO", rule.severity)


def _function(rule: Any) -> str:
    check = rule.check
    if type(check) is FunctionType:
        code = check.__code__
        good = code.co_argcount == 2 or code.co_flags & _TAKES_MORE
    else:
        good = callable(check)
    return "" if good else "its function has to be check(page, options)"


def _kinds(rule: Any) -> str:
    good = isinstance(rule.kinds, frozenset) and rule.kinds <= set(KINDS)
    return "" if good else _wrong("kinds", f"a set of {', '.join(KINDS)}", rule.kinds)


def _needs(rule: Any) -> str:
    good = isinstance(rule.needs, tuple) and all(one if isinstance(one, str) else callable(one) for one in rule.needs)
    return "" if good else _wrong("needs", "a tuple of readers, and of texts that are not empty", rule.needs)


def _fix(rule: Any) -> str:
    good = isinstance(rule.fix, frozenset) and rule.fix <= SAFE | UNSAFE
    return "" if good else _wrong("fix", "SAFE, UNSAFE or SAFE | UNSAFE", rule.fix)


def _changes(rule: Any) -> str:
    if not isinstance(rule.changes, Change):
        return _wrong("changes", "a Change", rule.changes)
    if rule.fix and rule.changes is Change.NOTHING:
        return "it has a fix, and `changes` does not say what that may do"
    return _change(rule.changes)


def _change(change: Any) -> str:
    """What is wrong with a kind of change, which may be a plugin's own."""
    if not _is_name(change.name) or not callable(change.permits):
        return "its Change has to have a name, in lower case, and a function `permits`"
    for key, things in (("may_lose", change.may_lose), ("may_make", change.may_make)):
        if not isinstance(things, frozenset):
            return _wrong(key, "a frozenset", things)
        if unknown := sorted(map(str, things - PROTECTED.keys())):
            return f"`{key}` names {_told(unknown[0])}, which is nothing protected{suggestion(unknown[0], PROTECTED)}"
    return ""


def _options(rule: Any) -> str:
    kind = rule.options
    if kind is Options:
        return ""
    if not isinstance(kind, type) or not is_dataclass(kind):
        return _wrong("options", "a dataclass", kind)
    try:
        blank = kind()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever the options of a plugin raise
        return f"its options cannot be made of their defaults: {type(error).__name__}: {' '.join(str(error).split())}"
    for one in fields(kind):
        if one.init and not is_option(value := getattr(blank, one.name)):
            return f"the default of `{one.name}` has to be {OPTION_TYPES}, not {_told(value)}"
    return ""


def _on(rule: Any) -> str:
    return "" if isinstance(rule.on, bool) else _wrong("on", "True or False", rule.on)


def _url(rule: Any) -> str:
    good = isinstance(rule.url, str) and (not rule.url or rule.url.startswith(("https://", "http://")))
    return "" if good else _wrong("url", "a URL, https://…", rule.url)


def _whole_page(rule: Any) -> str:
    return "" if isinstance(rule.whole_page, bool) else _wrong("whole_page", "True or False", rule.whole_page)


_CHECKS: tuple[Callable[[Any], str], ...] = (
    _name, _severity, _function, _kinds, _needs, _fix, _changes, _options, _on, _url, _whole_page,
)  # fmt: skip


def _wrong(key: str, wanted: str, value: object) -> str:
    return f"`{key}` has to be {wanted}, not {_told(value)}"


def _told(value: object) -> str:
    told = " ".join(repr(sorted(map(str, value)) if isinstance(value, frozenset) else value).split())
    return told if len(told) <= _MOST_TOLD else f"{told[:_MOST_TOLD]}…"
