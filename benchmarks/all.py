"""Every figure that the scorers give on the development halves, as one table: `make bench`.

python benchmarks/all.py [--write]      --write puts the table into benchmarks/README.md
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import gold
import stories

README = Path(__file__).parent / "README.md"
START, END = "<!-- table: made by make bench -->", "<!-- end of table -->"


def table(lines: Iterable[tuple[str, str, str]]) -> str:
    """A Markdown table of task, data and figures."""
    return "\n".join(
        [
            "| task | data (development half) | figures |",
            "|---|---|---|",
            *(f"| {a} | {b} | {c} |" for a, b, c in lines),
        ]
    )


def over(scorer: str, file: str, pick: Callable[[str], str], *option_sets: tuple[str, ...]) -> str:
    """Annotate a file once, score it with each set of options, and keep what `pick` finds in the output."""
    rows: list[dict[str, Any]] = gold.rows(file)
    pred = list(gold.annotate(rows))
    return "; ".join(pick(gold.score(scorer, rows, pred, *options)) for options in option_sets or ((),))


def attribution(printed: str) -> str:
    """LINK, FRAG-content and recall by type, from the attribution scorer."""
    parts = [
        f"{name} P {m[1]} R {m[2]} **F1 {m[3]}**"
        for name in ("LINK", "FRAG-source", "FRAG-cue", "FRAG-content")
        if (m := re.search(rf"^{name} +P +([\d.]+) R +([\d.]+) F1 +([\d.]+)", printed, re.M))
    ]
    parts += [f"{m[1]} LINK R {m[2]}" for m in re.finditer(r"^ +(\w+) +n=.*LINK R +([\d.]+)", printed, re.M)]
    if exact := re.search(r"source\|m ex ([\d.]+)", printed):
        parts.append(f"source exact {exact[1]}")
    return ", ".join(parts)


def times(printed: str) -> str:
    """Value, strict and relaxed F1, from the TIMEX3 scorer."""
    return ", ".join(
        f"{n} {float(m[1]) * 100:.1f}"
        for n in ("value", "strict", "relaxed")
        if (m := re.search(rf"^{n} +P.*F1=([\d.]+)", printed, re.M))
    )


def whole(printed: str) -> str:
    """The scorer's own line."""
    return " ".join(printed.split())


def main() -> int:
    """Measure and print; 1 when the labelled data is not here."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--write", action="store_true")
    a = ap.parse_args()
    if not gold.present():
        print(f"no labelled data at {gold.SHARED}; set DRAGOMAN_SHARED to the folder that holds gold/ and score/")
        return 1
    began = time.time()
    verbs = str(gold.SCORE / "speech_verbs.txt")
    lines = [
        ("attribution", "PolNeAR", over("attribution.py", "polnear_dev.jsonl", attribution)),
        (
            "… speech verbs only",
            "PolNeAR",
            over("attribution.py", "polnear_dev.jsonl", attribution, ("--speech-verbs", verbs)),
        ),
        ("whole reading", "diplomacy articles", over("diplomacy.py", "diplomacy_dev.jsonl", whole)),
        (
            "events",
            "PLV (the head is fitted on these: event_heads.md)",
            over("events.py", "plv_train.jsonl", whole),
        ),
        ("events", "PLOVER gold standard records", over_gsr()),
        ("times", "TimeBank", over("timex.py", "timebank_te3clean.jsonl", times)),
        ("times", "AQUAINT", over("timex.py", "aquaint_te3clean.jsonl", times)),
        ("figures", "FA-KES", over("figures.py", "fakes_dev.jsonl", whole)),
        ("stories", "ECB+ (in the fit; see stories.md)", whole(stories.dev_score())),
        ("pages", "HTML", whole(gold.html_score())),
        ("pages", "captures already plain text", whole(gold.lines_score())),
    ]
    made = table(lines)
    print(made)
    print(f"\n{time.time() - began:.0f} s", file=sys.stderr)
    if a.write:
        text = README.read_text(encoding="utf-8")
        head, tail = text.split(START)[0], text.split(END)[1]
        README.write_text(f"{head}{START}\n{made}\n{END}{tail}", encoding="utf-8")
    return 0


def over_gsr() -> str:
    """The PLOVER records, in the form that the events scorer takes; records without a pair are left out."""
    rows = []
    for r in gold.rows("plover_gsr_2016.jsonl"):
        spans = [s for s in r["spans"] if s["role"].startswith(("SRC", "TAR"))]
        source = [s for s in spans if "SRC" in s["role"]]
        target = [s for s in spans if "TAR" in s["role"]]
        if source and target and r["event_plover2021"]:
            rows.append(
                {
                    "id": r["id"],
                    "text": r["text"],
                    "source": source,
                    "target": target,
                    "event": [root(r["event_plover2021"][0])],
                }
            )
    return whole(gold.score("events.py", rows, list(gold.annotate(rows))))


def root(code: str) -> str:
    """The scorer's root: CONCEDE and RETREAT are one."""
    return "YIELD" if code in {"CONCEDE", "RETREAT"} else code


if __name__ == "__main__":
    sys.exit(main())
