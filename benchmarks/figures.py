"""Figures against FA-KES (by halves, with place and causes of error) and against the diplomacy articles.

usage: python benchmarks/figures.py [--diplomacy] [--errors N]
Reads with the whole reader, without titles, as `dragoman annotate` does. The labelled data (see gold.py) is not part of
the project. Of the FA-KES rows the weights in `own.yaml` were fitted on all: for what they are worth on rows that they
have not seen, run `fit_figures.py`, which fits on one half and measures on the other.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import Any

import gold

Row = dict[str, Any]


def says(figure: Row, values: set[int]) -> bool:
    """True when the figure is one of the values or bounds one, as the scorer has it."""
    low, high = figure["low"], figure["high"]
    return any(n in (low, high) or (low is not None and high is not None and low <= n <= high) for n in values)


def labels(row: Row) -> tuple[set[int], set[int]]:
    """The labelled tolls, and the labelled parts of them."""
    killed = row["incident"]["killed"]
    totals = {killed["civilians"], killed["noncivilians"], killed["civilians"] + killed["noncivilians"]} - {0}
    return totals, {killed["children"], killed["women"]} - {0}


def cause_of_miss(row: Row, figures: list[Row]) -> str:
    """Why no figure of deaths says a labelled toll."""
    totals, _ = labels(row)
    if any(f["measure"] == "killed_background" and says(f, totals) for f in figures):
        return "read, but taken for background"
    if any(says(f, totals) for f in figures):
        return "read with another measure"
    if not any(str(n) in row["text"].replace(",", "") for n in totals):
        return "no numeral of the label in the text (a sum, a word, a wrong label)"
    return "not read"


def cause_of_headline(row: Row, figures: list[Row]) -> str:
    """Why the headline figure says no labelled toll though another figure does."""
    totals, parts = labels(row)
    headline = next((f for f in figures if f["headline"]), None)
    if headline is None or headline["measure"] != "killed":
        return "no headline of deaths"
    if says(headline, parts):
        return "a labelled part (children, women) for the whole"
    larger = max(totals) < (headline["low"] or headline["high"] or 0)
    return "a larger toll: an area's, a later update's" if larger else "a smaller toll: a part's, an earlier report's"


CAUSES = {
    "shelling": {"air strike", "shelling"},
    "explosion": {"explosion"},
    "chemical and toxic gases": {"chemical weapons"},
    "shooting": {"shooting"},
    "execution": {"execution"},
}
BLAMED: dict[str, set[str]] = {
    "syrian government or russian troops": {"SYR", "RUS", "state:SYR", "state:RUS"},
    "international coalition forces": {"USA", "FRA", "GBR", "org:COALITION-ISIL"},
    "the organization of the islamic state in iraq and the levant - isis": {"group:IS"},
    "armed opposition groups": {"REB", "OPP"},
    "self administration forces": {"group:SDF", "group:YPG", "group:PYD"},
    "al-nusra front": {"group:NUSRA", "group:HTS"},
}


def told_of(figures: list[Row], field: str) -> Any:
    """What the headline figure says in a field, else the first figure of the article's own incident that says any."""
    own = sorted((f for f in figures if f["scope"] == "incident"), key=lambda f: not f["headline"])
    return next((f[field] for f in own if f[field] is not None), None)


def is_blamed(label: str, by: Row) -> bool:
    """True when the actor is one of those that the label means: by id, by its state, or rebels by their sector."""
    codes = BLAMED[label]
    if by["id"].startswith("group:") and not codes & {"REB", "OPP"}:
        return by["id"] in codes
    return bool(codes & {by["id"], by["sector"] if by["id"].startswith("group:") else by["country"]})


def blame_and_cause(labelled: list[Row], by_id: dict[str, list[Row]]) -> None:
    """Right, wrong and unanswered shares of who is blamed and of the cause, where the label knows them."""
    for field, label, known in (("by", "blamed", BLAMED), ("cause", "cause", CAUSES)):
        counts = Counter[str]()
        for row in labelled:
            wanted = row["incident"][label]
            if wanted not in known:
                continue
            given = told_of(by_id[row["id"]], field)
            right = given is not None and (is_blamed(wanted, given) if field == "by" else given in CAUSES[wanted])
            counts["unanswered" if given is None else "right" if right else "wrong"] += 1
        n = counts.total()
        print(
            f"{label} of {n}: "
            + ", ".join(f"{k} {100 * counts[k] / n:.1f} %" for k in ("right", "wrong", "unanswered"))
        )


def fakes(errors: int) -> None:
    """The scorer's line for both halves and all, place, and errors by cause."""
    rows = gold.rows("fakes_dev.jsonl")
    found = list(gold.annotate(rows))
    for name, pick in (("even rows", slice(0, None, 2)), ("odd rows", slice(1, None, 2)), ("all rows", slice(None))):
        print(f"{name}: {gold.score('figures.py', rows[pick], found[pick]).strip()}")
    by_id = {f["id"]: f["figures"] for f in found}
    labelled = [row for row in rows if labels(row)[0]]
    misses, heads = Counter[str](), Counter[str]()
    placed = named = 0
    for row in labelled:
        figures, totals = by_id[row["id"]], labels(row)[0]
        if not any(f["measure"] == "killed" and says(f, totals) for f in figures):
            misses[cause_of_miss(row, figures)] += 1
        elif not any(f["headline"] and f["measure"] == "killed" and says(f, totals) for f in figures):
            heads[cause_of_headline(row, figures)] += 1
        place = next((f["place"]["name"] for f in figures if f["headline"] and f["place"]), None)
        placed += place is not None
        named += place is not None and row["incident"]["place"].split()[0] in place.lower()
    n = len(labelled)
    print(f"headline has a place: {100 * placed / n:.1f} %; named as the labelled governorate: {100 * named / n:.1f} %")
    blame_and_cause(labelled, by_id)
    for title, causes in (("FOUND missed", misses), ("HEADLINE missed though found", heads)):
        print(f"{title}: " + "; ".join(f"{cause} {count}" for cause, count in causes.most_common()))
    if errors:
        print(gold.score("figures.py", rows, found, "--errors", str(errors)))


def diplomacy() -> None:
    """The scorer's whole line; the share of labelled figures found is its FIGURE."""
    rows = gold.rows("diplomacy_dev.jsonl")
    print(gold.score("diplomacy.py", rows, gold.annotate(rows)).strip())


def main() -> int:
    """Measure; 1 when the labelled data is not here."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--diplomacy", action="store_true", help="the diplomacy articles instead of FA-KES")
    ap.add_argument("--errors", type=int, default=0, help="show so many missed articles")
    options = ap.parse_args()
    if not gold.present():
        print(f"the labelled data is not here ({gold.SHARED}); set DRAGOMAN_SHARED", file=sys.stderr)
        return 1
    if options.diplomacy:
        diplomacy()
    else:
        fakes(options.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
