"""Placeholder until the room is furnished."""

from __future__ import annotations

from typing import Any

from dragoman.model import Event, Interval


def extract(*args: Any, published: Interval, text_id: str, **kwargs: Any) -> tuple[Event, ...]:
    """Nothing yet."""
    return ()
