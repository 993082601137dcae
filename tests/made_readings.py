"""Readings made by hand (and by hypothesis), for the tests of what comes after reading."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from dragoman.model import (
    Actor,
    Article,
    Ballot,
    Draft,
    Event,
    Figure,
    Interval,
    Issue,
    Mention,
    Participant,
    Place,
    Position,
    Published,
    Reading,
    Span,
    Statement,
    Time,
    content_id,
)

DJIBOUTI = Actor("state:DJI", "Djibouti", "DJI", "GOV")
ERITREA = Actor("state:ERI", "Eritrea", "ERI", "GOV")
YOUSSOUF = Actor("person:Q1", "Mahamoud Ali Youssouf", "DJI", "GOV", "foreign minister")

TEXT = (
    "Djibouti blames Eritrea for ferry\n\n"
    "Djibouti on Wednesday accused Eritrea of shelling a ferry. "
    "“This was no accident,” Foreign Minister Mahamoud Ali Youssouf told reporters.\n"
    "At least 14 people were killed near Obock."
)


def span(words: str, text: str = TEXT, start: int = 0) -> Span:
    """Where the words stand in the text, from `start` on."""
    at = text.index(words, start)
    return Span(at, at + len(words))


def reading(
    key: str = "a1",
    *,
    version: str = "1",
    source: str = "pages/ferry.txt",
    published: str | None = "2013-01-23",
    publisher: str | None = "Meridian",
    agency: str | None = None,
    text: str = TEXT,
    extra: str = "",
    skipped: str | None = None,
) -> Reading:
    """The ferry article with one record of each kind; `extra` is added to its text."""
    day = Interval.parse(published)
    said = Statement(
        content_id(key, "statement"),
        "direct",
        (span("Foreign Minister Mahamoud Ali Youssouf"),),
        (span("told"),),
        (span("“This was no accident,”"),),
        speaker=YOUSSOUF,
        said=day,
        how="quotation",
        confidence=0.9,
    )
    done = Event(
        content_id(key, "event"),
        "ACCUSE",
        span("accused"),
        mode="allege",
        actors=(Participant(span("Djibouti", start=35), "Djibouti", DJIBOUTI),),
        recipients=(Participant(span("Eritrea", start=35), "Eritrea", ERITREA),),
        date=day,
        place=Place("Obock", "DJI", 11.96, 43.29),
        how="verb accuse",
        confidence=0.8,
    )
    counted = Figure(
        content_id(key, "figure"), "killed", 14, None, span("14"), "at least", "people", date=day, headline=True
    )
    stance = Position(
        content_id(key, "position"), DJIBOUTI, Issue("sanctions", "ERI", "sanctions on Eritrea"), "supports",
        span("accused"), day, done.id,
    )  # fmt: skip
    ballot = Ballot(content_id(key, "ballot"), Draft("the draft", "S/2013/1"), "FRA", "yes", span("accident"), day)
    return Reading(
        Article(
            key,
            source,
            text + extra,
            title="Djibouti blames Eritrea for ferry",
            publisher=publisher,
            agency=agency,
            published=Published(day, "given" if day.is_known else "unknown", ("it was given",)),
            language="en",
        ),
        Published(day, "given" if day.is_known else "unknown", ("it was given",)),
        version,
        sentences=tuple(
            Span(*span(s))
            for s in (
                "Djibouti blames Eritrea for ferry",
                "Djibouti on Wednesday accused Eritrea of shelling a ferry.",
                "“This was no accident,” Foreign Minister Mahamoud Ali Youssouf told reporters.",
                "At least 14 people were killed near Obock.",
            )
        ),
        mentions=(
            Mention(span("Djibouti"), DJIBOUTI, "name"),
            Mention(span("Eritrea"), ERITREA, "name"),
            Mention(span("Mahamoud Ali Youssouf"), YOUSSOUF, "name"),
        ),
        times=(Time(span("Wednesday"), "DATE", "2013-01-23", Interval.day(dt.date(2013, 1, 23))),),
        statements=(said,),
        events=(done,),
        figures=(counted,),
        positions=(stance,),
        ballots=(ballot,),
        skipped=skipped,
    )


_texts = st.text(min_size=1, max_size=300)
_names = st.text(min_size=1, max_size=30)
_codes = st.none() | st.sampled_from(["RUS", "SYR", "FRA"])
_actors = st.builds(Actor, _names, _names, _codes, st.none() | st.just("GOV"), st.none() | _names)
_days = st.none() | st.dates()


@st.composite
def any_reading(draw: st.DrawFn) -> Reading:
    """A Reading of an odd text with odd names and Spans somewhere in it."""
    text = draw(_texts)
    size = len(text)

    def spans(least: int = 1) -> tuple[Span, ...]:
        starts = draw(st.lists(st.integers(0, size - 1), min_size=least, max_size=3, unique=True))
        return tuple(Span(s, draw(st.integers(s + 1, size))) for s in sorted(starts))

    def interval() -> Interval:
        first, last = draw(_days), draw(_days)
        return Interval(first, last) if first is None or last is None or first <= last else Interval(last, first)

    key = draw(st.text("abcdef0123456789", min_size=16, max_size=16))
    people = [Participant(s, s.of(text), draw(st.none() | _actors)) for s in spans(0)]
    published = Published(interval(), "metadata", (draw(_names),))
    return Reading(
        Article(key, draw(_names), text, draw(st.none() | _names), publisher=draw(_names), published=published),
        published,
        "1",
        sentences=tuple(Span(i, min(i + 50, size)) for i in range(0, size, 50)),
        mentions=tuple(Mention(s, draw(_actors)) for s in spans(0)),
        times=tuple(Time(s, "DATE", draw(_names), interval()) for s in spans(0)),
        statements=tuple(
            Statement(
                f"s{i}", "mixed", spans(0), spans(0), spans(), draw(st.none() | _actors), said=interval(),
                confidence=draw(st.floats(0, 1)),
            )
            for i in range(draw(st.integers(0, 2)))
        ),
        events=tuple(
            Event(f"e{i}", "CONSULT", spans()[0], actors=tuple(people), recipients=tuple(people), date=interval())
            for i in range(draw(st.integers(0, 2)))
        ),
        figures=tuple(
            Figure(f"f{i}", "killed", draw(st.integers()), draw(st.none() | st.integers()), spans()[0], who="x")
            for i in range(draw(st.integers(0, 2)))
        ),
    )  # fmt: skip
