"""The guard: do the edits of some fixes do to a page only what their rules declare, and which of them do not?

It trusts neither the parser nor the rules that made the edits: it has simple means of its own, one module for each, and
looks at text before and after alone. A formatter whose guard shares its parser is blind to what that parser drops.
All of them take time in proportion to the text.

`step` reads line ends and byte-order marks away; `compare` asks of each edit whether its kind of change permits it,
and holds the inventories against each other that `blocks`, `verbatim` and `inlines` take of the `condense`d texts, of
what a kind of change has to have leave for; `sifter` finds the fixes to refuse.
"""

from __future__ import annotations

from mdlint_zh.engine.guard.compare import breaches
from mdlint_zh.engine.guard.sifter import Sieved, sieve
from mdlint_zh.engine.guard.step import Applied, Breach

__all__ = ["Applied", "Breach", "Sieved", "breaches", "sieve"]
