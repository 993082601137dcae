"""Placeholder until the room is furnished."""

from __future__ import annotations

from typing import Any

from dragoman.actors.cast import Cast


def find_actors(analysis: Any, **kwargs: Any) -> Cast:
    """Nothing yet."""
    return Cast(())
