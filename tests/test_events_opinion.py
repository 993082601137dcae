"""The encoder's head on events: what it adds and drops, and that it does so the same way every time."""

from __future__ import annotations

import csv
import importlib.resources
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from dragoman.extract.events import opinion
from dragoman.extract.events.codes import cameo_codes, event_types
from dragoman.extract.events.opinion import NONE, STATES_EACH, Head, head, taken
from dragoman.extract.events.unmet import ROOT, types_of
from dragoman.language.encoder import Encoder
from dragoman.language.encoder.encoded import STATES
from dragoman.language.encoder.windows import lines_of
from dragoman.model import DragomanError, Event, Span
from dragoman.reader import Reader

TRAINING = Path(__file__).parents[1] / "training/events"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def told(reader: Reader, text: str) -> list[Event]:
    return [e for e in reader.read(text).events if e.how.startswith(head().name)]


def test_the_head_has_the_types_of_the_code_list() -> None:
    model = head()
    assert set(model.types) == {*event_types(), NONE} - {"STATEMENT", "VOTE", "APPEAL"}
    assert model.weights.shape == (4 * STATES, len(model.types))
    assert set(ROOT) == set(model.types) - {NONE}
    assert {t for t, code in ROOT.items() if t != "RETREAT"} == {
        t for t, code in ROOT.items() if cameo_codes()[code].type == t
    }


def test_a_head_that_was_changed_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = importlib.resources.files("dragoman.extract.events").joinpath("heads")
    (tmp_path / "heads").mkdir()
    (tmp_path / "heads/heads.json").write_text(kept.joinpath("heads.json").read_text(encoding="utf-8"))
    (tmp_path / "heads/heads.npz").write_bytes(kept.joinpath("heads.npz").read_bytes()[:-1] + b"?")
    monkeypatch.setattr(opinion, "files", lambda package: tmp_path)
    with pytest.raises(DragomanError, match=r"heads\.npz of the events is damaged .*--fast"):
        head.__wrapped__()


def test_what_is_taken() -> None:
    assert taken({"ASSAULT": 0.55, "AID": 0.4}, ("ASSAULT",)) == "ASSAULT"
    assert taken({"ASSAULT": 0.3, "AID": 0.65}, ("ASSAULT",)) is None
    assert taken({"ASSAULT": 0.55, "AID": 0.4}, ()) is None
    assert taken({"ASSAULT": 0.9, "AID": 0.05}, ()) == "ASSAULT"


def test_the_types_of_a_verb_in_the_lexicon() -> None:
    assert types_of("bomb") == ("ASSAULT",)
    assert types_of("resemble") == ()


def test_chances_are_probabilities() -> None:
    model = Head("m", ("AID", NONE), np.ones((2, 2), np.float32), np.array([0.0, 1.0], np.float32))
    chance = model.chances(np.array([3.0, -2.0], np.float32))
    assert sum(chance.values()) == pytest.approx(1)
    assert chance[NONE] > chance["AID"]


def test_states_are_of_the_pieces_alone(encoder: Encoder) -> None:
    text = "The brigade shelled the harbour.\nNobody was hurt, the mayor said."
    encoded = encoder.encode(text, lines_of(text))
    assert encoded.states.shape == (len(encoded.starts), STATES)
    rows = encoded.rows(Span(4, 11))
    assert np.array_equal(encoded.pooled([rows]), encoded.states[slice(*rows)].mean(0, dtype=np.float32))
    assert not encoded.pooled([]).any()
    assert head().weights.shape[0] == STATES_EACH * STATES


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def test_no_window_is_run_twice_for_a_text(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The envoys met in Tunis on Friday.\nThe talks, they said, had gone well."
    first = encoder.encode(text, lines_of(text))
    monkeypatch.setitem(encoder.__dict__, "_session", None)
    again = encoder.encode(text, lines_of(text))
    assert np.array_equal(first.states, again.states)
    assert np.array_equal(first.inside, again.inside)


def test_a_reading_is_the_same_in_any_order(reader: Reader) -> None:
    texts = [
        "Rebels strafed the Malian army near Gao. Norway resembles Chile.",
        "Kenya said that Chad had wronged it. The junta hounded the opposition.",
    ]
    there = [reader.read(t).events for t in texts]
    back = [reader.read(t).events for t in reversed(texts)]
    assert there == back[::-1]


def test_a_verb_that_the_lexicon_does_not_know_is_read(reader: Reader) -> None:
    (event,) = told(reader, "Soldiers waylaid a UN convoy in Darfur.")
    assert event.type == "ASSAULT"
    assert re.fullmatch(r"events-\d+ ASSAULT 0\.\d\d; A=nsubj R=dobj", event.how)
    assert (event.mode, event.cameo, event.confidence) == (None, "190", 0.45)
    assert [p.text for p in event.actors] == ["Soldiers"]
    assert [p.text for p in event.recipients] == ["a UN convoy in Darfur"]


def test_a_verb_of_no_event_is_not(reader: Reader) -> None:
    assert not told(reader, "Finland resembles Sweden.")
    assert not told(reader, "Bulgaria outscored Romania in the final.")


def test_what_the_lexicon_finds_stands(reader: Reader) -> None:
    (event,) = reader.read("Rebels torpedoed a Norwegian frigate.").events
    assert event.how.startswith("lexicon assault/")


def test_nothing_is_added_in_a_long_text(reader: Reader) -> None:
    more = " ".join(f"Ferry number {n} left the quay on time." for n in ("one", "two", "three", "four", "five", "six"))
    assert not told(reader, f"Soldiers waylaid a UN convoy in Darfur. {more}")


def test_without_the_encoder_nothing_is_added() -> None:
    assert not Reader(fast=True).read("Soldiers waylaid a UN convoy in Darfur.").events


def test_our_own_sentences_hold_every_type_and_status() -> None:
    with (TRAINING / "sentences.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) >= 1500
    assert len({r["text"] for r in rows}) > 0.98 * len(rows)
    types, statuses = Counter(r["type"] for r in rows), Counter(r["status"] for r in rows)
    assert set(types) == {*event_types(), NONE}
    assert min(types.values()) >= 20
    assert len(statuses) == 11
    assert min(statuses.values()) >= 100
    for row in rows:
        assert row["act"].split()[0] in row["text"]
        assert row["actor"] in row["text"]
        assert row["recipient"] in row["text"]
        assert (row["type"] == NONE) == (row["status"] == NONE)


def test_the_package_says_what_the_head_learned_from() -> None:
    about = json.loads(
        importlib.resources.files("dragoman.extract.events").joinpath("heads/heads.json").read_text(encoding="utf-8")
    )
    assert re.fullmatch(r"events-\d+", about["name"])
    assert set(about["examples"]) == {"diplomacy", "gsr", "lexicon", "news", "own", "plv"}


@pytest.mark.parametrize(
    ("text", "head_word"),
    [
        ("The envoy, speaking on behalf of Norway, left.", "speaking"),
        ("The envoy called it a disgrace to Norway.", "called"),
        ("Police sought a man wanted for the murder of the envoy.", "wanted"),
        ("Norway stopped short of a promise to Iceland.", "stopped"),
    ],
)
def test_what_needs_no_second_opinion(reader: Reader, text: str, head_word: str) -> None:
    assert head_word not in {e.anchor.of(text) for e in told(reader, text)}
