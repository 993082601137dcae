"""The documents that `annotate` is given: JSON lines, each `{id, text, published?}`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.model import BadInput, Interval


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its id as given (anything, or `None`), its ISO day if it has one, and the line it stood on."""

    id: Any
    text: str
    published: str | None
    where: str
    remark: str | None = None
    """What is wrong with the line though it can be read."""


def documents(path: Path) -> Iterator[Document | BadInput]:
    """The documents of a file (or of standard input for `-`), one line at a time; empty lines are passed over."""
    name = "standard input" if str(path) == "-" else str(path)
    for number, line in enumerate(_lines(path), 1):
        if line.strip():
            yield _document(line, f"{name}:{number}")


def _lines(path: Path) -> Iterator[bytes]:
    if str(path) == "-":
        yield from sys.stdin.buffer
        return
    try:
        with path.open("rb") as stream:
            yield from stream
    except OSError as error:
        raise BadInput(str(path), f"can't be opened ({error.strerror or error}); check the name") from error


def _document(line: bytes, where: str) -> Document | BadInput:
    try:
        value = json.loads(line)
    except UnicodeDecodeError:
        return BadInput(where, "is not UTF-8; left out")
    except (ValueError, RecursionError) as error:
        return BadInput(where, f"is no JSON ({error}); left out")
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return BadInput(where, 'is no object with a string "text"; left out')
    published, remark = value.get("published"), None
    try:
        Interval.parse(published if published is None or isinstance(published, str) else str(published))
    except ValueError:
        remark = f'"published" is no day, month or year in ISO form ({published!r:.40}); read without it'
        published = None
    return Document(value.get("id"), value["text"], None if published is None else str(published), where, remark)
