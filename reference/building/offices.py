"""Offices: which class a position is of, and how its title reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from building.sources import Row

WORLD = {
    "UNO": "org:UN",
    "LAS": "org:AL",
    "EUR": "org:EU",
    "NAT": "org:NATO",
    "OIC": "org:OIC",
    "GCC": "org:GCC",
    "IAE": "org:IAEA",
    "OPC": "org:OPCW",
}
"""The organisations of the supplement."""

BODIES = {
    "High Commissioner for Human Rights": "org:OHCHR",
    "High Commissioner for Refugees": "org:UNHCR",
    "Under-Secretary-General for Humanitarian Affairs": "org:OCHA",
    "High Representative for Foreign Affairs and Security Policy": "org:EU",
    "President of the European Council": "org:EUCOUNCIL",
    "President of the European Commission": "org:EUCOM",
    "Head of UNSMIS": "org:UNSMIS",
    "Chair, Syrian National Council": "group:SNC",
    "President, Syrian National Council": "group:SNC",
    "President, National Coalition": "group:ETILAF",
    "Commander, Free Syrian Army": "group:FSA",
    "Chief of Staff, FSA Supreme Military Council": "group:SMC",
    "Director, Syrian Observatory for Human Rights": "org:SOHR",
}
"""The body that a position of the supplement is in."""

TITLES = {
    "head_of_state": "President",
    "head_of_government": "Prime Minister",
    "foreign_minister": "Minister of Foreign Affairs",
    "defence_minister": "Minister of Defence",
    "interior_minister": "Minister of the Interior",
    "vice_president": "Vice President",
    "un_ambassador": "Permanent Representative to the United Nations",
    "foreign_deputy": "Deputy Minister of Foreign Affairs",
    "military_chief": "Chief of the General Staff",
    "activist": "Activist",
}
"""The title of an office of a role, where a reviewed row gives none."""

_DEPUTY = re.compile(
    r"deputy|delegate|assistant|under-secretary|vice minister|vice chief|^state secretary|second chief",
    re.IGNORECASE,
)
_PROVINCE = re.compile(
    r"^Premier of the (?!State Council)|Legislative Assembly of|House of Assembly of Newfoundland|Yukon|Flemish"
    r"|Ondo State"
    r"|Provincial Assembly|Generalitat|of Quebec$|of Republika Srpska$",
)
_DEPUTIES = {"foreign_minister": "foreign_deputy", "foreign_deputy": "foreign_deputy", "military_chief": "commander"}
_PARTS = {
    "Secretary of the National Security and Defense Council": "security_adviser",
    "Minister of State of Planning, and Government Spokesman": "spokesperson",
    "Chief of Defence Intelligence": "spy_chief",
    "Police Commander-in-Chief": "commander",
    "Minister of Defence Industry": "minister",
    "Minister of Home Front Defence": "minister",
    "Minister for Internal Affairs and Communications": "minister",
    "Second Deputy Prime Minister and Minister of Foreign Affairs and Diaspora": "foreign_minister",
    "Deputy National Security Advisor": "official",
    "Vice President of the Legislative Yuan": "speaker",
    "Vice President of the National Assembly": "speaker",
    "Vice President of the National People's Congress": "speaker",
    "Vice President of the Presidium of the Supreme People's Assembly": "speaker",
    "Vice President for Executive Affairs": "vice_president",
    "Minister of State in the Office of the Vice President": "minister",
    "Chief of Staff to the Vice-President": "official",
    "Supreme Commander-in-Chief of the Armed Forces": "",
}


def classed(fact: Row) -> Row | None:
    """An office of the Wikidata table with the class that its position is of; `None` for one that is left out.

    Deputies, ministers delegate and heads of provinces are no ministers and no heads of government; offices that end
    before they start, and a head of state's rank as supreme commander, are left out.
    """
    position, role = fact["position"], fact["role_class"]
    start, end = fact["start"], fact["end"]
    if role == "role_class" or (start and end and end[: len(start)] < start[: len(end)]):
        return None
    if position in _PARTS:
        role = _PARTS[position]
    elif fact["iso3"] == "IND" and position == "Minister of Foreign Affairs":
        position, role = "Foreign Secretary", "foreign_deputy"
    elif _PROVINCE.search(position):
        role = "governor" if "Premier" in position or "Generalitat" in position else "legislator"
    elif _DEPUTY.search(position):
        role = _DEPUTIES.get(role, "deputy_minister")
    elif position.startswith(("Minister of State for Foreign", "State Minister of Foreign")):
        role = "foreign_state_minister"
    elif position == "Secretary of State to the Minister of Defence in charge of the National Gendarmerie":
        role = "deputy_minister"
    elif role == "interior_minister" and fact["iso3"] == "USA":
        role = "minister"
    if not role:
        return None
    org = ""
    if not fact["iso3"]:
        org = "org:CoE" if "Council of Europe" in position else "org:AL" if "Arab" in position else "org:UN"
        if role == "un_ambassador":
            return None
        role = "io_head" if org == "org:UN" else "io_official"
    return {
        "title": position,
        "role": role,
        "country": fact["iso3"],
        "org": org,
        "start": start,
        "end": end,
    }


def corrected(facts: list[Row], corrections: list[Row]) -> Iterator[Row]:
    """The Wikidata rows with the reviewed corrections: other days, or left out where a correction gives none.

    Raises `ValueError` for a correction that fits no row.
    """
    key = ("wikidata_id", "role_class", "iso3", "start")
    by_key = {tuple(c[k] for k in key): c for c in corrections}
    used = set()
    for fact in facts:
        at = tuple(fact[k] for k in key)
        correction = by_key.get(at)
        if correction is None:
            yield fact
        elif at not in used and correction["new_start"]:
            yield fact | {"start": correction["new_start"], "end": correction["new_end"]}
        used |= {at} & by_key.keys()
    if used != by_key.keys():
        raise ValueError(f"corrections that fit no row: {sorted(by_key.keys() - used)}")


_PLAIN = {
    "monarch": "Monarch",
    "emir": "Emir",
    "permanent Representative to the United Nations": "Permanent Representative to the United Nations",
    "Permament Representative to the United Nations": "Permanent Representative to the United Nations",
    "Permanent Representative to the United Nations, New York": "Permanent Representative to the United Nations",
    "ambassador to the United Nations": "Ambassador to the United Nations",
    "Permanent Representative to the UN": "Permanent Representative to the United Nations",
    "Ambassador to the UN": "Ambassador to the United Nations",
    "Foreign Ministry Spokeperson": "Foreign Ministry spokesperson",
    "Secretary of Defence": "Secretary of Defense",
    "General Secretary of the Chinese Communist Party": "General Secretary of the Communist Party",
}
_ALONE = re.compile(
    r"White House|State Department|Pentagon|United Nations|Syrian|Free Syrian|National Coalition|FSA|UNSMIS"
    r"|Federation Council|State Duma|Council of Europe|Arab|Knesset|Riksdag|Folketing|Seimas|Saeima|Lok Sabha"
)


def titled(office: Row, country_names: dict[str, str]) -> str:
    """The title with the country that it is of: "Minister of Foreign Affairs of Russia"."""
    title = _PLAIN.get(office["title"], office["title"])
    given = bool(title)
    title = title or TITLES[office["role"]]
    country = country_names.get(office["country"], "")
    if (
        not country
        or (office["source"] == "own" and given)
        or re.search(rf"\b{re.escape(country.removeprefix('the '))}\b", title)
    ):
        return title
    for words in ("Permanent Representative", "Ambassador"):
        if title == f"{words} to the United Nations":
            return f"{words} of {country} to the United Nations"
    if _ALONE.search(title):
        return title
    return f"{title} of {country}"
