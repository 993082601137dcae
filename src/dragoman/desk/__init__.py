"""Questions to the record: the chronology, what was said, done and counted, who is who - and why we think so."""

from dragoman.desk.chronology import TIMELINE_COLUMNS, timeline
from dragoman.desk.directory import WHO_COLUMNS, Unknown, who
from dragoman.desk.reasons import Mark, Why, why

__all__ = ["TIMELINE_COLUMNS", "WHO_COLUMNS", "Mark", "Unknown", "Why", "timeline", "who", "why"]
