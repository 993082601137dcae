"""Questions to the record: the chronology, what was said, done and counted, who is who - and why we think so."""

from dragoman.desk.chronology import TIMELINE_COLUMNS, timeline
from dragoman.desk.directory import WHO_COLUMNS, Unknown, who
from dragoman.desk.official import AGAINST_COLUMNS, against_official
from dragoman.desk.presence import CAST_COLUMNS, article_of, cast_of
from dragoman.desk.reasons import Mark, Why, why
from dragoman.desk.whip import WHIP_COLUMNS, SeatCount, Whip, horseshoe, whip_count

__all__ = [
    "AGAINST_COLUMNS",
    "CAST_COLUMNS",
    "TIMELINE_COLUMNS",
    "WHIP_COLUMNS",
    "WHO_COLUMNS",
    "Mark",
    "SeatCount",
    "Unknown",
    "Whip",
    "Why",
    "against_official",
    "article_of",
    "cast_of",
    "horseshoe",
    "timeline",
    "whip_count",
    "who",
    "why",
]
