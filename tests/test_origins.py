"""Origins: what an article credits to others, what it shares with older ones, and the same whatever the order."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import Record
from dragoman.model import Article, Interval, Published, Reading, Span
from dragoman.record import copies, holders, origins
from dragoman.record.credits import credited
from dragoman.record.origins import AGENCIES, Origins, label_of, origin_of


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The harbour master told AFP that two barges had sunk.", "AFP"),
        ("The barges were empty, a dock worker told the state news agency SANA on Friday.", "SANA"),
        ("Reuters reported that the pier was closed.", "Reuters"),
        ("The pier was closed, according to Reuters.", "Reuters"),
        ("An Associated Press photographer saw smoke above the pier.", "AP"),
        ("SANA news agency on Monday said the pier was open again.", "SANA"),
        ("“It is closed,” he said in an interview with the BBC.", "BBC"),
        ("The minister told the New York Times that he would resign.", "The New York Times"),
        ("The pier was closed, Petra news agency reported.", "Petra"),
    ],
)
def test_a_sentence_credits_whom_it_has_its_news_from(sentence: str, name: str) -> None:
    found = credited(sentence)
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour master told reporters that two barges had sunk.",
        "Reuters was not able to verify the account.",
        "Petra said that she would not come back to the pier.",
        "The PA said that the crossing would open.",
        "Look at the map said to be drawn by him.",
        "He works for AFP in the harbour.",
        "The app reported an error.",
        "",
    ],
)
def test_a_name_alone_or_another_thing_of_that_name_is_no_credit(sentence: str) -> None:
    assert credited(sentence) is None


def test_how_an_origin_is_called() -> None:
    assert label_of("a", "Meridian", "AFP", None) == ("AFP", "agency")
    assert label_of("a", "Meridian", None, "Agencies")[0] == AGENCIES
    assert label_of("a", "Meridian", None, "Rosa Lindt") == ("Meridian", "publisher")
    assert label_of("a", None, None, None) == ("a", "article")


LEAD = "Two barges sank in the outer harbour before dawn after a crane fell on them."
SHARED = "The crane had stood on the quay without a permit since the dock was widened last spring."
CREDITED = "The harbour master told AFP that nobody had been on board."
QUOTED = "“We shall find out who let it stand there, and whoever it was will answer for it in court,” she said."


def _reading(key: str, *sentences: str, publisher: str | None = None, agency: str | None = None, day: str) -> Reading:
    spans, at = [], 0
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    published = Published(Interval.parse(day), "given")
    article = Article(
        key, f"{key}.txt", "\n".join(sentences), publisher=publisher, agency=agency, published=published
    )  # fmt: skip
    return Reading(article, published, "1", sentences=tuple(spans))


def _filler(key: str) -> list[str]:
    chance = random.Random(key)
    return [" ".join(f"{key}{chance.randrange(999)}" for _ in range(20)) + "." for _ in range(4)]


def test_shared_and_credited_sentences_come_from_elsewhere(tmp_path: Path) -> None:
    wire = _reading("w", LEAD, SHARED, QUOTED, *_filler("w"), agency="Reuters", day="2013-01-23")
    near = SHARED.replace("last spring", "this spring")
    own = _reading("p", *_filler("p"), near, CREDITED, QUOTED, publisher="Meridian", day="2013-01-24")
    copy = _reading("c", LEAD, SHARED, QUOTED, *_filler("w"), publisher="Tribune", day="2013-01-25")
    with Record(tmp_path / "r.dragoman") as record:
        for one in (own, copy, wire):
            record.add(one)
        record.derive()
        passages = record.sql('SELECT article_id, "start", origin, origin_id, how FROM passages ORDER BY "start"')
        text = own.article.text
        assert [(p["article_id"], p["start"], p["origin"], p["origin_id"]) for p in passages] == [
            ("p", text.index(near), "Reuters", "w"),
            ("p", text.index(CREDITED), "AFP", None),
        ]
        found = Origins(record._connection)
        assert found.at("c", 0) == "Reuters"
        assert found.at("p", 0) == "Meridian"
        assert found.at("p", text.index(CREDITED) + 5) == "AFP"
        assert origin_of(record._connection, "p", text.index(near), len(text)) == "Reuters"


def test_sentences_of_a_digest_stay_with_the_papers_that_had_them(tmp_path: Path) -> None:
    first, second = _filler("one"), _filler("two")
    with Record(tmp_path / "r.dragoman") as record:
        record.add(_reading("a", *first, publisher="Meridian", day="2013-01-23"))
        record.add(_reading("b", *second, publisher="Tribune", day="2013-01-23"))
        digest = _reading("d", *first, *second, publisher="Courier", day="2013-01-24")
        record.add(digest)
        record.derive()
        found = Origins(record._connection)
        assert found.at("d", 0) == "Meridian"
        assert found.at("d", digest.article.text.index(second[0])) == "Tribune"


_POOL = [LEAD, SHARED, CREDITED, QUOTED, SHARED.replace("quay", "pier"), *_filler("x"), *_filler("y")]
_made = st.tuples(
    st.sampled_from("abcghi"),
    st.lists(st.sampled_from(_POOL), min_size=1, max_size=9),
    st.sampled_from([None, "AFP", "Reuters"]),
    st.sampled_from(["2013-01-23", "2013-01-24", "2013"]),
)
_DERIVED = ("copies", "origins", "passages", "article_days", "entry_days", "day_ties", "day_facts", "holders")


def _dump(record: Record) -> dict[str, list[tuple[object, ...]]]:
    return {t: sorted((tuple(r.values()) for r in record.sql(f"SELECT * FROM {t}")), key=repr) for t in _DERIVED}


def test_places_stand_as_ages_and_ids_do() -> None:
    ids = ["", "-", "0", "09", "0:", "0a", "0f", "0g", "9", "9f", "A", "a", "af", "ag", "f", "fffffffffff", "g", "z"]
    places = [holders.place_of(age, key) for age in (0, 1, 7_304_119) for key in ids]
    assert places == sorted(places)
    assert places[-1] < 1 << 63
    assert len({holders.place_of(1, f"{n:016x}") for n in range(0, 1 << 62, 1 << 50)}) == 1 << 12


@settings(max_examples=25, deadline=None, derandomize=True)
@given(batches=st.lists(st.lists(_made, min_size=1, max_size=4), min_size=1, max_size=4), order=st.randoms())
def test_what_is_derived_step_by_step_is_what_is_derived_anew(
    batches: list[list[tuple[str, list[str], str | None, str]]], order: random.Random
) -> None:
    last: dict[str, Reading] = {}
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        for room, name in ((copies, "ANEW"), (copies, "FEW"), (origins, "ANEW"), (origins, "FEW"), (holders, "ANEW")):
            patch.setattr(room, name, 1e9)
        with Record(Path(folder) / "steps") as record:
            for batch in batches:
                for key, sentences, agency, day in batch:
                    version = str(int(last[key].reader_version) + 1) if key in last else "1"
                    made = _reading(key, *sentences, agency=agency, publisher="Meridian", day=day)
                    last[key] = replace(made, reader_version=version)
                    record.add(last[key])
                record.derive()
            steps = _dump(record)
        patch.undo()
        shuffled = list(last.values())
        order.shuffle(shuffled)
        with Record(Path(folder) / "anew") as record:
            for one in shuffled:
                record.add(one)
            record.derive()
            assert steps == _dump(record)
