"""Lexicon alone, the encoder's head alone, both: over labelled pairs and over labelled articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from acts import YIELD, Act, Text, labelled_at, linked

from dragoman.extract.events.opinion import NONE, taken

Classify = Callable[[np.ndarray], dict[str, float]]
Judged = list[tuple[Text, list[tuple[Act, str]]]]
SAME = {"APPEAL": "REQUEST"}
GAP = 60
"""Characters within which the scorer of articles takes two anchors for one event."""


def by_lexicon(act: Act, head: Classify) -> str | None:
    """The lexicon's type; `None` for an act without a frame."""
    return act.type or None


def by_encoder(act: Act, head: Classify) -> str | None:
    """The head's likeliest type for an act however it was found."""
    chance = head(act.features)
    best = max(chance, key=lambda t: chance[t])
    return None if best == NONE else best


def by_both(act: Act, head: Classify) -> str | None:
    """As the reader decides (`opinion.judge`)."""
    return act.type if act.framed else taken(head(act.features), act.known)


WAYS = {"lexicon": by_lexicon, "encoder": by_encoder, "both": by_both}


def compare(**sources: Sequence[tuple[Text, Classify]]) -> None:
    """Print the tables for each source of texts, each text with a head that has not seen it."""
    for name, given in sources.items():
        judged = {way: judge(given, how) for way, how in WAYS.items()}
        if name == "diplomacy":
            articles(judged)
        else:
            pairs(name, judged)


def judge(given: Sequence[tuple[Text, Classify]], how: Callable[[Act, Classify], str | None]) -> Judged:
    """The acts that one way keeps, with their types, in text order."""
    out: Judged = []
    for text, head in given:
        kept = [(act, type_) for act in text.acts if (type_ := how(act, head)) is not None]
        out.append((text, sorted(kept, key=lambda k: k[0].anchor)))
    return out


def pairs(name: str, judged: dict[str, Judged]) -> None:
    """END2END, PAIR, SENT and F1 a type, as the scorer of events defines them."""
    scores: dict[str, dict[str, float]] = {}
    print(f"\n| {name} | END2END | PAIR | SENT | macro-F1 | EXTRA |\n|---|---|---|---|---|---|")
    table: dict[str, Counter[str]] = {}
    for way, texts in judged.items():
        taken: dict[str, Counter[str]] = defaultdict(Counter)
        hit = pair = sent = extra = 0
        for text, acts in texts:
            row = text.row
            root = row["event"][0]
            joined = [YIELD.get(t, t) for act, t in acts if linked(t, act, row["source"], row["target"])]
            got = root if root in joined else joined[0] if joined else "no pair"
            taken[root][got] += 1
            hit += got == root
            pair += bool(joined)
            sent += any(YIELD.get(t, t) == root for _, t in acts)
            extra += max(len(acts) - 1, 0)
        made: Counter[str] = sum(taken.values(), Counter())
        scores[way] = {r: 200 * c[r] / (c.total() + made[r]) for r, c in sorted(taken.items())}
        macro = sum(scores[way].values()) / len(scores[way])
        n = len(texts)
        shares = " | ".join(f"{100 * k / n:.1f}" for k in (hit, pair, sent))
        print(f"| {way} | {shares} | {macro:.1f} | {extra / n:.2f} |")
        table = taken
    ways = list(scores)
    print(f"\n| F1 in {name} | rows | " + " | ".join(ways) + " |\n|---|---|" + "---|" * len(ways))
    for root in sorted(table):
        print(f"| {root} | {table[root].total()} | " + " | ".join(f"{scores[w][root]:.1f}" for w in ways) + " |")
    names = [*sorted(table), *sorted({g for c in table.values() for g in c} - table.keys())]
    print(f"\nboth, {name}: labelled roots down, what they were taken for across\n")
    print("| | " + " | ".join(names) + " |\n|---|" + "---|" * len(names))
    for root in sorted(table):
        print(f"| {root} | " + " | ".join(str(table[root][g] or "") for g in names) + " |")


def articles(judged: dict[str, Judged]) -> None:
    """Labelled events found by type and place, precision, and what the head added."""
    print("\n| articles | found | precise | events |\n|---|---|---|---|")
    for way, texts in judged.items():
        found = labelled = right = given = 0
        for text, acts in texts:
            kept = [(a, SAME.get(t, t)) for a, t in acts if t != "STATEMENT"]
            good = [any(SAME.get(g, g) == t for g in labelled_at(text, a.anchor, GAP)) for a, t in kept]
            right, given = right + sum(good), given + len(good)
            for event in text.row["events"]:
                one = Text(text.source, text.number, {**text.row, "events": [event]})
                type_ = SAME.get(event["type"], event["type"])
                labelled += 1
                found += any(t == type_ and labelled_at(one, a.anchor, GAP) for a, t in kept)
        print(f"| {way} | {100 * found / labelled:.1f} | {100 * right / given:.1f} | {given} |")
    added = [(t, a, ty) for t, acts in judged["both"] for a, ty in acts if not a.framed]
    good = sum(any(SAME.get(g, g) == ty for g in labelled_at(t, a.anchor, GAP)) for t, a, ty in added)
    print(f"\nadded: {len(added)}, of them labelled events: {good}")
