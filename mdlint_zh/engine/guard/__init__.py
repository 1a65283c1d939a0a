"""The guard: do the edits of some fixes do to a page only what their rules declare, and which of them do not?

It trusts neither the parser nor the rules that made the edits: it has simple means of its own, one module for each, and
looks at text before and after alone. A formatter whose guard shares its parser is blind to what that parser drops.
All of them take time in proportion to the text.

`step` reads line ends and byte-order marks away; `permitted` looks at each edit for itself; `blocks`, `verbatim` and
`inlines` take an inventory of what a page is made of, which `compare` holds against each other, of `condense`d texts;
`sifter` finds the fixes to refuse.
"""

from __future__ import annotations

from mdlint_zh.engine.guard.compare import breaches
from mdlint_zh.engine.guard.sifter import Sieved, sieve
from mdlint_zh.engine.guard.step import Applied, Breach

__all__ = ["Applied", "Breach", "Sieved", "breaches", "sieve"]
