"""Which reports are of one event, and what is kept of what they say: sentences of our own, each with its negative."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from dragoman.desk import timeline
from dragoman.desk.chronology import reported
from dragoman.desk.happenings import happening
from dragoman.model import Interval, RecordError
from dragoman.record import Record
from dragoman.record.happenings.joining import cores_of
from dragoman.record.happenings.profiles import Profile, profile_of
from dragoman.record.happenings.reports import Party, Report
from dragoman.record.happenings.values import values_of
from dragoman.record.happenings.votes import official_vote
from dragoman.record.happenings.words import is_another, means, names, skeleton
from made_readings import reading

FRANCE = Party("Paris", "state:FRA", "France", "FRA", "GOV")
JUPPE = Party("the foreign minister", "person:Q1", "Alain Juppé", "FRA", "GOV")
SYRIA = Party("Damascus", "state:SYR", "Syria", "SYR", "GOV")
RUSSIA = Party("Moscow", "state:RUS", "Russia", "RUS", "GOV")
LAVROV = Party("his counterpart", "person:Q2", "Sergey Lavrov", "RUS", "GOV")
DAY = dt.date(2012, 2, 3)
_numbers = count()


def report(kind: str, sentence: str, *actors: Party, to: tuple[Party, ...] = (), **given: object) -> Report:
    """A report of one paper's article on `DAY`, unless more is given."""
    n = next(_numbers)
    fields = {
        "article_id": f"a{n:04}", "event_id": f"e{n:04}", "type": kind, "mode": None, "status": "happened",
        "date": Interval.day(DAY), "start": 0, "sentence": sentence, "actors": actors, "recipients": to,
        "place_name": None, "place_country": None, "root": f"a{n:04}", "origin": f"Paper {n}",
        "published": "2012-02-04", "act": sentence.split()[1],
    }  # fmt: skip
    return Report(**{**fields, **given})  # type: ignore[arg-type]


def joined(*reports: Report) -> list[int]:
    """How many reports each core has, the largest first."""
    return sorted((len(core.members) for core in cores_of(reports)), reverse=True)


def test_a_minister_and_his_state_are_one() -> None:
    one = report("ACCUSE", "Juppé accused Damascus of crimes on Friday.", JUPPE, to=(SYRIA,))
    other = report("ACCUSE", "Paris blamed the bloodshed on the Syrian leadership.", FRANCE, to=(SYRIA,))
    russia = report("ACCUSE", "Moscow blamed the bloodshed on the Syrian leadership.", RUSSIA, to=(SYRIA,))
    assert joined(one, other) == [2]
    assert joined(one, russia) == [1, 1]


def test_talks_are_mutual() -> None:
    one = report("CONSULT", "Juppé met Lavrov in the morning.", JUPPE, to=(LAVROV,))
    other = report("CONSULT", "The two ministers talked for three hours.", LAVROV, JUPPE)
    alone = report("CONSULT", "Lavrov received the envoy of Syria.", LAVROV, to=(SYRIA,))
    assert joined(one, other) == [2]
    assert joined(one, alone) == [1, 1]


def test_a_strike_is_one_by_its_place_and_toll_whoever_tells_it() -> None:
    one = report("ASSAULT", "A car bomb killed 16 people outside a bakery in Talbisa.", toll=(16, 16))
    other = report("ASSAULT", "At least 16 died when a bomber struck the town of Talbiseh.", toll=(16, None))
    later = report("ASSAULT", "Jets killed 16 people in the camp of Yarmouk.", toll=(16, 16))
    more = report("ASSAULT", "A car bomb in Talbisa killed 70 people at the market.", toll=(70, 70))
    assert joined(one, other) == [2]
    assert joined(one, later) == [1, 1]
    assert joined(one, more) == [1, 1]


def test_two_raids_of_one_day_in_two_cities_stay_apart() -> None:
    one = report("ASSAULT", "Troops stormed houses at dawn.", SYRIA, place_name="Hama", toll=(9, 9))
    other = report("ASSAULT", "Troops stormed houses at dawn.", SYRIA, place_name="Latakia", toll=(9, 9))
    same = report("ASSAULT", "Troops stormed houses in the morning.", SYRIA, place_name="Hama", toll=(9, 9))
    assert joined(one, other) == [1, 1]
    assert joined(one, same) == [2]


def test_a_related_type_joins_only_by_the_words() -> None:
    one = report("REQUEST", "France called on Syria to let monitors into the besieged towns.", FRANCE, to=(SYRIA,))
    other = report("APPEAL", "France urged Syria to let monitors into besieged towns.", FRANCE, to=(SYRIA,))
    different = report("APPEAL", "France urged Syria to pardon its prisoners.", FRANCE, to=(SYRIA,))
    assert joined(one, other) == [2]
    assert joined(one, different) == [1, 1]


def test_what_is_said_many_times_a_day_joins_only_by_the_words() -> None:
    one = report("STATEMENT", "Lavrov told Juppé that the monitors would stay in Homs.", LAVROV, to=(JUPPE,))
    other = report("STATEMENT", "Lavrov told Juppé the gas price was too low.", LAVROV, to=(JUPPE,))
    assert joined(one, other) == [1, 1]


def test_the_order_of_reports_changes_nothing() -> None:
    reports = [
        report("ASSAULT", f"Shells killed {n} people in Talbisa on Friday.", toll=(n, n)) for n in (4, 9, 30, 4, 9, 31)
    ]
    there = [sorted(c.members[i][:2] for i in range(len(c.members))) for c in cores_of(reports)]
    back = [sorted(c.members[i][:2] for i in range(len(c.members))) for c in cores_of(reversed(reports))]
    assert there == back


def test_ten_thousand_reports_of_one_day_are_held_against_few_others() -> None:
    reports = [
        report(
            "ACCUSE", f"Russia accused France of word{n} and word{n + 7} again.", RUSSIA, to=(FRANCE, SYRIA)[n % 2 :]
        )
        for n in range(2000)
    ]
    assert len(cores_of(reports)) < 2000


def test_by_what_means() -> None:
    assert means("A suicide bomber struck the camp.") == {"bomb"}
    assert means("Warplanes bombed the camp and a bomb hit a clinic.") == {"air"}
    assert means("Bombs were dropped on the camp.") == means("Intense bombing of the camp resumed.") == frozenset()
    planes = report("ASSAULT", "Warplanes bombed the town of Talbisa, killing 22.", toll=(22, 22))
    bomber = report("ASSAULT", "A suicide attack near Talbisa killed at least 15 people.", toll=(15, None))
    assert joined(planes, bomber) == [1, 1]


def test_transcriptions_of_a_name_are_one() -> None:
    assert skeleton("Hasakeh") == skeleton("al-Hasakah") == skeleton("Hasaka")
    assert skeleton("Homs") != skeleton("Hama")
    assert names("The Syrian army and Russia struck Talbisa, SANA said.") == {skeleton("Talbisa")}
    assert names("Jabhat al-Nusra and Jaysh al-Islam attacked Talbisa.") == {skeleton("Talbisa")}


def test_a_profile_comes_back_from_its_text() -> None:
    made = profile_of(report("ASSAULT", "A bomb killed 16 people in Talbisa.", SYRIA, toll=(16, None)))
    assert Profile.from_json(made.json) == made


def test_a_veto_is_the_one_of_the_councils_record() -> None:
    told = report(
        "VOTE", "Russia vetoed the draft.", RUSSIA, mode="veto", date=Interval.day(dt.date(2012, 2, 8)), dated=False
    )
    vote = official_vote(told)
    assert vote is not None
    assert (vote.symbol, vote.date) == ("S/2012/77", dt.date(2012, 2, 4))
    assert official_vote(report("VOTE", "France vetoed the draft.", FRANCE, mode="veto", dated=False)) is None
    assert official_vote(report("VOTE", "Russia will veto it.", RUSSIA, mode="veto", status="threatened")) is None


def test_the_value_that_most_origins_give_stands_first() -> None:
    reports = [
        report("ASSAULT", "Shells killed 12 people in Talbisa.", toll=(12, 12), origin="AFP"),
        report("ASSAULT", "Shells killed 12 in Talbisa, a doctor said.", toll=(12, 12), origin="AFP"),
        report("ASSAULT", "Shells killed 20 people in Talbisa.", toll=(20, 20), origin="Reuters"),
        report("ASSAULT", "In Talbisa 20 died by shells.", toll=(20, 20), origin="Anadolu"),
    ]
    killed = [(v.value, v.origins, v.best, v.disputed) for v in values_of(reports) if v.field == "killed"]
    assert killed == [("20", 2, True, True), ("12", 1, False, True)]
    undated = report("ASSAULT", "Shells killed many in Talbisa.", date=Interval.day(dt.date(2012, 2, 4)), dated=False)
    assert [v.value for v in values_of([reports[0], undated]) if v.field == "date"] == ["2012-02-03"]
    month = report("ASSAULT", "Shells killed many last month.", date=Interval.parse("2012-02"))
    best = [v.value for v in values_of([undated, month]) if v.field == "date" and v.best]
    assert best == ["2012-02-04"]
    more = report("ASSAULT", "Shells killed 10 or more in Talbisa.", toll=(10, None), origin="Meridian")
    assert not [v for v in values_of([reports[2], more]) if v.disputed]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    made = Record(tmp_path / "r.dragoman")
    for key, day in (("a1", "2013-01-23"), ("b1", "2013-01-24"), ("c1", "2013-01-29")):
        made.add(reading(key, publisher=key, published=day, extra=" ".join(f"{key}{i}" for i in range(300))))
    made.derive()
    return made


def test_the_timeline_goes_on_after_a_row(record: Record) -> None:
    whole = list(timeline(record))
    first = list(timeline(record, limit=1))
    assert first + list(timeline(record, after=first[-1]["sort_key"])) == whole
    assert not list(timeline(record, after=whole[-1]["sort_key"]))


def test_reports_unfold_and_one_happening_has_everything(record: Record) -> None:
    rows = list(timeline(record))
    unfolded = list(reported(record, rows))
    assert sorted(r["article_id"] for r in unfolded) == ["a1", "b1", "c1"]
    found = happening(record, rows[0]["happening_id"])
    assert [r["article_id"] for r in found["reports_told"]] == [
        r["article_id"] for r in unfolded if r["happening_id"] == rows[0]["happening_id"]
    ]
    assert found["fields"]["actor"][0]["value"] == "Djibouti"
    assert found["vote"] is None
    with pytest.raises(RecordError, match="no happening"):
        happening(record, "nothing")


def test_two_towns_that_no_gazetteer_knows_stay_apart() -> None:
    struck = Party("the town of Obbekka", None)
    other = Party("Tullemar", None)
    both = Party("Obbekka and Tullemar", None)
    one = report("ASSAULT", "Eritrean jets bombed the town of Obbekka at noon.", SYRIA, to=(struck,), toll=(9, None))
    two = report("ASSAULT", "Eritrean jets bombed Tullemar at noon.", SYRIA, to=(other,))
    recalled = report(
        "ASSAULT", "They met after jets bombed Obbekka and Tullemar.", SYRIA, to=(both,), published="2012-03-01"
    )
    assert joined(one, two) == [1, 1]
    assert joined(one, two, recalled) == [2, 1]


def test_what_an_article_sets_against_another_act_is_not_that_one() -> None:
    def told(article: str, start: int, kind: str, sentence: str, act: str, *who: Party, **given: object) -> Report:
        place = {"article_id": article, "root": article, "origin": article, "start": start, "act": act}
        return report(kind, sentence, *who, **{**place, **given})  # type: ignore[arg-type]

    bombs = [
        told("a", 10, "ASSAULT", "A car bomb exploded at the market in Obock.", "exploded", place_name="Obock"),
        told("a", 90, "ASSAULT", "A second bomb exploded at the port of Obock.", "exploded", place_name="Obock"),
        told("b", 10, "ASSAULT", "A bomb exploded at a market in Obock.", "exploded", place_name="Obock"),
        told("b", 90, "ASSAULT", "Another bomb exploded at Obock's port.", "exploded", place_name="Obock"),
    ]
    assert joined(*bombs) == [2, 2]
    assert joined(bombs[0], replace(bombs[1], sentence="The bomb exploded at the market of Obock at dawn.")) == [2]
    talks = [
        told("a", 10, "CONSULT", "Juppé met Lavrov over breakfast.", "met", JUPPE, to=(LAVROV,)),
        told("a", 90, "CONSULT", "The two met again in the evening at the opera.", "met", JUPPE, LAVROV),
        told("b", 10, "CONSULT", "Lavrov received Juppé for breakfast.", "received", LAVROV, to=(JUPPE,)),
    ]
    assert joined(*talks) == [2, 1]
    blamed = [
        told("a", 10, "ACCUSE", "Juppé accused Damascus of shelling hospitals.", "accused", JUPPE, to=(SYRIA,)),
        told("a", 90, "ACCUSE", "He also accused Damascus of stopping flour convoys.", "accused", JUPPE, to=(SYRIA,)),
        told("b", 10, "ACCUSE", "France accused Syria of stopping convoys of flour.", "accused", FRANCE, to=(SYRIA,)),
    ]
    cores = cores_of(blamed)
    assert sorted(sorted(m[0] for m in core.members) for core in cores) == [["a"], ["a", "b"]]
    assert next(core for core in cores if len(core.members) == 2).profile.again


def test_two_acts_of_one_sentence_are_two() -> None:
    sentence = "The draft calls on all sides to stop and calls on the opposition to talk."
    sides, opposition = Party("all sides"), Party("the opposition", "group:SYR-opposition", "Opposition", "SYR", "OPP")
    one = report("REQUEST", sentence, FRANCE, to=(sides,), act="calls")
    two = report("REQUEST", sentence, FRANCE, to=(opposition,), act="calls", article_id=one.article_id, start=31)
    other = report("REQUEST", sentence, FRANCE, to=(opposition,), act="calls")
    assert joined(one, two) == [1, 1]
    assert joined(one, two, other) == [2, 1]


@pytest.mark.parametrize(
    ("sentence", "act", "deed", "another"),
    [
        ("A second bomb killed three guards.", "killed", True, True),
        ("Hours later a mine killed three guards.", "killed", True, True),
        ("A mine killed another three guards.", "killed", True, True),
        ("The two met again in Cairo.", "met", False, True),
        ("She also accused Paris of theft.", "accused", False, True),
        ("The blast also wounded a baker.", "wounded", True, False),
        ("Another train passed, and a mine killed three guards.", "killed", True, False),
        ("It was a second day of raids that killed three guards.", "killed", True, False),
        ("A mine killed three guards.", "killed", True, False),
        ("A mine killed three guards.", "no such act", True, False),
    ],
)
def test_words_that_set_an_act_against_another(sentence: str, act: str, deed: bool, another: bool) -> None:
    assert is_another(sentence, act, deed=deed) is another


def test_an_article_that_counts_twice_tells_of_two_things() -> None:
    one = report("ASSAULT", "Bombs killed 12 people in two towns of Syria.", SYRIA, toll=(12, 12))
    town = report("ASSAULT", "Bombs killed 9 people in Talbisa.", SYRIA, toll=(9, 9), article_id=one.article_id)
    assert joined(one, town) == [1, 1]


def test_shot_and_arrested_in_one_sentence_are_two_acts() -> None:
    sentence = "Police shot two dockers dead in Kilindini and arrested 40 others."
    one = report("ASSAULT", sentence, SYRIA, place_name="Kilindini")
    two = report("COERCE", sentence, SYRIA, place_name="Kilindini", article_id=one.article_id)
    assert joined(one, two) == [1, 1]


def test_a_toll_that_has_risen_is_no_other_attacks() -> None:
    one = report("ASSAULT", "Raids on Talbisa killed 9 people on Friday, the ministry said.", toll=(9, 9), near="tlbs")
    risen = "The number of people killed in Friday's raids has risen to 19, the ministry said."
    two = report("ASSAULT", risen, toll=(19, 19), near="tlbs")
    new = report("ASSAULT", risen.replace("has risen to", "was"), toll=(19, 19), near="tlbs")
    assert joined(one, two) == [2]
    assert joined(one, new) == [1, 1]
