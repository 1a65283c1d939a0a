"""Imported by the process that workers are forks of: what each of them would else import, and read, by itself."""

from __future__ import annotations

from contextlib import suppress

from mdlint_zh.batch.cluster import preparation
from mdlint_zh.batch.error import BatchError
from mdlint_zh.batch.item import Item
from mdlint_zh.batch.partition import lint_partition
from mdlint_zh.config import Settings

__all__ = ["preparation"]

_PAGE = "# 题\n\n第[[zh:三国]]和![图](https://example.org/a.png)，**重点。**后文[页](https://example.org/) \n"
"""It has something of all that takes long to be read for the first time: word lists, the parser, Arrow."""

with suppress(BatchError):  # without Arrow no worker begins, and whoever imports all modules need not have it
    lint_partition([Item("1.md", _PAGE.encode())], Settings(), lambda _path: True)
