"""Names for the ids that addresses carry: what a page shows a reader in their place."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.dyads import names_of
from dragoman.reference import fold, load
from dragoman.web.records import Records


def state_code(words: str) -> str:
    """The ISO3 code of the state that is named by its name or its code; what names none stays as it is."""
    states = load().states
    if words.upper() in states:
        return words.upper()
    wanted = fold(words)
    return next((code for code, state in states.items() if wanted in (fold(state.name), fold(state.full_name))), words)


def named(records: Records, values: Iterable[str]) -> dict[str, str]:
    """The name of each value that is an actor's id or a state's ISO3 code; any other value is its own."""
    wanted = tuple(sorted(set(values)))
    if not wanted:
        return {}

    def made() -> dict[str, str]:
        facts = load()
        keys = {v: f"state:{v.upper()}" if len(v) == 3 and facts.state(v) is not None else v for v in wanted}
        with records.lend() as record:
            names = names_of(record, facts, keys.values())
        return {value: names[key] for value, key in keys.items()}

    return records.remember(("named", wanted), made)
