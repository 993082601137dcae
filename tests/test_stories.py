"""Stories: what belongs together, what stays apart, and that order and increments are no matter."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.desk import stories as desk
from dragoman.model import Article, Interval, Published, Reading, RecordError
from dragoman.record import Record
from dragoman.record.stories import grouping, likeness, linking
from dragoman.record.stories.profiles import NAME, NUMBER, Profile, profile, words_of
from made_readings import reading

DAM = (
    "Engineers shut the gates of the Tarsa dam after a crack of 40 metres opened in its eastern wall, the water "
    "ministry of Kelland said. About 6,000 people were moved from Lower Brenik. Minister Ilva Denn blamed frost."
)
DAM_AGAIN = (
    "Lower Brenik was empty on Tuesday: 6,000 people had left their houses below the Tarsa dam, whose eastern wall "
    "cracked over 40 metres. Ilva Denn, the water minister of Kelland, said frost was to blame and the gates were shut."
)
OTHER_DAM = (
    "Rain drove the lake behind the Osk dam in Kelland 9 metres above the mark, and 1,200 people fled Upper Varn before "
    "midnight. Governor Hale Mirren said the gates would be opened. Nobody was hurt."
)
VOTE = (
    "The senate of Marova voted 31 to 12 to recall its ambassador from Pellia in a dispute over herring. Senator Juto "
    "Rask called the seizure of two trawlers piracy. Pellia's envoy, Ansa Lour, was handed a note."
)
VOTE_AGAIN = (
    "Marova recalls its ambassador from Pellia: by 31 votes to 12 the senate took Juto Rask's side in the quarrel over "
    "herring and two seized trawlers, which he calls piracy. Ansa Lour, the envoy of Pellia, left with a note."
)
VOTE_LATER = (
    "Ansa Lour, the envoy of Pellia, was told in a note that Marova calls its ambassador home. Juto Rask had his way in "
    "the senate, 31 to 12: two trawlers were taken in the dispute over herring, and that, he repeated, was piracy."
)


def told(
    key: str, text: str, day: str | None = None, *, url: str | None = None, publisher: str | None = None
) -> Reading:
    """An article of which only its text and day are known."""
    when = Interval.parse(day)
    published = Published(when, "given" if when.is_known else "unknown", ())
    return Reading(Article(key, key, text, url=url, publisher=publisher, published=published), published, "1")


TEXTS = {"dam1": DAM, "dam2": DAM_AGAIN, "osk": OTHER_DAM, "vote1": VOTE, "vote2": VOTE_AGAIN}


def grouped(path: Path, *readings: Reading) -> list[list[str]]:
    """The stories that a record of the readings has."""
    with Record(path) as record:
        for reading in readings:
            record.add(reading)
        record.derive()
        return sorted(row["article_ids"] for row in record.table("stories").rows())


def test_two_accounts_of_one_happening_are_one_story_and_its_twin_is_another(tmp_path: Path) -> None:
    made = grouped(tmp_path / "r", *(told(key, text, "2013-03-05") for key, text in TEXTS.items()))
    assert made == [["dam1", "dam2"], ["osk"], ["vote1", "vote2"]]


def test_articles_without_a_day_are_joined_by_their_words(tmp_path: Path) -> None:
    assert ["vote1", "vote2"] in grouped(tmp_path / "r", *(told(key, text) for key, text in TEXTS.items()))


@pytest.mark.parametrize(("day", "together"), [("2013-03-12", True), ("2013-03-13", False)])
def test_no_two_articles_of_a_story_are_more_than_a_week_apart(tmp_path: Path, day: str, together: bool) -> None:
    made = grouped(tmp_path / "r", told("a", VOTE, "2013-03-05"), told("b", VOTE_AGAIN, day))
    assert made == ([["a", "b"]] if together else [["a"], ["b"]])


def test_an_undated_article_does_not_tie_two_that_are_far_apart(tmp_path: Path) -> None:
    made = grouped(
        tmp_path / "r", told("a", VOTE, "2013-03-05"), told("u", VOTE_AGAIN), told("b", VOTE_LATER, "2013-05-05")
    )
    assert not any({"a", "b"} <= set(group) for group in made)


def test_a_copy_goes_with_its_origin_and_is_no_second_origin(tmp_path: Path) -> None:
    with Record(tmp_path / "r") as record:
        record.add(told("a", VOTE, "2013-03-05", url="https://one.example/a", publisher="One"))
        record.add(told("b", VOTE, "2013-03-20", url="https://two.example/b", publisher="Two"))
        record.derive()
        (story,) = record.table("stories").rows()
    assert story["article_ids"] == ["a", "b"]
    assert story["urls"] == ["https://one.example/a", "https://two.example/b"]
    assert (story["articles"], story["origins"]) == (2, 1)
    assert (story["from"], story["to"]) == ("2013-03-05", "2013-03-05")


def test_an_article_that_was_not_read_is_in_no_story(tmp_path: Path) -> None:
    reading = told("a", VOTE)
    skipped = Reading(reading.article, reading.published, "1", skipped="another language")
    assert grouped(tmp_path / "r", skipped) == []


@pytest.mark.parametrize("text", ["", " ", "…", "\0\ud800", "x" * 50_000, "1 " * 5000, "É" * 300, "http://" * 99])
def test_odd_texts_have_profiles(text: str) -> None:
    made = profile(text)
    again = Profile.unpack(made.pack())
    assert (made.slots == again.slots).all()
    assert made.keys() == again.keys()
    assert likeness.measures(made, [again, profile(VOTE)]).shape == (2, len(likeness.MEASURES))


def test_names_are_told_from_words_that_open_a_sentence() -> None:
    kinds = dict(words_of("Trawlers were seized. Piracy, said Juto Rask of Marova's 12 ships."))
    assert [word for word, kind in kinds.items() if kind == NAME] == ["juto", "rask", "marova"]
    assert [word for word, kind in kinds.items() if kind == NUMBER] == ["12"]


def test_addresses_are_no_words() -> None:
    for address in (
        "https://www.paper.example/2013/dam-cracks.html",
        "http : / / www . paper . example / dam - cracks",
    ):
        assert profile(f"Look here: {address}\nNow").words == 3
    assert profile("Look at paper/dam cracks now").words == 6


def test_days_that_a_text_gives() -> None:
    for text in ("on March 5, 2013 it", "5 March 2013", "/2013/03/05/", "the 5th of March, 2013", "2013-3-5"):
        assert list(profile(text).days) == [734932], text
    assert not profile("March 2013, 31 February 2013, 5 March").days


@settings(max_examples=30)
@given(st.lists(st.text(max_size=200), min_size=2, max_size=4))
def test_likeness_is_the_same_both_ways(texts: list[str]) -> None:
    made = [profile(text) for text in texts]
    for one in made:
        for other, odds in zip(made, likeness.scores(one, made, [False] * len(made)), strict=True):
            assert likeness.scores(other, [one], [False])[0] == odds


def test_a_large_part_is_cut_at_its_weakest_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "LARGEST", 2)
    links = {"a": {"b": 2.0, "c": 0.1}, "b": {"a": 2.0}, "c": {"a": 0.1, "d": 3.0}, "d": {"c": 3.0}}
    assert grouping.parts(links, links) == [["a", "b"], ["c", "d"]]


def test_days_of_an_interval() -> None:
    assert linking.days_of("2013-03-05", "2013-03-05") == (734932, 734932)
    assert linking.days_of("2013-03-01", "2013-03-31") == (734928, 734958)
    assert linking.days_of("2013-03-01", "2013-04-01") == (None, None)
    assert linking.days_of(None, "2013-03-05") == (None, None)


PARTS = [sentence for text in TEXTS.values() for sentence in text.split(". ")]
ARTICLES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(PARTS), min_size=1, max_size=4),
        st.sampled_from(["2013-03-05", "2013-03-06", "2013-03-11", "2013-03", None]),
    ),
    min_size=2,
    max_size=8,
)
TABLES = ("stories", "story_articles", "story_keys", "story_links", "story_profiles")


def state(record: Record) -> dict[str, list[Any]]:
    """Every row of the tables of stories; the part is a mark of what was grouped together."""
    return {t: sorted(map(repr, (r.items() for r in record.sql(f"SELECT * FROM {t}")))) for t in TABLES}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(articles=ARTICLES, data=st.data())
def test_any_order_and_any_steps_give_the_same(
    articles: list[tuple[list[str], str | None]], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("r")
    readings = [told(f"a{i}", ". ".join(parts), day) for i, (parts, day) in enumerate(articles)]
    with pytest.MonkeyPatch.context() as patch:
        for name, few in (("FIRST", 1), ("HEADS", 1), ("WINDOW", 2)):
            patch.setattr(linking, name, data.draw(st.sampled_from([few, 64])))
        with Record(folder / "anew") as record:
            for reading in readings:
                record.add(reading)
            record.derive()
            wanted = state(record)
        with Record(folder / "steps") as record:
            # One article is first there with another text and superseded later, as by a newer reader.
            other = readings[0]
            record.add(Reading(Article("a0", "a0", VOTE, published=other.published), other.published, "0"))
            for reading in data.draw(st.permutations(readings)):
                record.add(reading)
                if data.draw(st.booleans()):
                    record.derive()
            record.derive()
            assert state(record) == wanted


@pytest.mark.parametrize("day", [None, "2013-03-05"])
@pytest.mark.parametrize("window", [4, 256])
def test_pages_of_one_day_or_none_and_of_like_words_are_compared_with_the_first_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: str | None, window: int
) -> None:
    monkeypatch.setattr(linking, "HEADS", 2)
    monkeypatch.setattr(linking, "WINDOW", window)
    words = DAM.split()
    pages = [told(f"a{n}", " ".join(random.Random(n).sample(words, len(words))), day) for n in range(9)]
    with Record(tmp_path / "r") as record:
        for page in pages:
            record.add(page)
        record.derive()
        linked = record.sql("SELECT article_id, other_id FROM story_links")
        assert record.sql("SELECT count(*) AS n FROM story_profiles") == [{"n": len(pages)}]
        assert len(pages) < len(linked) <= 2 * 2 * len(pages)


def test_what_goes_leaves_nothing(tmp_path: Path) -> None:
    with Record(tmp_path / "r") as record:
        for key in ("vote1", "vote2"):
            record.add(told(key, TEXTS[key]))
        record.derive()
        record._connection.execute("DELETE FROM articles WHERE article_id = 'vote1'")
        record._connection.execute("UPDATE derived SET stale = 1")
        record.derive()
        assert [row["article_ids"] for row in record.table("stories").rows()] == [["vote2"]]
        assert {row["article_id"] for row in record.sql("SELECT article_id FROM story_keys")} == {"vote2"}
        assert record.sql("SELECT * FROM story_links") == []


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Record]:
    """Two stories of two articles and one of one."""
    with Record(tmp_path / "r.dragoman") as record:
        for key, text in TEXTS.items():
            record.add(told(key, text, "2013-03-05" if key.startswith("vote") else "2013-03-09"))
        record.derive()
        yield record


def test_stories_are_listed_by_day_and_asked_for(asked: Record) -> None:
    rows = desk.stories(asked)
    assert [row["article_ids"] for row in rows] == [
        ["vote1", "vote2"],
        *sorted((["dam1", "dam2"], ["osk"]), key=_id_of(rows)),
    ]
    assert [row["articles"] for row in desk.stories(asked, least=2)] == [2, 2]
    assert [row["from"] for row in desk.stories(asked, first="2013-03-06")] == ["2013-03-09", "2013-03-09"]
    assert [row["to"] for row in desk.stories(asked, last="2013-03-06")] == ["2013-03-05"]
    assert desk.stories(asked, limit=1, after=rows[0]["story_id"]) == rows[1:2]
    assert desk.stories(asked, after=rows[-1]["story_id"]) == []


def _id_of(rows: list[dict[str, Any]]) -> Any:
    held = {tuple(row["article_ids"]): row["story_id"] for row in rows}
    return lambda ids: held[tuple(ids)]


def test_one_story_by_its_id_or_by_one_of_its_articles(asked: Record) -> None:
    one = desk.story(asked, "vote2")
    assert one == desk.story(asked, one["story_id"]) == desk.story(asked, one["story_id"][:6])
    assert [[a["article_id"] for a in day["articles"]] for day in one["days"]] == [["vote1", "vote2"]]
    with pytest.raises(RecordError, match="no story and no article"):
        desk.story(asked, "nothing")
    with pytest.raises(RecordError, match="no story"):
        desk.stories(asked, after="nothing")
    assert desk.story_of(asked, "osk") == desk.story(asked, "osk")["story_id"]


def test_happenings_and_actors_of_a_story_and_copies_under_their_origin(tmp_path: Path) -> None:
    with Record(tmp_path / "r") as record:
        record.add(reading("a1"))
        record.add(reading("a2", published="2013-01-24", publisher="Tribune"))
        record.derive()
        one = desk.story(record, "a1")
    assert [[(a["article_id"], len(a["copies"])) for a in day["articles"]] for day in one["days"]] == [[("a1", 1)]]
    assert {(n["name"], n["articles"]) for n in one["named"]} >= {("Djibouti", 2), ("Eritrea", 2)}
    assert [(h["type"], h["here"]) for h in one["happenings"]] == [("ACCUSE", 2)]


def test_the_command_lists_and_shows_and_exports(asked: Record) -> None:
    run = CliRunner().invoke
    path = str(asked.path)
    listed = run(app, ["story", "--record", path])
    assert listed.exit_code == 0
    assert "osk" not in listed.output
    assert len(desk.stories(asked, least=2)) == sum(
        s["story_id"] in listed.output for s in desk.stories(asked, least=2)
    )
    shown = run(app, ["story", "vote1", "--record", path])
    assert "2 articles" in shown.output
    assert run(app, ["story", "nothing", "--record", path]).exit_code == 4
    written = run(app, ["export", "stories", "--record", path, "--format", "jsonl", "--to", "2013-03-05"])
    (row,) = map(json.loads, written.output.splitlines())
    assert row["article_ids"] == ["vote1", "vote2"]
    assert {"story_id", "title", "from", "to", "article_ids", "urls", "actors"} <= row.keys()
