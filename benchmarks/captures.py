"""The five captures: `python benchmarks/captures.py [PART ...] [--errors] [--as-captured]`; by default all parts.

statements  found, with the right speaker, wrong among direct quotations, spurious
events      found, wrong; status and date of those found
figures     low, high and measure right; claimant, basis
positions   found, precise, with and without the kind of the issue
ballots     who is for, against, undecided
speakers    sources that name or stand for an actor, span given: right where answered; with the pronouns of PolNeAR

Labels: `captures_*.csv` (offsets and codes); how they were made: `captures_protocol.md`. The articles' days are given,
as a user who knows them would (`--as-captured` gives none). The captures are not part of the project.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from typing import Any

import captures_labels as labelled
import captures_score as score
import gold
from captures_labels import Capture, Place, Row
from captures_score import Judged

from dragoman.exports.annotate import reading_to_json
from dragoman.pages import clean, read_pages

Read = tuple[Capture, Place, dict[str, Any]]
TABLES = ("statements", "events", "figures", "positions", "ballots")


def read_all(*, dated: bool = True) -> list[Read]:
    """Each capture cleaned and read: its place in the article, and its object with `text` and `sentences` added."""
    out = []
    for capture in labelled.captures():
        page = next(iter(read_pages([str(capture.path)])))
        article = clean(page)  # type: ignore[arg-type]
        reading = gold.reader().read(article, published=capture.published if dated else None)
        found = reading_to_json(reading, capture.number)
        found.update(text=article.text, sentences=[list(s) for s in reading.sentences])
        place = Place(capture.text, article.text)
        for table in TABLES:
            for row in labelled.labels(table, capture):
                column = next(c for c in ("content", "anchor", "span") if c in row)
                if not place.cell(row[column]):
                    print(f"  not in the article any more: capture {capture.number}, {table} {row['id']}")
        out.append((capture, place, found))
    return out


def judged(table: str, item: Read) -> tuple[list[Judged], list[Judged]]:
    """The labels and the given records of one capture in one table, judged."""
    capture, place, found = item
    rows = labelled.labels(table, capture)
    return getattr(score, table)(rows, place, found["text"], found)  # type: ignore[no-any-return]


def share(part: int, whole: int) -> str:
    """`part` of `whole` in per cent."""
    return f"{100 * part / whole:.1f} % of {whole}" if whole else "none of 0"


def statements(items: list[tuple[list[Judged], list[Judged]]]) -> str:
    """Found with the right speaker, and the rest."""
    out = []
    for name, levels in (("level 1", "1"), ("levels 1 and 2", "12")):
        labels = [j for ls, _ in items for j in ls if j.level in levels]
        counts = Counter(j.outcome for j in labels)
        out.append(
            f"{name}: right {share(counts['right'], len(labels))}, found {len(labels) - counts['missed']}, "
            f"wrong speaker {counts['wrong speaker']}, no speaker {counts['no speaker']}"
        )
    labels = [j for ls, _ in items for j in ls]
    direct = [j for j in labels if j.label and j.label["kind"] == "direct"]
    nested = [j for j in labels if j.label and j.label["within"]]
    given = [j for _, gs in items for j in gs]
    out += [
        f"direct: right {share(sum(j.outcome == 'right' for j in direct), len(direct))}, "
        f"wrong speaker {sum(j.outcome == 'wrong speaker' for j in direct)}",
        f"nested: right {share(sum(j.outcome == 'right' for j in nested), len(nested))}, "
        f"with `within` {sum(bool(j.given and j.given['within']) for j in nested)}",
        f"spurious {share(sum(j.outcome == 'spurious' for j in given), len(given))}",
    ]
    return "\n            ".join(out)


def events(items: list[tuple[list[Judged], list[Judged]]]) -> str:
    """Found, wrong, and the status and date of those found."""
    labels = [j for ls, _ in items for j in ls]
    given = [j for _, gs in items for j in gs]
    pairs = [(j.label, j.given) for j in labels if j.label and j.given]
    dated = [(a, b) for a, b in pairs if a["date"]]
    return (
        f"found {share(len(pairs), len(labels))}; wrong {share(sum(j.outcome == 'wrong' for j in given), len(given))}; "
        f"status {share(sum(b['status'] in a['status'].split('|') for a, b in pairs), len(pairs))}; "
        f"date {share(sum(score.days_meet(a['date'], b['date']) for a, b in dated), len(dated))}"
    )


def figures(items: list[tuple[list[Judged], list[Judged]]]) -> str:
    """Bounds and measure right; claimant; spurious."""
    labels = [j for ls, _ in items for j in ls]
    given = [j for _, gs in items for j in gs]
    pairs = [(j.label, j.given) for j in labels if j.label and j.given]
    claimed = sum(any(score.is_actor(n, b["claimant"]) for n in a["claimant"].split("|")) for a, b in pairs)
    placed = [(a, b) for a, b in pairs if a["place"]]
    dated = [(a, b) for a, b in pairs if a["date"]]
    based = [(a, b["scope"].split()[-1]) for a, b in pairs if a["basis"] and b.get("scope")]
    return (
        f"right {share(sum(j.outcome == 'right' for j in labels), len(labels))}; "
        f"claimant {share(claimed, len(pairs))}; "
        f"headline {share(sum(bool(b['headline']) == (a['headline'] == '1') for a, b in pairs), len(pairs))}; "
        f"place {share(sum(score.is_place(a['place'], b['place']) for a, b in placed), len(placed))}; "
        f"date {share(sum(score.days_meet(a['date'], b['date']) for a, b in dated), len(dated))}; "
        f"incident or cumulative {share(sum(b in a['basis'].split('|') for a, b in based), len(based))}; "
        f"spurious {share(sum(j.outcome == 'spurious' for j in given), len(given))}"
    )


def positions(items: list[tuple[list[Judged], list[Judged]]]) -> str:
    """Found and precise, with and without the kind."""
    labels = Counter(j.outcome for ls, _ in items for j in ls)
    given = Counter(j.outcome for _, gs in items for j in gs)
    n, m = sum(labels.values()), sum(given.values())
    pairs = [(j.label, j.given) for ls, _ in items for j in ls if j.label and j.given]
    told = sum(score.is_told(a["by"], b) for a, b in pairs)
    stances = sum(b["stance"] in re.split("[:,/]", a["issue"]) for a, b in pairs)
    return (
        f"found {share(n - labels['missed'], n)}, kind right too {share(labels['found'], n)}; "
        f"precise {share(m - given['wrong'], m)}, kind right too {share(given['right'], m)}; "
        f"of those found: the stance itself {share(stances, len(pairs))}, own or reported {share(told, len(pairs))}"
    )


def ballots(items: list[tuple[list[Judged], list[Judged]]]) -> str:
    """Right and wrong."""
    labels = [j for ls, _ in items for j in ls]
    given = [j for _, gs in items for j in gs]
    return (
        f"right {share(sum(j.outcome == 'right' for j in labels), len(labels))}; "
        f"wrong {share(sum(j.outcome == 'wrong' for j in given), len(given))}"
    )


def speakers(items: list[Read]) -> str:
    """Sources of the captures that name or stand for an actor, span given, and the 40 pronouns of PolNeAR."""
    import actors

    heard: dict[str, list[bool | None]] = {"captures": [], "pronouns": []}
    for capture, place, found in items:
        analysis, cast = actors.cast_of(found["text"], capture.published)
        for row in labelled.labels("statements", capture):
            names = row["speaker"].split("|")
            spans = place.cell(row["source"])
            if not spans or "-" in names or names[0].startswith("~"):
                continue
            actor = actors.actor_at(analysis, cast, spans[0][0][0], spans[0][-1][1])
            given = {k: getattr(actor, k) for k in ("id", "name", "country", "sector")} if actor else None
            heard["captures"].append(any(score.is_actor(n, given) for n in names) if given else None)
    texts = {row["id"]: row for row in gold.rows("polnear_dev.jsonl")} if gold.present() else {}
    for row in gold.rows("pronoun_speakers40.jsonl") if texts else ():
        doc = next(text for id, text in texts.items() if id.startswith(row["id"]))
        actor = actors.actor_at(*actors.cast_of(doc["text"], doc["date"]), *row["source"])
        heard["pronouns"].append(actors.same_person(row["speaker"], actor) if actor else None)
    heard["together"] = heard["captures"] + heard["pronouns"]
    return "; ".join(
        f"{name}: right {share(sum(x is True for x in xs), sum(x is not None for x in xs))} answered of {len(xs)}"
        for name, xs in heard.items()
    )


def show(table: str, item: Read, result: tuple[list[Judged], list[Judged]]) -> None:
    """Print what is missed or wrong in one capture, with its text."""
    capture, place, found = item
    text = found["text"]
    for j in result[0]:
        if j.label is not None and j.outcome not in {"right", "found"}:
            words = " … ".join(text[s:e] for s, e in score.spans_of(place, j.label))
            print(f"  {capture.number} {j.label['id']} {j.outcome:14} {_named(j.label)} | {words[:150]}")
            print(f"      given: {_given(text, j.given)}")
        elif j.label is not None and j.given is not None and (wrong := _details(j.label, j.given)):
            print(f"  {capture.number} {j.label['id']} {j.outcome}, but {wrong} | {_given(text, j.given)}")
    for j in result[1]:
        if j.outcome in {"spurious", "wrong"}:
            print(f"  {capture.number} given, {j.outcome:8} {_given(text, j.given)}")


def _details(label: Row, given: dict[str, Any]) -> str:
    """What is not right in a record that was found."""
    wrong = []
    if "anchor" in label and given["status"] not in label["status"].split("|"):
        wrong.append(f"status {given['status']}, not {label['status']}")
    if (
        label.get("date")
        and "date" in given
        and "vote" not in given
        and not score.days_meet(label["date"], given["date"])
    ):
        wrong.append(f"date {given['date']}, not {label['date']}")
    if label.get("place") and not score.is_place(label["place"], given["place"]):
        wrong.append(f"place {given['place'] and given['place']['name']}, not {label['place']}")
    if "by" in label and not score.is_told(label["by"], given):
        wrong.append(f"not {label['by']}")
    return "; ".join(wrong)


def _named(row: Row) -> str:
    columns = (
        "level",
        "type",
        "actors",
        "recipients",
        "status",
        "kind",
        "speaker",
        "within",
        "measure",
        "low",
        "high",
        "claimant",
        "holder",
        "issue",
        "member",
        "vote",
    )
    return " ".join(f"{c}={row[c]}" for c in columns if row.get(c))


def _given(text: str, record: dict[str, Any] | None) -> str:
    if record is None:
        return "-"
    spans = record.get("content") or [record.get("anchor") or record["span"]]
    words = " … ".join(text[s:e] for s, e in spans)
    parts = []
    for key in ("type", "status", "measure", "low", "high", "stance", "member", "vote"):
        if record.get(key) is not None:
            parts.append(f"{record[key]}")
    for key in ("speaker", "holder", "claimant"):
        if key in record:
            parts.append(f"{key}={record[key] and (record[key]['name'], record[key]['country'])}")
    if "issue" in record:
        parts.append(f"issue={record['issue']['kind']} about {record['issue']['about']}")
    for key in ("actors", "recipients"):
        if key in record:
            parts.append(f"{key}={[(p['text'], p['name'], p['country']) for p in record[key]]}")
    if "cue" in record:
        parts.append("cue=" + "…".join(text[s:e] for s, e in record["cue"]))
        parts.append("source=" + "…".join(text[s:e] for s, e in record["source"]))
    return f"{' '.join(parts)} | {words[:150]!r}"


PARTS = {"statements": statements, "events": events, "figures": figures, "positions": positions, "ballots": ballots}


def main() -> int:
    """Read, judge and print."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("parts", nargs="*", choices=[*PARTS, "speakers", []])
    ap.add_argument("--errors", action="store_true", help="print what is missed or wrong")
    ap.add_argument("--each", action="store_true", help="figures for each capture")
    ap.add_argument("--as-captured", action="store_true", help="give no day")
    a = ap.parse_args()
    if not labelled.present():
        print(f"no captures at {labelled.FOLDER}: not measured")
        return 0
    read = read_all(dated=not a.as_captured)
    for part in a.parts or [*PARTS, "speakers"]:
        if part == "speakers":
            print(f"{part}: {speakers(read)}")
            continue
        results = [judged(part, item) for item in read]
        print(f"{part:11} {PARTS[part](results)}", flush=True)
        for item, result in zip(read, results, strict=True):
            if a.each:
                print(f"  {item[0].number}:      {PARTS[part]([result])}")
            if a.errors:
                show(part, item, result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
