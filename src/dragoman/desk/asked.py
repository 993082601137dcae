"""What stories and utterances can be asked for."""

from __future__ import annotations

from dragoman.record.filters import Asked, Some


class AskedGroups(Asked, total=False):
    """Also who is named in them, how many articles or origins they have at least, and the id behind which to go on."""

    actor: Some
    least: int
    after: str | None
