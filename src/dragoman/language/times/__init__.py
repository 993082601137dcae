"""Placeholder until the room is furnished."""

from __future__ import annotations

from typing import Any

from dragoman.model import Interval, Time


def find_times(analysis: Any, *, published: Interval) -> tuple[Time, ...]:
    """Nothing yet."""
    return ()
