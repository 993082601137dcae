"""Placeholder until the room is furnished."""

from __future__ import annotations

from pathlib import Path


class Reference:
    """Nothing yet."""


def load(folder: Path | None = None) -> Reference:
    """Nothing yet."""
    return Reference()
