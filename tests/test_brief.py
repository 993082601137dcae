"""The brief as data and in words: what stands on a line, what is counted, what never is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.desk.brief import Act, Brief, Denial, Disagreement, brief
from dragoman.exports.brief_words import (
    acts_words,
    clipped,
    day_words,
    denial_words,
    disagreement_words,
    heading_words,
    quoted,
    support_words,
)
from dragoman.model import Actor, Interval, Participant, Reading, Statement
from dragoman.record import Record
from made_readings import DJIBOUTI, ERITREA, TEXT, YOUSSOUF, reading, span

STATES = {"United States": "the United States"}


def record_of(folder: Path, *readings: Reading) -> Record:
    record = Record(folder / "r.dragoman")
    for made in readings:
        record.add(made)
    record.derive()
    return record


def brief_of(folder: Path, *readings: Reading, **asked: str) -> Brief:
    with record_of(folder, *readings) as record:
        return brief(record, **asked)


def own_words(key: str, publisher: str) -> Reading:
    """The same event by another paper in words of its own; the spans stay right, since each word keeps its length."""
    text = TEXT
    for was, now in (
        ("blames", "faults"), ("accused", "charged"), ("shelling", "striking"), ("ferry", "barge"), ("told", "gave"),
        ("This was no", "Nothing but"), ("were killed near", "had died beside "),
    ):  # fmt: skip
        text = text.replace(was, now)
    assert len(text) == len(TEXT)
    more = " ".join(f"{publisher.lower()}{i}" for i in range(200))
    return reading(key, publisher=publisher, text=text, extra=f"\n{more}")


def test_a_line_quotes_its_report_and_names_its_source(tmp_path: Path) -> None:
    made = brief_of(tmp_path, reading("a1"))
    (line,) = made.lines
    assert (line.date_from, line.date_to) == ("2013-01-23", "2013-01-23")
    assert line.sentence == "Djibouti on Wednesday accused Eritrea of shelling a ferry."
    (act,) = line.acts
    assert (act.type, act.mode, act.status, act.who, act.said_by) == (
        "ACCUSE", "allege", "happened", ("Djibouti",), (),
    )  # fmt: skip
    (source,) = line.sources
    assert (source.name, source.published_from, source.copy) == ("Meridian", "2013-01-23", False)


def test_a_copy_is_named_and_counts_for_nothing(tmp_path: Path) -> None:
    made = brief_of(tmp_path, reading("a1"), reading("a2", published="2013-01-24", publisher="Tribune"))
    (line,) = made.lines
    assert [(s.name, s.copy) for s in line.sources] == [("Meridian", False), ("Tribune", True)]
    assert line.origins == 1
    assert support_words(line.acts) == ""
    assert (made.read.articles, made.read.origins, made.read.record_copies) == (2, 1, 1)
    (killed,) = made.tolls
    assert [t.source.name for t in killed.tolls] == ["Meridian"]
    assert [s.source.name for box in made.positions for s in box.stances] == ["Meridian"]


def test_what_might_be_is_left_out_and_counted(tmp_path: Path) -> None:
    made = reading("a1")
    made = replace(made, events=(replace(made.events[0], status="hypothetical"),))
    found = brief_of(tmp_path, made)
    assert (found.lines, found.left_out) == ((), 1)


def test_acts_of_one_sentence_are_one_line(tmp_path: Path) -> None:
    made = reading("a1")
    (said, done) = made.statements[0], made.events[0]
    shelled = replace(
        done, id="a1-shelling", type="ASSAULT", mode="heavy-weapons", anchor=span("shelling a"),
        actors=(Participant(span("Eritrea", start=35), "Eritrea", ERITREA),), recipients=(), reported_by=said.id,
    )  # fmt: skip
    (line,) = brief_of(tmp_path, replace(made, events=(done, shelled))).lines
    assert acts_words(line.acts, STATES) == (
        "Accusation by Djibouti; shelling by Eritrea, according to Mahamoud Ali Youssouf"
    )


def test_a_headline_stands_only_where_no_sentence_tells_it(tmp_path: Path) -> None:
    made = reading("a1")
    blamed = replace(made.events[0], id="a1-blames", anchor=span("blames"), actors=(), recipients=())
    (line,) = brief_of(tmp_path, replace(made, events=(made.events[0], blamed))).lines
    assert line.sentence.startswith("Djibouti on Wednesday accused")


def test_filters_and_order(tmp_path: Path) -> None:
    later = own_words("b1", "Tribune")
    later = replace(later, events=(replace(later.events[0], date=Interval.parse("2013-02-01"), type="REJECT"),))
    with record_of(tmp_path, later, reading("a1")) as record:
        assert [line.date_from for line in brief(record).lines] == ["2013-01-23", "2013-02-01"]
        assert [line.date_from for line in brief(record, first="2013-02").lines] == ["2013-02-01"]
        assert len(brief(record, limit=1).lines) == 1
        nothing = brief(record, actor="NOR")
        assert (nothing.lines, nothing.tolls, nothing.positions, nothing.read.articles) == ((), (), (), 0)
        assert brief(record).asked == {}
        assert brief(record, about="ferry", first="2013").asked == {"about": "ferry", "first": "2013"}


def test_tolls_stand_by_claimant_with_their_bounds(tmp_path: Path) -> None:
    made = reading("a1")
    counted = made.figures[0]
    more = replace(counted, id="a1-more", low=40, high=60, qualifier="between", span=span("At least"), claimant=ERITREA)
    (killed,) = brief_of(tmp_path, replace(made, figures=(counted, more))).tolls
    assert killed.measure == "killed"
    assert {(t.claimant, t.low, t.high) for t in killed.tolls} == {(None, 14, None), ("Eritrea", 40, 60)}


def test_a_change_of_side_is_marked(tmp_path: Path) -> None:
    first, second = reading("a1"), own_words("b1", "Tribune")
    turned = replace(second.positions[0], stance="opposes", date=Interval.parse("2013-03-01"))
    (box,) = brief_of(tmp_path, first, replace(second, positions=(turned,))).positions
    assert box.moved
    assert [(s.stance, s.date_from) for s in box.stances] == [("supports", "2013-01-23"), ("opposes", "2013-03-01")]
    folder = tmp_path / "same"
    folder.mkdir()
    (box,) = brief_of(folder, first, second).positions
    assert not box.moved
    assert len(box.stances) == 1


def act(type: str = "ASSAULT", status: str = "happened", **more: object) -> Act:
    return replace(Act("h", type, None, status, ("Eritrea",), ("the port",), (), 1, None), **more)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (act(), "Violence by Eritrea"),
        (act(who=()), "Violence against the port"),
        (act(said_by=("United States",)), "Violence by Eritrea, according to the United States"),
        (act(said_by=("Eritrea",)), "Violence by Eritrea, by their own account"),
        (act("SUPPORT", said_by=("Eritrea",)), "Support by Eritrea"),
        (act("VOTE", "threatened", mode="veto", said_by=("Eritrea",)), "Threatened by Eritrea: veto"),
        (act("VOTE", "threatened", mode="veto", said_by=("a source",)), "Threatened by a source: veto by Eritrea"),
        (act(status="denied", said_by=("Eritrea",)), "Denied by Eritrea: violence"),
        (act(status="negated", said_by=("France",)), "Did not happen, according to France: violence by Eritrea"),
        (act(status="recalled"), "Recalled: violence by Eritrea"),
        (act("CONSULT", who=("Kerry", "Lavrov"), to_whom=()), "Talks between Kerry and Lavrov"),
        (act("CONSULT", mode="visit", to_whom=("United States",)), "Visit by Eritrea to the United States"),
        (act(who=("they",), to_whom=("17", "the ferry")), "Violence against the ferry"),
        (act(who=("A", "B", "C", "D")), "Violence by A, B, C and others"),
        (act(said_by=("Western diplomat",)), "Violence by Eritrea, according to a Western diplomat"),
        (act(said_by=("African Union",)), "Violence by Eritrea, according to the African Union"),
    ],
)
def test_acts_in_words(told: Act, words: str) -> None:
    assert acts_words([told], STATES) == words


def test_support_in_words() -> None:
    assert support_words([act(origins=1)]) == ""
    assert support_words([act(origins=2), act("VOTE", origins=2)]) == "Two independent sources."
    assert (
        support_words([act(origins=3), act("COERCE", mode="arrest")]) == "Three independent sources for the violence."
    )


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2013-01-03", "2013-01-03", "3 January 2013"),
        ("2012-02-01", "2012-02-29", "February 2012"),
        ("2012-01-01", "2012-12-31", "2012"),
        ("2013-02-18", "2013-02-24", "between 18 and 24 February 2013"),
        ("2013-02-25", "2013-03-03", "between 25 February and 3 March 2013"),
        ("2012-12-30", "2013-01-02", "between 30 December 2012 and 2 January 2013"),
        (None, "2013-01-02", "on or before 2 January 2013"),
        ("2013-01-02", None, "on or after 2 January 2013"),
        (None, None, "day unknown"),
        ("0987-01-02", "0987-01-02", "2 January 987"),
    ],
)
def test_days_in_words(first: str | None, last: str | None, words: str) -> None:
    assert day_words(first, last) == words


def test_a_heading_has_the_weekday_of_a_day_alone() -> None:
    assert heading_words("2013-01-23", "2013-01-23") == "Wednesday, 23 January 2013"
    assert heading_words("2013-02-18", "2013-02-24") == "Between 18 and 24 February 2013"


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("He left.", "“He left.”"),
        ("“No,” he said.", "“‘No,’ he said.”"),
        ('"No," he said.', "“‘No,’ he said.”"),
        ('The guns were there," he said.', "“‘… The guns were there,’ he said.”"),
        ('"We went home.', "“‘We went home. …’”"),
        ('He calls it a "plan" (or "plot").', "“He calls it a ‘plan’ (or ‘plot’).”"),
    ],
)
def test_quotations_in_a_quotation(sentence: str, shown: str) -> None:
    assert quoted(sentence) == shown


def test_long_sentences_are_cut_at_a_word() -> None:
    assert clipped("one two, three", 10) == "one two …"
    assert len(quoted("word " * 500)) < 450
    assert clipped("x" * 50, 10) == "xxxxxxxxx …"


def test_disagreements_in_words() -> None:
    apart = [
        Disagreement("date", (("2013-01-22", 2), ("2013-01-23/2013-01-24", 1))),
        Disagreement("killed", (("14 or more", 1), ("22", 1))),
    ]
    assert disagreement_words(apart) == (
        "Sources differ on the day: 22 January 2013 (two), between 23 and 24 January 2013 (one); "
        "on the dead: 14 or more (one), 22 (one)."
    )
    assert disagreement_words([]) == ""


def test_independent_reports_are_counted(tmp_path: Path) -> None:
    first, second = reading("a1"), own_words("b1", "Tribune")
    both = {
        "type": "ASSAULT", "mode": None, "actors": (Participant(span("Eritrea", start=35), "Eritrea", ERITREA),),
        "recipients": (Participant(span("ferry", start=35), "ferry"),),
    }  # fmt: skip
    killed = replace(first.figures[0], low=30, high=30)
    first = replace(first, events=(replace(first.events[0], **both),))
    second = replace(second, events=(replace(second.events[0], **both),), figures=(replace(killed, id="b1-f"),))
    (line,) = brief_of(tmp_path, first, second).lines
    assert line.origins == 2
    assert support_words(line.acts) == "Two independent sources."


def test_a_claim_is_told_as_one(tmp_path: Path) -> None:
    made = reading("a1")
    said = Statement("a1-said", "indirect", (span("Djibouti", start=35),), (span("accused"),), (span("shelling a ferry"),),
                     speaker=YOUSSOUF, said=Interval.parse("2013-01-23"))  # fmt: skip
    done = replace(made.events[0], type="ASSAULT", mode=None, reported_by="a1-said")
    done = replace(done, actors=(Participant(span("Djibouti", start=35), "Djibouti", DJIBOUTI),), recipients=())
    (line,) = brief_of(tmp_path, replace(made, statements=(said,), events=(done,))).lines
    assert acts_words(line.acts, {}) == "Violence by Djibouti, according to Mahamoud Ali Youssouf"
    unknown = Actor("person:~x", "security official")
    assert acts_words([act(said_by=(unknown.name,))], {}).endswith("according to a security official")


def test_the_text_is_quoted_and_not_the_headline(tmp_path: Path) -> None:
    made = reading("a1")
    blamed = replace(made.events[0], id="0-blames", anchor=span("blames"))
    (line,) = brief_of(tmp_path, replace(made, events=(blamed, made.events[0]))).lines
    assert line.sentence.startswith("Djibouti on Wednesday accused")


def test_a_denial_of_what_others_tell_is_told(tmp_path: Path) -> None:
    made = reading("a1")
    done = replace(made.events[0], type="ASSAULT", mode=None)
    denied = replace(done, id="a1-denied", status="denied", anchor=span("was no"))
    with record_of(tmp_path, replace(made, events=(done, denied))) as record:
        told = {r["event_id"]: r["happening_id"] for r in record.sql("SELECT * FROM happening_reports")}
        lines = brief(record).lines
    if len(set(told.values())) == 1:
        ((denial,),) = [line.denials for line in lines]
        assert denial.sentence.startswith("“This was no accident")
    else:
        assert {act.status for line in lines for act in line.acts} == {"happened", "denied"}
    said = (Denial("United States", "It was not us."), Denial(None, "No."))
    assert denial_words(said, STATES) == "Denied by the United States: “It was not us.” Denied: “No.”"
