"""All that a plugin can hook into. A plugin is a module or package named by an entry point in the group `mdlint_zh`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    Rule: TypeAlias = Any
    """What a rule is, the engine says."""

GROUP = "mdlint_zh"
hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


@hookspec
def mdlint_rules() -> Iterable[Rule]:  # type: ignore[empty-body]
    """Return the plugin's rules. Called once, at start-up, before any page is read."""
