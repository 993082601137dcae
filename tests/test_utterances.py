"""Utterances: quotations that align, and those that do not; any order and any steps give the same."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.desk import utterances as desk
from dragoman.desk import why
from dragoman.model import Actor, Article, Interval, Published, Reading, Span, Statement, content_id
from dragoman.record import Record
from dragoman.record import wordings as record_wordings
from dragoman.record.alignment import Said, aligned, days_of
from dragoman.record.wordings import speaker_key

DENN = Actor("person:Q900", "Ilva Denn", "KEL", "GOV", "water minister")
VARR = Actor("person:Q902", "Tamo Varr", "KEL", "GOV", "prime minister")
KELL = Actor("state:KEL", "Kell", "KEL", "GOV")
MILLER = Actor("person:Q903", "Usk Brandt", "KEL", "BUS")
LONG = "“The wall will hold through the winter, and whoever says otherwise has never seen frost at work.”"
SHORT = "“The wall will hold through the winter”"
OTHER = "“We shall open the gates at dawn and let the lower valley drink.”"


def said(
    content: str, *, kind: str = "direct", day: str | None = "2013-03-05", speaker: str = "person:Q900", state: str = ""
) -> Said:
    """A statement as it is compared."""
    when = Interval.parse(day).iso
    return Said("a", content_id(content, kind), kind, speaker, content, *days_of(*when), state or None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (said(LONG), said(SHORT), True),
        (said(LONG), said("the wall “will hold through the winter”", kind="mixed"), True),
        (
            said(LONG),
            said("“The wall would hold through winter, and whoever says otherwise has never seen frost”"),
            True,
        ),
        (said(LONG), said(OTHER), False),
        (said(LONG), said(LONG, speaker="person:Q901"), False),
        (said(LONG, state="KEL"), said(SHORT, speaker="state:KEL", state="KEL"), True),
        (said(LONG, state="KEL"), said(SHORT, speaker="state:NOR", state="NOR"), False),
        (said(LONG, state="KEL"), said(SHORT, speaker="person:Q902", state="KEL"), False),
        (said(LONG, state="KEL", day=None), said(SHORT, speaker="state:KEL", state="KEL"), False),
        (said(LONG), said(LONG, day="2013-03-06"), True),
        (said(LONG), said(LONG, day="2013-03-08"), False),
        (said(LONG), said(LONG, day=None), True),
        (said(LONG), said("“seen frost at work”"), True),
        (said(LONG), said("“frost at sea”"), False),
        (said(LONG), said("“frost”", kind="direct"), False),
        (
            said("the eastern wall would hold through the winter despite frost", kind="indirect"),
            said("that despite frost the eastern wall would hold this winter", kind="indirect"),
            True,
        ),
        (
            said("the eastern wall would hold through the winter despite frost", kind="indirect"),
            said("the eastern gates would open through the summer despite drought", kind="indirect"),
            False,
        ),
        (
            said("that some 40 millers had left Osk for the hills since Monday", kind="indirect"),
            said("that some 57 millers had left Varn for the hills since Monday", kind="indirect"),
            False,
        ),
        (
            said("that some 40 millers had left Osk for the hills since Monday", kind="indirect"),
            said("that some 1,200 millers had left Osk for the hills since Monday", kind="indirect"),
            False,
        ),
        (
            said("that 40 millers, among them many women, left Tarvel and fled towards northern hills", kind="indirect"),
            said("that 42 millers, among them many women, left Tarvell and fled towards northern hills", kind="indirect"),
            True,
        ),
        (
            said("the eastern wall would hold through the winter despite frost", kind="indirect", day=None),
            said("that despite frost the eastern wall would hold this winter", kind="indirect"),
            False,
        ),
    ],
)
def test_what_aligns(one: Said, other: Said, same: bool) -> None:
    assert aligned(one, other) is same
    assert aligned(other, one) is same
    if same:
        assert set(one.marks()) & set(other.marks()) or not one.is_narrow or not other.is_narrow


def test_pages_without_a_day_that_tell_another_thing_alike_may_quote_a_state_and_its_minister() -> None:
    minister = said(LONG, state="KEL", day=None)
    state = replace(said(SHORT, speaker="state:KEL", state="KEL", day=None), article_id="b")
    beside = replace(state, beside=frozenset("a"))
    assert not aligned(minister, state)
    assert aligned(minister, beside)
    assert aligned(beside, minister)
    assert beside.wording != replace(beside, statement_id="another").wording


def test_who_is_the_same_speaker() -> None:
    assert speaker_key("person:Q900", "Ilva Denn", "she") == "person:Q900"
    assert speaker_key("person:~1", "Osk Varn", "Varn") == speaker_key(None, None, "Osk Varn") == "words:osk varn"
    assert speaker_key(None, None, "The ferry's owner") == "words:ferry's owner"
    assert speaker_key(None, None, "he") is None
    assert speaker_key(None, None, None) is None


def quoting(
    key: str, *contents: str, day: str | None = "2013-03-05", version: str = "1", speaker: Actor = DENN
) -> Reading:
    """An article of one line a quotation, each with Denn as its speaker."""
    filler = " ".join(content_id(key, i) for i in range(60))
    text, statements = f"Paper {key} {filler}\n", []
    when = Interval.parse(day)
    for content in contents:
        kind = "direct" if content.startswith("“") else "indirect"
        start = len(text)
        text += f"{content} Ilva Denn said.\n"
        end = start + len(content)
        statements.append(
            Statement(
                content_id(key, start), kind, (Span(end + 1, end + 10),), (Span(end + 11, end + 15),), (Span(start, end),),
                speaker, said=when,
            )
        )  # fmt: skip
    published = Published(when, "given" if when.is_known else "unknown", ())
    article = Article(key, key, text, publisher=f"Paper {key}", published=published)
    lines = tuple(Span(s.span.start, s.span.end) for s in statements)
    return Reading(article, published, version, sentences=lines, statements=tuple(statements))


def told(path: Path, *readings: Reading) -> list[list[str]]:
    """The articles of each utterance of a record of the readings."""
    with Record(path) as record:
        for reading in readings:
            record.add(reading)
        record.derive()
        return sorted(
            sorted(r["article_id"] for r in u["quoted"]) for u in desk.unfolded(record, desk.utterances(record))
        )


def test_one_utterance_of_three_papers(tmp_path: Path) -> None:
    readings = (quoting("a", SHORT, OTHER), quoting("b", LONG), quoting("c", SHORT, day="2013-03-06"))
    assert told(tmp_path / "r", *readings) == [["a", "b", "c"]]
    with Record(tmp_path / "r") as record:
        (row,) = desk.utterances(record)
        assert (row["wording"], row["reports"], row["origins"]) == (LONG, 3, 3)
        assert (row["speaker_id"], row["said_from"], row["said_to"]) == ("person:Q900", "2013-03-05", "2013-03-06")
        one = desk.utterance(record, row["utterance_id"])
        assert [(r["article_id"], r["agreement"]) for r in one["quoted"]] == [("a", 1.0), ("b", 1.0), ("c", 1.0)]


def test_a_state_speaks_by_its_minister(tmp_path: Path) -> None:
    path = tmp_path / "r.dragoman"
    readings = (quoting("a", SHORT, speaker=KELL), quoting("b", LONG), quoting("c", SHORT, speaker=MILLER))
    assert told(path, *readings) == [["a", "b"]]
    with Record(path) as record:
        (row,) = desk.utterances(record)
        assert (row["speaker_id"], row["origins"]) == ("person:Q900", 2)
        assert [r["speaker"] for r in desk.utterance(record, row["utterance_id"])["quoted"]] == ["Kell", "Ilva Denn"]
        assert desk.utterances(record, actor="state:KEL") == desk.utterances(record, actor="Denn") == [row]
    shown = CliRunner().invoke(app, ["statements", "--repeated", "--reports", "--record", str(path)]).output
    assert "Kell, in Paper a" in " ".join(shown.split())


def test_two_ministers_of_a_state_are_not_one_for_its_sake(tmp_path: Path) -> None:
    readings = (quoting("a", LONG), quoting("b", LONG, speaker=KELL), quoting("c", LONG, speaker=VARR))
    assert [len(papers) for papers in told(tmp_path / "r", *readings)] == [2]


def test_a_busy_day_is_held_against_what_shares_its_words() -> None:
    words = [" ".join(f"measure{n % m}" for m in (61, 67, 71, 73, 79, 83)) for n in range(400)]
    busy = [said(f"gates and {told}", kind="indirect") for told in words]
    shared = [bool(set(one.marks()) & set(other.marks())) for one in busy[:40] for other in busy[40:]]
    assert sum(shared) < 0.7 * len(shared)


def test_a_phrase_of_every_week_is_an_utterance_a_week(tmp_path: Path) -> None:
    weekly = [quoting(f"{day}{paper}", SHORT, day=f"2013-03-{day:02}") for day in (5, 12, 19) for paper in "xy"]
    assert told(tmp_path / "r", *weekly) == [["12x", "12y"], ["19x", "19y"], ["5x", "5y"]]


def test_a_copy_is_a_report_and_no_origin(tmp_path: Path) -> None:
    first = quoting("a", LONG)
    copied = Article("b", "b", first.article.text, publisher="Copier", published=first.article.published)
    with Record(tmp_path / "r") as record:
        record.add(first)
        record.add(Reading(copied, first.published, "1", statements=first.statements))
        record.derive()
        (row,) = desk.utterances(record)
    assert (row["reports"], row["origins"]) == (2, 1)


def test_wordings_side_by_side() -> None:
    longer, shorter = "The wall will hold", "the wall would hold fast"
    assert desk.differences(longer, shorter) == [
        ("same", "the wall"), ("missing", "will"), ("other", "would"), ("same", "hold"), ("other", "fast"),
    ]  # fmt: skip
    assert desk.differences("", "") == []


def test_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "r.dragoman"
    with Record(path) as record:
        for reading in (quoting("a", LONG, OTHER), quoting("b", SHORT, OTHER), quoting("c", OTHER)):
            record.add(reading)
        record.derive()
        rows = desk.utterances(record)
        assert [row["origins"] for row in rows] == [2, 3] or [row["origins"] for row in rows] == [3, 2]
        assert desk.utterances(record, actor="Denn") == rows
        assert desk.utterances(record, actor="RUS") == []
        assert [row["wording"] for row in desk.utterances(record, about="valley")] == [OTHER]
        assert desk.utterances(record, least=3) == [row for row in rows if row["origins"] == 3]
        assert desk.utterances(record, first="2013-03-07") == []
        assert desk.utterances(record, limit=1, after=rows[0]["utterance_id"]) == rows[1:]
        statement = record.sql("SELECT statement_id FROM statements WHERE article_id = 'c'")[0]["statement_id"]
        assert [r["article_id"] for r in desk.repeated(record, "c", statement)] == ["a", "b"]
        (entry,) = why(record, statement)
        assert [o.relation for o in entry.others].count("also reported") == 2
    run = CliRunner().invoke
    listed = run(app, ["statements", "--repeated", "--record", str(path)])
    assert listed.exit_code == 0
    assert "Ilva Denn" in listed.output
    unfolded = run(app, ["statements", "--repeated", "--reports", "--record", str(path), "--format", "jsonl"])
    assert sorted(len(json.loads(line)["quoted"]) for line in unfolded.output.splitlines()) == [2, 3]
    assert run(app, ["statements", "--reports", "--record", str(path)]).exit_code == 2


CONTENTS = st.lists(
    st.sampled_from([LONG, SHORT, OTHER, "the eastern wall would hold through the winter despite frost, she repeated"]),
    min_size=1,
    max_size=3,
)
ARTICLES = st.lists(
    st.tuples(
        CONTENTS, st.sampled_from(["2013-03-05", "2013-03-06", "2013-03-08", None]), st.sampled_from([DENN, KELL, VARR])
    ),
    min_size=2,
    max_size=7,
)


def state(record: Record) -> dict[str, list[Any]]:
    """Every row of the tables of utterances."""
    tables = ("utterances", "utterance_reports", "utterance_keys")
    return {t: sorted(repr(list(r.items())) for r in record.sql(f"SELECT * FROM {t}")) for t in tables}


@pytest.mark.parametrize("heads", [record_wordings.HEADS, 2, 1])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(articles=ARTICLES, data=st.data())
def test_any_order_and_any_steps_give_the_same(
    articles: list[tuple[list[str], str | None, Actor]], data: st.DataObject, heads: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(record_wordings, "HEADS", heads)
        _same_by_any_steps(Path(folder), articles, data)


def _same_by_any_steps(
    folder: Path, articles: list[tuple[list[str], str | None, Actor]], data: st.DataObject
) -> None:
    readings = [
        quoting(f"a{i}", *contents, day=day, speaker=speaker) for i, (contents, day, speaker) in enumerate(articles)
    ]
    with Record(folder / "anew") as record:
        for reading in readings:
            record.add(reading)
        record.derive()
        wanted = state(record)
    with Record(folder / "steps") as record:
        record.add(quoting("a0", LONG, OTHER, version="0"))
        for reading in data.draw(st.permutations(readings)):
            record.add(reading)
            if data.draw(st.booleans()):
                record.derive()
        record.derive()
        assert state(record) == wanted
