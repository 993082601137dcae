"""What may be asked of a table, as SQL conditions: who, to whom, about what, when, of what kind."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypedDict

from dragoman.model import Interval
from dragoman.record.columns import ID_COLUMN
from dragoman.reference.folding import fold

Some = str | Sequence[str] | None
"""One value, several of which any will do, or no condition."""


class Asked(TypedDict, total=False):
    """What any table may be asked: words, first and last day (ISO day, month or year), how many rows at most."""

    about: str | None
    first: str | None
    last: str | None
    limit: int | None


class AskedOf(Asked, total=False):
    """Also whose rows (ISO3 code, state, actor's id or part of a name), of which kind, and how sure at least."""

    actor: Some
    type: Some
    min_confidence: float | None


class AskedTo(AskedOf, total=False):
    """Also to whom."""

    recipient: Some


class AskedStatus(AskedTo, total=False):
    """Also an event's status, and of happenings the `sort_key` after which they stand."""

    status: Some
    after: str | None


_DAYS = {"articles": "published", "statements": "said"}
_KIND_COLUMN = {
    "statements": "kind",
    "events": "type",
    "figures": "measure",
    "positions": "stance",
    "ballots": "vote",
    "happenings": "type",
    "mentions": "sector",
}
_ACTOR_COLUMNS = {
    "statements": ("speaker_id", "speaker_name", "speaker_country", "source_text"),
    "figures": ("claimant_id", "claimant_name", "claimant_country", None),
    "mentions": ("actor_id", "actor_name", "country", "text"),
    "positions": ("holder_id", "holder_name", "holder_country", None),
    "ballots": ("member", "member", "member", None),
}
_RECIPIENT_COLUMNS = {"statements": ("addressee_id", "addressee_name", "addressee_country", None)}
_QUOTED = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w+")

PREFIX_FROM = 4
"""A word of so many letters also finds longer ones: `Syria` finds "Syrian", `EU` does not find "Europe"."""


@dataclass(slots=True)
class Conditions:
    """SQL conditions, all of which must hold, and their parameters."""

    sql: list[str] = field(default_factory=list)
    parameters: list[Any] = field(default_factory=list)

    def add(self, sql: str, *parameters: Any) -> None:
        """One more condition."""
        self.sql.append(sql)
        self.parameters.extend(parameters)

    @property
    def where(self) -> str:
        """The WHERE clause, empty when everything is wanted."""
        return f" WHERE {' AND '.join(self.sql)}" if self.sql else ""


def conditions(table: str, asked: AskedStatus, connection: sqlite3.Connection) -> Conditions:
    """All that is asked of a table. Raises `ValueError` when a day is not in ISO form."""
    out = Conditions()
    actor_condition(table, asked.get("actor"), out, connection)
    actor_condition(table, asked.get("recipient"), out, connection, side="recipient")
    about_condition(table, asked.get("about"), out, connection)
    days_condition(table, asked.get("first"), asked.get("last"), out)
    kind_condition(table, asked.get("type"), out)
    status_condition(asked.get("status"), out)
    if asked.get("after") is not None:
        out.add(f"{table}.sort_key > ?", asked["after"])
    least = asked.get("min_confidence")
    if least is not None:
        out.add(f"{table}.confidence >= ?", float(least))
    return out


def register(connection: sqlite3.Connection) -> None:
    """Gives the connection `named(text, folded_name)`: whether a word of the text starts such a name."""
    connection.create_function("named", 2, _named, deterministic=True)


@lru_cache(maxsize=65536)
def _named(text: str | None, wanted: str) -> bool:
    return text is not None and re.search(rf"(?<!\w){re.escape(wanted)}", fold(text)) is not None


def states_named(connection: sqlite3.Connection, name: str) -> list[str]:
    """The ISO3 codes of the states that the record knows by exactly this name (case and diacritics aside)."""
    wanted, last = fold(name.strip()), "state:"
    judged = connection.execute("SELECT shown_id, name FROM judged WHERE shown_id GLOB 'state:*'")
    found = {row[0].removeprefix("state:") for row in judged if fold(row[1] or "") == wanted}
    while True:
        row = connection.execute(
            "SELECT actor_id, actor_name FROM main.mentions WHERE actor_id > ? AND actor_id < 'state;' "
            "ORDER BY actor_id LIMIT 1",
            (last,),
        ).fetchone()
        if row is None:
            return sorted(found)
        last = row[0]
        if wanted in (fold(row[1] or ""), fold(last.removeprefix("state:"))):
            found.add(last.removeprefix("state:"))


def actor_condition(
    table: str, who: Some, conditions: Conditions, connection: sqlite3.Connection, *, side: str = "actor"
) -> None:
    """Rows whose actor (speaker, claimant, holder, member) or, with `side="recipient"`, whose recipient is `who`.

    `who` is an ISO 3166-1 alpha-3 code or a state's name (the state and all who act for it), an actor's id, or the
    start of any word of a name; in events also of the text's words for an actor that is not known.
    """
    wanted = _several(who)
    if not wanted:
        return
    parts, parameters = [], []
    for one in wanted:
        sql, values = _one_actor(table, one, connection, side)
        parts.append(sql)
        parameters += values
    conditions.add(f"({' OR '.join(parts)})", *parameters)


def _one_actor(table: str, who: str, connection: sqlite3.Connection, side: str) -> tuple[str, list[Any]]:
    if table in ("events", "happenings"):
        sql, values = _names(who, ("p.actor_id", "p.name", "p.country", "p.text"), connection)
        return _through_participants(table, f"{sql} AND p.side = ?", [*values, side])
    columns = (_ACTOR_COLUMNS if side == "actor" else _RECIPIENT_COLUMNS).get(table)
    return ("0", []) if columns is None else _names(who, columns, connection)


def _names(
    who: str, columns: tuple[str, str, str, str | None], connection: sqlite3.Connection
) -> tuple[str, list[Any]]:
    id_, name, country, words = columns
    codes = states_named(connection, who.strip().removeprefix("state:"))
    if re.fullmatch(r"[A-Z]{3}", who):
        codes = sorted({who, *codes})
    if codes:
        values: list[Any] = [json.dumps(codes)]
        return f"({country} IN (SELECT value FROM json_each(?)) OR {name} = ?)", [*values, who]
    if re.match(r"(person|state|org|group):", who):
        return f"{id_} = ?", [who]
    shown = f"coalesce({name}, {words})" if words else name
    return f"named({shown}, ?)", [fold(who.strip())]


def _through_participants(table: str, sql: str, values: list[Any]) -> tuple[str, list[Any]]:
    if table == "events":
        inner = "SELECT p.article_id, p.event_id FROM participants p"
        return f"(events.article_id, events.event_id) IN ({inner} WHERE {sql})", values
    inner = "SELECT r.happening_id FROM participants p JOIN happening_reports r USING (article_id, event_id)"
    return f"happening_id IN ({inner} WHERE {sql})", values


def taking_part(who: Some, conditions: Conditions, connection: sqlite3.Connection, *, side: str) -> None:
    """Happenings of which one of these is a party, as `actor_condition` has it, but looked for happening by happening:
    for walking down the days until a page is full."""
    parts, parameters = [], []
    for one in _several(who):
        sql, values = _names(one, ("p.actor_id", "p.name", "p.country", "p.text"), connection)
        parts.append(sql)
        parameters += values
    if parts:
        conditions.add(
            "EXISTS (SELECT 1 FROM happening_reports r CROSS JOIN participants p ON p.article_id = r.article_id "
            f"AND p.event_id = r.event_id WHERE r.happening_id = happenings.happening_id AND p.side = ? "
            f"AND ({' OR '.join(parts)}))",
            side, *parameters,
        )  # fmt: skip


def about_condition(table: str, about: str | None, conditions: Conditions, connection: sqlite3.Connection) -> None:
    """Rows each word of which stands in the row's sentences or in the article's headline.

    Words in double quotes must stand together. In events the name of a state also finds its participants.
    """
    for quoted, word in _QUOTED.findall(about or ""):
        words = _WORD.findall(quoted or word)
        if not words:
            continue
        query = f'"{" ".join(words)}"' if quoted else " ".join(_searched(w) for w in words)
        parts, values = _in_words(table, query)
        codes = states_named(connection, quoted or word) if table in ("events", "happenings") else []
        if codes:
            sql, more = _through_participants(
                table, "p.country IN (SELECT value FROM json_each(?))", [json.dumps(codes)]
            )
            parts.append(sql)
            values += more
        conditions.add(f"({' OR '.join(parts)})", *values)


def _searched(word: str) -> str:
    return f'"{word}"*' if len(word) >= PREFIX_FROM else f'"{word}"'


def _in_words(table: str, query: str) -> tuple[list[str], list[Any]]:
    found = "sentences_fts f JOIN sentences s ON s.rowid = f.rowid"
    if table == "articles":
        return [f"article_id IN (SELECT s.article_id FROM {found} WHERE sentences_fts MATCH ?)"], [query]
    at = 't.article_id = s.article_id AND t."start" < s."end" AND t."end" > s."start"'
    headline = f'SELECT s.article_id FROM {found} WHERE sentences_fts MATCH ? AND s."start" = 0'
    if table == "happenings":
        reports = "happening_reports r"
        here = f"SELECT r.happening_id FROM {found} JOIN events t ON {at} JOIN {reports} USING (article_id, event_id)"
        titled = f"SELECT r.happening_id FROM {reports} WHERE r.article_id IN ({headline})"
        return [f"happening_id IN ({here} WHERE sentences_fts MATCH ?)", f"happening_id IN ({titled})"], [query, query]
    key = f'"{ID_COLUMN[table]}"' if table in ID_COLUMN else '"start"'
    here = f"SELECT t.article_id, t.{key} FROM {found} JOIN {table} t ON {at} WHERE sentences_fts MATCH ?"
    own = f"({table}.article_id, {table}.{key}) IN ({here})"
    return [own, f"{table}.article_id IN ({headline})"], [query, query]


def days_condition(table: str, first: str | None, last: str | None, conditions: Conditions) -> None:
    """Rows that may be of a day from `first` to `last` (ISO days, months or years, both inclusive).

    A row without any day is left out. Raises `ValueError` when either is not in ISO form.
    """
    low, high = Interval.parse(first).iso[0], Interval.parse(last).iso[1]
    column = _DAYS.get(table, "date")
    if low is None and high is None:
        return
    conditions.add(f"({column}_from IS NOT NULL OR {column}_to IS NOT NULL)")
    if low is not None:
        conditions.add(f"coalesce({column}_to, '9999-12-31') >= ?", low)
    if high is not None:
        conditions.add(f"coalesce({column}_from, '0001-01-01') <= ?", high)


def kind_condition(table: str, kind: Some, conditions: Conditions) -> None:
    """Rows of any of these types (events), kinds (statements), measures (figures), stances or votes."""
    wanted = [fold(k) for k in _several(kind)]
    if wanted:
        conditions.add(f"lower({_KIND_COLUMN[table]}) IN (SELECT value FROM json_each(?))", json.dumps(wanted))


def status_condition(status: Some, conditions: Conditions) -> None:
    """Events or happenings of any of these statuses."""
    wanted = [fold(s) for s in _several(status)]
    if wanted:
        conditions.add("status IN (SELECT value FROM json_each(?))", json.dumps(wanted))


def _several(value: Some) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)
