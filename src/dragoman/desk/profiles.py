"""An actor in the record: how active, what said and by whom, with whom, under which names, in which offices.

Everything is bounded: an actor's articles come from the sums (`article_actors`), the newest first, and what is asked of
their rows is asked of so many articles at once. Nothing here reads a whole table.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import Any

from dragoman.model import Actor, Interval
from dragoman.record import Record
from dragoman.record.dyads import STATE_SECTORS, party_key, quad_of
from dragoman.reference import Reference
from dragoman.reference.holdings import Holding

Row = dict[str, Any]

KINDS = ("person", "state", "org", "group")
PAGE = 50
ARTICLES_AT_ONCE = 15
"""Articles whose statements make one page of an actor's."""
ARTICLES_LOOKED_AT = 200
"""What is said of an actor and by which names is told from so many of the newest articles that name it."""
MOST_NAMES = 24
STATE_ROLES = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "un_ambassador")
"""The offices that are listed for a state."""
MOST_OFFICES = 40

ACTOR_COLUMNS = (
    "actor_id", "name", "country", "sector", "articles", "mentions", "statements", "events", "first_day", "last_day",
)  # fmt: skip

_WORD = re.compile(r"\w+")
_STATES = ", ".join(f"'{s}'" for s in sorted(s for s in STATE_SECTORS if s))


@dataclass(frozen=True, slots=True)
class Profile:
    """Who an actor is, and how much the record has of it. `days` are the first and the last day of its articles."""

    actor: Actor
    articles: int
    mentions: int
    statements: int
    events: int
    days: tuple[str | None, str | None]
    offices: tuple[Row, ...]
    source: str
    """Where the id comes from, in words."""
    aliases: tuple[str, ...]
    """The names that the reference data know it by."""

    @property
    def key(self) -> str:
        """As whom it stands in pairs, when it does so by itself: its own id."""
        return self.actor.id

    @property
    def state(self) -> str | None:
        """The ISO3 code of a state; `None` for anybody else."""
        return self.actor.id.removeprefix("state:") if self.actor.id.startswith("state:") else None


def actors(
    record: Record, *, search: str = "", kind: str | None = None, limit: int = PAGE, after: int = 0
) -> list[Row]:
    """Actors by the number of articles that name them, with `ACTOR_COLUMNS`; `search` is beginnings of the name's
    words, or an id; `kind` one of `KINDS`; `after` how many are left out."""
    conditions, values = [], list[Any]()
    wanted = " ".join(f'"{w}"*' for w in _WORD.findall(search))
    if ":" in search and search.partition(":")[0] in KINDS:
        conditions.append("actor_id = ?")
        values.append(search)
    elif wanted:
        conditions.append("rowid IN (SELECT rowid FROM activity_fts WHERE activity_fts MATCH ?)")
        values.append(wanted)
    elif search:
        return []
    if kind in KINDS:
        conditions.append("actor_id >= ? AND actor_id < ?")
        values += [f"{kind}:", f"{kind};"]
    where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
    return record.sql(
        f"SELECT {', '.join(ACTOR_COLUMNS)} FROM activity {where}"
        "ORDER BY articles DESC, mentions DESC, actor_id LIMIT ? OFFSET ?",
        (*values, limit, after),
    )


def profile(record: Record, facts: Reference, actor_id: str) -> Profile | None:
    """Who that is; `None` when neither the record nor the reference data know the id."""
    found = record.sql(f"SELECT {', '.join(ACTOR_COLUMNS)} FROM activity WHERE actor_id = ?", (actor_id,))
    row = found[0] if found else dict.fromkeys(ACTOR_COLUMNS)
    known = facts.actor(actor_id)
    if not found and known is None:
        return None
    days = (row["first_day"], row["last_day"])
    sector = None if actor_id.startswith("state:") else row["sector"] or (known.sector if known else None)
    actor = Actor(
        actor_id,
        row["name"] or (known.name if known else actor_id),
        row["country"] or (known.country if known else None),
        sector,
    )
    return Profile(
        actor, row["articles"] or 0, row["mentions"] or 0, row["statements"] or 0, row["events"] or 0, days,
        tuple(_offices(facts, actor_id, days)), _source(actor_id, known), _aliases(facts, actor_id),
    )  # fmt: skip


def mentions_by_day(record: Record, actor_id: str, *, first: str | None = None, last: str | None = None) -> list[Row]:
    """`day`, `articles`, `mentions`: of articles whose day is known, those between two ISO days when given."""
    return record.sql(
        "SELECT day, count(*) AS articles, sum(mentions) AS mentions FROM article_actors "
        "WHERE actor_id = ? AND day IS NOT NULL AND day >= ? AND day <= ? GROUP BY day ORDER BY day",
        (actor_id, first or "", last or "9999"),
    )


def said_by(record: Record, actor_id: str, *, after: int = 0, at_once: int = ARTICLES_AT_ONCE) -> list[Row]:
    """Statements, the newest first: those of `at_once` articles after so many; of a state also what its officials
    say."""
    state = actor_id.removeprefix("state:") if actor_id.startswith("state:") else None
    if state is not None:
        chosen = "country = ? AND statements > 0 AND (actor_id GLOB 'state:*' OR sector IS NULL OR sector IN "
        speaking = _newest(record, f"{chosen}({_STATES}))", state, at_once, after)
        # The pluses keep SQLite from walking all that an often quoted one has said.
        whose = f"(+speaker_id = ? OR (+speaker_country = substr(?, 7) AND speaker_sector IN ({_STATES})))"
        return _statements(record, speaking, whose, (actor_id, actor_id))
    speaking = _newest(record, "actor_id = ? AND statements > 0", actor_id, at_once, after)
    return _statements(record, speaking, "+speaker_id = ?", (actor_id,))


def said_of(record: Record, actor_id: str, *, limit: int = 30) -> list[Row]:
    """What others say of the actor: statements in whose content it is named, the newest first."""
    naming = _newest(record, "actor_id = ?", actor_id, ARTICLES_LOOKED_AT, 0)
    named: dict[str, list[tuple[int, int]]] = {}
    for row in _of(record, "mentions", naming, 'article_id, "start", "end"', "+actor_id = ?", (actor_id,)):
        named.setdefault(row["article_id"], []).append((row["start"], row["end"]))
    rows = _statements(record, naming, "speaker_id IS NOT ?", (actor_id,))
    told = (
        row
        for row in rows
        if any(
            low <= start and end <= high
            for low, high in json.loads(row["content_spans"] or "[]")
            for start, end in named.get(row["article_id"], ())
        )
    )
    return list(islice(told, limit))


def _statements(record: Record, articles: list[str], condition: str, values: tuple[str, ...]) -> list[Row]:
    columns = (
        "statement_id, article_id, kind, speaker_id, coalesce(speaker_name, source_text) AS speaker, speaker_office, "
        'cue, content, content_spans, said_from, said_to, sentence, "start"'
    )
    rows = _of(record, "statements", articles, columns, condition, values)
    rows.sort(key=lambda r: (r["article_id"], r["start"], r["statement_id"]))
    rows.sort(key=lambda r: r["said_to"] or "", reverse=True)
    return rows


def _of(
    record: Record, table: str, articles: list[str], columns: str, condition: str, values: tuple[str, ...]
) -> list[Row]:
    """Rows of a few articles. Ids one by one and no join: so the views that judgements lay before a table look up only
    these articles."""
    marks = ", ".join("?" * len(articles))
    return record.sql(
        f"SELECT {columns} FROM {table} WHERE article_id IN ({marks}) AND {condition}", (*articles, *values)
    )


def counterparts(record: Record, actor_id: str, *, limit: int = 30) -> list[Row]:
    """With whom: `key`, then how many happenings of each quad class by the actor (`to_1` … `to_4`) and on it (`by_1` …
    `by_4`), and `score`, the sum of their intensities; the busiest first.

    A state's are those of all who act for it. A person who acts for a state has none: see the state's.
    """
    found: dict[str, Row] = {}
    for column, other, sign in (("actor", "recipient", "to"), ("recipient", "actor", "by")):
        for row in record.sql(
            f"SELECT {other} AS key, quad, happenings, score FROM dyad_totals WHERE {column} = ?", (actor_id,)
        ):
            held = found.setdefault(row["key"], _nothing(row["key"]))
            held[f"{sign}_{row['quad']}"] += row["happenings"]
            held["happenings"] += row["happenings"]
            held["score"] += row["score"] / 2
    return sorted(found.values(), key=lambda r: (-r["happenings"], r["key"]))[:limit]


def dealings(record: Record, actor_id: str, *, limit: int = 30) -> list[Row]:
    """The same for one who acts for a state, and so is in no pair: with whom in the newest articles that name it."""
    naming = _newest(record, "actor_id = ?", actor_id, ARTICLES_LOOKED_AT, 0)
    sides: dict[tuple[str, str], dict[str, dict[str, None]]] = {}
    for p in _of(record, "participants", naming, "article_id, event_id, side, actor_id, country, sector", "1", ()):
        key = actor_id if p["actor_id"] == actor_id else party_key(p["actor_id"], p["country"], p["sector"])
        if key is not None:
            sides.setdefault((p["article_id"], p["event_id"]), {}).setdefault(p["side"], {})[key] = None
    found: dict[str, Row] = {}
    # As read, but for those that a person rejected: the views of judged events make lists that are not needed here.
    kept = "event_id NOT IN (SELECT entry_id FROM amended WHERE table_name = 'events' AND field = '')"
    for event in _of(record, "main.events", naming, "article_id, event_id, type, mode, status, cameo", kept, ()):
        parties = sides.get((event["article_id"], event["event_id"]), {})
        coded = quad_of(event["type"], event["mode"], event["status"], event["cameo"])
        for side, other, sign in (("actor", "recipient", "to"), ("recipient", "actor", "by")):
            if coded is None or actor_id not in parties.get(side, ()):
                continue
            for key in parties.get(other, ()):
                held = found.setdefault(key, _nothing(key))
                held[f"{sign}_{coded[0]}"] += 1
                held["happenings"] += 1
                held["score"] += coded[1] / 2
    found.pop(actor_id, None)
    return sorted(found.values(), key=lambda r: (-r["happenings"], r["key"]))[:limit]


def _nothing(key: str) -> Row:
    return {"key": key, "happenings": 0, "score": 0.0, **{f"{s}_{q}": 0 for s in ("to", "by") for q in range(1, 5)}}


def named_as(record: Record, actor_id: str) -> list[Row]:
    """`text`, `how`, `mentions`: the words by which its newest articles name the actor, and by which rule they were
    taken for it; pronouns and descriptions among them."""
    naming = _newest(record, "actor_id = ?", actor_id, ARTICLES_LOOKED_AT, 0)
    found: Counter[tuple[str, str]] = Counter()
    for row in _of(record, "mentions", naming, "text, how", "+actor_id = ?", (actor_id,)):
        found[" ".join(row["text"].split()), row["how"] or ""] += 1
    ordered = sorted(found.items(), key=lambda f: (-f[1], f[0]))
    return [{"text": text, "how": how, "mentions": number} for (text, how), number in ordered[:MOST_NAMES]]


def _newest(record: Record, condition: str, value: str, most: int, after: int) -> list[str]:
    """Ids of articles from the sums, the newest first."""
    rows = record.sql(
        f"SELECT DISTINCT article_id, day FROM article_actors WHERE {condition} "
        "ORDER BY day DESC, article_id LIMIT ? OFFSET ?",
        (value, most, after),
    )
    return [r["article_id"] for r in rows]


def _offices(facts: Reference, actor_id: str, days: tuple[str | None, str | None]) -> list[Row]:
    """A person's offices; of a state those who held its weightiest ones while the record tells of it."""
    if actor_id.startswith("person:"):
        held: list[tuple[Holding, str | None]] = [(h, None) for h in facts.holdings.get(actor_id, ())]
    elif actor_id.startswith("state:") and days[0] is not None:
        told, code = Interval(Interval.parse(days[0]).first, Interval.parse(days[1]).last), actor_id[6:]
        held = [
            (h, person.name)
            for role in STATE_ROLES
            for person in facts.holders(role, code, told)
            for h in facts.holdings.get(person.id, ())
            if h.office.role == role and h.office.country == code and h.covers(told)
        ]
    else:
        return []
    rows = []
    for one, name in held[:MOST_OFFICES]:
        first, last = one.office.held.iso
        known = one.vouched.iso[1]
        rows.append(
            {"title": one.office.title, "person": name, "person_id": one.person_id, "from": first, "to": last,
             "known_to": known, "verified": one.office.verified}
        )  # fmt: skip
    return rows


def _source(actor_id: str, known: Actor | None) -> str:
    kind, _, key = actor_id.partition(":")
    if key.startswith("~"):
        return "known from one article only: the id is made of that article and the name"
    if kind == "state":
        return f"ISO 3166-1 alpha-3 code {key}"
    if kind == "person" and re.fullmatch(r"Q\d+", key):
        return f"item {key} of Wikidata"
    if known is not None:
        return "dragoman's own reference data"
    return "made by the reader from the words of the text"


def _aliases(facts: Reference, actor_id: str) -> tuple[str, ...]:
    person, org = facts.person(actor_id), facts.org(actor_id)
    group, state = facts.groups.get(actor_id), facts.state(actor_id.removeprefix("state:"))
    if person is not None:
        return (person.name, *person.aliases)[:MOST_NAMES]
    body = org or group
    if body is not None:
        return (body.name, *body.aliases)[:MOST_NAMES]
    if actor_id.startswith("state:") and state is not None:
        return tuple(dict.fromkeys((state.name, state.full_name, *state.demonyms)))[:MOST_NAMES]
    return ()
