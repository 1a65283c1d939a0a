"""Timestamps as people and converters write them, and what moment they name."""
