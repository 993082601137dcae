"""How a signal ("since", "by", "ahead of") bounds the date of an act, and the days that a length of time covers."""

from __future__ import annotations

import pytest

from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser
from dragoman.language.times import find_times, time_of
from dragoman.model import Interval

PUBLISHED = Interval.parse("2013-06-12")
"""A Wednesday."""

SIGNALS = [
    ("Troops will leave by Friday.", "leave", "2013-06-12/2013-06-14", "by"),
    ("Troops had left by Monday.", "left", "../2013-06-10", "by"),
    ("He left no later than Tuesday.", "left", "../2013-06-11", "by"),
    ("The army shelled the town ahead of Sunday's vote.", "shelled", "../2013-06-08", "ahead of"),
    ("Prior to Monday he had fled.", "fled", "../2013-06-09", "before"),
    ("He was detained after Friday's protest.", "detained", "2013-06-07/2013-06-12", "after"),
    ("Following Monday's vote he fled.", "fled", "2013-06-10/2013-06-12", "after"),
    ("He fled shortly after midnight on Monday.", "fled", "2013-06-10", "after"),
    ("He will resign after Friday's vote.", "resign", "2013-06-14/..", "after"),
    ("Clashes since Monday have killed 20.", "killed", "2013-06-10/2013-06-12", "since"),
    ("The truce held until Monday.", "held", "../2013-06-10", "until"),
    ("The truce will hold until July.", "hold", "../2013-07-31", "until"),
    ("Not until Tuesday did he speak.", "speak", "2013-06-11", ""),
    ("The talks on Monday and Tuesday failed.", "talks", "2013-06-10/2013-06-11", ""),
    ("They met on May 3-5 in Oslo.", "met", "2013-05-03/2013-05-05", ""),
    ("They met on Monday and signed on Tuesday.", "met", "2013-06-10", ""),
    ("They met between 3 and 5 May.", "met", "2013-05-03/2013-05-05", "between"),
    ("The army attacked over the weekend.", "attacked", "2013-06-08/2013-06-09", "during"),
    ("In June 2008 Chadian and Libyan troops clashed near the wells.", "clashed", "2008-06-01/2008-06-30", ""),
    ("In June 2008 Chadian and Libyan troops clashed, and dozens were killed.", "killed", "2008-06-01/2008-06-30", ""),
    ("In Monday's vote the council rejected the plan.", "vote", "2013-06-10", ""),
]

LENGTHS = [
    ("The union has been on strike for two years.", "2011-06-12/2013-06-12"),
    ("Fighters have killed 300 in three days.", "2013-06-09/2013-06-12"),
    ("The plant will close in two years.", "2013-06-12/2015-06-12"),
    ("The minister will visit within 10 days.", "2013-06-12/2013-06-22"),
    ("Hundreds fled in the past two weeks.", "2013-05-29/2013-06-12"),
    ("He ruled for 10 years.", None),
    ("He had ruled for 10 years.", None),
    ("It was the first attack in six years.", None),
]


@pytest.mark.parametrize(("text", "word", "interval", "signal"), SIGNALS)
def test_signals_bound_the_date(parser: Parser, text: str, word: str, interval: str, signal: str) -> None:
    analysis = analyse(text, parser)
    found = find_times(analysis, published=PUBLISHED)
    token = next(t for t in analysis.sentences[0].doc if t.text == word)
    attached = time_of(analysis.sentences[0], token, found, PUBLISHED)
    assert attached is not None
    assert (str(attached[0]), attached[1]) == (interval, signal)


@pytest.mark.parametrize(("text", "interval"), LENGTHS)
def test_a_length_covers_days_where_the_sentence_ties_it_to_now(
    parser: Parser, text: str, interval: str | None
) -> None:
    (found,) = find_times(analyse(text, parser), published=PUBLISHED)
    assert found.type == "DURATION"
    assert str(found.interval) == interval if interval else not found.interval.is_known


def test_what_is_to_come_stays_unbounded_where_the_day_is_not_known(parser: Parser) -> None:
    analysis = analyse("Troops will leave by May 2013.", parser)
    (found,) = find_times(analysis, published=Interval(None, None))
    token = next(t for t in analysis.sentences[0].doc if t.text == "leave")
    attached = time_of(analysis.sentences[0], token, [found], Interval(None, None))
    assert attached is not None
    assert str(attached[0]) == "../2013-05-31"
