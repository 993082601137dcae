"""Persons and their offices: Wikidata's, the unverified supplement's, and the reviewed ones of this folder."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable

from dragoman.reference.folding import fold

from building.offices import BODIES, WORLD, classed, corrected, titled
from building.persons import aliases_of, clean_name, surnames_of
from building.sources import Facts, Row

KNOWN_TO = {"wikidata": "2022-07-31", "supplement": "2015-12-31", "own": "2025-06-30"}
"""Up to which day an office without an end is vouched for, by source."""

_KNOWN_ROLES = {"head_of_state", "head_of_government", "foreign_minister"}
_HIGH = _KNOWN_ROLES | {
    "io_head", "defence_minister", "vice_president", "security_adviser", "interior_minister", "party_leader", "rebel",
    "opposition", "legislator", "governor", "minister", "judge", "candidate", "religious", "activist",
}  # fmt: skip
_KNOWN_COUNTRIES = set(
    "USA GBR FRA DEU ITA ESP RUS UKR CHN JPN IND PAK KOR PRK IRN IRQ SYR TUR ISR PSE EGY LBY SAU QAT LBN JOR"
    " YEM TUN AFG VEN CUB BRA ZAF GRC POL BLR GEO SRB SDN ZWE YUG SUN".split()
)
_KNOWN_HEADS = set(
    "UGA RWA KEN NGA ETH ERI COD ZAR MLI MEX COL PER BOL NIC PHL IDN MYS THA KHM HUN ROU HRV BIH MKD ALB XKX ARM"
    " AZE KAZ UZB KGZ TKM CYP MDA DZA LKA".split()
)


def build(facts: Facts) -> tuple[list[Row], list[Row]]:
    """The tables of persons and offices."""
    offices: list[Row] = []
    names: dict[str, str] = {}
    by_name: dict[str, list[str]] = defaultdict(list)
    for fact in corrected(facts.table("offices_key_roles"), facts.own("corrections")):
        office = classed(fact)
        if office is None:
            continue
        names.setdefault(fact["wikidata_id"], clean_name(fact["person"]))
        offices.append(office | {"person_id": f"person:{fact['wikidata_id']}", "source": "wikidata"})
    for number, name in names.items():
        by_name[fold(name)].append(f"person:{number}")
    persons = {f"person:{number}": name for number, name in names.items()}
    own = facts.own("persons")
    for row in own:
        persons[row["id"]] = row["name"]
        for name in filter(None, (row["name"], *row["aliases"].split("|"))):
            by_name[fold(name)].append(row["id"])

    def person_of(name: str) -> str:
        """The id of a person named in a supplement: a known person of that name, else a new one."""
        if name in persons:
            return name
        found = list(dict.fromkeys(by_name.get(fold(name), ())))
        if len(found) > 1:
            raise ValueError(f"{name}: more than one person of that name ({', '.join(found)}); give the id")
        if found:
            return found[0]
        made = "person:own-" + re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
        persons[made] = name
        by_name[fold(name)].append(made)
        return made

    _supplement(facts, offices, person_of)
    _own(facts, offices, person_of)
    held = defaultdict(list)
    for office in offices:
        _finish(office, facts)
        held[office["person_id"]].append(office)
    given = {r["id"]: r for r in own}
    idle = sorted(i for i in persons if i not in held)
    if idle:
        raise ValueError(f"persons without an office: {', '.join(idle)}")
    rows = [_person(i, name, held[i], given, facts) for i, name in persons.items()]
    _without_others_names(rows, given)
    offices.sort(key=lambda o: (o["person_id"], o["start"], o["role"], o["country"], o["title"]))
    return sorted(rows, key=lambda r: r["id"]), offices


def _same(office: Row, row: Row, person: str) -> bool:
    """True when both are one person's office of one role in one place: begun at about one time, or the row's within.

    "About one time" is four months: sources differ in when an acting holder or an appointment counts.
    """
    if (office["person_id"], office["role"], office["country"], office["org"]) != (
        person,
        row["role"],
        row["country"],
        row["org"],
    ):
        return False
    first, last = _day(office["start"]), _day(office["end"] or "9999-12-31")
    begins, ends = _day(row["start"]), _day(row["end"] or "9999-12-31")
    rough = 366 if len(office["start"]) < 10 else 120
    return abs((first - begins).days) <= rough or (first <= begins and ends <= last)


def _day(cell: str) -> dt.date:
    """The first day that a cell allows."""
    return dt.date.fromisoformat((cell + "-01-01")[:10])


def _supplement(facts: Facts, offices: list[Row], person_of: Callable[[str], str]) -> None:
    """Adds the rows of the unverified supplement that Wikidata does not have."""
    for fact in facts.table("offices_supplement"):
        role, org = fact["role_class"], WORLD.get(fact["actor_code"], "")
        org = BODIES.get(fact["position"], org)
        role = "official" if role == "other" else "io_official" if org == "org:UN" and role == "spokesperson" else role
        if fact["position"].startswith("Under-Secretary-General for P"):
            role, org = "io_official", "org:UN"
        row = {"role": role, "country": "" if org else fact["actor_code"], "org": org}
        row |= {"title": fact["position"], "start": fact["start"], "end": fact["end"]}
        _merge(offices, row, person_of(fact["person"]), "supplement")


def _own(facts: Facts, offices: list[Row], person_of: Callable[[str], str]) -> None:
    """Adds the reviewed rows."""
    for row in facts.own_offices():
        _merge(offices, row, person_of(row["person"]), "own")


def _merge(offices: list[Row], row: Row, person: str, source: str) -> None:
    """Adds an office, unless it is there already: then only an end that was open, or a year given for a day, is set."""
    before = [o for o in offices if _same(o, row, person)]
    for office in before:
        if office["source"] == "wikidata" and len(office["start"]) == 10:
            if not office["end"]:
                office["end"] = row["end"]
                office["until_source"] = source
            return
    if before and source == "supplement":
        return
    for office in before:
        offices.remove(office)
    offices.append(
        {
            "person_id": person,
            "title": row["title"],
            "role": row["role"],
            "country": row["country"],
            "org": row["org"],
            "start": row["start"],
            "end": row["end"],
            "verified": "0",
            "source": source,
        }
    )


def _finish(office: Row, facts: Facts) -> None:
    office["title"] = titled(office, facts.country_names)
    office.setdefault("verified", "1")
    source = office.pop("until_source", office["source"])
    if not office["end"]:
        office["open_until"] = KNOWN_TO[source]


def _person(person: str, name: str, held: list[Row], own: dict[str, Row], facts: Facts) -> Row:
    given = own.get(person, {})
    name = given.get("name") or name
    countries = list(dict.fromkeys(o["country"] for o in sorted(held, key=lambda o: o["start"]) if o["country"]))
    country = given.get("country") or (countries[0] if countries else "")
    aliases = [a for a in given.get("aliases", "").split("|") if a]
    aliases += aliases_of(name, country, facts.own("spellings"))
    surnames = [s for s in given.get("surnames", "").split("|") if s] or surnames_of(name, country)
    common = facts.common_words | facts.common_surnames
    famous = any(o["role"] in _KNOWN_ROLES and o["country"] in _KNOWN_COUNTRIES for o in held) or any(
        o["role"] in ("head_of_state", "head_of_government") and o["country"] in _KNOWN_HEADS for o in held
    )
    known = given.get("known") or ("1" if famous and not any(fold(s) in common for s in surnames) else "")
    start, end = _heard_of(held)
    return {
        "id": person,
        "name": name,
        "aliases": "|".join(a for a in dict.fromkeys(aliases) if a != name and fold(a) not in facts.common_words),
        "surnames": "|".join(dict.fromkeys(surnames)),
        "gender": given.get("gender", ""),
        "country": country,
        "known": known,
        "start": start,
        "end": end,
    }


def _heard_of(held: list[Row]) -> tuple[str, str]:
    """The days between which a text may mean the person by name: ministers and heads longer than their officials."""
    high = any(o["role"] in _HIGH for o in held)
    first = min(_day(o["start"]) for o in held)
    before = dt.timedelta(days=365 * (15 if high else 3))
    ends = [o["end"] for o in held]
    if not all(ends):
        return (first - before).isoformat(), ""
    last = max(_day(e) for e in ends) + dt.timedelta(days=365 * (40 if high else 8))
    return (first - before).isoformat(), last.isoformat()


def _without_others_names(rows: list[Row], given: dict[str, Row]) -> None:
    """Takes away every alias that is another person's name, but those that a reviewed row gives."""
    owners = defaultdict(set)
    for row in rows:
        owners[fold(row["name"])].add(row["id"])
    for row in rows:
        reviewed = given.get(row["id"], {}).get("aliases", "").split("|")
        kept = [a for a in row["aliases"].split("|") if a in reviewed or owners[fold(a)] <= {row["id"]}]
        row["aliases"] = "|".join(kept)
