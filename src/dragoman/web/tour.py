"""The guided tour of the sample crisis: seven steps, each a permanent address of a real view."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from starlette.requests import Request

from dragoman.model import DragomanError
from dragoman.record import Record
from dragoman.sample import PAGES
from dragoman.web.asking import address, count_of
from dragoman.web.records import Records

COOKIE = "dragoman-tour"
MOST_ARTICLES = 60
"""A record of more articles is taken to be somebody's own, whatever else is in it."""
LEAST_PAGES = 8
"""So many of the sample's pages make a record one of the sample crisis."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: where it leads, and what is to be seen there."""

    number: int
    name: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of the tour: the step it is, or the offer (`step` is `None`) to read the sample or to begin."""

    steps: tuple[Step, ...]
    step: Step | None = None

    @property
    def before(self) -> Step | None:
        """The step before this one."""
        return self.steps[self.step.number - 2] if self.step is not None and self.step.number > 1 else None

    @property
    def next(self) -> Step | None:
        """The step after this one; the first where none is begun."""
        number = 0 if self.step is None else self.step.number
        return self.steps[number] if number < len(self.steps) else None


class Tour:
    """The tour of one record: there when it is the sample crisis, and the offer to read that when it is empty."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def on(self, request: Request) -> Shown | None:
        """What a page shows of the tour; `None` on most."""
        number = count_of(request.query_params.get("tour"), otherwise=0, most=99)
        offers = request.url.path == "/" and request.cookies.get(COOKIE) != "done"
        if not number and not offers:
            return None
        with suppress(DragomanError):
            steps = self.steps
            if steps is not None and 1 <= number <= len(steps):
                return Shown(steps, steps[number - 1])
            if offers and steps is not None:
                return Shown(steps)
        return None

    @property
    def steps(self) -> tuple[Step, ...] | None:
        """The seven steps; none for an empty record; `None` for one that is no sample."""

        def made() -> tuple[Step, ...] | None:
            with self._records.lend() as record:
                return _steps(record)

        return self._records.remember("tour", made)


@cache
def sample_names() -> frozenset[str]:
    """The names of the sample's pages."""
    return frozenset(path.name for path in PAGES.iterdir() if path.is_file())


def _steps(record: Record) -> tuple[Step, ...] | None:
    sources = [row["source"] for row in record.sql("SELECT source FROM articles LIMIT ?", (MOST_ARTICLES + 1,))]
    if not sources:
        return ()
    if len(sources) > MOST_ARTICLES:
        return None
    if sum(any(name in source for source in sources) for name in sample_names()) < LEAST_PAGES:
        return None
    joined = record.sql(
        "SELECT happening_id, first_event_id FROM happenings "
        "ORDER BY disputed <> '[]' DESC, origins DESC, reports DESC, happening_id LIMIT 1"
    )
    nested = record.sql(
        "SELECT article_id, min(statement_id) AS one, count(*) AS n FROM statements WHERE within IS NOT NULL "
        "GROUP BY 1 ORDER BY n DESC, 1 LIMIT 1"
    )
    if not joined or not nested:
        return None
    happening, event = joined[0]["happening_id"], joined[0]["first_event_id"]
    article, statement = nested[0]["article_id"], nested[0]["one"]
    told: tuple[tuple[str, str, dict[str, str], str, str], ...] = (
        ("What happened", "/timeline", {}, "",
         "Every happening once, by day, with how many independent origins tell it. Search or narrow it down."),
        ("One happening", f"/happening/{quote(happening, safe='')}", {}, "",
         "All its reports: copies of one another count as one origin, and where reports differ it is said."),
        ("Two reports", "/compare", {"happening": happening}, "",
         "Side by side, each field held against the other’s; what only one of them says is marked."),
        ("The words", f"/article/{quote(article, safe='')}", {}, f"#{statement}",
         "The article as published. Any marked words lead to their entry: what it rests on, and what made it."),
        ("The toll", "/figures", {}, "",
         "What was counted, and by whom: each claimant’s numbers by day, with their bounds."),
        ("The Council", "/council", {}, "",
         "Fifteen seats: where each stands, what would come of a vote, and what the Council’s own record says of it."),
        ("Your word", f"/judge/entry/{quote(event, safe='')}", {}, "",
         "What was read wrong can be put right: kept beside the reading with your reason, and undone at any time."),
    )  # fmt: skip
    return tuple(
        Step(i, name, words, address(path, {**query, "tour": i}) + anchor)
        for i, (name, path, query, anchor, words) in enumerate(told, 1)
    )
