"""What the path of a page in a shard or a store may be: whoever wrote it there may have written anything."""

from __future__ import annotations

import posixpath

from mdlint_zh.base.lazy import pattern

_DRIVE = pattern(r"[A-Za-z]:")
MOST_OF_A_NAME = 4096
"""How long a path may be, in characters: what systems take."""


def name_of(given: str) -> tuple[str, str]:
    """Return the path of a member in its shortest form, and what is wrong with it, "" where nothing is."""
    if not given or "\0" in given or len(given) > MOST_OF_A_NAME:
        return given[:MOST_OF_A_NAME], "has no name that a file can have"
    parts = given.replace("\\", "/").split("/")
    if given.startswith(("/", "\\")) or _DRIVE.match(given):
        return given, "has an absolute path; expected one from the top of the shard"
    if ".." in parts:
        return given, "has a path that leads out of the shard"
    try:
        given.encode("utf-8")
    except UnicodeEncodeError:
        return given.encode("utf-8", "backslashreplace").decode(), "has a name that is not UTF-8"
    return posixpath.normpath(given), ""
