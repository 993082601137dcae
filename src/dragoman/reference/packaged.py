"""What the package carries that was learned or compiled: its bytes, compared with the SHA-256 in `packaged.sha256`.

The list is in the format of `sha256sum`, by places inside the package; `python supply/manifest.py` makes it anew. A
file is hashed when it is loaded, once: all of them together take some four milliseconds. Lexicons, which people write,
have a list of their own, `lexicons.sha256`, and are compared all at once before the first of them is used.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from dragoman.model import ModelFilesError

MANIFEST = "packaged.sha256"
LEXICONS = "lexicons.sha256"
REMEDY = "install dragoman again (in a checkout where it was changed on purpose: python supply/manifest.py)"


@cache
def hashes(name: str = MANIFEST) -> dict[str, str]:
    """The SHA-256 of each file of a list, by its place in the package."""
    try:
        lines = files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines()
        return {place: digest for digest, place in (line.split("  ", 1) for line in lines)}
    except (OSError, ValueError) as error:
        raise ModelFilesError(f"dragoman/reference/{name}: can't be read ({error}); {REMEDY}") from None


@cache
def hold_lexicons() -> None:
    """Holds every lexicon against its SHA-256, once a process: some three milliseconds.

    In a checkout they are not compared, so that whoever edits one sees at once what it does; there the tests compare
    them. Raises `ModelFilesError`, which names the file.
    """
    root = files("dragoman")
    if isinstance(root, Path) and (root.parent.parent / "supply" / "manifest.py").is_file():
        return
    compare_lexicons(root)


def compare_lexicons(root: Traversable) -> None:
    """The same for the package in a folder, wherever that is."""
    for place, digest in hashes(LEXICONS).items():
        try:
            found = hashlib.sha256(root.joinpath(*place.split("/")).read_bytes()).hexdigest()
        except OSError as error:
            raise ModelFilesError(f"dragoman/{place}: can't be read ({error.strerror or error}); {REMEDY}") from None
        if found != digest:
            raise ModelFilesError(f"dragoman/{place}: SHA-256 is {found}, expected {digest}; {REMEDY}")


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
