"""States: names, demonyms, capitals, when they existed and what came after them."""

from __future__ import annotations

from building.sources import Facts, Row

_NO_PLURAL = ("ese", "ish", "ch", "ss", "sh", "man", "men", "yz", "oi", "ois")


def build(facts: Facts) -> list[Row]:
    """The states table: the countries' facts, with the reviewed rows put in place cell by cell."""
    own = {r["iso3"]: r for r in facts.own("states")}
    rows: dict[str, Row] = {}
    for fact in facts.table("countries"):
        if not fact["iso3"]:
            continue
        codes = [c for c in fact["successors"].split("|") if c and "-" not in c]
        rows[fact["iso3"]] = {
            "iso3": fact["iso3"],
            "iso2": fact["code"] if len(fact["code"]) == 2 else "",
            "name": fact["name"],
            "full_name": fact["full_name"],
            "in_sentence": fact["in_sentence"],
            "demonyms": "|".join(_with_plurals(fact["demonym"])),
            "capital": fact["capital"] if fact["capital"] != fact["name"] or fact["iso3"] in _CITY_STATES else "",
            "wikidata": fact["wikidata_id"],
            "successors": "|".join(facts.iso3_of_iso2[c] for c in codes if c in facts.iso3_of_iso2),
            "region": fact["region"],
        }
    for iso3, row in own.items():
        rows.setdefault(iso3, {"iso3": iso3}).update({k: "" if v == "-" else v for k, v in row.items() if v})
    for row in rows.values():
        names = facts.country_names.get(row["iso3"])
        if names and not row.get("in_sentence"):
            row["in_sentence"] = names
        if row["iso3"] in own and own[row["iso3"]]["name"] and not own[row["iso3"]]["in_sentence"]:
            row["in_sentence"] = row["name"]
    return [rows[i] for i in sorted(rows)]


_CITY_STATES = {"SGP", "MCO", "LUX", "DJI", "GIB"}


def _with_plurals(cell: str) -> list[str]:
    found = []
    for demonym in (d.strip() for d in cell.split(",") if d.strip()):
        found.append(demonym)
        if not demonym.endswith(_NO_PLURAL):
            found.append(f"{demonym}s")
    return found
