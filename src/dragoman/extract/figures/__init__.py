"""Placeholder until the room is furnished."""

from __future__ import annotations

from typing import Any

from dragoman.model import Figure, Interval


def extract(*args: Any, published: Interval, text_id: str, **kwargs: Any) -> tuple[Figure, ...]:
    """Nothing yet."""
    return ()
