"""Cities: the GeoNames extract with the alternate names that a text in English may have."""

from __future__ import annotations

import re

from dragoman.reference.folding import fold

from building.sources import Facts, Row

_NAME = re.compile(r"[A-ZÀ-ÞŁŞÇİ][^\d()/,;\"]{2,39}")
_MOST = 14


def build(facts: Facts) -> list[Row]:
    """The places table, the most populous first."""
    states = {r["iso3"]: r for r in facts.table("countries")}
    capitals = {(i, fold(r["capital"])) for i, r in states.items()} | {
        (r["iso3"], fold(r["capital"])) for r in facts.own("states") if r["capital"]
    }
    rows = []
    for fact in facts.table("cities_geonames"):
        iso3 = facts.iso3_of_iso2.get(fact["iso2"].lower()) or _MORE.get(fact["iso2"], "")
        if not iso3:
            continue
        rows.append(
            {
                "geonameid": fact["geonameid"],
                "name": fact["name"],
                "country": iso3,
                "lat": f"{float(fact['lat']):.4f}",
                "lon": f"{float(fact['lon']):.4f}",
                "population": fact["population"],
                "capital": "1" if (iso3, fold(fact["name"])) in capitals else "",
                "aliases": "|".join(_aliases(fact["name"], fact["alt_names_latin"].split("|"), facts.common_words)),
            }
        )
    return sorted(rows, key=lambda r: (-int(r["population"] or 0), int(r["geonameid"])))


_MORE = {"XK": "XKX", "PS": "PSE", "HK": "HKG", "MO": "MAC", "PR": "PRI"}


def _aliases(name: str, alternates: list[str], common: frozenset[str]) -> list[str]:
    """At most fourteen names that differ when folded, no codes, no common words, plain Latin letters first."""
    seen = {fold(name)}
    kept = []
    for alternate in sorted(alternates, key=lambda a: (not a.isascii(), len(a), a)):
        key = fold(alternate)
        code = len(alternate) < 5 and alternate.isupper()
        if code or key in seen or key in common or not _NAME.fullmatch(alternate):
            continue
        seen.add(key)
        kept.append(alternate)
    return kept[:_MOST]
