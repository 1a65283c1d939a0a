"""What the front matter of many pages has alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdlint_zh.learn.sample import Drawn


def front_values(pages: Sequence[Drawn]) -> dict[str, Any]:
    """Return the keys of a family that these pages, which have front matter, are of."""
    return {}
