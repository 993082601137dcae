"""dragoman reads the news of a crisis and keeps the diplomatic record.

>>> import dragoman
>>> reader = dragoman.Reader()
>>> reading = reader.read("PARIS (AFP) - France accused Syria of crimes on Monday.", published="2011-09-07")
>>> record = dragoman.Record("syria.dragoman")
>>> record.events(actor="FRA", recipient="SYR").df()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Reader", "Reading", "Record", "__version__"]

if TYPE_CHECKING:
    from dragoman.model import Reading
    from dragoman.reader import Reader
    from dragoman.record import Record

_HOME = {"Reader": "dragoman.reader", "Reading": "dragoman.model", "Record": "dragoman.record"}


def __getattr__(name: str) -> Any:
    """`Reader` and `Record` are imported when first used: `dragoman --help` need not load a language model."""
    if name in _HOME:
        import importlib

        return getattr(importlib.import_module(_HOME[name]), name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}; it has {', '.join(__all__)}")
