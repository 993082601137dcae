"""The Council: the forecast and its arithmetic, the whip count, what never leaks, the record against the official one."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import math
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from commands import Run, runner
from dragoman.desk import WHIP_COLUMNS, against_official, horseshoe, whip_count
from dragoman.forecast import backtest, forecast, topic_of
from dragoman.forecast.asking import evidence
from dragoman.forecast.knowledge import Odds, eves
from dragoman.forecast.outcomes import outcome_of, outcomes, yes_counts
from dragoman.forecast.rollcalls import CAMPS, KINDS, before, camp_of, may_cast, roll_calls
from dragoman.forecast.weights import for_year, from_rows, shipped
from dragoman.model import ReferenceDataError
from dragoman.reader import Reader
from dragoman.record import Record
from dragoman.reference import Reference, load

DAY = dt.date(2011, 9, 14)
EARLIER = (
    "Russia threatened on Monday to veto a French-led draft resolution on Syria in the Security Council. "
    "Its sponsors, who need ten votes, have failed to persuade Brazil and Lebanon to vote for the text. "
    "Colombia said it would vote in favour of the draft."
)
LATER = (
    "China and Russia vetoed a Security Council resolution on Syria on Tuesday. Brazil and Lebanon abstained. "
    "Colombia voted against the draft."
)


@pytest.fixture(scope="module")
def facts() -> Reference:
    return load()


@pytest.fixture
def run(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(reader, monkeypatch)


@pytest.fixture
def record(reader: Reader, tmp_path: Path) -> Record:
    store = Record(tmp_path / "council.dragoman")
    store.add(reader.read(EARLIER, published="2011-09-13"))
    return store


def truncated(facts: Reference, day: dt.date) -> Reference:
    """The same reference data as if the votes table ended the day before."""
    cut = Reference()
    cut.__dict__["council"] = replace(facts.council, votes=tuple(v for v in facts.council.votes if v.date < day))
    return cut


@pytest.mark.parametrize("day", ["2011-09-14", "2011-10-04", "2023-12-08"])
def test_the_future_never_leaks_into_a_forecast(facts: Reference, day: str) -> None:
    on = dt.date.fromisoformat(day)
    heard = {"RUS": "leaning veto"}
    whole = forecast(facts, about="Syria", on=on, sponsors=["FRA"], heard=heard)
    cut = forecast(truncated(facts, on), about="Syria", on=on, sponsors=["FRA"], heard=heard)
    assert repr(whole).encode() == repr(cut).encode()


def test_the_shipped_weights_of_a_year_are_fitted_on_earlier_votes_alone(facts: Reference) -> None:
    pytest.importorskip("sklearn")
    from dragoman.forecast.fitting import fit

    calls = [c for c in roll_calls(facts.council) if dt.date(1985, 1, 1) <= c.date < dt.date(1997, 1, 1)]
    known = list(eves(calls, facts.assembly.groups, facts.assembly.point, first=1985, full=1997))
    earlier = [k for k in known if k[0].date.year < 1995]
    assert len(earlier) < len(known)
    assert list(fit(known, 1995).rows()) == list(fit(earlier, 1995).rows())
    assert before(calls, dt.date(1990, 1, 1))[-1].date < dt.date(1990, 1, 1)


def test_weights_are_shipped_for_each_year_and_refused_before() -> None:
    assert sorted(shipped()) == list(range(1994, 2027))
    assert for_year(2040).year == 2026
    with pytest.raises(ReferenceDataError, match="no forecast before 1994"):
        for_year(1993)
    assert from_rows(for_year(2011).rows())[2011] == for_year(2011)


def test_chances_are_chances(facts: Reference) -> None:
    found = forecast(facts, about="Gaza", on=dt.date(2024, 2, 20))
    assert len(found.seats) == 15
    for chances in (*found.seats.values(), found.outcomes, found.camps):
        assert math.isclose(sum(chances.values()), 1.0, abs_tol=1e-9)
        assert all(0.0 <= c <= 1.0 for c in chances.values())
    assert math.isclose(sum(found.yes), 1.0, abs_tol=1e-9)
    expected = sum(i * p for i, p in enumerate(found.yes))
    assert math.isclose(expected, sum(c["yes"] for c in found.seats.values()), abs_tol=1e-9)


def test_what_is_heard_moves_the_forecast_the_right_way(facts: Reference) -> None:
    quiet = forecast(facts, about="Syria", on=DAY)
    threatened = forecast(facts, about="Syria", on=DAY, heard={"RUS": "leaning veto"})
    assert threatened.outcomes["vetoed"] > 1.7 * quiet.outcomes["vetoed"]
    assert threatened.seats["CHN"]["no"] > quiet.seats["CHN"]["no"], "a threat moves those who vote alike"
    promised = forecast(facts, about="Syria", on=DAY, heard={"RUS": "yes"})
    assert promised.outcomes["vetoed"] < quiet.outcomes["vetoed"]


def test_a_sponsor_weighs_in_as_what_is_heard(facts: Reference) -> None:
    day = dt.date(2020, 7, 8)
    quiet = forecast(facts, about="Syria", on=day)
    russian = forecast(facts, about="Syria", on=day, sponsors=["RUS"])
    assert russian == forecast(facts, about="Syria", on=day, heard={"RUS": "tables"})
    assert russian.seats["RUS"]["yes"] > 0.85 > quiet.seats["RUS"]["yes"]
    assert russian.seats["USA"]["no"] > quiet.seats["USA"]["no"]
    assert russian.seats["CHN"]["yes"] > quiet.seats["CHN"]["yes"], "moves those who vote alike"
    firmer = forecast(facts, about="Syria", on=day, sponsors=["RUS"], heard={"RUS": "abstain"})
    assert firmer == forecast(facts, about="Syria", on=day, heard={"RUS": "abstain"})


def test_no_fit_looks_at_sponsors(facts: Reference) -> None:
    calls = [c for c in roll_calls(facts.council) if dt.date(2019, 1, 1) <= c.date < dt.date(2021, 1, 1)]
    struck = [replace(c, sponsors=()) for c in calls]
    assert struck != calls
    known, blind = (
        [eve for _, eve in eves(some, facts.assembly.groups, facts.assembly.point, first=2020, full=2020)]
        for some in (calls, struck)
    )
    assert known == blind


def test_every_told_ballot_has_a_likelihood() -> None:
    for vote in ("yes", "no", "abstain", "veto", "leaning yes", "leaning no", "leaning abstain", "leaning veto"):
        likeliest = max(KINDS, key=lambda k: evidence()[vote][k])
        assert likeliest == {"veto": "no"}.get(vote.removeprefix("leaning "), vote.removeprefix("leaning "))


def test_outcomes_are_the_sum_over_all_ways_to_vote() -> None:
    chances = {
        "USA": {"yes": 0.7, "abstain": 0.2, "no": 0.1}, "RUS": {"yes": 0.2, "abstain": 0.3, "no": 0.5},
        "DNK": {"yes": 0.9, "abstain": 0.1, "no": 0.0}, "KEN": {"yes": 0.5, "abstain": 0.4, "no": 0.1},
    }  # fmt: skip
    odds = Odds(1.0, {"both_sides": 1.0}, {"both_sides": chances})
    want = dict.fromkeys(("adopted", "vetoed", "not_adopted"), 0.0)
    for ballots in itertools.product(KINDS, repeat=4):
        cast = dict(zip(chances, ballots, strict=True))
        want[outcome_of(cast, needed=2)] += math.prod(chances[m][b] for m, b in cast.items())
    assert outcomes(odds, needed=2) == pytest.approx(want)
    assert yes_counts(odds)[4] == pytest.approx(0.7 * 0.2 * 0.9 * 0.5)


def test_every_vote_since_1946_fits_its_camp(facts: Reference) -> None:
    calls = roll_calls(facts.council)
    assert len(calls) > 2900
    for call in calls:
        camp = camp_of(call.ballots)
        assert camp in CAMPS
        for member, ballot in call.ballots.items():
            assert ballot in may_cast(camp, member), (call.symbol, member)


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("The situation in the Middle East, including the Palestinian question", "Palestine"),
        ("Middle East - Syria", "Syria"),
        ("[on extension of the mandate of the UN Mission in South Sudan]", "South Sudan"),
        ("Security Council resolution 2046 (2012) [on the situation in Sudan]", "Sudan"),
        ("on malice", "other"),
        ("Syrians", "Syria"),
        ("", "other"),
    ],
)
def test_topics(title: str, topic: str) -> None:
    assert topic_of(title) == topic


def test_the_backtest_scores_ballots_and_outcomes(facts: Reference) -> None:
    report = backtest(facts, first=2024, last=2025, refit=False, since=2018)
    assert report.votes == 46
    assert report.contested["forecast"].ballots == 15 * 46
    assert report.gain > 0.05, "of two years, told by eight alone; of all years, told by all, it is 0.16"
    assert report.every["forecast"].loss < report.every["always yes"].loss
    assert report.outcomes["all"].ballots == 46
    rows = list(report.rows())
    assert {r["part"] for r in rows} == {"contested votes", "all votes", "member", "outcome", "reliability"}
    assert sum(int(str(r["ballots"])) for r in rows if r["part"] == "reliability") == 15 * 46


def test_a_whip_count_says_what_is_known_and_feared(facts: Reference, record: Record) -> None:
    count = whip_count(facts, about="Syria", on=DAY, record=record)
    seats = {s.member: s for s in count.seats}
    told = {m: s.telling.vote for m, s in seats.items() if s.telling is not None}
    assert told == {
        "FRA": "leaning yes", "RUS": "leaning veto", "BRA": "undeclared", "LBN": "undeclared", "COL": "yes",
    }  # fmt: skip
    assert "RUS" in [s.member for s in count.feared]
    assert {"BRA", "LBN"} <= {s.member for s in count.to_convince}
    assert count.draft is not None
    assert (count.draft.sponsors, count.draft.sought, count.needed) == (["FRA"], 10, 9)
    assert count.later is not None
    assert (count.later.symbol, seats["IND"].later) == ("S/2011/612", "abstain")
    assert count.last is None, "no contested vote on Syria in the three years before"


def test_what_is_read_later_changes_nothing(facts: Reference, record: Record, reader: Reader) -> None:
    before_it = list(whip_count(facts, about="Syria", on=DAY, record=record).rows())
    record.add(reader.read(LATER, published="2011-10-05"))
    assert list(whip_count(facts, about="Syria", on=DAY, record=record).rows()) == before_it
    after = whip_count(facts, about="Syria", on=dt.date(2011, 10, 6), record=record)
    assert after.draft is None, "voted on"
    assert after.last is not None
    assert after.last.symbol == "S/2011/612"
    assert {s.member: s.last for s in after.seats}["LBN"] == "abstain"


def test_another_topic_hears_nothing_of_it(facts: Reference, record: Record) -> None:
    for about in ("Mali", "Ruritania"):
        count = whip_count(facts, about=about, on=DAY, record=record)
        assert count.draft is None
        assert all(s.telling is None for s in count.seats)
    assert (count.last, count.later) == (None, None), "a word that names no topic is no topic"


def test_the_horseshoe_is_fifteen_plain_records(facts: Reference, record: Record) -> None:
    seats = horseshoe(whip_count(facts, about="Syria", on=DAY, record=record))
    assert [s["seat"] for s in seats] == list(range(15))
    assert [s["name"] for s in seats] == sorted(s["name"] for s in seats)
    assert json.loads(json.dumps(seats)) == seats


def test_the_record_against_the_official_record(facts: Reference, record: Record, reader: Reader) -> None:
    record.add(reader.read(LATER.replace("Colombia voted against the draft.", ""), published="2011-10-05"))
    record.add(reader.read("Togo voted against the Security Council draft on Yemen.", published="2012-06-05"))
    rows = list(against_official(record, facts))
    verdicts = {(r["member"], r["told"]): r["verdict"] for r in rows}
    assert verdicts[("RUS", "veto")] == "agrees"
    assert verdicts[("LBN", "abstain")] == "agrees"
    assert verdicts[("TGO", "no")] == "no vote fits"


def test_the_command_prints_the_count(run: Run, record: Record) -> None:
    path = str(record.path)
    table = run("council", "--about", "Syria", "--on", "2011-09-14", "--record", path).stdout
    for words in ("Russia", "leaning veto", "9 of 15", "veto feared", "to convince", "S/2011/612", "short of nine"):
        assert words in table
    lines = run("council", "--about", "Syria", "--on", "2011-09-14", "--record", path, "--format", "jsonl").stdout
    rows = [json.loads(line) for line in lines.splitlines()]
    assert len(rows) == 15
    assert tuple(rows[0]) == WHIP_COLUMNS


def test_the_command_needs_no_record(run: Run, tmp_path: Path) -> None:
    done = run("council", "--about", "Haiti", "--on", "2023-10-01", "--sponsor", "usa", "--format", "csv")
    assert done.stdout.count("\n") == 16
    missing = run("council", "--about", "Haiti", "--on", "2023-10-01", "--record", str(tmp_path / "none.dragoman"))
    assert missing.exit_code == 2
    assert run("council", "--about", "Haiti", "--on", "1990-10-01").exit_code == 5
    assert run("council", "--about", "Haiti", "--on", "soon").exit_code == 2
    assert run("council", "against", "--record", str(tmp_path / "none.dragoman")).exit_code == 4


def test_a_page_that_names_no_sponsor_speaks_of_the_same_draft(
    facts: Reference, record: Record, reader: Reader
) -> None:
    record.add(
        reader.read("Syria fears nothing: China may veto the Security Council draft on Syria.", published="2011-09-12")
    )
    record.add(reader.read("Russia submitted a rival draft on Syria to the Security Council.", published="2011-09-12"))
    count = whip_count(facts, about="Syria", on=DAY, record=record)
    seats = {s.member: s for s in count.seats}
    assert seats["CHN"].telling is not None
    assert (seats["CHN"].telling.vote, seats["CHN"].weighed) == ("leaning veto", True)
    assert count.draft is not None
    assert count.draft.sponsors == ["FRA"]
    assert [d.sponsors for d in count.others] == [["RUS"]]
    assert seats["RUS"].telling is not None
    assert seats["RUS"].telling.vote == "leaning veto", "of the draft that is counted, not of its own"


def test_the_command_prints_a_backtest(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.cli.whipping.backtest", partial(backtest, refit=False, since=2024))
    table = run("council", "backtest", "--from", "2025").stdout
    for words in ("23 contested votes, 2025 to 2025", "own earlier share", "Reliability", "less log loss than"):
        assert words in table
    lines = run("council", "backtest", "--from", "2025", "--format", "csv").stdout.splitlines()
    assert lines[0] == "part,name,ballots,log_loss,brier,accuracy,forecast,cast"


def test_the_command_lists_agreements(run: Run, record: Record, reader: Reader) -> None:
    record.add(reader.read(LATER.partition(" Colombia")[0], published="2011-10-05"))
    table = run("council", "against", "--record", record.path).stdout
    assert "agrees" in table
    assert "S/2011/612" in table
