"""The labels of the five captures (`captures_*.csv`), placed in the articles that are read from them.

Labels are offsets into the capture's file (code points), so that cleaning pages differently moves none of them. An
article's text is made of pieces of the capture; `Place` finds each of its lines in the file, blanks aside.
See `captures_protocol.md` for what was labelled and how.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

import gold

HERE = Path(__file__).parent
FOLDER = gold.SHARED / "seeds"
Spans = tuple[tuple[int, int], ...]
Row = dict[str, str]


def present() -> bool:
    """True when the captures are on this machine."""
    return FOLDER.is_dir() and any(FOLDER.glob("*.txt"))


@dataclass(frozen=True, slots=True)
class Capture:
    """One capture: its number, the day of its article, its file and its text."""

    number: str
    published: str
    path: Path
    text: str


def captures() -> list[Capture]:
    """The five captures. Raises `SystemExit` when a file is missing or is not the one that was labelled."""
    found = []
    for row in _rows("captures.csv"):
        paths = sorted(FOLDER.glob(f"{row['capture']}_*.txt"))
        if not paths:
            raise SystemExit(f"capture {row['capture']} is not in {FOLDER}")
        content = paths[0].read_bytes()
        if hashlib.sha256(content).hexdigest() != row["sha256"]:
            raise SystemExit(f"{paths[0].name} is not the file that was labelled (its SHA-256 differs): label it anew")
        found.append(Capture(row["capture"], row["published"], paths[0], content.decode("utf-8")))
    return found


def labels(table: str, capture: Capture) -> list[Row]:
    """The labels of one capture in one table: `statements`, `events`, `figures`, `positions` or `ballots`."""
    return [row for row in _rows(f"captures_{table}.csv") if row["capture"] == capture.number]


def _rows(name: str) -> list[Row]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


class Place:
    """Where the characters of a capture stand in the text of its article."""

    def __init__(self, capture: str, article: str) -> None:
        solid = [i for i, c in enumerate(capture) if not c.isspace()]
        packed = "".join(capture[i] for i in solid)
        self._to: dict[int, int] = {}
        at = start = 0
        for line in article.split("\n"):
            here = [start + i for i, c in enumerate(line) if not c.isspace()]
            piece = "".join(article[i] for i in here)
            found = packed.find(piece, at) if piece else -1
            if found >= 0:
                self._to.update((solid[found + k], i) for k, i in enumerate(here))
                at = found + len(piece)
            start += len(line) + 1

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The article's span of a capture's span; `None` when an end of it is not in the article."""
        first, last = self._to.get(start), self._to.get(end - 1)
        return None if first is None or last is None or last < first else (first, last + 1)

    def cell(self, cell: str) -> list[Spans]:
        """The alternatives of a cell (`12-40+55-80|12-80`) as spans of the article; those not in it are left out."""
        found = []
        for alternative in cell.split("|") if cell else []:
            spans = [self.span(*map(int, part.split("-"))) for part in alternative.split("+")]
            if all(spans):
                found.append(tuple(s for s in spans if s is not None))
        return found
