"""What plugins give. One that is broken is left out by name and version; the others work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pluggy

from mdlint_zh.base.log import log_traceback
from mdlint_zh.plugins import hooks

if TYPE_CHECKING:
    from mdlint_zh.plugins.entry_points import EntryPoint


def given_by(point: EntryPoint) -> list[Any]:
    """Ask one plugin for what it gives by its hook. Raises whatever it raises, and for an unknown or missing hook."""
    plugin = point.load()
    manager = pluggy.PluginManager(hooks.GROUP)
    manager.add_hookspecs(hooks)
    manager.register(plugin, point.name)
    manager.check_pending()
    if not manager.get_hookcallers(plugin):
        raise TypeError("it implements no hook: mdlint_rules, marked with @hookimpl, is missing")
    answers = manager.hook.mdlint_rules()
    if not answers:
        raise TypeError("mdlint_rules() returned None; expected rules")
    return [one for answer in answers for one in answer]


def left_out(point: EntryPoint, error: BaseException) -> str:
    """Say in a line why a plugin is left out; its traceback is logged."""
    log_traceback(__name__, point.name, error)
    return f"plugin {title(point)} is left out: {_reason(error)}"


def title(point: EntryPoint) -> str:
    """Name a plugin, with its package and version where they are known."""
    return f"{point.name} ({point.package or point.value})"


def _reason(error: BaseException) -> str:
    if isinstance(error, pluggy.PluginValidationError):
        fault = str(error).splitlines()[-1].partition(" in plugin")[0]
        return fault.replace("unknown hook", "it has an unknown hook")
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
