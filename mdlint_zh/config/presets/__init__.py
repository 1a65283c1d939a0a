"""Settings that stand ready for archives of one form, extended by name: `extend = "preset:obsidian"`."""

from __future__ import annotations

from pathlib import Path

from mdlint_zh.config.error import ConfigError, shown, suggestion

PREFIX = "preset:"
_FOLDER = Path(__file__).parent


def preset_names() -> list[str]:
    """Return the names of all presets, sorted."""
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


def preset_file(extended: str) -> Path | None:
    """Return the file of the preset that `extend` names; None where it names another file. Raises ConfigError for a
    preset that there is not.
    """
    if not extended.startswith(PREFIX):
        return None
    name = extended.removeprefix(PREFIX)
    if name not in (known := preset_names()):
        raise ConfigError(f"there is no preset {shown(name)}{suggestion(name, known) or f'; there are {_list(known)}'}")
    return _FOLDER / f"{name}.toml"


def preset_text(name: str) -> str:
    """Return what a preset says, as it is written."""
    return (_FOLDER / f"{name}.toml").read_text(encoding="utf-8")


def is_preset(file: Path) -> bool:
    """Tell whether a settings file is a preset."""
    return file.parent == _FOLDER


def _list(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
