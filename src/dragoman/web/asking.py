"""Filters as an address carries them: every view is a link, and what a link asks for is checked here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import quote, urlencode

from starlette.datastructures import QueryParams

from dragoman.model import Interval

MOST_VALUES = 12
LONGEST_VALUE = 200
"""What a filter takes at most; more is cut."""

MANY = ("actor", "recipient", "type", "status", "place", "publisher")
ONE = ("about", "first", "last")
_IN_ADDRESS = {"about": "q", "first": "from", "last": "to"}


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked of a view. `wrong` says in words what of it could not be understood and was left out."""

    about: str = ""
    first: str = ""
    last: str = ""
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: QueryParams, *, only: tuple[str, ...] = (*ONE, *MANY)) -> Filters:
        """The filters in an address; those not in `only` are left out."""
        found: dict[str, Any] = {}
        wrong = []
        for name in only:
            key = _IN_ADDRESS.get(name, name)
            values = [_clean(v) for v in query.getlist(key)]
            values = list(dict.fromkeys(v for v in values if v))[:MOST_VALUES]
            if name in MANY:
                found[name] = tuple(values)
            elif values:
                found[name] = values[0]
        for name in ("first", "last"):
            if name in found and not _is_day(found[name]):
                wrong.append(f"“{found.pop(name)}” is no day, month or year such as 2012-02-04, 2012-02 or 2012.")
        return cls(**found, wrong=tuple(wrong))

    def __bool__(self) -> bool:
        return any(True for _ in self.pairs())

    def pairs(self) -> Iterator[tuple[str, str]]:
        """(name in the address, value) of every filter."""
        for name in ONE:
            if value := getattr(self, name):
                yield _IN_ADDRESS[name], value
        for name in MANY:
            for value in getattr(self, name):
                yield name, value

    def query(self, **more: str | int | None) -> str:
        """The part of an address after `?`, with further words; empty without any."""
        pairs = [*self.pairs(), *((k, str(v)) for k, v in more.items() if v is not None)]
        return urlencode(pairs, quote_via=quote)

    def adding(self, name: str, value: str) -> Filters:
        """These and one more value; takes the place of the old one where there can be one only."""
        name = _NAMES.get(name, name)
        more: dict[str, Any] = {name: value}
        if name in MANY:
            more[name] = tuple(dict.fromkeys((*getattr(self, name), value)))
        return replace(self, **more)

    def without(self, name: str, value: str | None = None) -> Filters:
        """These but one value, or but all of that name."""
        name = _NAMES.get(name, name)
        left: dict[str, Any] = {name: ""}
        if name in MANY:
            left[name] = tuple(v for v in getattr(self, name) if value is not None and v != value)
        return replace(self, **left)

    def options(self, *names: str) -> dict[str, Any]:
        """Those of these names, as `Record`'s questions and the desk's take them."""
        asked: dict[str, Any] = {}
        for f in fields(self):
            value = getattr(self, f.name)
            if f.name in names and value:
                asked[f.name] = list(value) if isinstance(value, tuple) else value
        return asked


_NAMES: Mapping[str, str] = {short: long for long, short in _IN_ADDRESS.items()}


def address(path: str, query: str | Mapping[str, Any] | None = None) -> str:
    """A path of the desk with its query; path parts that come from a record must be quoted by the caller."""
    if isinstance(query, Mapping):
        query = urlencode([(k, v) for k, v in query.items() if v is not None], quote_via=quote)
    return f"{path}?{query}" if query else path


def count_of(value: str | None, *, otherwise: int, most: int) -> int:
    """A number in an address: at least 0 and at most `most`; `otherwise` when it is none."""
    if value is None or not value.isascii() or not value.isdigit() or len(value) > 9:
        return otherwise
    return min(int(value), most)


def _clean(value: str) -> str:
    """Without characters that SQLite or a header would stumble over, and not longer than a filter may be."""
    return "".join(c for c in value if c.isprintable()).strip()[:LONGEST_VALUE]


def _is_day(value: str) -> bool:
    try:
        return Interval.parse(value).is_known
    except ValueError:
        return False
