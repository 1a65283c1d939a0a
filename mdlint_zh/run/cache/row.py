"""What is kept of a page in one row of the cache, as fields and as bytes."""

from __future__ import annotations

from struct import Struct
from typing import Final, NamedTuple

from mdlint_zh.base.digest import BYTES
from mdlint_zh.engine.file_report import State, Tally

_HEAD: Final = Struct(f"<4q5I3I{BYTES}s{BYTES}s{BYTES}s")


class Row(NamedTuple):
    """What is kept of the page at `path`, which is that within the project, in the system's bytes.

    `settings` tells what the page was read with, `plan` the rules that were run, each in 16 bytes; `looked_for` and
    `marks` are JSON; `lines` say what each finding says, in UTF-8.
    """

    path: bytes
    state: State
    settings: bytes
    plan: bytes
    kind: bytes
    looked_for: bytes
    marks: bytes
    tally: Tally
    lines: bytes


def pack(row: Row) -> bytes:
    """Return all of a row but its path. Raises struct.error where a time or a number has no room."""
    (mtime_ns, ctime_ns, size, digest, read_ns), settings, plan, kind, looked_for, marks, tally, lines = row[1:]
    parts = len(kind), len(looked_for), len(marks)
    head = _HEAD.pack(mtime_ns, ctime_ns, size, read_ns, *tally, *parts, digest, settings, plan)
    return b"".join((head, kind, looked_for, marks, lines))


def unpack(path: bytes, data: bytes) -> Row:
    """Return the row that was packed."""
    head = _HEAD.unpack_from(data)
    mtime_ns, ctime_ns, size, read_ns, *counts, kind, looked_for, marks, digest, settings, plan = head
    looked_for_at = _HEAD.size + kind
    marks_at = looked_for_at + looked_for
    lines_at = marks_at + marks
    return Row(
        path,
        State(mtime_ns, ctime_ns, size, digest, read_ns),
        settings,
        plan,
        data[_HEAD.size : looked_for_at],
        data[looked_for_at:marks_at],
        data[marks_at:lines_at],
        Tally(*counts),
        data[lines_at:],
    )
