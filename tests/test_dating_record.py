"""Days that only the whole record can give: bounds along ties, copies, tolls, the same act, and entries resolved anew."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import Record
from dragoman.dating.reach import reaches
from dragoman.desk import why
from dragoman.desk.chronology import timeline
from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser
from dragoman.language.times import find_times, read_times, resolve
from dragoman.language.times.kept import expression_of, keep
from dragoman.model import UNKNOWN, Interval, Published, Reading
from dragoman.record import nets
from dragoman.record.bounds import Tie, narrow
from dragoman.record.ties import Meeting, Told, Toll, tie_meetings, tie_told, tie_tolls
from made_readings import reading


def days(first: str | None, last: str | None) -> Interval:
    return Interval(dt.date.fromisoformat(first) if first else None, dt.date.fromisoformat(last) if last else None)


def ferry(key: str, published: str | Interval | None, parser: Parser, **changes: Any) -> Reading:
    """The ferry article, its times found in its text and its act on "Wednesday"."""
    made = reading(key, published=None, **changes)
    day = Interval.parse(published)
    found = find_times(analyse(made.article.text, parser), published=day)
    wednesday = next(t.interval for t in found if t.span.of(made.article.text) == "Wednesday")
    given = Published(day, "given" if day.is_day else "inferred" if day.is_known else "unknown", ("so it is",))
    return replace(
        made,
        article=replace(made.article, published=given),
        published=given,
        times=found,
        events=tuple(replace(e, date=wednesday) for e in made.events),
    )


def record_of(path: Path, *readings: Reading) -> Record:
    record = Record(path / "r.dragoman")
    for one in readings:
        record.add(one)
    record.derive()
    return record


def article_days(record: Record) -> dict[str, tuple[str | None, str | None]]:
    return {r["article_id"]: (r["published_from"], r["published_to"]) for r in record.sql("SELECT * FROM article_days")}


def test_bounds_run_along_ties_and_say_how() -> None:
    own = {"a": Interval.parse("2012-02-08"), "b": UNKNOWN, "c": days("2011-01-01", None)}
    found = narrow(own, [Tie("a", "b", 0, 6, "six days"), Tie("b", "c", None, 3, "three more")])
    assert found["b"].first is not None
    assert found["b"].first.day == dt.date(2012, 2, 8)
    assert found["c"].last is not None
    assert found["c"].last.day == dt.date(2012, 2, 17)
    assert found["c"].last.root == "a"
    assert found["c"].last.reasons == ("six days", "three more")
    assert found["c"].first is None


def test_a_ring_of_guesses_proves_nothing() -> None:
    own = {"a": UNKNOWN, "b": UNKNOWN, "c": UNKNOWN}
    ring = [Tie("a", "b", 1, 6, "x"), Tie("b", "c", 1, 6, "y"), Tie("c", "a", 1, 6, "z")]
    assert narrow(own, ring) == {}
    held = narrow({**own, "a": days("2012-01-01", "2012-03-01")}, ring)
    assert all(n not in b.nodes[:-1] for n, bounds in held.items() for b in (bounds.first, bounds.last) if b)
    assert "a" not in held


interval = st.builds(
    lambda a, n: Interval(a, a + dt.timedelta(days=n)), st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 400)
)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from("abcdef"), interval, min_size=1),
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.integers(-9, 9), st.integers(0, 9)),
        max_size=9,
    ),
)
def test_every_bound_follows_from_the_own_days_of_its_root(
    own: dict[str, Interval], made: list[tuple[str, str, int, int]]
) -> None:
    ties = [Tie(a, b, low, low + more, f"{i}") for i, (a, b, low, more) in enumerate(made) if a != b]
    for node, bounds in narrow(own, ties).items():
        for bound, end in ((bounds.first, "first"), (bounds.last, "last")):
            if bound is None:
                continue
            assert len(set(bound.nodes)) == len(bound.nodes)
            assert bound.nodes[0] == bound.root
            assert bound.nodes[-1] == node
            day = getattr(own[bound.root], end)
            for here, there, reason in zip(bound.nodes, bound.nodes[1:], bound.reasons, strict=False):
                tie = next(t for t in ties if t.reason == reason)
                assert {here, there} == {tie.earlier, tie.later}
                forward = here == tie.earlier
                step = (
                    (tie.least if forward else -(tie.most or 0))
                    if end == "first"
                    else (tie.most if forward else -(tie.least or 0))
                )
                day += dt.timedelta(days=step or 0)
            assert day == bound.day


def test_expressions_are_kept_as_they_were_said(parser: Parser) -> None:
    text = "On Wednesday he recalled last month's plan. They will meet on Friday. In May 2011 fighting began."
    said = read_times(analyse(text, parser))
    again = [expression_of(keep(e), e.span, e.type) for e in said]
    assert again == list(said)
    assert len(again) >= 4
    day = Interval.parse("2012-02-09")
    assert resolve([e for e in again if e is not None], published=day) == resolve(said, published=day)
    assert expression_of("no JSON", said[0].span, "DATE") is None
    assert expression_of('{"kind":"weekday","unheard":1}', said[0].span, "DATE") is None


def test_how_far_what_is_told_lies_from_the_page(parser: Parser) -> None:
    text = "He spoke on Wednesday. They met last week. She will leave on Friday. It was signed on 4 May 2011."
    assert reaches(read_times(analyse(text, parser))) == [(0, 6), (1, 13), (-6, 0), None]


def test_the_same_act_on_a_dated_page_gives_the_week(tmp_path: Path, parser: Parser) -> None:
    alone = ferry("b", "2013-01-01/2013-12-31", parser, source="undated.txt", publisher="Gulf Echo", extra=" More.")
    with record_of(tmp_path, ferry("a", "2013-01-23", parser), alone) as record:
        assert article_days(record) == {"b": ("2013-01-23", "2013-01-29")}
        (row,) = record.sql("SELECT * FROM article_days")
        assert "Meridian tells" in json.loads(row["reasons"])[0]
        (event,) = record.sql("SELECT * FROM entry_days WHERE table_name = 'events'")
        assert (event["date_from"], event["date_to"]) == ("2013-01-23", "2013-01-23")
        assert {r["date_from"] for r in record.happenings().rows()} == {"2013-01-23"}
        (read,) = record.sql("SELECT published_from, published_to FROM articles WHERE article_id = 'b'")
        assert tuple(read.values()) == ("2013-01-01", "2013-12-31")


def test_an_act_that_fits_two_days_ties_nothing(tmp_path: Path, parser: Parser) -> None:
    dated = [ferry("a", "2013-01-23", parser), ferry("c", "2013-06-19", parser, source="c.txt", extra=" June.")]
    with record_of(tmp_path, *dated, ferry("b", "2013", parser, source="b.txt", extra=" Different.")) as record:
        told = [f"fact {i}" for i in record.sql("SELECT reasons FROM article_days WHERE article_id = 'b'")]
        assert not any("tells" in t for t in told)


def test_what_is_told_all_the_time_ties_nothing(
    tmp_path: Path, parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nets, "MOST_TELLINGS", 1)
    alone = ferry("b", "2013", parser, source="undated.txt", publisher="Gulf Echo", extra=" More.")
    with record_of(tmp_path, ferry("a", "2013-01-23", parser), alone) as record:
        told = [json.loads(row["reasons"]) for row in record.sql("SELECT reasons FROM article_days")]
        assert not any("tells" in reason for reasons in told for reason in reasons)


def test_a_page_of_another_year_is_not_tied() -> None:
    ties, known = tie_told(
        [told("a", "2013-01-23"), told("b", None)], {"b": days("2010-01-01", "2010-12-31")}, {"a": "x", "b": "y"}
    )
    assert (ties, known) == ([], {})


def told(
    article: str, day: str | None, least: int = 0, most: int | None = 6, words: str = "ferry shelled obock"
) -> Told:
    return Told(
        article, ("event", "ACCUSE", 3), frozenset(words.split()), "it was shelled",
        dt.date.fromisoformat(day) if day else None, least, most,
    )  # fmt: skip


def test_undated_reports_of_one_act_are_tied_to_each_other() -> None:
    own = {"a": days("2011-06-01", "2011-12-31"), "b": days(None, "2011-10-01"), "c": days("2013-01-01", None)}
    ties, known = tie_told([told("a", None), told("b", None), told("c", None)], own, dict.fromkeys("abc", "paper"))
    assert known == {}
    found = narrow(own, ties)
    assert found["a"].last is not None
    assert found["a"].last.day == dt.date(2011, 10, 7)
    assert "c" not in found


def test_other_words_are_another_act() -> None:
    own = {"b": days("2013-01-01", "2013-12-31")}
    ties, _ = tie_told(
        [told("a", "2013-01-23"), told("b", None, words="embassy visas granted")], own, {"a": "x", "b": "y"}
    )
    assert ties == []
    ties, _ = tie_told(
        [told("a", "2013-01-23"), told("b", None, words="ferry shelled twice")], own, {"a": "x", "b": "y"}
    )
    assert [(t.later, t.least, t.most) for t in ties] == [("b", 0, 6)]


@pytest.mark.parametrize(
    ("number", "first", "last"), [(600, None, "2012-02-01"), (9000, "2012-02-01", None), (1100, None, None)]
)
def test_a_toll_only_grows(number: int, first: str | None, last: str | None) -> None:
    own = {"a": Interval.parse("2012-02-01"), "b": UNKNOWN}
    tolls = [Toll("a", ("XYZ", "org:UN"), 1000, "1,000 dead"), Toll("b", ("XYZ", "org:UN"), number, "so many dead")]
    found = narrow(own, tie_tolls(tolls, own, {"a": "x", "b": "y"})).get("b")
    given = (
        found.first.day.isoformat() if found and found.first else None,
        found.last.day.isoformat() if found and found.last else None,
    )
    assert given == (first, last)


def test_tolls_of_another_counter_say_nothing() -> None:
    own = {"a": Interval.parse("2012-02-01"), "b": UNKNOWN}
    tolls = [Toll("a", ("XYZ", "org:UN"), 5000, ""), Toll("b", ("XYZ", "org:other"), 600, "")]
    assert tie_tolls(tolls, own, {"a": "x", "b": "y"}) == []


def test_a_copy_is_of_the_days_of_its_origin(tmp_path: Path, parser: Parser) -> None:
    with record_of(tmp_path, ferry("a", "2013-01-23", parser), ferry("b", None, parser, source="b.txt")) as record:
        first, last = article_days(record)["b"]
        assert (first, last) == ("2013-01-20", "2013-01-26")


def test_reasons_that_disagree_are_kept_as_conflicts(tmp_path: Path, parser: Parser) -> None:
    later = ferry("b", "2014-05", parser, source="b.txt")
    with record_of(tmp_path, ferry("a", "2013-01-23", parser), later) as record:
        (row,) = record.sql("SELECT * FROM article_days")
        assert (row["published_from"], row["published_to"]) == ("2014-05-01", "2014-05-31")
        assert json.loads(row["reasons"]) == []
        assert any("one report" in c for c in json.loads(row["conflicts"]))
        assert record.sql("SELECT * FROM entry_days") == []


def test_made_again_they_are_the_same(tmp_path: Path, parser: Parser) -> None:
    both = [ferry("a", "2013-01-23", parser), ferry("b", "2013", parser, source="b.txt")]
    (tmp_path / "x").mkdir()
    (tmp_path / "y").mkdir()
    with record_of(tmp_path / "x", *both) as one, record_of(tmp_path / "y", *reversed(both)) as other:
        for table in ("article_days", "entry_days"):
            assert list(one.table(table).rows()) == list(other.table(table).rows()) != []


def test_why_tells_what_the_record_adds(tmp_path: Path, parser: Parser) -> None:
    pages = [ferry("a", "2013-01-23", parser), ferry("b", "2013", parser, source="b.txt", extra=" More.")]
    with record_of(tmp_path, *pages) as record:
        (page,) = why(record, "b")
        assert page.published.startswith("2013-01-23/2013-01-")
        assert page.published.endswith("alone 2013 (inferred)")
        assert page.article["record_reasons"]
        (dated,) = why(record, "a")
        assert dated.published == "2013-01-23 (given)"
        (event,) = why(record, pages[1].events[0].id)
        assert (event.row["date_from"], event.row["date_to"]) == ("2013-01-23", "2013-01-23")
        lines = [line for line in timeline(record) if line["article_id"] in {"a", "b"}]
        assert {line["date"] for line in lines} == {"2013-01-23"}


def meeting(
    article: str, words: str = "accused harbour blockade", other: str = "ACCUSE", reach: tuple[int, int] = (0, 6),
    place: str | None = None,
) -> Meeting:  # fmt: skip
    told = {(other, "A", "B"): frozenset(words.split())}
    return Meeting(article, "person:1", "XYZ", "the two met", place, *reach, told)


def week(meetings: list[Meeting], own: dict[str, Interval]) -> dict[str, tuple[dt.date | None, dt.date | None]]:
    found = narrow(
        {k: i for k, i in own.items() if i.is_known}, tie_meetings(meetings, own, dict.fromkeys("abcd", "paper"))
    )
    return {k: (b.first.day if b.first else None, b.last.day if b.last else None) for k, b in found.items()}


def test_a_meeting_and_another_act_make_one_week() -> None:
    own = {"a": Interval.parse("2012-02-08"), "b": days("2011-12-01", "2012-06-30"), "c": days("2013-01-01", None)}
    met = [meeting("a"), meeting("b"), meeting("c")]
    assert week(met, own) == {"b": (dt.date(2012, 2, 2), dt.date(2012, 2, 14))}
    assert week([meeting("a"), meeting("b", other="THREATEN")], own) == {}
    assert week([meeting("a"), meeting("b", words="signed treaty protocol")], own) == {}


def test_a_meeting_that_two_weeks_fit_says_nothing() -> None:
    own = {"a": Interval.parse("2012-02-08"), "b": days("2011-12-01", "2012-06-30"), "d": Interval.parse("2012-05-02")}
    assert week([meeting("a"), meeting("b"), meeting("d")], own) == {}


def test_a_meeting_of_last_week_in_the_same_place(tmp_path: Path) -> None:
    own = {"a": Interval.parse("2012-02-08"), "b": days("2011-12-01", "2012-06-30")}
    met = [meeting("a", place="moscow", reach=(0, 0)), meeting("b", words="", place="moscow", reach=(1, 13))]
    assert week(met, own) == {"b": (dt.date(2012, 2, 9), dt.date(2012, 2, 21))}
    assert week([met[0], replace(met[1], place="paris")], own) == {}
