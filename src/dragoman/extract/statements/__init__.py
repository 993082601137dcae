"""Placeholder until the room is furnished."""

from __future__ import annotations

from typing import Any

from dragoman.model import Statement, Interval


def extract(*args: Any, published: Interval, text_id: str, **kwargs: Any) -> tuple[Statement, ...]:
    """Nothing yet."""
    return ()
