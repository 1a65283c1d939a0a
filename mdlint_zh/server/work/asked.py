"""What a worker is asked about, and what it answers: plain data that goes through a pipe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mdlint_zh.base.edit import Edit
    from mdlint_zh.engine.finding import Failure, Finding, Fix
    from mdlint_zh.server.work.settings import Problem

MOST_FINDINGS: Final = 1000
"""How many findings of a page are told: an editor that is sent a hundred thousand stands still."""


class Asked(NamedTuple):
    """A page that something is asked about: its text, and where it stands or will stand, if that is known."""

    text: str
    path: str | None

    @property
    def place(self) -> Path | None:
        """The path as the engine has it."""
        return Path(self.path) if self.path else None


class Looked(NamedTuple):
    """What is shown of a page: its findings, in order, and where their rules are explained; what went wrong with it and
    with its settings; how many findings there are beside these.
    """

    findings: Sequence[Finding] = ()
    urls: Mapping[str, str] = {}
    failures: Sequence[Failure] = ()
    problem: Problem | None = None
    more: int = 0
    fixes: Sequence[Sequence[Fix]] = ()
    """The ways to mend the first of the findings, of each, where these were asked for."""


class Repaired(NamedTuple):
    """The edits, in order and apart, that repair a page; and what went wrong, so that there are none."""

    edits: Sequence[Edit] = ()
    failures: Sequence[Failure] = ()
