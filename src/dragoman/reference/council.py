"""The Security Council's record: every vote since 1946 with each member's ballot, and the seats by year.

Source: the "UNSC votes since 1946 Database" (Martin, 2026). The Soviet Union's seat and votes are filed under RUS, the
Republic of China's before 1971-10-25 under CHN, as the source has them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from dragoman.model import UNKNOWN, Interval
from dragoman.reference.article27 import Outcome, recompute
from dragoman.reference.folding import fold
from dragoman.reference.tables import Row, parts

Cast = Literal["yes", "no", "abstain", "veto", "not voting", "unknown"]
Ballots = Mapping[str, Cast]
Basis = Literal["roll call", "without a vote", "procedural"]

_CODES: dict[str, Cast] = {"Y": "yes", "N": "no", "A": "abstain", "X": "not voting", "U": "unknown"}
_BASES: dict[str, Basis] = {"": "roll call", "w": "without a vote", "p": "procedural"}


@dataclass(frozen=True, slots=True)
class Seat:
    """A member of the Council in a year."""

    member: str
    permanent: bool


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote of the Council. `symbol` is the draft's, or the resolution's when that is how it is filed."""

    vote_id: str
    date: dt.date
    symbol: str
    resolution: int | None
    title: str
    outcome: str
    """`adopted`, `vetoed` or `not_adopted`, as recorded."""
    basis: Basis
    vetoed_by: tuple[str, ...]
    permanent: tuple[str, ...]
    sponsors: tuple[str, ...]
    coded: str

    @property
    def ballots(self) -> dict[str, Cast]:
        """Each member's vote by ISO3, in the order of the codes; a no that was a veto is `veto`."""
        found: dict[str, Cast] = {}
        for part in self.coded.split():
            code, _, members = part.partition(":")
            for member in members.split(","):
                found[member] = "veto" if member in self.vetoed_by else _CODES[code]
        return dict(sorted(found.items()))

    @property
    def tally(self) -> tuple[int, int, int]:
        """Yes, no (vetoes among them) and abstentions."""
        cast = list(self.ballots.values())
        return cast.count("yes"), cast.count("no") + cast.count("veto"), cast.count("abstain")

    def rows(self) -> Iterator[dict[str, object]]:
        """One row a member: draft, date, outcome, member, vote, permanent."""
        for member, vote in self.ballots.items():
            yield {
                "draft": self.symbol,
                "date": self.date.isoformat(),
                "outcome": self.outcome,
                "member": member,
                "vote": vote,
                "permanent": member in self.permanent,
            }


def article27(vote: Vote) -> Outcome:
    """The outcome that Article 27 of the Charter gives for a vote's ballots, and why."""
    cast: dict[str, str] = {m: "no" if v == "veto" else v for m, v in vote.ballots.items()}
    return recompute(cast, vote.permanent, vote.date, basis=vote.basis)


_NUMBER = re.compile(r"(?:S/)?(?:RES/|res\.?\s*|resolution\s+)?(\d{1,4})(?:\s*\(\d{4}\))?", re.IGNORECASE)


@dataclass(frozen=True)
class Council:
    """All votes by date, and the seats by year."""

    votes: tuple[Vote, ...]
    seats: Mapping[int, tuple[Seat, ...]]

    @classmethod
    def from_rows(cls, votes: Iterable[Row], members: Iterable[Row]) -> Council:
        """From the tables `votes` and `members`."""
        seats = {
            int(r["year"]): tuple(
                sorted(
                    [Seat(m, True) for m in parts(r["permanent"])] + [Seat(m, False) for m in parts(r["elected"])],
                    key=lambda s: (not s.permanent, s.member),
                )
            )
            for r in members
        }
        permanent = {year: tuple(s.member for s in seated if s.permanent) for year, seated in seats.items()}
        found = []
        for r in votes:
            day = dt.date.fromisoformat(r["date"])
            found.append(
                Vote(
                    vote_id=r["vote_id"],
                    date=day,
                    symbol=r["symbol"],
                    resolution=int(r["resolution"]) if r["resolution"] else None,
                    title=r["title"],
                    outcome=r["outcome"],
                    basis=_BASES[r["basis"]],
                    vetoed_by=parts(r["vetoed_by"]),
                    permanent=permanent.get(day.year, ()),
                    sponsors=parts(r["sponsors"]),
                    coded=r["ballots"],
                )
            )
        found.sort(key=lambda v: (v.date, v.vote_id.zfill(8)))
        return cls(tuple(found), seats)

    @cached_property
    def _by_symbol(self) -> dict[str, list[Vote]]:
        found: dict[str, list[Vote]] = {}
        for vote in self.votes:
            keys = {_symbol(vote.symbol)}
            if vote.resolution is not None:
                keys |= {f"s/res/{vote.resolution}", str(vote.resolution)}
            for key in sorted(keys):
                found.setdefault(key, []).append(vote)
        return found

    def find(
        self,
        what: str | int = "",
        *,
        about: str | Sequence[str] = "",
        between: Interval = UNKNOWN,
        by: str | None = None,
    ) -> list[Vote]:
        """The votes that answer, in order of date.

        `what` is a symbol (`S/2012/77`, `S/RES/2042(2012)`), a resolution number (2042, "resolution 2042") or, when
        it is neither, words of the title. `about` is words of the title or several alternatives of such; `between`
        bounds the day; `by` keeps the votes that this member (ISO3) vetoed.
        """
        found: Iterable[Vote] = self.votes
        wanted = str(what).strip()
        if wanted:
            number = _NUMBER.fullmatch(wanted)
            exact = self._by_symbol.get(_symbol(wanted)) or self._by_symbol.get(number.group(1) if number else "")
            if exact or number or wanted[:2].lower() == "s/":
                found = exact or ()
            else:
                about = [*([about] if isinstance(about, str) else about), wanted] if about else wanted
        topics = [_words(t) for t in ([about] if isinstance(about, str) else about) if t.strip()]
        return [
            v
            for v in found
            if between.contains(v.date)
            and (by is None or by.upper() in v.vetoed_by)
            and (not topics or any(_about(v, t) for t in topics))
        ]

    def members_on(self, date: dt.date) -> tuple[Seat, ...]:
        """The members on a day, the permanent first; empty for a year that is not known."""
        return self.seats.get(date.year, ())

    def vetoes(
        self, *, by: str | None = None, about: str | Sequence[str] = "", between: Interval = UNKNOWN
    ) -> list[Vote]:
        """The vetoed drafts: by a permanent member (ISO3), about words of the title, in an Interval."""
        return [v for v in self.find(about=about, between=between, by=by) if v.vetoed_by]


def _symbol(text: str) -> str:
    """A symbol as it is compared: lower case, no spaces, without the year of a resolution."""
    key = re.sub(r"\s+", "", text).lower()
    return re.sub(r"(s/res/\d+)\(\d{4}\)", r"\1", key)


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", fold(text)))


def _about(vote: Vote, topic: tuple[str, ...]) -> bool:
    title = _words(vote.title)
    return all(any(w == t or (len(t) > 3 and w.startswith(t)) for w in title) for t in topic)
