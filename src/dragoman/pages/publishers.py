"""Who published a page, and whose wire report it is: agencies and news hosts by two reviewed lists.

`data/agencies.csv` gives each agency's name, the ways it is written (lower case, parted by "|") and its host;
`data/publishers.csv` the publisher of a host. What a page says of itself goes before the lists.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

_CLOSING = re.compile(r"(?:^|\s)(?:-{1,2}|[–—])\s?\(?([A-Z][\w./ -]{1,30}?)\)?\.?$")
_LEADING = re.compile(r"\b(?:by |source: ?|from )?(?:the )?([\w'/. -]{2,40})$", re.IGNORECASE)
_PHOTO = re.compile(r"photo|picture|image|video|/", re.IGNORECASE)
_SUPPORT = re.compile(r"support (the [^.!]{3,40}?)(?:!|$| today| now)", re.IGNORECASE)
_OWNER = re.compile(
    r"(?:©|\(c\)|copyright)[\s©(c)]*(?:copyright )?(?:\d{4}(?:\s?[-–—,]\s?\d{4})?)?,?\s*(?:by )?"
    r"(?P<name>[^\W\d_][^|•·©\n]{1,60}?)"
    r"(?:\s*,?\s+(?:inc|ltd|llc|plc|corp|gmbh|media group|media ltd)\b\.?)*\s*(?:\d{4})?\s*"
    r"(?:$|[|•·]|[.,](?:\s|$)|all rights|-\s)",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$", re.IGNORECASE)
_SECOND_LEVEL = {"co", "com", "org", "net", "gov", "ac", "edu"}
LONGEST_NAME = 300
"""Characters of what may be a name; pages put whole paragraphs, or worse, where one belongs."""


@lru_cache(maxsize=1)
def _agencies() -> tuple[dict[str, str], dict[str, str]]:
    """Written form -> name, and host -> name."""
    rows = list(_table("agencies.csv"))
    written = {w: row["name"] for row in rows for w in row["written"].split("|")}
    return written, {row["host"]: row["name"] for row in rows if row["host"]}


@lru_cache(maxsize=1)
def _publishers() -> dict[str, str]:
    return {row["host"]: row["name"] for row in _table("publishers.csv")}


def _table(name: str) -> Iterable[dict[str, str]]:
    source = files("dragoman.pages").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return csv.DictReader(source.splitlines())


def agency_named(name: str) -> str | None:
    """The agency that a name is a way of writing; `None` when it is none of the list. Of "AP/Reuters" the first."""
    name = " ".join(name[:LONGEST_NAME].split())
    written = _agencies()[0]
    for part in re.split(r"\s*(?:/|,| and |;|\|)\s*", name.strip().strip("().-–—_ "), maxsplit=4):
        key = " ".join(part.lower().replace("’", "'").split())
        if key in written:
            return written[key]
    whole = " ".join(name.lower().replace("’", "'").split())
    return written.get(whole)


def agencies_written() -> dict[str, str]:
    """The ways in which agencies are written, in lower case, and the name of each."""
    return _agencies()[0]


def agency_of_dateline(inside: str | None, publisher: str | None = None) -> str | None:
    """The agency of a dateline's brackets: by the list, else as it stands there ("Meridian"), unless it publishes."""
    if not inside:
        return None
    if known := agency_named(inside):
        return known
    if publisher and _bare(inside) in _bare(publisher):
        return None
    return inside if len(inside) <= 30 else None


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


def agency_of_line(line: str) -> str | None:
    """The agency that a byline, credit, or last words of an article name ("-- Reuters", "Source: AFP")."""
    text = line.strip()
    if not text or len(text) > 400:
        return None
    m = _CLOSING.search(text[-60:])
    if m and (found := agency_named(m.group(1))):
        return found
    bare = text.strip("()[]-–—_ .")
    if len(bare) <= 60:
        if found := agency_named(re.sub(r"^(?:by|source:?|from|via|photo:?)\s+", "", bare, flags=re.IGNORECASE)):
            return found
        m = re.search(r"(?:,| \||/| -| –| —|\bfor|\bof)\s+(?:the )?([\w' .-]{2,40})$", bare)
        if m:
            return agency_named(m.group(1))
    return None


def publisher_of_host(url: str | None) -> str | None:
    """The publisher of a URL's host, by the lists; a subdomain is tried before its parent."""
    host = host_of(url)
    if host is None:
        return None
    parts = host.split(".")
    for i in range(len(parts) - 1):
        name = ".".join(parts[i:])
        found = _publishers().get(name) or _agencies()[1].get(name)
        if found:
            return found
    return None


def publisher_of_site(name: str | None) -> str | None:
    """A page's own name for its site, without its motto; an address instead of a name is looked up, or no name."""
    if not name:
        return None
    name = name.split(" | ")[0].strip()
    if name.startswith(("http://", "https://", "www.")):
        return publisher_of_host(name)
    return name[:80] or None


def without_site(title: str, site: str | None) -> str:
    """A headline without the site's name that a page puts behind it ("… | The Horn Monitor")."""
    if site:
        for mark in (" | ", " - ", " – ", " — ", " :: "):
            head, found, tail = title.rpartition(mark)
            if found and len(head) >= 10 and (tail.lower() in site.lower() or site.lower() in tail.lower()):
                return head.strip()
    return title


def host_of(url: str | None) -> str | None:
    """The host of an address without its "www.", in lower case."""
    if not url:
        return None
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    if not host or "." not in host:
        return None
    return host.lower().removeprefix("www.")


def publisher_of_furniture(lines: Iterable[str]) -> str | None:
    """The publisher that a banner or a copyright line names: "Support The Moscow Times!", "© 2012 Naharnet.com"."""
    owner: str | None = None
    for line in lines:
        text = " ".join(line[:300].split())
        m = _SUPPORT.search(text)
        if m and m.group(1)[4:5].isupper():
            return m.group(1)
        if owner is None and (m := _OWNER.search(text)):
            owner = _tidy(m.group("name"))
    return owner


def masthead(before: Sequence[str]) -> str | None:
    """The newspaper that a capture opens with ("The Nairobi Tribune"), among its first three lines."""
    return next((" ".join(line.split()) for line in before[:3] if names_a_paper(line)), None)


def names_a_paper(line: str) -> bool:
    """True for a short line in capitals' letters that ends in a paper's word: "The Nairobi Tribune", "Horn Monitor"."""
    words = line[:80].split()
    return (
        2 <= len(words) <= 5
        and len(" ".join(words)) <= 40
        and all(w[0].isupper() or w in {"of", "and", "the"} for w in words)
        and words[-1].lower() in _paper_words()
    )


@lru_cache(maxsize=1)
def _paper_words() -> frozenset[str]:
    return frozenset(row["word"] for row in _table("paper_words.csv"))


def _tidy(name: str) -> str | None:
    name = " ".join(name[:LONGEST_NAME].split())
    name = re.sub(r"\s+(?:all rights.*|inc\.?|ltd\.?|llc|plc)$", "", name.strip(" .,|-–—"), flags=re.IGNORECASE)
    if _DOMAIN.match(name):
        known = publisher_of_host(name)
        if known:
            return known
        parts = name.lower().removeprefix("www.").split(".")
        return name if len(parts) > 3 else parts[0].capitalize() if name.islower() else name.split(".")[0]
    if not name or len(name) > 50 or not name[0].isupper() or name.lower() in {"all rights reserved", "all", "the"}:
        return None
    return name


def publisher_of_title(title: str) -> tuple[str, str | None]:
    """A page's `<title>` parted into headline and the site's name after its last bar or dash, where it has one."""
    for mark in (" | ", " – ", " — ", " - ", " :: ", " » "):
        head, found, tail = title.rpartition(mark)
        tail = tail.strip()
        if found and len(head) >= 15 and 2 <= len(tail) <= 40 and len(tail.split()) <= 5 and tail[-1] not in ".?!":
            return head.strip(), tail
    return title.strip(), None
