"""The Security Council: votes with ballots, subjects and sponsors, and the seats by year."""

from __future__ import annotations

from collections import defaultdict

from building.sources import Facts, Row

_CODE = {"Y": "Y", "N": "N", "A": "A", "NV": "X", "?": "U"}
_ORDER = "YNAXU"


def votes(facts: Facts) -> list[Row]:
    """The votes table. Ballots are coded by vote: `Y:BRA,CHN N:USA A:IND`."""
    cast: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in facts.table("unsc_vote_members_1946_2025"):
        cast[row["vote_id"]][_CODE[row["vote"]]].append(row["iso3"])
    drafts = {r["symbol"]: r for r in facts.own("council_drafts")}
    rows = []
    for fact in facts.table("unsc_votes_1946_2025"):
        ballots = cast[fact["vote_id"]]
        draft = drafts.get(fact["symbol"], {})
        subject = draft.get("subject", "")
        basis = "w" if fact["adopted_without_vote"] == "1" else "p" if fact["procedural_no_veto"] == "1" else ""
        rows.append(
            {
                "vote_id": fact["vote_id"],
                "date": fact["date"],
                "symbol": fact["symbol"],
                "resolution": fact["resolution_no"],
                "outcome": fact["outcome"],
                "basis": basis,
                "vetoed_by": fact["vetoed_by"],
                "sponsors": draft.get("sponsors", ""),
                "title": fact["title"] + (f" [{subject}]" if subject else ""),
                "ballots": " ".join(f"{c}:{','.join(sorted(ballots[c]))}" for c in _ORDER if c in ballots),
            }
        )
    return sorted(rows, key=lambda r: int(r["vote_id"]))


def members(facts: Facts) -> list[Row]:
    """The members table: a row a year, permanent and elected members."""
    seated: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"0": [], "1": []})
    for row in facts.table("unsc_membership_1946_2026"):
        seated[row["year"]][row["permanent"]].append(row["iso3"])
    return [
        {"year": year, "permanent": "|".join(sorted(seats["1"])), "elected": "|".join(sorted(seats["0"]))}
        for year, seats in sorted(seated.items())
    ]
