"""The desk in a browser: one small application over a record, on the loopback address.

`safety` stands before everything; `records` lends out connections; `asking` reads filters from an address; `pages`
draws; each file in `views` holds the pages of one kind.
"""

from __future__ import annotations

from dragoman.web.app import make_app
from dragoman.web.records import Records

__all__ = ["Records", "make_app"]
