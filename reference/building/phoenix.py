"""Names from the Phoenix actor dictionaries: armed groups and organisations beyond those of the reviewed files.

Names only: no offices, no dates. They come in capitals; only names of two words or more are taken, in title case, and
of these only such as hold a word that tells a group and one that is no common English word, or one that tells a body.
"""

from __future__ import annotations

import re
from collections import defaultdict

from dragoman.reference.folding import fold

from building.sources import Facts, Row

_SMALL = {
    "of",
    "the",
    "for",
    "and",
    "in",
    "on",
    "to",
    "de",
    "la",
    "del",
    "al",
    "el",
    "e",
    "i",
    "des",
    "du",
    "les",
    "von",
}
_BODY = frozenset(
    (
        "academy agency alliance assembly association bank board bureau centre center chamber coalition "
        "college commission committee community confederation conference congress consortium council "
        "directorate federation forum foundation fund institute institution international league movement "
        "network organisation organization programme program secretariat society syndicate trust union "
        "university watch"
    ).split()
)
_ARMED = frozenset(
    (
        "army armies battalion battalions brigade brigades cell cells column command commandos faction "
        "fighters force forces front group groups guard guerrilla guerrillas jihad militia movement "
        "mujahideen mujahidin organisation organization regiment resistance squad squads troops unit units "
        "vanguard warriors"
    ).split()
)
_CAPITALS = {"un", "us", "usa", "uk", "ira", "unesco", "oau", "eu", "plo"}
_ODD = re.compile(r"[^A-Z' .&-]")
_SECTORS = {"NGO": "NGO", "NGM": "NGO", "IGO": "IGO"}
_NOT_COUNTRIES = {"ISL"}


def _cased(name: str) -> str:
    words = []
    for i, word in enumerate(name.lower().split()):
        if word in _CAPITALS:
            words.append(word.upper())
            continue
        small = word in _SMALL and i
        words.append(word if small else re.sub(r"(^|[-'.&])([a-z])(?=[a-z.&]|$)", lambda m: m[1] + m[2].upper(), word))
    return re.sub(r"'S\b", "'s", " ".join(words))


def _plain(alias: str) -> bool:
    words = alias.split()
    return 2 <= len(words) <= 8 and not _ODD.search(alias) and all(len(w.strip(".'")) > 0 for w in words)


def _telling(alias: str, common: frozenset[str]) -> bool:
    return any(len(w) > 2 and fold(w) not in common for w in re.split(r"[ '.&-]+", alias))


def added(facts: Facts, taken: set[str]) -> tuple[list[Row], list[Row]]:
    """Organisations and groups beyond those whose folded names are `taken`."""
    by_name: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in facts.table("actors_phoenix"):
        if row["dictionary"] != "Countries" and not row["start"] and not row["end"]:
            by_name[row["dictionary"], row["canonical"], row["cameo_code"]].append(row)
    states = {r["iso3"] for r in facts.table("countries")} - {""}
    orgs: dict[str, Row] = {}
    groups: dict[str, Row] = {}
    for (dictionary, canonical, code), rows in sorted(by_name.items()):
        aliases = [a for a in dict.fromkeys([canonical, *(r["alias"] for r in rows)]) if _plain(a)]
        if dictionary == "MilNonState":
            if not re.fullmatch(r"[A-Z]{3}REB", code):
                continue
            aliases = [a for a in aliases if _telling(a, facts.common_words) and _ARMED & set(fold(a).split())]
            country, sector, table, kind = code[:3], "REB", groups, "group"
        else:
            if code[:3] not in _SECTORS:
                continue
            aliases = [a for a in aliases if _BODY & set(fold(a).split()) and len(a.split()) > 2]
            country, sector, table, kind = code[3:6], _SECTORS[code[:3]], orgs, "org"
        if not aliases or any(fold(a) in taken or fold(a.removeprefix("THE ")) in taken for a in aliases):
            continue
        names = [_cased(a.removeprefix("THE ")) for a in aliases]
        key = f"{kind}:ph-" + re.sub(r"[^a-z0-9]+", "-", fold(names[0])).strip("-")
        taken |= {fold(n) for n in names}
        table[key] = {
            "id": key,
            "name": names[0],
            "aliases": "|".join(dict.fromkeys(names[1:])),
            "sector": sector,
            "country": country if country in states and country not in _NOT_COUNTRIES else "",
        }
    return [orgs[k] for k in sorted(orgs)], [groups[k] for k in sorted(groups)]
