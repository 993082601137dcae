"""Engines: the same reader over one process or many. The order of the output is that of the input."""

from dragoman.engines.pool import read_all

__all__ = ["read_all"]
