"""How the record's values read on a page: days, acts, statuses, votes, and characters that no page should obey."""

from __future__ import annotations

import datetime as dt
import re

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_ACTIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")


def visible(text: str) -> str:
    """The text with controls, bidirectional overrides and lone surrogates as marks that can be seen.

    For values shown by themselves: it may be longer than what it was given.
    """
    return _ACTIVE.sub(_mark, text) if _ACTIVE.search(text) else text


def _mark(found: re.Match[str]) -> str:
    return f"‹{control_name(found[0])}›"


def control_name(character: str) -> str:
    """`U+202E` and the like."""
    return f"U+{ord(character):04X}"


def active(character: str) -> bool:
    """Whether a character would act on the page rather than stand on it."""
    return _ACTIVE.match(character) is not None


def day_words(first: str | None, last: str | None) -> str:
    """`4 February 2012`, `February 2012`, `1–7 February 2012`, `30 January – 2 February 2012`, `by 7 February 2012`,
    `from 4 February 2012`, `day unknown`."""
    low, high = _date(first), _date(last)
    if low is None and high is None:
        return "day unknown"
    if low is None or high is None:
        return f"by {_day(high)}" if high is not None else f"from {_day(low)}" if low is not None else ""
    if low == high:
        return _day(low)
    if low.day == 1 and high < dt.date.max and (high + dt.timedelta(days=1)).day == 1:
        if (low.month, high.month) == (1, 12):
            return str(low.year) if low.year == high.year else f"{low.year}–{high.year}"
        if (low.year, low.month) == (high.year, high.month):
            return f"{MONTHS[low.month - 1]} {low.year}"
    if (low.year, low.month) == (high.year, high.month):
        return f"{low.day}–{_day(high)}"
    if low.year == high.year:
        return f"{low.day} {MONTHS[low.month - 1]} – {_day(high)}"
    return f"{_day(low)} – {_day(high)}"


def _day(day: dt.date | None) -> str:
    return "" if day is None else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _date(iso: str | None) -> dt.date | None:
    try:
        return None if iso is None else dt.date.fromisoformat(iso)
    except ValueError:
        return None


_SAYS = re.compile(r" says (\d{4}-\d\d-\d\d): ")


def reason_words(reason: str) -> str:
    """A reason for a page's day without what stands beside it already: of `the dateline says 2013-02-13: Feb 13, 2013`
    the day in ISO form, of `given with the page says 2013-03-02: 2013-03-02` both."""
    found = _SAYS.search(reason)
    if found is None:
        return reason
    who, words = reason[: found.start()], reason[found.end() :]
    return who if words == found[1] else f"{who}: “{words}”"


STATUS_MARKS = {
    "happened": "●", "ongoing": "◐", "recalled": "◌", "announced": "▷", "threatened": "▲", "demanded": "◆",
    "proposed": "◇", "hypothetical": "○", "denied": "✕", "negated": "–",
}  # fmt: skip
"""A shape for each status, beside its word: colour alone says nothing."""

ACTS = {
    "AGREE": "agrees", "CONSULT": "meets or calls", "SUPPORT": "supports", "CONCEDE": "concedes",
    "COOPERATE": "cooperates", "AID": "aids", "RETREAT": "draws back", "REQUEST": "asks", "ACCUSE": "accuses",
    "REJECT": "rejects", "THREATEN": "threatens", "PROTEST": "protests", "SANCTION": "sanctions",
    "MOBILIZE": "mobilises", "COERCE": "coerces", "ASSAULT": "attacks", "STATEMENT": "says", "APPEAL": "appeals",
    "VOTE": "votes",
}  # fmt: skip
"""PLOVER's types, and those that we add, in a plain word."""
STATUSES = {
    "happened": "told as a fact", "ongoing": "going on", "recalled": "history, told as background",
    "announced": "said to be coming", "threatened": "threatened", "demanded": "demanded by somebody",
    "proposed": "proposed", "hypothetical": "only may be", "denied": "said not to have happened",
    "negated": "did not happen",
}  # fmt: skip
"""What each status means."""

SECTORS = {
    "AGR": "farming", "BUS": "business", "COP": "police", "CRM": "crime", "CVL": "civilians", "EDU": "education",
    "ELI": "elites", "GOV": "government", "HLH": "health", "IGO": "international organisation", "JRN": "press",
    "JUD": "judiciary", "LAB": "labour", "LEG": "legislature", "MED": "health", "MIL": "armed forces",
    "MNC": "multinational company", "NGO": "non-governmental organisation", "OPP": "opposition",
    "PRE": "breakaway state", "PRM": "paramilitary", "PTY": "political party", "REB": "rebels", "REF": "refugees",
    "REL": "religion", "SET": "settlers", "SPY": "intelligence", "UAF": "unaligned armed forces", "UNK": "unknown",
}  # fmt: skip
"""PLOVER's sectors of actors, in plain words."""
