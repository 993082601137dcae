"""The General Assembly: each state's regional group and its ideal points by year."""

from __future__ import annotations

from collections import defaultdict

from building.sources import Facts, Row

ARAB = "org:AL"


def ideal_points(facts: Facts, orgs: list[Row]) -> list[Row]:
    """The table of ideal points: a row a state, its group, the first year and a point (two decimals) for each year.

    The group is the regional group under which the state last held a seat in the Security Council, `arab` for the
    members of the Arab League; empty for a state that never held one. A year without votes has an empty point.
    """
    points: dict[str, dict[int, str]] = defaultdict(dict)
    for row in facts.table("unga_ideal_points_1946_2019"):
        if row["iso3"]:
            points[row["iso3"]][int(row["year"])] = f"{float(row['ideal_point']):.2f}"
    groups = {
        r["iso3"]: r["regional_group"] for r in facts.table("unsc_membership_1946_2026") if r["regional_group"]
    }
    groups |= dict.fromkeys(next(r["members"] for r in orgs if r["id"] == ARAB).split("|"), "arab")
    rows = []
    for iso3 in sorted({*points, *groups}):
        years = points.get(iso3, {})
        first, last = (min(years), max(years)) if years else (0, -1)
        rows.append(
            {
                "iso3": iso3,
                "group": groups.get(iso3, ""),
                "first_year": str(first) if years else "",
                "points": "|".join(years.get(y, "") for y in range(first, last + 1)),
            }
        )
    return rows
