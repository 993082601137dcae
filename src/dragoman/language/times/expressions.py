"""What a time expression means, before it is known on which day it was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model import Span
from dragoman.model.reading import TimexType

Kind = Literal["calendar", "weekday", "shift", "like", "holiday", "clock", "duration", "set", "vague"]
Anchor = Literal["published", "mentioned"]
Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Expression:
    """One time expression with its meaning, to be resolved against a day (see `resolve`).

    | kind | meaning | fields |
    |---|---|---|
    | `calendar` | a named period, whole or in part | `year`, `month`, `day`, `part` (`Q3`, `SU`), `grain`; `turn` |
    | `weekday` | a bare weekday | `weekday`; `turn` |
    | `shift` | a unit so many units from the anchor | `grain`, `count`, `anchor` |
    | `like` | the period last mentioned, moved (the year-ago quarter) | `grain`, `count` in years or units |
    | `holiday` | a feast by name | `name`, `year`; `turn` |
    | `clock` | a time of a day that is not said | `clock` |
    | `duration` | a length; between the anchor and `count` units of `grain` from it where `turn` says so | `value` |
    | `set`, `vague` | | `value` |
    """

    span: Span
    kind: Kind
    type: TimexType
    grain: str = ""
    count: int = 0
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """Monday is 1."""
    part: str = ""
    name: str = ""
    turn: int | None = None
    """`-1` last, `0` this, `1` next; `None` when nothing is said."""
    turn_of: str = ""
    """The grain that `turn` counts in, where it is not the expression's own ("July last year": `year`)."""
    anchor: Anchor = "published"
    clock: str = ""
    """A time of day as TIMEX3 writes it after the day: `TMO`, `TNI`, `T10:30`."""
    value: str = ""
    tense: Tense | None = None
    sentence: int = 0
    paragraph: int = 0
