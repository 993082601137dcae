"""The nouns: frozen records that every room speaks in. Standard library only.

Offsets are code points, end-exclusive, into the text of the article that a record was read from.
Days are `datetime.date`; a day that is not known exactly is an `Interval`.
"""

from dragoman.model.actors import Actor, Mention, Office, Participant, Place
from dragoman.model.dates import NEVER, UNDATED, UNKNOWN, DateMark, Interval, Published
from dragoman.model.errors import (
    BadInput,
    DragomanError,
    ModelFilesError,
    RecordError,
    ReferenceDataError,
)
from dragoman.model.ids import content_id, text_sha256
from dragoman.model.pages import Article, Page, Zone
from dragoman.model.reading import (
    Ballot,
    Draft,
    Event,
    Figure,
    Issue,
    Position,
    Reading,
    Statement,
    StatementKind,
    Status,
    Time,
    TimexType,
)
from dragoman.model.spans import Span

__all__ = [
    "NEVER",
    "UNDATED",
    "UNKNOWN",
    "Actor",
    "Article",
    "BadInput",
    "Ballot",
    "DateMark",
    "Draft",
    "DragomanError",
    "Event",
    "Figure",
    "Interval",
    "Issue",
    "Mention",
    "ModelFilesError",
    "Office",
    "Page",
    "Participant",
    "Place",
    "Position",
    "Published",
    "Reading",
    "RecordError",
    "ReferenceDataError",
    "Span",
    "Statement",
    "StatementKind",
    "Status",
    "Time",
    "TimexType",
    "Zone",
    "content_id",
    "text_sha256",
]
