"""What the package carries that was learned or compiled: its bytes, compared with the SHA-256 in `packaged.sha256`.

The list is in the format of `sha256sum`, by places inside the package; `python supply/manifest.py` makes it anew. A
file is hashed when it is loaded, once: all of them together take some four milliseconds.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from dragoman.model import ModelFilesError

MANIFEST = "packaged.sha256"
REMEDY = "install dragoman again (in a checkout where it was changed on purpose: python supply/manifest.py)"


@cache
def hashes() -> dict[str, str]:
    """The SHA-256 of each file, by its place in the package."""
    lines = files(__package__).joinpath(MANIFEST).read_text(encoding="utf-8").splitlines()
    return {place: digest for digest, place in (line.split("  ", 1) for line in lines)}


def packaged_bytes(place: str) -> bytes:
    """A file of the package, by its place in it (`pages/data/line_model.json`).

    Raises `ModelFilesError`, which names the file, when it is missing or not the one that was packaged.
    """
    try:
        content = files("dragoman").joinpath(*place.split("/")).read_bytes()
    except OSError as error:
        raise ModelFilesError(f"dragoman/{place}: can't be read ({error.strerror or error}); {REMEDY}") from None
    found = hashlib.sha256(content).hexdigest()
    if found != hashes().get(place):
        raise ModelFilesError(f"dragoman/{place}: SHA-256 is {found}, expected {hashes().get(place, 'none')}; {REMEDY}")
    return content


def packaged_text(place: str) -> str:
    """A file of the package as text; like `packaged_bytes`."""
    return packaged_bytes(place).decode("utf-8")
