"""Emphasis as it was meant and as a renderer shows it: bold text, italics, and stars that are left over."""
