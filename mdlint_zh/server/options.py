"""What a client can do, and what it asks of the server when it begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pygls.capabilities import ServerCapabilitiesBuilder, get_capability

from mdlint_zh.server.buffer import Encoding

if TYPE_CHECKING:
    from lsprotocol import types

OURS: Final = "mdlint-zh"


@dataclass(frozen=True)
class Abilities:
    """What a client can do. `pulls`: asks for diagnostics by itself; `refreshes`: does so again when it is told to;
    `knows_versions`: takes edits of a certain version of a page; `resolves`: asks for an action's edit when it is
    chosen; `nests`: shows what stands in what; `watches`: tells of files that change; `fades`: shows what is of no use.
    """

    encoding: Encoding = Encoding.UTF16
    pulls: bool = False
    refreshes: bool = False
    knows_versions: bool = False
    resolves: bool = False
    nests: bool = False
    watches: bool = False
    fades: bool = False

    @classmethod
    def of(cls, given: types.ClientCapabilities) -> Abilities:
        """Return what a client says that it can do."""
        chosen = ServerCapabilitiesBuilder.choose_position_encoding(given)
        resolved = get_capability(given, "text_document.code_action.resolve_support.properties", ())
        return cls(
            encoding=Encoding(getattr(chosen, "value", chosen)),
            pulls=get_capability(given, "text_document.diagnostic") is not None,
            refreshes=bool(get_capability(given, "workspace.diagnostics.refresh_support")),
            knows_versions=bool(get_capability(given, "workspace.workspace_edit.document_changes")),
            resolves="edit" in (resolved or ()),
            nests=bool(get_capability(given, "text_document.document_symbol.hierarchical_document_symbol_support")),
            watches=bool(get_capability(given, "workspace.did_change_watched_files.dynamic_registration")),
            fades=_fades(given),
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


def _fades(given: types.ClientCapabilities) -> bool:
    """Whether a client knows the tag for what is of no use, by push or by pull."""
    places = ("text_document.publish_diagnostics", "text_document.diagnostic")
    return any(get_capability(given, f"{place}.tag_support") is not None for place in places)
