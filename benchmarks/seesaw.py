"""Who is for or against whom (SEESAW): `python benchmarks/seesaw.py [--first N] [--every N]`.

SEESAW (Zhang, Deng et al., EMNLP 2022; CC BY-NC-SA 4.0) labels the sentences of US political news with triplets
(subject, POS or NEG, object) over a list of entities made by hand for each article. It is measured with and nothing is
made from it. Our triplets of a sentence, from three tables:

events      actor -> recipient; cooperation and aid POS, accusation, rejection, threats, force NEG
statements  speaker -> whoever is named in the content of praise (POS), of criticism, accusation, opposition (NEG)
positions   holder, or the person who speaks for it, -> who is named in the clause; for POS, against NEG, and the other
            way about for an investigation, sanctions, force and the like

A name is an entity of the article's list when one has all words of the other, or both are persons with one last name.
Labels without a subject or object of the list are left out, and so are triplets of ours.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import gold

from dragoman.extract.events.codes import as_plover
from dragoman.model import Reading, Span
from dragoman.reference.folding import fold

Triplet = tuple[int, str, str, str]

POSITIVE = {"SUPPORT", "AID", "AGREE", "COOPERATE", "CONCEDE"}
NEGATIVE = {"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "COERCE", "ASSAULT"}
CUES = {"praise": "POS", "criticize": "NEG", "accuse": "NEG", "oppose": "NEG"}
FOR, AGAINST = {"supports", "demands", "offers"}, {"opposes", "threatens", "threatens to veto"}
LEFT_OUT = {"None", "Not in the list"}
AIMED = {
    "investigation", "sanctions", "military action", "repression", "referral to a court", "pressure", "condemnation",
    "leader's departure",
}
"""Issues whose supporters are against whoever they name."""
ALIASES = {"democrats": "democratic party", "republicans": "republican party", "gop": "republican party"}
TITLES = {"the", "a", "an", "mr", "mr.", "mrs.", "ms.", "president", "sen.", "rep."}
SKIPPED = {"negated", "denied", "hypothetical"}


class Entities:
    """The entities of one article, found by name."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = [(name, set(fold(name).split())) for name in names]

    def of(self, name: str | None) -> str | None:
        """The entity of that name; `None` when none or more than one fits."""
        low = fold(name or "")
        words = set(ALIASES.get(low, low).split()) - TITLES
        if not words:
            return None
        fitting = [n for n, own in self._names if own and (own <= words or words <= own)]
        return fitting[0] if len(set(fitting)) == 1 else next((n for n, own in self._names if own == words), None)

    def within(self, reading: Reading, span: Span) -> list[str]:
        """The entities that are mentioned or named inside a Span."""
        inside = [m for m in reading.mentions if span.contains(m.span)]
        named = [self.of(m.actor.name) or self.of(m.span.of(reading.article.text)) for m in inside]
        text = f" {fold(span.of(reading.article.text))} "
        named += [name for name, words in self._names if len(words) > 1 and f" {fold(name)} " in text]
        return list(dict.fromkeys(n for n in named if n is not None))


def triplets(reading: Reading, entities: Entities, sents: list[list[int]]) -> Iterator[tuple[str, Triplet]]:
    """(table, triplet) for all that events, statements and positions tell."""
    for event in reading.events:
        type_ = as_plover(event)
        sign = "POS" if type_ in POSITIVE else "NEG" if type_ in NEGATIVE else None
        if sign is None or event.status in SKIPPED:
            continue
        for a in event.actors:
            for r in event.recipients:
                who = entities.of(a.actor.name if a.actor else None) or entities.of(a.text)
                whom = entities.of(r.actor.name if r.actor else None) or entities.of(r.text)
                yield from _kept("events", sentence_of(event.anchor, sents), who, sign, [whom])
    for said in reading.statements:
        sign = CUES.get(said.cue_class or "")
        if sign is not None and said.content:
            who = entities.of(said.speaker.name if said.speaker else None)
            objects = [e for part in said.content for e in entities.within(reading, part)]
            yield from _kept("statements", sentence_of(said.content[0], sents), who, sign, objects)
    speakers = {s.id: s.speaker.name for s in reading.statements if s.speaker is not None}
    for position in reading.positions:
        sign = "POS" if position.stance in FOR else "NEG" if position.stance in AGAINST else None
        if sign is None:
            continue
        if position.issue.kind in AIMED:
            sign = "NEG" if sign == "POS" else "POS"
        persons = [
            m.actor.name
            for m in reading.mentions
            if position.span.contains(m.span)
            and m.actor.id.startswith("person:")
            and m.actor.country == position.holder.country
        ]
        names = [speakers.get(position.evidence or ""), *persons[:1], position.holder.name]
        who = next((e for name in names if (e := entities.of(name)) is not None), None)
        yield from _kept(
            "positions", sentence_of(position.span, sents), who, sign, entities.within(reading, position.span)
        )


def _kept(
    table: str, sentence: int | None, who: str | None, sign: str, whom: Iterable[str | None]
) -> Iterator[tuple[str, Triplet]]:
    for object_ in whom:
        if sentence is not None and who is not None and object_ is not None and who != object_:
            yield table, (sentence, who, sign, object_)


def sentence_of(span: Span, sents: list[list[int]]) -> int | None:
    """The number of the labelled sentence in which a Span begins."""
    return next((i for i, (start, end) in enumerate(sents) if start <= span.start < end), None)


def score(right: int, given: int, wanted: int) -> str:
    """Precision, recall and F1 in per cent."""
    p, r = right / max(given, 1), right / max(wanted, 1)
    return f"P {100 * p:.1f}  R {100 * r:.1f}  F1 {200 * p * r / max(p + r, 1e-9):.1f}"


def main() -> int:
    """Measure and print; 1 when the labelled data is not here."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--first", type=int)
    ap.add_argument("--every", type=int, default=1)
    a = ap.parse_args()
    if not gold.present():
        print(f"no labelled data at {gold.SHARED}")
        return 1
    counts: Counter[str] = Counter()
    for row in gold.rows("seesaw_valid.jsonl", first=a.first, every=a.every):
        found, labelled = measured(row)
        counts["labels"] += len(labelled)
        tables = {"together": set().union(*found.values()), **found}
        for table, ours in tables.items():
            counts[f"{table} given"] += len(ours)
            counts[f"{table} right"] += len(ours & labelled)
            pairs, wanted = {t[:2] + t[3:] for t in ours}, {t[:2] + t[3:] for t in labelled}
            counts[f"{table} pairs"] += len(pairs & wanted)
            counts[f"{table} pairs given"] += len(pairs)
    for table in ("together", "events", "statements", "positions"):
        exact = score(counts[f"{table} right"], counts[f"{table} given"], counts["labels"])
        print(f"{table:10}  {exact}  of {counts[f'{table} given']} given, {counts['labels']} labelled", end="")
        pairs_only = score(counts[f"{table} pairs"], counts[f"{table} pairs given"], counts["labels"])
        print(f"; whatever the polarity {pairs_only}")
    return 0


def measured(row: dict[str, Any]) -> tuple[dict[str, set[Triplet]], set[Triplet]]:
    """Our triplets of an article by table, and the labelled ones."""
    reading = gold.reader().read(row["text"], published=row["date"])
    entities = Entities(e[0] for e in row["entities"])
    found: dict[str, set[Triplet]] = {"events": set(), "statements": set(), "positions": set()}
    for table, triplet in triplets(reading, entities, row["sents"]):
        found[table].add(triplet)
    labelled = {
        (s["sent"], s["subject"], s["polarity"], s["object"])
        for s in row["stances"]
        if not {s["subject"], s["object"]} & LEFT_OUT and s["subject"] != s["object"]
    }
    return found, labelled


if __name__ == "__main__":
    sys.exit(main())
