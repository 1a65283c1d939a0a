"""The formats of output, one module each, found by the entry points in the group `mdlint_zh.formats`."""
