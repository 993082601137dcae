"""Write `sentences.csv`: the sentences of our own that the heads on events learn from.

    python training/events/make_sentences.py

Every act of `acts.csv` (a type, four forms of its verb, and what stands around the recipient) is put into eight of
the ten statuses' templates and between actors of `actors.csv` that take turns; `free.csv` holds sentences written one
by one, with the actor in square brackets, the recipient in angle brackets and the act between asterisks. Acts of type
`none` are what two actors can be told to do to each other without an event. Columns: text, act, actor, recipient, type,
status. The same files give the same bytes.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
TEMPLATES = {
    "happened": "{A} {past} {rest} on Tuesday.",
    "ongoing": "{A} {be} {ing} {rest}.",
    "announced": "{A} will {base} {rest} next week, a spokesman said.",
    "threatened": "{A} threatened to {base} {rest} unless the talks resumed.",
    "demanded": "The envoys demanded that {A} {base} {rest}.",
    "proposed": "The mediators proposed that {A} {base} {rest}.",
    "hypothetical": "If {A} {past} {rest}, the summit would be put off.",
    "denied": "{A} denied having {participle} {rest}.",
    "negated": "{A} never {past} {rest}.",
    "recalled": "Thirty years ago {A} {past} {rest}.",
}
"""By status. All ten are used in turn, eight for each act."""
EACH = 8


def main() -> None:
    """Write the sentences."""
    rows = [*templated(), *free()]
    with (FOLDER / "sentences.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["text", "act", "actor", "recipient", "type", "status"])
        writer.writerows(rows)
    print(f"{len(rows)} sentences")


def templated() -> list[list[str]]:
    """Every act in eight templates."""
    out: list[list[str]] = []
    with (FOLDER / "acts.csv").open(encoding="utf-8", newline="") as lines:
        acts = list(csv.DictReader(lines))
    with (FOLDER / "actors.csv").open(encoding="utf-8", newline="") as lines:
        names = list(csv.DictReader(lines))
    actors = [(r["name"], r["number"]) for r in names if r["role"] == "actor"]
    recipients = [r["name"] for r in names if r["role"] == "recipient"]
    for n, act in enumerate(acts):
        for k in range(EACH):
            status = list(TEMPLATES)[(n + k) % len(TEMPLATES)]
            actor, number = actors[(7 * n + 11 * k) % len(actors)]
            recipient = recipients[(13 * n + 17 * k) % len(recipients)]
            pattern = TEMPLATES[status]
            form = next(f for f in ("base", "past", "participle", "ing") if f"{{{f}}}" in pattern)
            text = pattern.format(
                A=actor,
                be="are" if number == "plural" else "is",
                rest=act["rest"].format(r=recipient),
                **{form: act[form]},
            )
            text = text[0].upper() + text[1:]
            actor = actor if actor in text else actor[0].upper() + actor[1:]
            status = "none" if act["type"] == "none" else status
            out.append([text, act[form], actor, recipient, act["type"], status])
    return out


def free() -> list[list[str]]:
    """The sentences written one by one."""
    out: list[list[str]] = []
    with (FOLDER / "free.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            marked = row["text"]
            found = [re.search(p, marked) for p in (r"\*([^*]+)\*", r"\[([^\]]+)\]", r"<([^>]+)>")]
            if found[0] is None:
                raise ValueError(f"no act between asterisks in {marked!r}")
            act, actor, recipient = (re.sub(r"[*\[\]<>]", "", m.group(1)) if m else "" for m in found)
            out.append([re.sub(r"[*\[\]<>]", "", marked), act, actor, recipient, row["type"], row["status"]])
    return out


if __name__ == "__main__":
    main()
