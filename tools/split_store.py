"""Write the model's JSON file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path


NO_GATE: Final = [-1, -1]
"""Bounds that clear no edge while all weights are zero."""


def read_model(data: Path) -> dict[str, Any]:
    """Read DATA/model.json."""
    model: dict[str, Any] = json.loads((data / "model.json").read_text(encoding="utf-8"))
    return model


def write_model(data: Path, model: dict[str, Any]) -> None:
    """Write DATA/model.json."""
    (data / "model.json").write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
