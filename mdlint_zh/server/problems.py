"""What is wrong with settings, told on their file in the editor."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from lsprotocol import types

from mdlint_zh.server.lane import WorkError
from mdlint_zh.server.session import Session, uri_of
from mdlint_zh.server.shown import problem_shown

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

    from mdlint_zh.server.work.asked import Looked
    from mdlint_zh.server.work.settings import Problem


class Problems:
    """What is wrong with settings files, told on them, and taken back when it is mended."""

    def __init__(self, server: LanguageServer, session: Session) -> None:
        self.server, self.session = server, session
        self._by_page: dict[str, Problem] = {}
        self._told: dict[str, Problem] = {}

    def note(self, uri: str, looked: Looked) -> None:
        """Note what is wrong with the settings of a page that was looked at."""
        if looked.problem:
            is_new = uri not in self._by_page
            self._by_page[uri] = looked.problem
            if is_new:
                asyncio.ensure_future(self._keep_good())  # noqa: RUF006 - it ends by itself
        else:
            self._by_page.pop(uri, None)
        self.tell()

    def drop(self, uri: str) -> None:
        """Forget a page."""
        if self._by_page.pop(uri, None):
            self.tell()

    def tell(self) -> None:
        """Tell what is wrong now, where that is another thing than before."""
        now = {problem.file: problem for problem in self._by_page.values()}
        for file in {**self._told, **now}:
            if now.get(file) != self._told.get(file):
                self._tell(file, now.get(file))
        self._told = now

    def _tell(self, file: str, problem: Problem | None) -> None:
        if not file:
            if problem:
                told = types.ShowMessageParams(types.MessageType.Error, f"mdlint-zh: {problem.message}")
                self.server.window_show_message(told)
            return
        found = [problem_shown(problem, self.session.abilities.encoding)] if problem else []
        self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri_of(file), found))

    async def _keep_good(self) -> None:
        """Have other processes go on with the settings that were sound last."""
        with suppress(WorkError):
            self.session.hold(await self.session.ask_lane(self.session.swift, "good"))
