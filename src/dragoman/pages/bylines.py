"""Bylines: "By Rosa Lindt", "By ROSA LINDT and agencies", "By Paul Weir in Strelsau, Reuters"."""

from __future__ import annotations

import re

from dragoman.pages.publishers import agency_named

LONGEST_BYLINE = 160

_BY = re.compile(r"^\W{0,3}(?i:by|from|story by|written by|posted by)\b[: ]\s*(?P<names>[^\W\d_a-z][^\n]{1,120})$")
_BY_INSIDE = re.compile(
    r"\bby (?P<names>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}(?:(?:,| and) [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3})*)"
)
_PART = re.compile(r"\s*(?:,|/|\||;|&| and | in | for |@| - | – | — )\s*", re.IGNORECASE)
_NAME = re.compile(r"^[^\W\d_a-z][\w.'’-]+(?: (?:[^\W\d_a-z][\w.'’-]*|de|la|al|el|bin|von|van|der|den|di|da)){1,4}$")
_PLACE = re.compile(r" in [A-Z][\w.'’-]{1,30}(?: [A-Z][\w.'’-]{1,30}){0,2}(?=,| and |$)")
_CALLING = re.compile(r"\b(?:correspondent|editor|writer|reporter|bureau chief)s?\b", re.IGNORECASE)
_STOP = re.compile(r"[!?…:]$|[a-z]{3}\.$")
_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|^(?:january|february|march|july|september|october|november|december)\b",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"\b(?:staff|reports?|newsroom|desk|team|editors|news|online|newspapers?|agencies|wires?|press)$", re.IGNORECASE
)
"""How a newsroom signs for itself: "Tribune Staff", "Staff Reports", "Gulf News"."""
_AGENCIES = re.compile(r"(?:news )?agencies|wire (?:services|reports)", re.IGNORECASE)
"""An article "by agencies": of some of them, nobody knows which."""
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(
    "and in for at of the from with de la al el bin von van der den di da agencies staff agency our special "  # noqa: SIM905
    "foreign diplomatic political chief senior editor editors writer writers reporter reporters correspondent "
    "correspondents".split()
)


def byline_in(line: str, *, dated: bool) -> tuple[str | None, str | None] | None:
    """The people and the agency of a byline; `dated`: the line holds a date, and may name its author anywhere."""
    m = None if _STOP.search(line) and not dated else _BY.match(line)
    m = m or (_BY_INSIDE.search(line) if dated else None)
    return names_of(m.group("names")) if m else None


def is_byline(line: str) -> bool:
    """True when a whole line is a byline: behind "by" a person or an agency, and nothing but names and callings."""
    text = " ".join(line[: LONGEST_BYLINE * 2].split())
    m = _BY.match(text) if len(text) <= LONGEST_BYLINE else None
    if (
        m is None
        or _STOP.search(text)
        or not text.lstrip("-–—|•( ").lower().startswith(("by", "story", "written", "posted"))
    ):
        return False
    if any(
        w.islower() and w not in _SMALL for w in _WORD.findall(m.group("names").replace("’s", "").replace("'s", ""))
    ):
        return False
    people, agency = names_of(m.group("names"))
    return people is not None or agency is not None


def names_of(names: str) -> tuple[str | None, str | None]:
    """People's names, parted by commas, and the agency, from what stands behind "by"."""
    people: list[str] = []
    agency: str | None = None
    agencies: str | None = None
    for part in _PART.split(_PLACE.sub("", names[:300].strip(" .|,-–—"))):
        part = part.strip(" .|,-–—()")
        part = part.title() if part.isupper() and agency_named(part) is None else part
        if not part or _DAY.search(part) or _CALLING.search(part):
            continue
        if _AGENCIES.fullmatch(part):
            agencies = part.capitalize()
        elif named := agency_named(part):
            agency = agency or named
        elif _NAME.match(part) and not _NO_PERSON.search(part):
            people.append(part)
        elif people:
            break
    return ", ".join(dict.fromkeys(people)) or (agencies if agency is None else None), agency


def byline_of(author: str) -> tuple[str | None, str | None]:
    """The people and the agency that a page's author field names."""
    return names_of(re.sub(r"^\s*by\s+", "", " ".join(author.split())[:200], flags=re.IGNORECASE))
