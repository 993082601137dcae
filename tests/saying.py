"""What the tests of statements share: a statement as text, and a check for one among those found."""

from __future__ import annotations

from dragoman.model import Statement
from dragoman.reader import Reader

DAY = "2012-05-09"
"""The articles' day, a Wednesday."""

Parts = tuple[str, str, str]
"""Source, cue and content; the pieces of each joined by " … "."""


def parts(text: str, s: Statement) -> Parts:
    """Source, cue and content in the text's words."""
    source, cue, content = (" … ".join(span.of(text) for span in spans) for spans in (s.source, s.cue, s.content))
    return source, cue, content


def said_in(reader: Reader, text: str) -> list[Statement]:
    """The statements of a text of that day."""
    return list(reader.read(text, published=DAY).statements)


def found(reader: Reader, text: str, wanted: Parts) -> Statement:
    """The one statement with these parts; fails, naming all that there are, when there is none."""
    statements = said_in(reader, text)
    fitting = [s for s in statements if parts(text, s) == wanted]
    assert len(fitting) == 1, [parts(text, s) for s in statements]
    return fitting[0]
