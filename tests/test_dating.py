"""The day of a page: what it says itself, what the text proves, and what disagrees."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import reference
from dragoman.actors import find_actors
from dragoman.dating import Evidence, date_article, find_evidence, weigh
from dragoman.dating.campaigns import from_races
from dragoman.dating.lengths import after
from dragoman.dating.lexicon import known_days, titles, words
from dragoman.dating.weekdays import choose
from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser
from dragoman.language.times import find_times
from dragoman.model import UNKNOWN, Actor, Article, DateMark, Interval, Mention, Published, Span


def dated(text: str, parser: Parser, *marks: DateMark, published: Published | None = None) -> Published:
    article = Article("a", "a.txt", text, marks=marks, published=published or Published(UNKNOWN, "unknown"))
    analysis = analyse(text, parser)
    facts = reference.load()
    cast = find_actors(analysis, published=UNKNOWN, reference=facts, article=article)
    return date_article(
        article,
        mentions=cast.mentions,
        times=find_times(analysis, published=UNKNOWN),
        text=text,
        reference=facts,
    )


def days(first: str | None, last: str | None) -> Interval:
    return Interval(dt.date.fromisoformat(first) if first else None, dt.date.fromisoformat(last) if last else None)


def test_a_dated_page_is_believed_and_the_text_is_not_read(parser: Parser) -> None:
    given = Published(Interval.parse("2012-02-08"), "header", ("a line says so",))
    assert dated("President Ronald Reagan said it in 1985.", parser, published=given) == given
    mark = DateMark("metadata", "article:published_time 2012-02-08", 2012, 2, 8)
    assert dated("He said so.", parser, mark).interval == Interval.parse("2012-02-08")
    assert dated("He said so.", parser, mark).basis == "metadata"


def test_what_a_dated_page_could_not_have_named_is_in_conflict(parser: Parser) -> None:
    given = Published(Interval.parse("2008-02-08"), "metadata", ("the page's metadata says 2008-02-08",))
    found = dated("Since the Syrian civil war began, President Barack Obama has said so.", parser, published=given)
    assert (found.interval, found.basis) == (given.interval, "metadata")
    conflicts = [reason for reason in found.reasons if reason.startswith("in conflict")]
    assert len(conflicts) == 2
    later = Published(Interval.parse("2018-02-08"), "metadata", ("the page's metadata says 2018-02-08",))
    assert dated("President Barack Obama has said so.", parser, published=later) == later


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Fri 07 Apr 2017 at 0914 Governor speaks of losses. A strike hit the base.", "2017-04-07"),
        ("Posted on July 12 2016 by A. Writer Rebels advance. The army fell back.", "2016-07-12"),
        ("Last updated at Apr 152017 A bomb struck buses.", "2017-04-15"),
        ("26.12.2014 The army took the town.", "2014-12-26"),
        ("Raids kill dozens Monitor Agency Monday 2 Feb 2015 Planes bombed a town.", "2015-02-02"),
    ],
)
def test_a_date_at_the_head_is_a_header(parser: Parser, text: str, day: str) -> None:
    found = dated(text, parser)
    assert (found.interval, found.basis) == (Interval.parse(day), "header")


@pytest.mark.parametrize(
    "text",
    [
        "The envoy arrived on 6 October 2016 in Aleppo.",
        "People inspect damage in the town of Ariha (Agency, August 3 2015). The town was bombed.",
        "Fighting since 4 May 2015 has killed many.",
    ],
)
def test_a_date_in_prose_is_no_header(parser: Parser, text: str) -> None:
    assert not dated(text, parser).interval.is_day


def test_a_page_without_any_sign_is_unknown(parser: Parser) -> None:
    assert dated("The minister said that talks went on.", parser) == Published(UNKNOWN, "unknown")
    assert dated("", parser) == Published(UNKNOWN, "unknown")
    assert date_article(Article("a", "a", "text")) == Published(UNKNOWN, "unknown")


def test_offices_bound_the_day_with_a_week_to_spare(parser: Parser) -> None:
    text = "Foreign Minister Alain Juppe met Secretary-General Nabil Elaraby of the Arab League in Paris."
    found = dated(text, parser)
    assert found.interval == days("2011-06-26", "2012-05-22")
    assert found.basis == "inferred"
    assert any("Juppé held the office" in reason for reason in found.reasons)


def test_a_former_office_bounds_the_day_by_its_end(parser: Parser) -> None:
    found = dated("Former President Jimmy Carter said that he would travel.", parser)
    assert found.interval == days("1981-01-13", None)
    assert not dated("The brother of President Jimmy Carter said that he would travel.", parser).interval.is_known


def test_an_office_of_the_past_gives_way_to_a_later_one(parser: Parser) -> None:
    text = "President Barack Obama said that President Ronald Reagan had signed the treaty."
    found = dated(text, parser)
    assert found.interval == days("2009-01-13", "2017-01-27")
    assert not any(reason.startswith("in conflict") for reason in found.reasons)


def test_a_surname_that_two_presidents_bear_means_either(parser: Parser) -> None:
    found = dated("President Bush said that the talks would go on.", parser)
    assert found.interval.contains(dt.date(1990, 8, 16))
    assert found.interval.contains(dt.date(2003, 3, 1))


def test_days_named_as_past_bound_it_from_below(parser: Parser) -> None:
    assert dated("The treaty was signed in May 1994, officials said.", parser).interval == days("1994-05-01", None)
    assert not dated("The bonds may be redeemed after June 1994.", parser).interval.is_known
    assert not dated("The goal for 2050 is a cut of a third.", parser).interval.is_known


def test_days_named_as_still_to_come_bound_it_from_above(parser: Parser) -> None:
    found = dated("Founded in 1987, the league will hold its next summit in March 1998.", parser)
    assert found.interval.last == dt.date(1998, 3, 31)
    assert dated("Officials said they will leave as agreed in 1998.", parser).interval.last is None


def test_what_is_known_to_have_begun_bounds_it_from_below(parser: Parser) -> None:
    found = dated("He tweeted that the talks had failed.", parser)
    assert found.interval == days("2006-03-21", None)
    assert not dated("The birds twittered in the garden.", parser).interval.is_known


def test_the_length_of_a_war_since_a_named_month(parser: Parser) -> None:
    text = "The war has raged for more than two years. Fighting broke out in March 2011 between rebels and the army."
    found = dated(text, parser).interval
    assert found.contains(dt.date(2013, 5, 28))
    assert not found.contains(dt.date(2012, 5, 28))
    assert not found.contains(dt.date(2014, 9, 1))


def test_a_dateline_without_a_year(parser: Parser) -> None:
    text = (
        "The two ministers met late on Monday. The war has raged for more than two years since fighting began in "
        "March 2011."
    )
    mark = DateMark("dateline", "PARIS, May 28 (Agency)", None, 5, 28)
    found = dated(text, parser, mark)
    assert found.interval == Interval.parse("2013-05-28")
    assert any("Tuesday" in reason and "late on Monday" in reason for reason in found.reasons)


def test_weekdays_choose_among_years_and_say_when_they_cannot(parser: Parser) -> None:
    candidates = [dt.date(2012, 5, 28), dt.date(2013, 5, 28)]
    text = "The two met late on Monday."
    late = find_times(analyse(text, parser), published=UNKNOWN)
    assert [day for day, _ in choose(candidates, text, late)] == [dt.date(2013, 5, 28)]
    assert [day for day, _ in choose(candidates, "The two met.", ())] == candidates


def test_members_that_vote_together(parser: Parser) -> None:
    text = (
        "The Security Council was divided over the draft resolution. France wanted Brazil, "
        "India and South Africa to vote for it."
    )
    assert dated(text, parser).interval == days("2011-01-01", "2011-12-31")
    assert not dated("India, Brazil and South Africa voted in the General Assembly.", parser).interval.is_known


def test_resolutions_are_not_named_before_they_are_adopted(parser: Parser) -> None:
    found = dated("The Security Council recalled resolution 1973 and called for calm.", parser)
    assert found.interval == days("2011-03-17", None)


def test_a_copyright_year_is_an_upper_bound_only(parser: Parser) -> None:
    footer = DateMark("footer", "Copyright 2012", 2012)
    found = dated("Foreign Minister Alain Juppe spoke in Moscow after the vote in March 2011.", parser, footer)
    assert found.interval.first is not None
    assert found.interval.first < dt.date(2012, 1, 1)
    assert found.interval.last is not None
    assert found.interval.last <= dt.date(2012, 12, 31)


def test_reasons_that_disagree_are_named(parser: Parser) -> None:
    year = Published(Interval.parse("2005"), "metadata", ("the page's metadata says 2005",))
    found = dated("President Barack Obama spoke.", parser, published=year)
    assert found.interval == Interval.parse("2005")
    assert any(reason.startswith("in conflict") and "Obama" in reason for reason in found.reasons)


dated_days = st.dates(dt.date(1950, 1, 1), dt.date(2040, 1, 1))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(dated_days, st.integers(0, 900), st.booleans()), max_size=6), dated_days)
def test_weighing_gives_days_that_most_evidence_allows(pieces: list[tuple[dt.date, int, bool]], day: dt.date) -> None:
    evidence = [
        Evidence((Interval(first, first + dt.timedelta(days=n)),), f"reason {i}", lasting=lasting, source=str(i))
        for i, (first, n, lasting) in enumerate(pieces)
    ]
    verdict = weigh(evidence)
    chosen = verdict.interval.first or verdict.interval.last or day
    assert sum(e.allows(chosen) for e in evidence) >= sum(e.allows(day) for e in evidence) - 1e-9
    assert not set(verdict.reasons) & set(verdict.conflicts)


def test_evidence_about_one_thing_counts_once() -> None:
    same = [Evidence.between(dt.date(2000, 1, 1), None, "a", source="x")] * 5
    other = Evidence.between(None, dt.date(1990, 1, 1), "b", weight=2.0)
    assert weigh([*same, other]).interval == days(None, "1990-01-01")


def test_lengths_are_as_loose_as_they_are_said() -> None:
    start = Interval.parse("1982-02-02")
    nearly, more, plain = (after(start, 30, f"{said}30 years") for said in ("nearly ", "more than ", ""))
    assert nearly is not None
    assert more is not None
    assert plain is not None
    assert nearly.contains(dt.date(2011, 9, 8))
    assert not more.contains(dt.date(2011, 9, 8))
    assert plain.contains(dt.date(2012, 2, 2))


@pytest.mark.parametrize(
    "name", ["not_in_office", "history", "ahead", "certain_ahead", "lasting", "race", "past_verbs"]
)
def test_lexicons_are_whole(name: str) -> None:
    assert words(name).search("no such words at all here") is None or name == "negative"
    assert all(title.roles <= set(reference.load().roles) for title in titles())
    assert [k.day for k in known_days()] == sorted(k.day for k in known_days())


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Republican presidential nominee Mitt Romney spoke in Ohio.", "2012-04-25", "2012-11-13"),
        ("He praised his running mate, Gov. Sarah Palin.", "2008-08-29", "2008-11-11"),
        ("Presumptive nominee John Kerry opened an office.", "2004-03-11", "2004-08-04"),
        ("Mitt Romney, the 2012 Republican nominee, opened an office.", None, None),
        ("The Senate heard the nominee for the court, Bob Dole said.", None, None),
    ],
)
def test_a_place_on_a_ticket(parser: Parser, text: str, first: str | None, last: str | None) -> None:
    found = [e for e in find_evidence(text) if e.source.startswith(("nominee", "mate"))]
    assert [(e.days[-1].first, e.days[-1].last) for e in found] == (
        [dataclasses.astuple(days(first, last))] if first else []
    )


def test_a_president_elect_is_named_before_the_office(parser: Parser) -> None:
    found = dated("President-elect Barack Obama named his cabinet.", parser).interval
    assert found.contains(dt.date(2008, 12, 1))
    assert not found.contains(dt.date(2009, 3, 1))
    assert not found.contains(dt.date(2008, 3, 1))


def test_a_veto_is_news_when_it_was_cast_and_history_later(parser: Parser) -> None:
    text = "Foreign Minister Alain Juppe spoke. Russia vetoed a draft resolution of the Security Council on Syria."
    assert dated(text, parser).interval == days("2011-10-04", "2012-05-22")
    assert dated(text.replace("vetoed", "would have vetoed"), parser).interval.first == dt.date(1993, 3, 23)
    later = text.replace("Foreign Minister Alain Juppe", "President Donald Trump")
    assert not any(reason.startswith("in conflict") for reason in dated(later, parser).reasons)


def test_a_draft_bears_its_year() -> None:
    (found,) = find_evidence("The Security Council took note of S/2013/9999.", reference=reference.load())
    assert found.days == (days("2013-01-01", None),)


def test_a_member_without_a_permanent_seat(parser: Parser) -> None:
    found = dated("Togo, a non-permanent member of the Security Council, was undecided.", parser).interval
    assert found.contains(dt.date(2012, 6, 1))
    assert found.last == dt.date(2013, 12, 31)
    former = dated("Togo, a former non-permanent member of the Security Council, was undecided.", parser).interval
    assert former.last is None


def test_since_a_month_of_a_rising_that_is_known(parser: Parser) -> None:
    found = dated("In Syria 900 people have died since March in a crackdown on protests.", parser).interval
    assert found == days("2011-03-15", "2012-04-15")
    assert dated("In Chad 900 people have died since March in a crackdown on protests.", parser).interval.last is None
    assert dated("In Syria 900 people have died since June in a crackdown on protests.", parser).interval.last is None


def test_months_of_a_war_that_is_known(parser: Parser) -> None:
    found = dated("Aid workers count 3,000 dead in eight months of violence in Syria.", parser).interval
    assert found.contains(dt.date(2011, 11, 20))
    assert not found.contains(dt.date(2011, 8, 1))
    assert not found.contains(dt.date(2012, 3, 1))


def test_ages_that_fit_two_happenings_are_decided_by_the_rest(parser: Parser) -> None:
    text = "Foreign Minister Alain Juppe recalled Hama, where Syrian troops crushed an uprising nearly 30 years ago."
    found = dated(text, parser)
    assert found.interval.contains(dt.date(2011, 9, 8))
    assert not any(reason.startswith("in conflict") for reason in found.reasons)


def test_a_quarter_that_is_compared_with(parser: Parser) -> None:
    found = dated("Net rose to $12 million from $9 million in the 1988 quarter. Sales fell from last year.", parser)
    assert found.interval == days("1989-03-01", "1990-05-31")
    assert dated("Net rose in the 1988 quarter.", parser).interval.last is None


def test_known_days_are_found_through_no_break_spaces_and_beside_odd_letters(parser: Parser) -> None:
    assert dated("İstanbul: the intervention in\xa0Libya was recalled.", parser).interval == days("2011-03-19", None)
    assert dated("A sentence breaks after Mr. Aziz and goes on.", parser).interval == UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "What would a President Mitt Romney do, the paper asked.",
        "Republican president candidate Mitt Romney spoke.",
        "He was a former chairman of President Barack Obama’s council.",
        "No Republican is a stronger nominee than Romney, she said.",
    ],
)
def test_offices_that_nobody_holds_prove_nothing(text: str, parser: Parser) -> None:
    found = dated(text, parser).interval
    assert found.contains(dt.date(2011, 11, 15))


def test_a_rival_who_gave_up_is_spoken_of_while_the_other_runs() -> None:
    facts = reference.load()
    text = "Jeb Bush and Donald Trump met at a debate of the campaign. Both spoke to voters after the debate."
    people = {p.name: p for n in ("Bush", "Trump") for p in facts.persons_by_surname(n)}
    mentions = [
        Mention(Span(at, at + len(name)), Actor(people[name].id, name), "name:person")
        for name in ("Jeb Bush", "Donald Trump")
        for at in (text.index(name),)
    ]
    (race,) = from_races(text, mentions, facts)
    assert race.days[0].contains(dt.date(2016, 6, 1))
    assert not race.days[0].contains(dt.date(2014, 6, 1))


def test_weekdays_still_to_come_choose_no_year(parser: Parser) -> None:
    candidates = [dt.date(2012, 5, 28), dt.date(2013, 5, 28)]
    text = "The two will meet on Wednesday."
    assert [
        day for day, _ in choose(candidates, text, find_times(analyse(text, parser), published=UNKNOWN))
    ] == candidates


@pytest.mark.parametrize(
    ("more", "first"),
    [
        ("Each says that they will win in November.", "2015-11-16"),
        ("Money decides this year’s presidential election.", "2016-01-01"),
        ("They met in November 2011 and in November of 2010.", None),
    ],
)
def test_the_vote_that_is_ahead(parser: Parser, more: str, first: str | None) -> None:
    facts = reference.load()
    text = f"Hillary Clinton and Donald Trump met at a debate of the campaign before voters. {more}"
    people = {p.name: p for n in ("Clinton", "Trump") for p in facts.persons_by_surname(n)}
    mentions = [
        Mention(Span(text.index(name), text.index(name) + len(name)), Actor(people[name].id, name), "name:person")
        for name in ("Hillary Clinton", "Donald Trump")
    ]
    found = {e.source: e for e in from_races(text, mentions, facts)}
    assert found["race"].days[-1].last == dt.date(2016, 11, 15)
    ahead = [e for source, e in found.items() if source.startswith("election")]
    assert [e.days[-1] for e in ahead] == ([days(first, "2016-11-15")] if first else [])


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=400), st.sampled_from(["nominee ", "9/11 ", "Security Council S/2012/", "since March ", ""]))
def test_no_text_makes_it_fail(text: str, lure: str) -> None:
    whole = f"{lure}{text} {lure}"
    for piece in find_evidence(whole, reference=reference.load()):
        assert piece.days
        assert piece.reason
    assert isinstance(date_article(Article("a", "a", whole), text=whole).interval, Interval)


def test_a_long_text_is_dated_in_linear_time() -> None:
    once = "The nominee spoke of 9/11 and of the war since March. " * 40
    start = time.process_time()
    find_evidence(once * 2)
    short = time.process_time() - start
    start = time.process_time()
    find_evidence(once * 20)
    assert time.process_time() - start < 30 * short + 0.5
