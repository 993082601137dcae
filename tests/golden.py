"""The golden record of the sample crisis, as lines that a person can review: `python tests/golden.py` writes it anew."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.model import Actor, BadInput, Participant, Place, Reading, Span
from dragoman.pages import read_pages
from dragoman.reader import Reader
from dragoman.sample import PAGES

GOLDEN = Path(__file__).parent / "golden" / "sample.txt"


def lines_of(reading: Reading) -> Iterator[str]:
    """The reading, a line an entry: what it quotes, who, when."""
    article = reading.article
    text = article.text

    def quote(spans: Iterable[Span]) -> str:
        return " … ".join(s.of(text).replace("\n", "⏎") for s in spans) or "-"

    def phrase(people: Iterable[Participant]) -> str:
        return "; ".join(f"{p.text} = {who(p.actor)}" for p in people) or "-"

    yield f"=== {article.title or '(no title)'}"
    yield f"    {article.publisher or '-'} | {article.agency or '-'} | {article.byline or '-'} | {article.dateline_place or '-'}"
    yield f"    published {reading.published.interval} ({reading.published.basis}: {'; '.join(reading.published.reasons)})"
    if reading.skipped:
        yield f"    not read: {reading.skipped}"
    for zone in article.zones:
        yield f"  zone {zone.role}: {quote([zone.span])}"
    for m in reading.mentions:
        yield f"  mention {quote([m.span])} = {who(m.actor)}"
    for t in reading.times:
        yield f"  time {quote([t.span])} = {t.type} {t.value} {t.interval}"
    number = {s.id: i for i, s in enumerate(reading.statements, 1)}
    for s in reading.statements:
        inside = f" within {number[s.within]}" if s.within else ""
        yield f"  statement {number[s.id]}{inside} [{s.kind}, {s.cue_class or '-'}] {s.said}"
        yield f"    {quote(s.source)} = {who(s.speaker)}" + (f" to {who(s.addressee)}" if s.addressee else "")
        yield f"    {quote(s.cue)}: {quote(s.content)}"
    for e in reading.events:
        reported = f" reported by {number.get(e.reported_by, '?')}" if e.reported_by else ""
        yield f"  event {e.type}{'/' + e.mode if e.mode else ''} [{e.status}] {e.date} {place(e.place)}{reported}: {quote([e.anchor])}"
        yield f"    {phrase(e.actors)} -> {phrase(e.recipients)}"
    for f in reading.figures:
        head = " HEADLINE" if f.headline else ""
        yield f"  figure {f.measure} {f.low}..{f.high} ({f.qualifier or '-'}) of {f.who or '-'} {f.date} {place(f.place)}{head}: {quote([f.span])}"
        yield f"    claimed by {who(f.claimant)}"


def who(actor: Actor | None) -> str:
    """An actor in one phrase."""
    if actor is None:
        return "?"
    return f"{actor.name} ({', '.join(str(x or '-') for x in (actor.id, actor.country, actor.sector, actor.office))})"


def place(found: Place | None) -> str:
    """A place in one phrase."""
    return f"in {found.name}/{found.country or '-'}" if found else "nowhere"


def record_lines(reader: Reader) -> list[str]:
    """The whole sample's record."""
    out: list[str] = []
    for page in read_pages([PAGES]):
        if isinstance(page, BadInput):
            raise page
        out.extend(lines_of(reader.read(page)))
    return out


if __name__ == "__main__":
    made = "\n".join(record_lines(Reader())) + "\n"
    GOLDEN.write_text(made, encoding="utf-8")
    sys.stdout.write(f"{GOLDEN}: {made.count(chr(10))} lines; review every line that changed\n")
