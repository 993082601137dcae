"""Organisations and groups: the reviewed ones, their members, and aliases from the other sources."""

from __future__ import annotations

from collections import defaultdict

from building import phoenix
from building.sources import Facts, Row

from dragoman.reference.folding import fold

_FULL = {"member", "permanent", "temporary", "member (Euro)", "suspended"}


def build(facts: Facts) -> tuple[list[Row], list[Row]]:
    """The tables of organisations and groups."""
    members = defaultdict(set)
    for row in facts.table("org_memberships_2019"):
        if row["status"] in _FULL and row["iso3"]:
            members[row["org_id"]].add(row["iso3"])
    orgs = []
    for row in facts.own("orgs"):
        of = row.pop("members_of", "")
        if of and not members[of]:
            raise ValueError(f"own/orgs.csv: {row['id']} takes its members from {of}, which has none")
        orgs.append(row | {"members": "|".join(sorted(members[of])) if of else ""})
    groups = facts.own("groups")
    taken = {fold(n) for r in (*orgs, *groups) for n in (r["name"], *r["aliases"].split("|"))}
    taken |= {fold(r["name"]) for r in facts.own("names")} | {fold(n) for n in facts.country_names.values()}
    more_orgs, more_groups = phoenix.added(facts, taken)
    return sorted(orgs + more_orgs, key=lambda r: r["id"]), sorted(groups + more_groups, key=lambda r: r["id"])
