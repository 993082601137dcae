"""What a record tells of ballots, held against the Council's own record: agreements and contradictions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.desk.chronology import day_text, source_text
from dragoman.desk.tellings import Sources
from dragoman.record import Record
from dragoman.reference import Reference, Vote

AGAINST_COLUMNS = (
    "verdict", "date", "member", "told", "official", "symbol", "outcome", "how", "sentence", "source", "ballot_id",
    "article_id",
)  # fmt: skip
"""`verdict` is `agrees`, `contradicts`, `turned` (what was promised or feared before the vote did not come) or
`no vote fits` (told as over, but no one official vote is sure to be meant)."""


def against_official(
    record: Record, facts: Reference, *, about: str | None = None, first: str | None = None, last: str | None = None
) -> Iterator[dict[str, Any]]:
    """One row for each ballot of the record that is over or on a draft that was voted on, by day.

    A draft is the official one of its symbol; what is told of a member before the vote ("leaning no") is compared with
    what the member then did. Undeclared members are left out.
    """
    sources = Sources(record)
    for row in record.ballots(about=about, first=first, last=last).rows():
        cast = "cast" in (row["how"] or "")
        votes = facts.council.find(row["draft_symbol"]) if row["draft_symbol"] else []
        vote = votes[0] if len(votes) == 1 else None
        if row["vote"] == "undeclared" or (vote is None and not cast):
            continue
        official = vote.ballots.get(row["member"]) if vote else None
        yield {
            "verdict": _verdict(row["vote"], official, vote),
            "date": day_text(row["date_from"], row["date_to"]),
            "member": row["member"],
            "told": row["vote"],
            "official": official,
            "symbol": vote.symbol if vote else None,
            "outcome": vote.outcome if vote else None,
            "how": row["how"],
            "sentence": row["sentence"],
            "source": source_text(sources[row["article_id"]]),
            "date_from": row["date_from"],
            "date_to": row["date_to"],
            "ballot_id": row["ballot_id"],
            "article_id": row["article_id"],
        }


def _verdict(told: str, official: str | None, vote: Vote | None) -> str:
    if vote is None or official is None:
        return "no vote fits" if vote is None else "contradicts"
    meant = told.removeprefix("leaning ")
    if meant == official or {meant, official} == {"veto", "no"}:
        return "agrees"
    return "turned" if told.startswith("leaning ") else "contradicts"
