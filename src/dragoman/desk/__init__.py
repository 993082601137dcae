"""Questions to the record: the chronology, what was said, done and counted, who is who - and why we think so."""

from dragoman.desk.chronology import TIMELINE_COLUMNS, timeline
from dragoman.desk.directory import WHO_COLUMNS, Unknown, who
from dragoman.desk.presence import CAST_COLUMNS, article_of, cast_of
from dragoman.desk.reasons import Mark, Why, why

__all__ = [
    "CAST_COLUMNS",
    "TIMELINE_COLUMNS",
    "WHO_COLUMNS",
    "Mark",
    "Unknown",
    "Why",
    "article_of",
    "cast_of",
    "timeline",
    "who",
    "why",
]
