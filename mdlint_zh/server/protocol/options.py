"""What a client can do, and what it asks of the server when it begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder, get_capability

from mdlint_zh.server.protocol.buffer import Encoding

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS: Final = "mdlint-zh"
_UNNECESSARY: Final = types.DiagnosticTag.Unnecessary


@dataclass(frozen=True)
class Abilities:
    """What a client can do, as it says itself; what it does not say, it cannot."""

    encoding: Encoding = Encoding.UTF16
    pulls: bool = False
    """Asks for diagnostics by itself."""
    refreshes: bool = False
    """Does so again when it is told to."""
    dates: bool = False
    """Knows of which version of a page diagnostics are."""
    explains: bool = False
    """Shows where a diagnostic is explained."""
    fades: bool = False
    """Shows what is of no use."""
    keeps_data: bool = False
    """Sends back what a diagnostic has for the server alone."""
    knows_versions: bool = False
    """Takes edits of a certain version of a page."""
    applies: bool = False
    """Makes edits that the server asks for."""
    takes_actions: bool = False
    """Takes actions with edits; else commands alone."""
    prefers: bool = False
    """Knows which action is the one to take."""
    resolves: bool = False
    """Asks for an action's edit when it is chosen."""
    marks_up: bool = False
    """Shows Markdown in a hover."""
    nests: bool = False
    """Shows what stands in what."""
    watches: bool = False
    """Tells of files that change."""

    @classmethod
    def of(cls, given: types.ClientCapabilities) -> Abilities:
        """Return what a client says that it can do."""
        chosen = ServerCapabilitiesBuilder.choose_position_encoding(given)
        has = partial(get_capability, given)
        action = "text_document.code_action"
        takes_actions = has(f"{action}.code_action_literal_support") is not None
        resolved: Any = has(f"{action}.resolve_support.properties", ())
        formats: Any = has("text_document.hover.content_format", ())
        return cls(
            encoding=Encoding(getattr(chosen, "value", chosen)),
            pulls=has("text_document.diagnostic") is not None,
            refreshes=bool(has("workspace.diagnostics.refresh_support")),
            dates=bool(has("text_document.publish_diagnostics.version_support")),
            explains=any(_of_diagnostics(given, "code_description_support")),
            fades=any(_UNNECESSARY in one for one in _of_diagnostics(given, "tag_support.value_set")),
            keeps_data=any(_of_diagnostics(given, "data_support")),
            knows_versions=bool(has("workspace.workspace_edit.document_changes")),
            applies=bool(has("workspace.apply_edit")),
            takes_actions=takes_actions,
            prefers=bool(has(f"{action}.is_preferred_support")),
            resolves=takes_actions and "edit" in resolved and bool(has(f"{action}.data_support")),
            marks_up=tuple(formats[:1]) == (types.MarkupKind.Markdown,),
            nests=bool(has("text_document.document_symbol.hierarchical_document_symbol_support")),
            watches=bool(has("workspace.did_change_watched_files.dynamic_registration")),
        )


@dataclass(frozen=True)
class ClientOptions:
    """What a client has set. `wikilink_urls`: where wikilinks lead, by namespace; `workspace_diagnostics`: whether all
    pages of the workspace are looked at, and not only those that are open.
    """

    wikilink_urls: Mapping[str, str] = field(default_factory=dict)
    workspace_diagnostics: bool = False

    @classmethod
    def of(cls, given: Any) -> tuple[ClientOptions, list[str]]:
        """Return what is set, and a line for each value that cannot be used, which is passed over."""
        options = given.get(OURS, given) if isinstance(given, Mapping) else given
        if options is None:
            return cls(), []
        if not isinstance(options, Mapping):
            return cls(), ["the options have to be an object; they are passed over"]
        urls, everywhere = options.get("wikilinkUrls"), options.get("workspaceDiagnostics")
        wrong = [f"the option `{name}` is not known" for name in options if name not in _KNOWN]
        if urls is not None and not _are_texts(urls):
            wrong.append("`wikilinkUrls` has to be an object of URLs with {title}, by namespace; it is passed over")
            urls = None
        if everywhere is not None and not isinstance(everywhere, bool):
            wrong.append("`workspaceDiagnostics` has to be true or false; it is passed over")
            everywhere = None
        return cls(dict(urls or {}), bool(everywhere)), wrong


_KNOWN: Final = ("wikilinkUrls", "workspaceDiagnostics")


def _are_texts(given: Any) -> bool:
    return isinstance(given, Mapping) and all(isinstance(part, str) for pair in given.items() for part in pair)


def _of_diagnostics(given: types.ClientCapabilities, name: str) -> Iterator[Any]:
    """What a client says of diagnostics that are pushed, and of those that it asks for: of one, it holds for both."""
    for place in ("text_document.publish_diagnostics", "text_document.diagnostic"):
        yield get_capability(given, f"{place}.{name}", ())
