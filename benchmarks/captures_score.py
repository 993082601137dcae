"""How the labels of a capture are compared with what was read from it: one function a table.

Each takes the labels (rows as in `captures_*.csv`), the `Place` of the capture in its article, and the article's object
as `dragoman annotate` writes it, and gives `Judged`: one for each label that counts and one for each record given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from captures_labels import Place, Row, Spans

Json = dict[str, Any]
WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
ALIASES = {
    "arab league": ("arab league", "league of arab states", "the league"),
    "united nations": ("united nations", "security council", "un ", "u n"),
    "west": ("western", "the west"),
}
ORDERLESS = {"CONSULT", "AGREE", "COOPERATE"}
FOR = {"supports", "demands", "offers"}
AGAINST = {"opposes", "threatens", "threatens to veto", "rejects"}
KINDS = {"violence": "repression"}
"""Kinds of issue that the labels call otherwise: to be against the violence is to be against the repression."""
OUT_OF_OFFICE = {"OPP", "REB", "CVL", "UAF", "CRM", "PRE"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One label or one given record: what became of it. `label` and `given` are what was compared."""

    outcome: str
    level: str = ""
    label: Row | None = None
    given: Json | None = None


def fold(text: str | None) -> str:
    """Lower case, without accents and punctuation."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text or "") if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", plain.lower())).replace("sergei", "sergey")


def is_actor(label: str, actor: Json | None) -> bool:
    """True when a given actor is what a label names; see the protocol for the forms of a label."""
    if label == "-":
        return actor is None or str(actor.get("id")).startswith("group:")
    if label.startswith("~"):
        id = str((actor or {}).get("id") or "")
        return not id or ((actor or {}).get("country") == label[1:] and ("~" in id or not id.startswith("person:")))
    if actor is None:
        return False
    if re.fullmatch(r"[A-Z]{3}", label):
        named = str(actor.get("id")).startswith("person:") and "~" not in str(actor.get("id"))
        return actor.get("country") == label and not named and actor.get("sector") not in OUT_OF_OFFICE
    want, name = fold(label), fold(actor.get("name"))
    if not name:
        return False
    return any(w in name for w in ALIASES.get(want, (want,))) or name in want or want.split()[-1] == name.split()[-1]


def is_side(label: str, participant: Json) -> bool:
    """True when a participant of an event, or the holder of a position, is the label's actor.

    An official counts as the state; a description counts by the participant's name or words.
    """
    if re.fullmatch(r"[A-Z]{3}", label):
        return participant.get("country") == label and participant.get("sector") not in OUT_OF_OFFICE
    want = fold(label)
    words = f"{fold(participant.get('name'))} {fold(participant.get('text'))} "
    return any(w in words for w in ALIASES.get(want, (want,)))


def words_of(text: str, spans: Iterable[Sequence[int]]) -> frozenset[int]:
    """The places of the words that the spans touch."""
    return frozenset(
        m.start() for s, e in spans for m in WORD.finditer(text, max(0, s - 40), e) if m.end() > s and m.start() < e
    )


def overlap(a: frozenset[int], b: frozenset[int]) -> float:
    """Jaccard."""
    return len(a & b) / len(a | b) if a | b else 0.0


def statements(rows: list[Row], place: Place, text: str, reading: Json) -> tuple[list[Judged], list[Judged]]:
    """Labels: `right`, `wrong speaker`, `no speaker` or `missed`; given: `matched` or `spurious`."""
    given = [(s, words_of(text, s["content"]), words_of(text, s["cue"])) for s in reading["statements"]]
    contents = {r["id"]: [words_of(text, c) for c in place.cell(r["content"])] for r in rows}
    cues = {r["id"]: [words_of(text, c) for c in place.cell(r["cue"])] for r in rows}
    taken: dict[int, str] = {}
    found: dict[str, int] = {}
    for levels in ("12", "0"):
        pairs = []
        for r in rows:
            if r["level"] not in levels or r["id"] in found:
                continue
            for k, (_, content, cue) in enumerate(given):
                share = max((overlap(c, content) for c in contents[r["id"]]), default=0.0)
                if share >= 0.5:
                    same_cue = any(c & cue for c in cues[r["id"]]) or (not cues[r["id"]] and not cue)
                    pairs.append((-(share + same_cue), r["id"], k))
        for _, id, k in sorted(pairs):
            if id not in found and k not in taken:
                found[id], taken[k] = k, id
    _grouped(rows, contents, given, found)
    labels = []
    for r in rows:
        if r["level"] == "0":
            continue
        s = given[found[r["id"]]][0] if r["id"] in found else None
        labels.append(Judged(_spoken(r, s), r["level"], r, s))
    return labels, [Judged("matched" if k in taken else "spurious", given=s) for k, (s, _, _) in enumerate(given)]


def _grouped(
    rows: list[Row], contents: dict[str, list[frozenset[int]]], given: list[Any], found: dict[str, int]
) -> None:
    """Labels of one group that are not found alone are found when one record covers the group."""
    for r in rows:
        group = [x for x in rows if r["group"] and x["group"] == r["group"]]
        if r["id"] in found or not group:
            continue
        whole = frozenset[int]().union(*(contents[x["id"]][0] for x in group if contents[x["id"]]))
        best = max(range(len(given)), key=lambda k: overlap(whole, given[k][1]), default=None)
        if best is not None and overlap(whole, given[best][1]) >= 0.5:
            found[r["id"]] = best


def _spoken(label: Row, statement: Json | None) -> str:
    if statement is None:
        return "missed"
    if any(is_actor(name, statement["speaker"]) for name in label["speaker"].split("|")):
        return "right"
    return "wrong speaker" if statement["speaker"] else "no speaker"


def _same_sentence(reading: Json, a: Sequence[int], b: Sequence[int]) -> bool:
    return any(s <= a[0] < e and s <= b[0] < e for s, e in reading["sentences"])


def _sides(label: Row, event: Json) -> tuple[bool, bool]:
    """Whether every labelled side has a right actor, and whether no given side contradicts the label."""
    pairs = [(label["actors"], event["actors"]), (label["recipients"], event["recipients"])]
    orderless = label["type"].split("|")[0] in ORDERLESS
    if orderless:
        everyone = event["actors"] + event["recipients"]
        pairs = [(label["actors"], everyone), (label["recipients"], everyone)]
    complete = consistent = True
    for cell, given in pairs:
        names = cell.split("|") if cell else []
        hit = any(is_side(n, p) for n in names if n != "-" for p in given)
        complete &= hit or not names or "-" in names
        unknown = [p["id"] is None for p in given]
        consistent &= hit or not names or (any(unknown) if orderless else all(unknown))
    return complete and consistent, consistent


def events(rows: list[Row], place: Place, text: str, reading: Json) -> tuple[list[Judged], list[Judged]]:
    """Labels: `found` or `missed`; given: `right`, `allowed` (of level 0, told again, or a side open) or `wrong`."""
    given = [e for e in reading["events"] if e["type"] != "STATEMENT"]
    pairs, allowed = [], set()
    for r in rows:
        anchors = [c[0] for c in place.cell(r["anchor"])]
        for k, e in enumerate(given):
            if e["type"] not in r["type"].split("|"):
                continue
            gaps = [abs(a[0] - e["anchor"][0]) for a in anchors if _same_sentence(reading, a, e["anchor"])]
            complete, consistent = _sides(r, e)
            if gaps and consistent:
                allowed.add(k)
                if complete and r["level"] != "0":
                    misdated = bool(r["date"]) and not days_meet(r["date"], e["date"])
                    pairs.append((min(gaps), misdated, r["id"], k))
    found: dict[str, int] = {}
    taken: set[int] = set()
    for _, _, id, k in sorted(pairs):
        if id not in found and k not in taken:
            found[id] = k
            taken.add(k)
    labels = [
        Judged(
            "found" if r["id"] in found else "missed",
            r["level"],
            r,
            given[found[r["id"]]] if r["id"] in found else None,
        )
        for r in rows
        if r["level"] != "0"
    ]
    return labels, [
        Judged("right" if k in taken else "allowed" if k in allowed else "wrong", given=e) for k, e in enumerate(given)
    ]


def days_meet(cell: str, given: Sequence[str | None]) -> bool:
    """True when a given Interval overlaps the label's (`from/to`), an open end being any day."""
    first, last = cell.split("/")
    return (given[0] or "0000") <= last and (given[1] or "9999") >= first and any(given)


def figures(rows: list[Row], place: Place, text: str, reading: Json) -> tuple[list[Judged], list[Judged]]:
    """Labels: `right`, `wrong bounds`, `wrong measure` or `missed`; given: `matched` or `spurious`."""
    matched: set[int] = set()
    labels = []
    for r in rows:
        spans = [s for cell in place.cell(r["span"]) for s in cell]
        near = [
            (k, f)
            for k, f in enumerate(reading["figures"])
            if any(f["span"][0] < e and s < f["span"][1] for s, e in spans)
        ]
        matched.update(k for k, _ in near)
        outcomes = {_counted(r, f): f for _, f in reversed(near)}
        best = next((o for o in ("right", "wrong bounds", "wrong measure") if o in outcomes), "missed")
        if r["level"] != "0":
            labels.append(Judged(best, r["level"], r, outcomes.get(best)))
    return labels, [
        Judged("matched" if k in matched else "spurious", given=f) for k, f in enumerate(reading["figures"])
    ]


def _counted(label: Row, figure: Json) -> str:
    if figure["measure"] not in label["measure"].split("|"):
        return "wrong measure"
    bounds = ((label["low"], figure["low"]), (label["high"], figure["high"]))
    right = all(("-" if n is None else str(n)) in cell.split("|") for cell, n in bounds)
    return "right" if right else "wrong bounds"


def is_place(label: str, place: Json | None) -> bool:
    """True when a place is the label's (alternatives with `|`): a country by its code, another by name."""
    return place is not None and any(
        place["country"] == name or fold(name) == fold(place["name"]) for name in label.split("|")
    )


def is_told(by: str, position: Json) -> bool:
    """True when a position is `own`, or `reported` by another, as its label has it (`either` is both)."""
    return by == "either" or (by == "reported") == bool(position["reported_by"])


def sign(stance: str) -> int:
    """The direction of a stance: for, against, neither."""
    return 1 if stance in FOR else -1 if stance in AGAINST else 0


def positions(rows: list[Row], place: Place, text: str, reading: Json) -> tuple[list[Judged], list[Judged]]:
    """Labels: `found`, `found, other kind` or `missed`; given: `right`, `right, other kind` or `wrong`."""
    given = reading["positions"]
    best: dict[str, tuple[str, Json]] = {}
    confirmed: dict[int, str] = {}
    for r in rows:
        holders = r["holder"].split("|")
        stances = [(kind, s) for k in r["issue"].split("/") for kind, ss in [k.split(":")] for s in ss.split(",")]
        spans = [s for cell in place.cell(r["span"]) for s in cell]
        for k, p in enumerate(given):
            if not any(is_side(h, p["holder"]) for h in holders) or not any(
                _same_sentence(reading, s, p["span"]) or (s[0] < p["span"][1] and p["span"][0] < s[1]) for s in spans
            ):
                continue
            signs = {sign(s) for _, s in stances}
            given_kind = KINDS.get(p["issue"]["kind"], p["issue"]["kind"])
            same_kind = any(kind == given_kind and sign(s) == sign(p["stance"]) for kind, s in stances)
            if same_kind:
                best[r["id"]] = ("found", p)
                confirmed[k] = "right"
            elif sign(p["stance"]) in signs:
                best.setdefault(r["id"], ("found, other kind", p))
                confirmed.setdefault(k, "right, other kind")
    labels = [
        Judged(best[r["id"]][0] if r["id"] in best else "missed", r["level"], r, best.get(r["id"], ("", None))[1])
        for r in rows
        if r["level"] != "0"
    ]
    return labels, [Judged(confirmed.get(k, "wrong"), given=p) for k, p in enumerate(given)]


def ballots(rows: list[Row], place: Place, text: str, reading: Json) -> tuple[list[Judged], list[Judged]]:
    """Labels: `right`, `wrong vote` or `missed`, one a member; given: `right` or `wrong`."""
    given = reading["ballots"]
    labels = []
    for r in rows:
        if r["level"] != "1":
            continue
        votes = [b for b in given if b["member"] == r["member"]]
        right = [b for b in votes if b["vote"] in r["vote"].split("|")]
        labels.append(
            Judged("right" if right else "wrong vote" if votes else "missed", "1", r, (right or votes or [None])[0])
        )
    told = {(r["member"], vote) for r in rows for vote in r["vote"].split("|")}
    return labels, [Judged("right" if (b["member"], b["vote"]) in told else "wrong", given=b) for b in given]


def spans_of(place: Place, label: Row) -> Spans:
    """Where a label stands in the article."""
    for column in ("content", "anchor", "span"):
        if label.get(column):
            cells = place.cell(label[column])
            return cells[0] if cells else ()
    return ()
