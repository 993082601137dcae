"""Halves of a divided country: "the North", in an article that names North Korea."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files

from dragoman.actors.names import PLACES, Name
from dragoman.actors.views import View


@cache
def _halves() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Word, the state's ISO3, and the states of which the article must name one (halves.csv)."""
    text = (files("dragoman.actors") / "data" / "halves.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return tuple((r["word"], r["state"], frozenset(r["named"].split())) for r in rows)


def name_halves(views: list[View], names: list[Name]) -> None:
    """Add "the North" and "the South", with their capitals, as names of states; of two that could be meant neither."""
    named = {iso3 for n in names if n.kind in PLACES and (iso3 := n.iso3) is not None}
    meant: dict[str, set[str]] = {}
    for word, state, beside in _halves():
        if named & beside:
            meant.setdefault(word, set()).add(state)
    if not meant:
        return
    for view in views:
        for i in range(1, len(view)):
            states = meant.get(view.low[i], set())
            if len(states) != 1 or view.names[i] >= 0 or not view.words[i][0].isupper() or view.low[i - 1] != "the":
                continue
            if i + 1 < len(view) and (view.words[i + 1][0].isupper() or view.low[i + 1] in {"of", "-"}):
                continue
            view.names[i] = len(names)
            names.append(Name(view, i, i, i, "state", tuple(f"state:{s}" for s in states)))
