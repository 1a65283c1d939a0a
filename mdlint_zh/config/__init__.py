"""Settings: found, read and checked against what there is; and what they say about a page."""

from mdlint_zh.config.error import ConfigError, suggestion
from mdlint_zh.config.find import find_settings
from mdlint_zh.config.load import load_settings
from mdlint_zh.config.settings import Limits, Settings
from mdlint_zh.config.toml import in_file

__all__ = ["ConfigError", "Limits", "Settings", "find_settings", "in_file", "load_settings", "suggestion"]
