"""Organisations and groups: the reviewed ones, their members, and aliases from the other sources."""

from __future__ import annotations

from collections import defaultdict

from dragoman.reference.folding import fold

from building import phoenix
from building.sources import Facts, Row

_FULL = {"member", "permanent", "temporary", "member (Euro)", "suspended"}


def build(facts: Facts) -> tuple[list[Row], list[Row]]:
    """The tables of organisations and groups."""
    members = defaultdict(set)
    for row in facts.table("org_memberships_2019"):
        if row["status"] in _FULL and row["iso3"]:
            members[row["org_id"]].add(row["iso3"])
    orgs = []
    for row in facts.own("orgs"):
        of, more = row.pop("members_of"), row.pop("members_more").split("|")
        if of and not members[of]:
            raise ValueError(f"own/orgs.csv: {row['id']} takes its members from {of}, which has none")
        ours = (members[of] if of else set()) | {m for m in more if m and m[0] != "-"}
        orgs.append(row | {"members": "|".join(sorted(ours - {m[1:] for m in more if m.startswith("-")}))})
    groups = facts.own("groups")
    for body in (*orgs, *groups):
        body["aliases"] = "|".join(_without_apostrophes(body["name"], body["aliases"].split("|")))
    taken = {fold(n) for r in (*orgs, *groups) for n in (r["name"], *r["aliases"].split("|"))}
    taken |= {fold(r["name"]) for r in facts.own("names")} | {fold(n) for n in facts.country_names.values()}
    more_orgs, more_groups = phoenix.added(facts, taken)
    return sorted(orgs + more_orgs, key=lambda r: r["id"]), sorted(groups + more_groups, key=lambda r: r["id"])


def _without_apostrophes(name: str, aliases: list[str]) -> list[str]:
    """The aliases, and each name that has an apostrophe without it, as careless pages have it."""
    found = [a for a in aliases if a]
    found += [n.replace("'", "") for n in (name, *found) if "'" in n]
    return list(dict.fromkeys(found))
