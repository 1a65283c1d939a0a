"""A summary that goes beside the output, into a file that a service has named and keeps open for many programs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mdlint_zh.cli.errors import complain
from mdlint_zh.report.statistics import Statistic, added

if TYPE_CHECKING:
    from mdlint_zh.report.format import Format
    from mdlint_zh.report.summary import Totals
    from mdlint_zh.report.told import Told

_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


class Beside:
    """Counts the findings of each rule, and puts a format's summary behind what is in its file."""

    def __init__(self, form: Format) -> None:
        self._form = form
        self._counts: dict[str, Statistic] = {}

    def add(self, told: Told) -> None:
        """Count those of a file."""
        added(self._counts, told.counts or {})

    def end(self, totals: Totals) -> None:
        """Write the summary. Where that fails one line says so: nobody has asked us for it."""
        data = self._form.summary(self._counts, totals).encode("utf-8", "backslashreplace")
        try:
            with open(os.open(self._form.summary_file, _FLAGS, 0o644), "wb", buffering=0) as file:  # noqa: PTH123
                file.write(data)
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else "is no name that a file can have"
            complain(f"{self._form.summary_file}: the summary cannot be written: {why}")
