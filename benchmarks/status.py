"""The status of acts, on 250 sentences of our own (`tests/data/event_status.csv`, 25 a status, written before looking).

usage: python benchmarks/status.py [--half tuned|kept] [--errors]

A sentence is right when the event of the labelled type (several are named where PLOVER's codebook leaves room) that
stands nearest to the labelled word has the labelled status; a sentence without such an event is `not found`, and counts
as wrong. The rules were made on the even lines; the odd ones were kept aside. Everything is read as of 14 March 2013.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dragoman.model import Event
from dragoman.pages import article_from_text
from dragoman.reader import Reader

TABLE = Path(__file__).resolve().parent.parent / "tests" / "data" / "event_status.csv"
DAY = "2013-03-14"
_AS_LABELLED = {"057": "AGREE", "163": "SANCTION"}
"""The rows were labelled before agreements signed and sanctions imposed took PLOVER's own types, SUPPORT and COERCE."""


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled sentence; `types` are the types that its act may be given."""

    line: int
    status: str
    types: tuple[str, ...]
    anchor: str
    text: str

    @property
    def kept(self) -> bool:
        """True for the half that no rule was made on."""
        return self.line % 2 == 1


def rows() -> list[Row]:
    """The labelled sentences, in the order of the file."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [
            Row(int(r["line"]), r["status"], tuple(r["type"].split("/")), r["anchor"], r["text"])
            for r in csv.DictReader(lines)
        ]


def is_of(event: Event, types: tuple[str, ...]) -> bool:
    """True for an event of one of the labelled types."""
    return event.type in types or _AS_LABELLED.get(event.cameo or "") in types


def met(reader: Reader, row: Row) -> tuple[Event | None, tuple[Event, ...]]:
    """The event that stands for the labelled one, and all of the sentence."""
    found = reader.read(article_from_text(row.text), published=DAY).events
    at = row.text.index(row.anchor)
    ours = sorted((e for e in found if is_of(e, row.types)), key=lambda e: (abs(e.anchor.start - at), e.id))
    return (ours[0] if ours else None), found


def main() -> None:
    """Print the share right, over all and by half and status."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--half", choices=("tuned", "kept"))
    options.add_argument("--errors", action="store_true")
    given = options.parse_args()
    reader = Reader()
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    lost = 0
    for row in rows():
        half = "kept" if row.kept else "tuned"
        if given.half not in {None, half}:
            continue
        event, found = met(reader, row)
        good = event is not None and event.status == row.status
        for group in ("all", half, row.status):
            total[group] += 1
            right[group] += good
        lost += event is None
        if given.errors and not good:
            said = "not found" if event is None else event.status
            others = " ".join(f"{e.type}:{e.status}" for e in found)
            print(f"{row.line:3} {row.status:12} {said:12} {'/'.join(row.types)}: {row.text}   [{others}]")
    for group in total:
        print(f"{group:14} {right[group]:3} of {total[group]:3}  {100 * right[group] / total[group]:.1f} %")
    print(f"not found      {lost}")


if __name__ == "__main__":
    main()
