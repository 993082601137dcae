"""What a record tells of members' positions on drafts: ballots and positions by a day, draft by draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.desk.chronology import day_text, source_text
from dragoman.forecast import OTHER, topic_of
from dragoman.record import Record
from dragoman.record.columns import ORDER
from dragoman.reference import Reference, fold

STANCES = {
    "supports": "leaning yes",
    "demands": "leaning yes",
    "offers": "leaning yes",
    "opposes": "leaning no",
    "threatens": "leaning no",
    "threatens to veto": "leaning veto",
    "conditions": "undeclared",
    "undecided": "undeclared",
    "abstains": "leaning abstain",
}
"""What a stance on "draft resolution" says of the ballot."""
KIND = "draft resolution"
FIRMEST = ("veto", "no", "abstain", "yes", "leaning veto", "leaning no", "leaning abstain", "leaning yes", "undeclared")
"""Of two tellings of the same day the one that stands first counts."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling: a member's ballot in a ballot's words, the days it can be of, its sentence, where it stands."""

    member: str
    vote: str
    first: dt.date
    last: dt.date
    sentence: str
    source: str
    id: str
    cast: bool

    @property
    def day(self) -> str:
        """The day as a table shows it."""
        return day_text(self.first.isoformat(), self.last.isoformat())


@dataclass(slots=True)
class SpokenOf:
    """A draft as the record's articles speak of it."""

    label: str
    sponsors: list[str]
    symbol: str | None
    sought: int | None
    tellings: list[Telling] = field(default_factory=list)
    cast: bool = False
    """True when any of them tells of a vote that is over."""

    @property
    def last(self) -> dt.date:
        """The last day that anything told of it can be of."""
        return max(t.last for t in self.tellings)

    def known(self) -> dict[str, Telling]:
        """The last telling of each member; of one day the firmest."""
        found: dict[str, Telling] = {}
        for telling in sorted(self.tellings, key=lambda t: (t.last, t.first, -FIRMEST.index(t.vote), t.id)):
            found[telling.member] = telling
        return found


def drafts_of(record: Record, facts: Reference, *, about: str, on: dt.date) -> list[SpokenOf]:
    """The drafts about `about` of which the record tells anything that can be of `on` or before, most told first.

    A vote that is over counts from its own day; a telling whose day is not known exactly from the first day that it can
    be of. What no article dates at all is left out.
    """
    topic, words = topic_of(about), fold(about)
    sources = Sources(record)
    found: list[SpokenOf] = []
    rows = list(record.ballots(last=on.isoformat()).rows())
    for row in sorted(rows, key=lambda r: not (r["draft_sponsors"] or r["draft_symbol"])):
        state = facts.state(row["draft_agenda"]) if row["draft_agenda"] else None
        same = topic_of(f"{state.name if state else ''} {row['draft_label'] or ''}") == topic
        if (topic == OTHER or not same) and words not in fold(row["sentence"]):
            continue
        telling = _telling(row, row["member"], row["vote"], "ballot_id", sources, cast="cast" in (row["how"] or ""))
        if telling is not None and telling.vote in FIRMEST and not (telling.cast and telling.last > on):
            draft = _among(found, row, cast=telling.cast)
            draft.tellings.append(telling)
            draft.cast = draft.cast or telling.cast
    told = {t.member for d in found for t in d.tellings}
    for telling in _positions(record, facts, topic, on, sources):
        if telling.member not in told:
            told.add(telling.member)
            if not found:
                found.append(SpokenOf(KIND, [], None, None))
            max(found, key=lambda d: len(d.tellings)).tellings.append(telling)
    return sorted(found, key=lambda d: -len({t.member for t in d.tellings}))


class Sources(dict[str, dict[str, Any]]):
    """Article -> what says who published it: looked up when it is asked for."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        self._record = record

    def __missing__(self, article_id: str) -> dict[str, Any]:
        (row,) = self._record.sql("SELECT source, publisher, agency FROM articles WHERE article_id = ?", (article_id,))
        self[article_id] = row
        return row


def _positions(record: Record, facts: Reference, topic: str, on: dt.date, sources: dict[str, Any]) -> Iterator[Telling]:
    seated = {s.member for s in facts.council.members_on(on)}
    for row in record.sql(
        "SELECT position_id, article_id, holder_country, issue_about, stance, date_from, date_to, sentence "
        "FROM positions WHERE issue_kind = ? AND date_from IS NOT NULL AND date_to IS NOT NULL AND date_from <= ? "
        f"ORDER BY {', '.join(ORDER['positions'])}",
        (KIND, on.isoformat()),
    ):
        state = facts.state(row["issue_about"]) if row["issue_about"] else None
        if state is None or topic == OTHER or topic_of(state.name) != topic:
            continue
        vote = STANCES.get(row["stance"])
        if row["holder_country"] in seated and vote is not None:
            telling = _telling(row, row["holder_country"], vote, "position_id", sources, cast=False)
            if telling is not None:
                yield telling


def _telling(
    row: dict[str, Any], member: str, vote: str, key: str, sources: dict[str, Any], *, cast: bool
) -> Telling | None:
    if not row["date_from"] or not row["date_to"]:
        return None
    first, last = dt.date.fromisoformat(row["date_from"]), dt.date.fromisoformat(row["date_to"])
    source = source_text(sources[row["article_id"]])
    return Telling(member, vote, first, last, " ".join(row["sentence"].split()), source, row[key], cast)


def _among(found: list[SpokenOf], row: dict[str, Any], *, cast: bool) -> SpokenOf:
    """The draft that a row is on: that of its symbol; else one with a common sponsor; else, where either names none,
    the most told of. What is told of a vote joins only what is told of a vote."""
    sponsors, symbol = list(row["draft_sponsors"] or []), row["draft_symbol"]

    def fits(draft: SpokenOf) -> bool:
        if symbol or draft.symbol:
            return bool(symbol == draft.symbol)
        if cast != draft.cast:
            return False
        return not sponsors or not draft.sponsors or bool(set(sponsors) & set(draft.sponsors))

    fitting = [d for d in found if fits(d)]
    draft = max(fitting, key=lambda d: (bool(sponsors and d.sponsors), len(d.tellings)), default=None)
    if draft is None:
        draft = SpokenOf(row["draft_label"] or KIND, [], symbol, None)
        found.append(draft)
    draft.sponsors += [s for s in sponsors if s not in draft.sponsors]
    draft.sought = row["draft_sought"] or draft.sought
    return draft


def open_draft(drafts: Sequence[SpokenOf], last_vote: dt.date | None) -> SpokenOf | None:
    """The draft that is still to be voted on: of which no vote is told, and spoken of since the last one; most told."""
    undone = [d for d in drafts if d.symbol is None and not any(t.cast for t in d.tellings)]
    waiting = [d for d in undone if last_vote is None or d.last >= last_vote]
    return waiting[0] if waiting else None
