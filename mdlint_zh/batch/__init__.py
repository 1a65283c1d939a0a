"""Many machines: partitions of pages in, tables of findings and facts out; Dask deals them out."""

from mdlint_zh.batch.error import BatchError
from mdlint_zh.batch.item import Item
from mdlint_zh.batch.partition import Repaired, fix_partition, lint_partition
from mdlint_zh.batch.tables.schema import Tables

__all__ = ["BatchError", "Item", "Repaired", "Tables", "fix_partition", "lint_partition"]
