"""What is found in one article: statements, events, figures, positions, drafts, ballots, times."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dragoman.model.actors import Actor, Mention, Participant, Place
from dragoman.model.dates import UNKNOWN, Interval, Published
from dragoman.model.pages import Article
from dragoman.model.spans import Span

StatementKind = Literal["direct", "mixed", "indirect"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Status = Literal[
    "happened",
    "ongoing",
    "announced",
    "threatened",
    "demanded",
    "proposed",
    "hypothetical",
    "denied",
    "negated",
    "recalled",
]


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression after TimeML's TIMEX3: `value` is ISO 8601 in TIMEX3 form, relative to the article's day."""

    span: Span
    type: TimexType
    value: str
    interval: Interval = UNKNOWN
    """The days that the value covers; unknown for durations, sets and values that no day can be given for."""
    said: str = field(default="", compare=False)
    """How it was meant, kept so that it can be resolved again when the article's day is better known."""


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution (Penn Attribution Relations Corpus; PolNeAR): who is said to have said, thought or wanted what.

    `source`, `cue` and `content` are lists of Spans in text order; source and cue may be empty (a floating quotation).
    """

    id: str
    kind: StatementKind
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: Actor | None = None
    addressee: Actor | None = None
    said: Interval = UNKNOWN
    within: str | None = None
    cue_class: str | None = None
    how: str = ""
    confidence: float = 0.5
    occasion: str | None = None
    """`news conference`, `telephone call`, `interview`, `statement`, `speech` …, where it is told."""

    @property
    def span(self) -> Span:
        """From the first to the last character of any of its parts."""
        parts = [*self.source, *self.cue, *self.content]
        return Span(min(p.start for p in parts), max(p.end for p in parts))


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, in PLOVER's terms. `anchor` is the act in the text; `reported_by` a statement's id."""

    id: str
    type: str
    anchor: Span
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    date: Interval = UNKNOWN
    place: Place | None = None
    status: Status = "happened"
    reported_by: str | None = None
    how: str = ""
    confidence: float = 0.5
    spans: tuple[Span, ...] = ()
    """The other tellings of it in the article (headline, lead, background), in text order."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that somebody claims. `low` and `high` bound it; `high` is `None` for "at least", "more than".

    `measure` is `killed`, `wounded`, `missing`, `detained`, `convicted`, `displaced`, `fled` …; `qualifier` the word
    that makes the number inexact ("at least", "up to", "dozens of"); `who` of whom, as the text has it. `scope` is
    `incident` (of one incident, the article's own where it has one), `other incident` (of another, told beside it),
    `cumulative` (over a period or a whole war) or `rate` ("a day"); `part_of` the id of the figure that this one is a
    part of ("12 people, including three children"); `by` whose act it was, and `cause` by what means, as the text says.
    """

    id: str
    measure: str
    low: int | None
    high: int | None
    span: Span
    qualifier: str | None = None
    who: str | None = None
    claimant: Actor | None = None
    date: Interval = UNKNOWN
    place: Place | None = None
    headline: bool = False
    how: str = ""
    confidence: float = 0.5
    scope: str | None = None
    part_of: str | None = None
    cause: str | None = None
    by: Actor | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """What a Position is about: a kind (draft resolution, sanctions, dialogue …) about a state or conflict."""

    kind: str
    about: str | None
    label: str


@dataclass(frozen=True, slots=True)
class Position:
    """An actor's stance on an issue on a day, and the statement or event that evidences it.

    `stance` is `supports`, `demands`, `offers`, `opposes`, `threatens`, `threatens to veto`, `conditions`, `undecided`
    or `abstains`, on the issue as it is named. `reported_by` is the id of the statement by which another than the
    holder tells it; `None` for the holder's own words and acts.
    """

    id: str
    holder: Actor
    issue: Issue
    stance: str
    span: Span
    date: Interval = UNKNOWN
    evidence: str | None = None
    how: str = ""
    confidence: float = 0.5
    reported_by: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A Security Council draft resolution."""

    label: str
    symbol: str | None = None
    sponsors: tuple[str, ...] = ()
    agenda: str | None = None
    fate: str | None = None
    sought: int | None = None
    """Votes that its sponsors are said to want or need."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One member's known or recorded position on a Draft; `member` is ISO 3166-1 alpha-3."""

    id: str
    draft: Draft
    member: str
    vote: str
    span: Span
    date: Interval = UNKNOWN
    how: str = ""
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything found in one article. All sequences are in text order; spans index `article.text`."""

    article: Article
    published: Published
    reader_version: str
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    positions: tuple[Position, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    skipped: str | None = None
    """Why the article was kept but not read (another language, no journalism found); `None` when it was read."""
