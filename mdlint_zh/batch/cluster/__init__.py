"""Dask: a cluster of this machine or of many, and partitions dealt out to it, a few at a time."""
