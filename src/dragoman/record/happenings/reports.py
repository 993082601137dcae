"""Reports: single events of single articles, as they are compared with each other."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Interval
from dragoman.reference.folding import fold

_STATE_SECTORS = {None, "GOV", "MIL", "COP", "JUD", "LEG", "SPY"}


@dataclass(frozen=True, slots=True)
class Party:
    """One participant of a report: as known, else as the text has it."""

    text: str
    actor_id: str | None = None
    name: str | None = None
    country: str | None = None
    sector: str | None = None

    @property
    def label(self) -> str:
        """The name where it is known, else the text's words."""
        return self.name or self.text

    @property
    def is_known(self) -> bool:
        """True for an actor that other articles can name too (`person:~…` is known in its own article only)."""
        return self.country is not None or (self.actor_id is not None and ":~" not in self.actor_id)

    @property
    def is_person(self) -> bool:
        """True for a person by name."""
        return self.actor_id is not None and self.actor_id.startswith("person:") and ":~" not in self.actor_id

    @property
    def is_place(self) -> bool:
        """True where the text may name a place: neither a person nor a group or organisation."""
        return self.actor_id is None or self.actor_id.startswith("state:")

    @property
    def key(self) -> str:
        """What makes two parties one: the state for all who act for it, else country and sector, actor, or words."""
        if self.country and self.sector in _STATE_SECTORS:
            return self.country
        if self.country:
            return f"{self.country}:{self.sector}"
        return self.actor_id or fold(self.text)


@dataclass(frozen=True, slots=True)
class Report:
    """One event of one article, with what the record knows of the article: its origin's label, its day, its root."""

    article_id: str
    event_id: str
    type: str
    mode: str | None
    status: str
    date: Interval
    start: int
    sentence: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place_name: str | None
    place_country: str | None
    root: str
    origin: str
    published: str
    toll: tuple[int | None, int | None] | None = None
    """Bounds of the dead that the report counts; `None` when it counts none."""
    act: str = ""
    dated: bool = True
    """False where the day is the article's own, for want of a time in the sentence."""
    weekday: int | None = None
    """Monday 1, where the sentence gives its day by its weekday."""
    blamed: bool = False
    """True for what somebody is accused of in the same sentence: told without its day, it was before."""
    near: str | None = None
    """The one place of the article's other attacks, for a report that names none."""
    credited: bool = False
    """True where the sentence is from elsewhere than the article: credited to another, or in another's words."""
    official: str | None = None
    """Of a vote, the symbol of the one draft in the Council's record that fits."""
