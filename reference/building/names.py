"""The names of states: own names, demonyms, capitals, seats of government and other metonyms."""

from __future__ import annotations

from dragoman.reference.folding import fold

from building.sources import Facts, Row
from building.states import build as build_states

_KIND = {
    "capital": "capital",
    "claimed capital": "capital",
    "former metonym": "capital",
    "seat": "seat",
    "head of government": "seat",
}
_NOT_ALIASES = {"eur", "uno"}


def build(facts: Facts) -> list[Row]:
    """The names table; a reviewed row takes the place of every other row of the same name.

    From the countries: names and full names, the Latin names that look English, demonyms, capitals. From the metonyms:
    all that stand for a state. Aliases that are common English words are left out.
    """
    rows: dict[tuple[str, str, str], Row] = {}
    own = facts.own("names")
    taken = {fold(r["name"]) for r in own}

    def add(name: str, actor: str, kind: str) -> None:
        name = name.removeprefix("the ").strip()
        if len(name) < 3 or fold(name) in taken or (fold(name) in facts.common_words and name not in _PROPER):
            return
        rows.setdefault((fold(name), actor, ""), {"name": name, "actor_id": actor, "kind": kind})

    states = {r["iso3"]: r for r in build_states(facts)}
    for iso3, state in states.items():
        actor = f"state:{iso3}"
        for name in (state["name"], state.get("full_name", ""), state.get("in_sentence", "")):
            if name and "(" not in name and "[" not in name:
                add(name, actor, "state")
        for demonym in state.get("demonyms", "").split("|"):
            if demonym:
                add(demonym, actor, "demonym")
    for row in facts.table("metonyms"):
        if row["actor_code"].lower() not in _NOT_ALIASES and row["actor_code"] in states:
            add(row["metonym"], f"state:{row['actor_code']}", _KIND.get(row["stands_for"], "metonym"))
    for iso3, state in states.items():
        if state.get("capital") and fold(state["capital"]) != fold(state["name"]) and not state.get("end"):
            add(state["capital"], f"state:{iso3}", "capital")
    for row in own:
        rows[fold(row["name"]), row["actor_id"], row["start"]] = row
    return [rows[key] for key in sorted(rows)]


_PROPER = {"Polish", "Guinea"}
