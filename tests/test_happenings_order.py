"""What is joined is a function of the record: any order, batches and replacements give what a derivation anew gives."""

from __future__ import annotations

import datetime as dt
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.model import UNKNOWN, Actor, Event, Figure, Interval, Participant, Place, Reading, Span, Time
from dragoman.record import Record
from made_readings import DJIBOUTI, ERITREA, YOUSSOUF, reading

TABLES = (
    "happenings", "happening_reports", "happening_values", "happening_members", "happening_cores", "happening_tokens",
)  # fmt: skip
SENTENCES = (
    ("A car bomb killed 12 people at the market of Obock.", "killed"),
    ("At least 14 people were killed by a bomb in Obock, a doctor said.", "killed"),
    ("Shells killed 3 fishermen near Tadjoura.", "killed"),
    ("Djibouti accused Eritrea again over the shelling of the market.", "shelling"),
    ("Djibouti accused Eritrea of shelling the crowded ferry.", "accused"),
    ("The minister accused Asmara over the shelling of the ferry.", "accused"),
    ("Djibouti urged Eritrea to return the crew of the ferry at once.", "urged"),
    ("Djibouti and Eritrea held talks on the crew in Cairo.", "talks"),
    ("Djibouti vetoed the draft.", "vetoed"),
)
TYPES = {"killed": "ASSAULT", "shelling": "ASSAULT", "accused": "ACCUSE", "urged": "REQUEST", "talks": "CONSULT", "vetoed": "VOTE"}
SALEH = Actor("person:Q2", "Osman Saleh", "ERI", "GOV", "foreign minister")
ACTORS = (None, DJIBOUTI, ERITREA, YOUSSOUF, SALEH)
PUBLISHED = (*(f"2013-01-{20 + day}" for day in range(7)), "2013-01", "2013", "2013", "2013/2014")
"""Of some pages only the month or year is known."""


@st.composite
def told(draw: st.DrawFn) -> tuple[str, int, str, int, int, str, int, int]:
    return (
        draw(st.sampled_from("ABCD")),
        draw(st.integers(0, len(SENTENCES) - 1)),
        draw(st.sampled_from(["happened", "recalled", "denied", "announced"])),
        draw(st.integers(0, 4)),
        draw(st.sampled_from([0, 0, 1, 2, 6, 40, 300, 998, 998, 999])),
        draw(st.sampled_from(["", "Obock", "Tadjoura"])),
        draw(st.integers(0, 4)),
        draw(st.integers(0, 4)),
    )


def _article(key: str, day: int, events: list[tuple[str, int, str, int, int, str, int, int]]) -> Reading:
    """A paper's article of some events; papers with the same events on the same day carry the same words."""
    text = " ".join(SENTENCES[e[1]][0] for e in events) or "Nothing."
    made = reading(key, publisher=f"Paper {key[0]}", published=PUBLISHED[day], text=text)
    at, found, figures, spans, times = 0, [], [], [], []
    for i, (_, n, status, start, width, place, actor, recipient) in enumerate(events):
        sentence, act = SENTENCES[n]
        first = dt.date(2013, 1, 20) + dt.timedelta(days=start)
        length = 0 if width == 1 else width
        span = Span(at, at + len(sentence))
        spans.append(span)
        anchor = Span(at + sentence.index(act), at + sentence.index(act) + len(act))
        if 1 <= width < 998:
            # A time that the sentence names: what it tells is looked back on.
            times.append(Time(Span(at, at + 2), "DATE", "2013", Interval(first, first + dt.timedelta(days=length))))
        who = [ACTORS[actor]] if actor else []
        whom = [ACTORS[recipient]] if recipient else []
        found.append(
            Event(
                f"{key}e{i}", TYPES[act], anchor, mode="veto" if act == "vetoed" else None, status=status,
                actors=tuple(Participant(Span(at, at + 3), "one", a) for a in who),
                recipients=tuple(Participant(Span(at + 4, at + 7), "two", a) for a in whom),
                date=UNKNOWN if width == 999 else made.published.interval if width == 998 else Interval(
                    first, first + dt.timedelta(days=length)
                ),
                place=Place(place, "DJI", 11.9, 43.2) if place else None,
            )
        )  # fmt: skip
        number = next((w for w in sentence.split() if w.isdigit()), None)
        if number:
            where = at + sentence.index(number)
            figures.append(
                Figure(
                    f"{key}f{i}", "killed", int(number), int(number), Span(where, where + len(number)), scope="incident"
                )
            )
        at += len(sentence) + 1
    return replace(
        made, events=tuple(found), figures=tuple(figures), sentences=tuple(spans), mentions=(), times=tuple(times),
        statements=(), positions=(), ballots=(),
    )  # fmt: skip


def _dump(record: Record) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(f"file:{record.path}?mode=ro", uri=True) as connection:
        return {t: sorted(connection.execute(f"SELECT * FROM {t}").fetchall(), key=repr) for t in TABLES}


ARTICLES = st.lists(st.tuples(st.integers(0, len(PUBLISHED) - 1), st.lists(told(), max_size=4)), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(ARTICLES, ARTICLES, st.randoms(use_true_random=False))
def test_any_order_and_replacements_give_what_a_derivation_anew_gives(
    final: list[tuple[int, list[tuple[str, int, str, int, int, str, int, int]]]],
    before: list[tuple[int, list[tuple[str, int, str, int, int, str, int, int]]]],
    random: object,
) -> None:
    articles = {
        f"{'abcdef'[i]}{i}": _article(f"{'abcdef'[i]}{i}", day, events) for i, (day, events) in enumerate(final)
    }
    older = {f"{'abcdef'[i]}{i}": _article(f"{'abcdef'[i]}{i}", day, events) for i, (day, events) in enumerate(before)}
    with tempfile.TemporaryDirectory() as folder:
        with Record(Path(folder) / "anew.dragoman") as record:
            for one in articles.values():
                record.add(replace(one, reader_version="2"))
            record.derive()
            anew = _dump(record)
        with Record(Path(folder) / "bit by bit.dragoman") as record:
            for key, one in older.items():
                if key in articles:
                    record.add(one)
                    record.derive()
            order = list(articles.values())
            random.shuffle(order)  # type: ignore[attr-defined]
            for i, one in enumerate(order):
                record.add(replace(one, reader_version="2"))
                if i % 2:
                    record.derive()
            record.derive()
            assert _dump(record) == anew
