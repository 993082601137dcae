"""How the desk writes days and sources."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from dragoman.model import Interval


def day_text(first: str | None, last: str | None) -> str:
    """`2012-02-04`, `2012-02` or `2012` for a whole month or year, `2012-02-01/2012-02-07`, `../2012-02-07`; empty when
    neither end is known."""
    if first == last:
        return first or ""
    for short in (first[:4], first[:7]) if first and last else ():
        if Interval.parse(short).iso == [first, last]:
            return short
    return f"{first or '..'}/{last or '..'}"


def source_text(article: dict[str, Any]) -> str:
    """Who published the article: publisher and agency as far as they are known, else the name of the page's file."""
    publisher, agency = article["publisher"], article["agency"]
    if publisher and agency and agency.casefold() not in publisher.casefold():
        return f"{publisher} ({agency})"
    return str(publisher or agency or PurePath(article["source"]).name)
