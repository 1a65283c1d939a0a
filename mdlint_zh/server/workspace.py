"""What is beside the open pages: what the client has set, files that change, all other pages of its folders."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from mdlint_zh.server.lane import WorkError
from mdlint_zh.server.pages import SERVER_CANCELLED, Pages
from mdlint_zh.server.protocol.options import Abilities, ClientOptions
from mdlint_zh.server.session import Handler, Session, StaleError, path_of, uri_of
from mdlint_zh.server.shown import diagnostics_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pygls.lsp.server import LanguageServer

    from mdlint_zh.server.work.files import OnDisk

    Reports = Sequence[types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport]

WATCHED: Final = ("**/*.toml", "**/*.trie", "**/*baseline*", "**/.gitignore")
"""Files that pages are judged by: settings, what they extend, lists of titles, baselines."""
BATCH: Final = 32


class Workspace:
    """The workspace of one client."""

    def __init__(self, server: LanguageServer, session: Session, pages: Pages) -> None:
        self.server, self.session, self.pages = server, session, pages

    def handlers(self) -> Iterator[Handler]:
        """Yield what answers the client."""
        yield Handler(types.INITIALIZE, self.initialize)
        yield Handler(types.INITIALIZED, self.initialized)
        yield Handler(types.WORKSPACE_DID_CHANGE_CONFIGURATION, self.did_change_configuration)
        yield Handler(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self.did_change_watched_files)
        yield Handler(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, self.did_change_folders)

    def initialize(self, params: types.InitializeParams) -> None:
        """Note what the client can do and what it asks for, and have the workers begin."""
        session = self.session
        session.abilities = Abilities.of(params.capabilities)
        if not session.abilities.takes_actions:  # nor is it to be told kinds of such
            self.server.protocol.fm.feature_options.pop(types.TEXT_DOCUMENT_CODE_ACTION, None)
        session.options, self.wrong = ClientOptions.of(params.initialization_options)
        given = params.workspace_folders or []
        root = params.root_uri or (uri_of(params.root_path) if params.root_path else "")
        uris = [one.uri for one in given] or [root]
        session.folders = {uri: path for uri in uris if (path := path_of(uri))}
        session.hold({})
        if session.options.workspace_diagnostics:  # else no client is told that it may ask
            self.server.feature(types.WORKSPACE_DIAGNOSTIC)(partial(self.diagnostic))

    async def initialized(self, _: types.InitializedParams) -> None:
        """Say what cannot be used, and ask to be told of files that change."""
        if self.session.abilities.watches:
            watchers = [types.FileSystemWatcher(pattern) for pattern in WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            asked = types.RegistrationParams([types.Registration("mdlint-zh-files", method, options)])
            self.server.client_register_capability(asked)
        with suppress(WorkError):
            begun = self.session.swift.begin
            problems = await self.session.ask_lane(self.session.swift, begun[0], *begun[1]) if begun else ()
            for line in (*self.wrong, *problems):
                self.server.window_log_message(types.LogMessageParams(types.MessageType.Warning, f"mdlint-zh: {line}"))

    def did_change_configuration(self, params: types.DidChangeConfigurationParams) -> None:
        """Take other options of the client."""
        if params.settings:
            self.session.options, wrong = ClientOptions.of(params.settings)
            for line in wrong:
                self.server.window_log_message(types.LogMessageParams(types.MessageType.Warning, f"mdlint-zh: {line}"))

    def did_change_watched_files(self, _: types.DidChangeWatchedFilesParams) -> None:
        """Look at all open pages again: the files are some that pages are judged by."""
        self.pages.judge_anew()

    def did_change_folders(self, params: types.DidChangeWorkspaceFoldersParams) -> None:
        """Note which folders are in the workspace."""
        for one in params.event.removed:
            self.session.folders.pop(one.uri, None)
        self.session.folders |= {one.uri: path for one in params.event.added if (path := path_of(one.uri))}
        self.session.changed.set()

    async def diagnostic(self, params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        """Return what is found on all pages of the workspace; of one that is as it was, that.

        A client that knows all pages already gets its answer when something has changed.
        """
        known = {one.uri: one.value for one in params.previous_result_ids}
        if known:
            await self.session.changed.wait()
        self.session.changed.clear()
        run = _Run(self, known, params.partial_result_token, params.work_done_token)
        try:
            return await run.done()
        except WorkError as error:
            raise JsonRpcException(str(error), SERVER_CANCELLED, {"retriggerRequest": True}) from None


class _Run:
    """One look at all pages: `known` tells what the client knows of each; tokens are for what is told meanwhile."""

    def __init__(self, workspace: Workspace, known: Mapping[str, str], partial: Any, progress: Any) -> None:
        self.workspace, self.session, self.server = workspace, workspace.session, workspace.server
        self.known, self.partial, self.progress = known, partial, progress
        self.reports: list[Any] = []

    async def done(self) -> types.WorkspaceDiagnosticReport:
        """Look at all pages, batch by batch, so that the client can stop it."""
        try:
            paths = await self.ask("find", list(self.session.folders.values()))
            self.begin()
            for at in range(0, len(paths), BATCH):
                if self.is_stopped():
                    break
                self.add(await self.looked(paths[at : at + BATCH]))
                self.report(at + BATCH, len(paths))
            self.add(self.gone(set(paths)))
        finally:
            self.end()
        return types.WorkspaceDiagnosticReport(self.reports)

    async def ask(self, question: str, *given: object) -> Any:
        return await self.session.ask_lane(self.session.slow, question, *given)

    async def looked(self, paths: Sequence[str]) -> Reports:
        """What is found in these files; an open one is as it is typed."""
        open_ = {one.path: one for one in self.session.documents.values()}  # an editor may write its URI otherwise
        documents = [open_[path] for path in paths if path in open_]
        closed = [path for path in paths if path not in open_]
        before = [self._state(uri_of(path)) for path in closed]
        files: list[OnDisk] = await self.ask("look_at_files", closed, before, self.session.abilities.encoding.value)
        reports: list[Any] = [self._of_file(one) for one in files]
        for document in documents:
            buffer, version, state = document.buffer, document.version, document.state
            with suppress(StaleError):
                looked = await self.workspace.pages.look(document)
                found = self.workspace.pages.shown(document.uri, version, buffer, looked)
                reports.append(
                    types.WorkspaceFullDocumentDiagnosticReport(document.uri, found, version, result_id=str(state))
                )
        return reports

    def _state(self, uri: str) -> str:
        """What a file was when the client was last told of it with these settings."""
        generation, _, state = self.known.get(uri, "").partition(":")
        return state if generation == str(self.session.generation) else ""

    def _of_file(self, one: OnDisk) -> Any:
        uri, result_id = uri_of(one.path), f"{self.session.generation}:{one.state}"
        if one.looked is None:
            return types.WorkspaceUnchangedDocumentDiagnosticReport(uri, result_id)
        found = diagnostics_at(one.looked, one.places, self.session.abilities)
        return types.WorkspaceFullDocumentDiagnosticReport(uri, found, result_id=result_id)

    def gone(self, there: set[str]) -> Reports:
        """What the client knows and is not there any more."""
        lost = [uri for uri in self.known if path_of(uri) not in there and uri not in self.session.documents]
        return [types.WorkspaceFullDocumentDiagnosticReport(uri, []) for uri in lost]

    def add(self, reports: Reports) -> None:
        """Tell these now, where the client wants that, else at the end."""
        if self.partial is None:
            self.reports += reports
        elif reports:
            told = types.ProgressParams(self.partial, types.WorkspaceDiagnosticReportPartialResult(list(reports)))
            self.server.protocol.notify(types.PROGRESS, told)

    def begin(self) -> None:
        """Tell that it begins."""
        if self.progress is not None:
            begun = types.WorkDoneProgressBegin("mdlint-zh: checking", cancellable=True, percentage=0)
            self.server.work_done_progress.begin(self.progress, begun)

    def report(self, done: int, of: int) -> None:
        """Tell how far it is."""
        if self.progress is not None:
            share = min(100, done * 100 // of)
            told = types.WorkDoneProgressReport(message=f"{min(done, of):,} of {of:,} pages", percentage=share)
            self.server.work_done_progress.report(self.progress, told)

    def end(self) -> None:
        """Tell that it is done."""
        if self.progress is not None:
            self.server.work_done_progress.end(self.progress, types.WorkDoneProgressEnd())
            self.server.work_done_progress.tokens.pop(self.progress, None)

    def is_stopped(self) -> bool:
        """Tell whether a person has stopped it."""
        token = self.server.work_done_progress.tokens.get(self.progress)
        return token is not None and token.cancelled()
