"""Events against PLV, the PLOVER gold standard records, and sentences without an interaction.

usage: python benchmarks/events.py [plv] [gsr] [quiet] [--part K/N] [--as-annotated] [--confusion] [--errors N]
                                   [--root ROOT]

plv, gsr   END2END, PAIR, SENT, EXTRA and macro-F1 as the scorer defines them, a line a root with what it was taken
           for, and why the rows that are not right are not. Events are coded by PLOVER's own rules first (an announced
           meeting is AGREE …, `as_plover`); `--as-annotated` leaves them as the record has them.
quiet      events in sentences of PolNeAR's development half that hold no interaction between political actors: those
           of forty characters and more that name nobody: no word after the first has a capital, and the cast finds no
           actor. Given for 300 sentences. (Many with one named actor do hold an interaction: somebody is investigated.)
--confusion  the whole table: labelled roots down, what they were taken for across
--part     rows whose number (the end of the id) leaves K when divided by N. The rules were made on PLV's even rows,
           then on rows 1 and 3 of every eight; row 7 of every eight was looked at last.
The labelled data (see gold.py) is not part of the project.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import gold

from dragoman.extract.events.codes import as_plover
from dragoman.model import Event
from dragoman.pages import article_from_text

sys.path.insert(0, str(gold.SCORE))

Row = dict[str, Any]
SHORTEST = 40
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def plv() -> list[Row]:
    """PLV's rows."""
    return gold.rows("plv_train.jsonl")


def gsr() -> list[Row]:
    """The PLOVER records whose text has both sides, in PLV's form; of two who act on each other the first is source."""
    out = []
    for row in gold.rows("plover_gsr_2016.jsonl"):
        both = [s for s in row["spans"] if s["role"] == "SRC/TAR"]
        source = [s for s in row["spans"] if s["role"] == "SRC"] or both[:1]
        target = [s for s in row["spans"] if s["role"] == "TAR"] or both[1:]
        if source and target and row["event_plover2021"]:
            root = row["event_plover2021"][0]
            out.append({**row, "source": source, "target": target, "event": [YIELD.get(root, root)]})
    return out


def events_of(row: Row) -> tuple[Event, ...]:
    """What the whole reader finds in a row's text."""
    return gold.reader().read(article_from_text(row["text"])).events


def coded(event: Event, *, annotated: bool) -> Row | None:
    """An event as the scorer takes it; `None` when PLOVER has no code for it."""
    type_ = event.type if annotated else as_plover(event)
    if type_ is None:
        return None
    return {
        "type": YIELD.get(type_, type_),
        "actors": [{"span": list(p.span)} for p in event.actors],
        "recipients": [{"span": list(p.span)} for p in event.recipients],
    }


def why_not(root: str, found: list[Row], source: list[Row], target: list[Row]) -> str:
    """What is wrong where the pair is not joined with the right root."""
    from events import overlap  # type: ignore[attr-defined]

    right = [e for e in found if e["type"] == root]
    if not right:
        return "another type" if found else "no event"
    parts = []
    for name, role, spans in (("source", "actors", source), ("target", "recipients", target)):
        if not any(overlap([p["span"] for p in e[role]], spans) for e in right):
            parts.append(f"{name} {'wrong' if any(e[role] for e in right) else 'missing'}")
    return "right type, " + (", ".join(parts) or "in two events")


def measure(rows: list[Row], *, annotated: bool, confusion: bool, errors: int, only: str | None) -> None:
    """Print the figures over the rows, by root, and the causes."""
    from events import linked  # type: ignore[attr-defined]

    taken: dict[str, Counter[str | None]] = defaultdict(Counter)
    totals: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    for row in rows:
        root = row["event"][0]
        source = [s for s in row["source"] if "start" in s]
        target = [s for s in row["target"] if "start" in s]
        found = [e for e in (coded(e, annotated=annotated) for e in events_of(row)) if e is not None]
        joined = [e for e in found if linked(e, source, target)]
        got = root if any(e["type"] == root for e in joined) else joined[0]["type"] if joined else None
        taken[root][got] += 1
        totals["hit"] += got == root
        totals["pair"] += bool(joined)
        totals["sent"] += any(e["type"] == root for e in found)
        totals["extra"] += max(0, len(found) - 1)
        if got != root:
            causes[why_not(root, found, source, target)] += 1
            if errors > 0 and only in {None, root}:
                errors -= 1
                print(row["id"], root, got, row["text"], sep=" | ")
    _print(taken, totals, causes, len(rows))
    if confusion:
        _table(taken)


def _print(taken: dict[str, Counter[str | None]], totals: Counter[str], causes: Counter[str], n: int) -> None:
    predicted: Counter[str | None] = Counter()
    for counts in taken.values():
        predicted.update(counts)
    scores = []
    for root, counts in sorted(taken.items()):
        size = sum(counts.values())
        scores.append(2 * counts[root] / (size + predicted[root]))
        others = ", ".join(f"{other or 'no pair'} {k}" for other, k in counts.most_common() if other != root)
        print(f"{root:10} {size:4}  right {100 * counts[root] / size:5.1f}  F1 {100 * scores[-1]:5.1f}  {others}")
    share = {name: 100 * totals[name] / n for name in ("hit", "pair", "sent")}
    print(
        f"rows {n}  END2END {share['hit']:.1f}  PAIR {share['pair']:.1f}  SENT {share['sent']:.1f}  "
        f"macro-F1 {100 * sum(scores) / len(scores):.1f}  EXTRA {totals['extra'] / n:.2f}"
    )
    print("not right:", "; ".join(f"{cause} {k}" for cause, k in causes.most_common()))


def _table(taken: dict[str, Counter[str | None]]) -> None:
    """Print the confusion table, a row a labelled root."""
    columns = sorted({got for counts in taken.values() for got in counts if got is not None} | set(taken))
    print(" " * 10, *(f"{name[:6]:>6}" for name in columns), "no pair")
    for root, counts in sorted(taken.items()):
        cells = (f"{counts[name] or '.':>6}" for name in columns)
        print(f"{root:10}", *cells, f"{counts[None] or '.':>7}")


def _names_somebody(sentence: str) -> bool:
    """True when a word after the first has a capital, but for "I" and what opens a quotation."""
    words = sentence.split()
    return any(
        w[:1].isupper() and w.rstrip(",.;:!?") not in {"I", "I'm", "I’m", "I've", "I’ve", "I'll", "I’d"}
        for w in words[1:]
    )


def quiet(errors: int) -> None:
    """Print how many events are found in 300 sentences that name nobody."""
    sentences = events = 0
    for row, reading in _read("polnear_dev.jsonl"):
        for span in reading.sentences:
            if span.end - span.start < SHORTEST or _names_somebody(span.of(row["text"])):
                continue
            if any(span.contains(m.span) for m in reading.mentions):
                continue
            sentences += 1
            mine = [e for e in reading.events if span.contains(e.anchor) and e.type != "STATEMENT"]
            events += len(mine)
            for event in mine if errors > 0 else ():
                errors -= 1
                print(event.type, event.how, span.of(row["text"]), sep=" | ")
    print(f"sentences {sentences}  events {events}  in 300 sentences {300 * events / sentences:.1f}")


def _read(name: str) -> Iterator[tuple[Row, Any]]:
    for row in gold.rows(name):
        yield row, gold.reader().read(article_from_text(row["text"], published=gold.day_of(row)))


def main() -> int:
    """Measure what is asked for; all of it without arguments."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", nargs="*", default=["plv", "gsr", "quiet"])
    ap.add_argument("--part", default="0/1")
    ap.add_argument("--as-annotated", action="store_true")
    ap.add_argument("--confusion", action="store_true")
    ap.add_argument("--errors", type=int, default=0)
    ap.add_argument("--root")
    a = ap.parse_args()
    if not gold.present():
        print(f"the labelled data is not at {gold.SHARED}; set DRAGOMAN_SHARED", file=sys.stderr)
        return 2
    k, _, n = a.part.partition("/")
    for what in a.what:
        print(f"# {what}")
        if what == "quiet":
            quiet(a.errors)
        else:
            rows = [r for r in (plv if what == "plv" else gsr)() if int(r["id"].rpartition("-")[2]) % int(n) == int(k)]
            measure(rows, annotated=a.as_annotated, confusion=a.confusion, errors=a.errors, only=a.root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
