"""The encoder and the linker: what they read, that they read it the same way every time, and what they refuse."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from dragoman.extract.statements.cues import Cue, judge_cues, link_cues, weigh
from dragoman.extract.statements.linker import NAMES, _weights, runs, scores, span_of
from dragoman.extract.statements.quoted import speeches
from dragoman.language.analysis import analyse
from dragoman.language.encoder import CONTENT, CUE, SOURCE, Encoded, Encoder
from dragoman.language.encoder.windows import BREAK, LENGTH, Pieces, cut, lines_of, pieces_of
from dragoman.language.parser import Parser
from dragoman.model import BadInput, DragomanError, Page, Reading, Span
from dragoman.reader import READER_VERSION, Reader
from dragoman.record import Record
from dragoman.record.intake import Intake, take_in
from dragoman.record.versions import supersedes

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src/dragoman/language/encoder/data"

STORY = (
    "Ferry talks break down in Asmara\n"
    "The Eritrean harbour master said on Tuesday that no ferry would leave before the inquiry had ended.\n"
    "“We have waited long enough,” Djibouti's transport minister told reporters. He did not take questions.\n"
    "According to two officials, the crews have gone home."
)
ODD = (
    "The envoy said \U0001f6a2 ferries would sail again.\u2028"
    "Cafe\u0301 owners in \u0130zmir said that \ufb01shing had stopped.\u200b\r\n"
    "\u0645\u064a\u0646\u0627\u0621 said \u6e2f\u53e3 \U00020000 was shut\u0000 \x0c \U000e0041 said so."
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def read(encoder: Encoder, text: str) -> Encoded:
    return encoder.encode(text, lines_of(text))


def pieces(encoder: Encoder, text: str) -> Pieces:
    return pieces_of(text, lines_of(text), encoder._tokenizer)


def linked(text: str, parser: Parser, encoder: Encoder) -> tuple[list[Cue], Encoded | None]:
    analysis = analyse(text, parser)
    cues, encoded = link_cues(list(judge_cues(analysis, speeches(text, analysis.quotations))), analysis, encoder)
    weigh(cues)
    return cues, encoded


# Windows


@pytest.mark.parametrize("text", [STORY, STORY * 40, "ferry " * 3000, "\n".join(["A ferry left."] * 900), "x" * 5000])
def test_windows_cover_every_piece_once(encoder: Encoder, text: str) -> None:
    found = pieces(encoder, text)
    windows = cut(found)
    assert windows[0][0] == 0
    assert windows[-1][1] == len(found.ids)
    assert all(end == start for (_, end), (start, _) in pairwise(windows))
    assert all(0 < end - start <= LENGTH for start, end in windows)


def test_windows_break_between_lines(encoder: Encoder) -> None:
    found = pieces(encoder, "\n".join([STORY] * 20))
    windows = cut(found)
    assert len(windows) > 2
    assert all(start in found.breaks for start, _ in windows)


def test_a_line_longer_than_a_window_is_cut_inside(encoder: Encoder) -> None:
    found = pieces(encoder, "The ferry was late. " * 200)
    assert [end - start for start, end in cut(found)][:-1] == [LENGTH] * (len(cut(found)) - 1)


def test_each_line_begins_with_a_break(encoder: Encoder) -> None:
    found = pieces(encoder, STORY)
    assert len(found.breaks) == STORY.count("\n") + 1
    assert set(found.ids[found.breaks].tolist()) == {encoder._tokenizer.token_to_id(BREAK)}


@pytest.fixture(scope="module")
def training() -> ModuleType:
    spec = importlib.util.spec_from_file_location("encoder_training_data", ROOT / "training/encoder/data.py")
    assert spec is not None
    assert spec.loader is not None
    made = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.mark.parametrize("text", [STORY * 30, ODD * 30, "\n".join([STORY, "ferry " * 700, ODD] * 3)])
def test_training_cuts_a_text_as_reading_does(encoder: Encoder, training: ModuleType, text: str) -> None:
    here, there = pieces(encoder, text), training.encode("a", text, encoder._tokenizer)
    assert np.array_equal(here.ids, there.pieces)
    assert np.array_equal(here.offsets, there.offsets)
    assert cut(here) == training.cut(there)
    assert cut(here, first=int(here.breaks[2])) == training.cut(there, int(here.breaks[2]))


# Places


def test_offsets_are_code_points_of_the_text(encoder: Encoder) -> None:
    encoded = read(encoder, ODD)
    at = ODD.index("\ufb01shing")
    for word, start in (("ferries", ODD.index("ferries")), ("\ufb01shing", at), ("said", ODD.rindex("said"))):
        a, b = encoded.rows(Span(start, start + len(word)))
        assert a < b
        assert (encoded.starts[a], encoded.ends[b - 1]) == (start, start + len(word))


@pytest.mark.parametrize("text", [STORY, ODD, "\ufb01\ufb01\ufb01 \u0130\u0130 \U0001f1e9\U0001f1ef" * 50])
def test_offsets_run_forward_within_the_text(encoder: Encoder, text: str) -> None:
    encoded = read(encoder, text)
    assert len(encoded.starts) == len(encoded.ends) == len(encoded.inside)
    assert encoded.starts == sorted(encoded.starts)
    assert all(0 <= a <= b <= len(text) for a, b in zip(encoded.starts, encoded.ends, strict=True))


def test_an_empty_text_gives_nothing(encoder: Encoder) -> None:
    for text in ("", "\n\n", " \u2028 "):
        encoded = read(encoder, text)
        assert encoded.starts == []
        assert encoded.rows(Span(0, 5)) == (0, 0)


def test_a_huge_line_without_spaces(encoder: Encoder) -> None:
    text = "harbour" * 14_286
    encoded = read(encoder, text)
    assert 0 < len(encoded.starts) < 500
    assert encoded.ends[-1] == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ud800",
        "The envoy said \udfff that the port\ud83d was shut.",
        "harbour" * 14_286,
        ODD,
        '"' * 400,
        "said " * 400,
    ],
)
def test_odd_texts_are_read(reader: Reader, text: str) -> None:
    found = reader.read(text)
    for statement in found.statements:
        assert all(s.end <= len(found.article.text) for s in statement.content)


# The same, always


ARRAYS = ("inside", "opens", "query", "key")


def same(a: Encoded, b: Encoded, rows: tuple[int, int], others: tuple[int, int]) -> bool:
    return all(np.array_equal(getattr(a, n)[slice(*rows)], getattr(b, n)[slice(*others)]) for n in ARRAYS)


def test_a_window_gives_the_same_alone_as_in_a_longer_text(encoder: Encoder) -> None:
    text = "\n".join([STORY, ODD] * 12)
    whole = read(encoder, text)
    edges = [*whole.windows, len(whole.starts)]
    assert len(edges) > 4
    for first, last in pairwise(edges):
        part = text[whole.starts[first] : whole.ends[last - 1]]
        alone = read(encoder, part)
        assert len(alone.starts) == last - first
        assert same(whole, alone, (first, last), (0, last - first))


def test_the_same_window_in_a_text_cut_elsewhere(encoder: Encoder) -> None:
    filler = "\n".join(["A quiet day in the port."] * 41)
    alone = read(encoder, filler)
    early, late = read(encoder, filler + "\n" + STORY), read(encoder, ("ferry " * 319).strip() + "\n" + filler)
    n = alone.windows[1] if len(alone.windows) > 1 else len(alone.starts)
    assert late.windows[:2] == [0, LENGTH]
    assert same(alone, early, (0, n), (0, n))
    assert same(alone, late, (0, n), (LENGTH, LENGTH + n))


def test_two_encoders_give_the_same(encoder: Encoder) -> None:
    a, b = read(encoder, STORY), read(Encoder(), STORY)
    assert same(a, b, (0, len(a.starts)), (0, len(b.starts)))
    row = a.rows(Span(STORY.index("said"), STORY.index("said") + 4))[0]
    assert np.array_equal(a.links(row).chance, b.links(row).chance)


def test_the_same_before_and_after_another_text(encoder: Encoder) -> None:
    a = read(encoder, STORY)
    read(encoder, ODD * 10)
    b = read(encoder, STORY)
    assert same(a, b, (0, len(a.starts)), (0, len(b.starts)))


# What it sees


def test_source_cue_and_content_of_a_plain_sentence(encoder: Encoder) -> None:
    encoded = read(encoder, STORY)

    def mean(words: str, role: int) -> float:
        at = STORY.index(words)
        return encoded.mean(role, encoded.rows(Span(at, at + len(words))))

    assert mean("The Eritrean harbour master", SOURCE) > 0.8
    assert mean("said", CUE) > 0.8
    assert mean("no ferry would leave before the inquiry had ended", CONTENT) > 0.8
    assert mean("Ferry talks break down", CONTENT) < 0.5
    assert mean("The Eritrean harbour master", CONTENT) < 0.2


def test_a_cue_is_linked_to_its_own_source_and_content(encoder: Encoder) -> None:
    encoded = read(encoder, STORY)
    cue = STORY.index("told")
    links = encoded.links(encoded.rows(Span(cue, cue + 4))[0])

    def share(words: str, role: int) -> float:
        at = STORY.index(words)
        rows = encoded.rows(Span(at, at + len(words)))
        return links.total(role, rows) / (rows[1] - rows[0])

    assert share("We have waited long enough", 1) > 0.7
    assert share("transport minister", 0) > 0.7
    assert share("the crews have gone home", 1) < 0.3
    assert share("harbour master", 0) < 0.3


def test_links_are_probabilities(encoder: Encoder) -> None:
    encoded = read(encoder, "\n".join([STORY, ODD] * 6))
    n = len(encoded.starts)
    for row in range(0, n, 25):
        links = encoded.links(row)
        assert links.first <= row < links.first + links.chance.shape[1]
        assert (links.chance >= 0).all()
        assert (links.chance <= 1).all()
        assert links.mass(1) == pytest.approx(links.total(1, (0, n)), abs=1e-6)
    assert (encoded.inside >= 0).all()
    assert (encoded.inside <= 1 + 1e-6).all()
    assert encoded.links(3) is encoded.links(3)


def test_rows_of_what_was_not_read_are_empty(encoder: Encoder) -> None:
    encoded = encoder.encode(STORY, lines_of(STORY)[1:2])
    a, b = encoded.rows(Span(0, 10))
    assert a == b
    a, b = encoded.rows(Span(len(STORY) - 5, len(STORY)))
    assert a == b
    assert encoded.mean(CUE, (a, b)) == encoded.highest(CUE, (a, b)) == 0.0


# What it refuses


@pytest.mark.parametrize("name", ["encoder.onnx", "tokenizer.json"])
def test_a_damaged_file_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "encoder"
    shutil.copytree(DATA, folder)
    assert len(read(Encoder(folder), "A ferry left.").starts) > 3
    held = bytearray((folder / name).read_bytes())
    held[len(held) // 2] ^= 1
    (folder / name).write_bytes(held)
    with pytest.raises(DragomanError, match=rf"{re.escape(name)}.*damaged.*--fast"):
        read(Encoder(folder), "A ferry left.")


def loaded(encoder: Encoder) -> set[str]:
    return {"_session", "_tokenizer", "_about"} & set(vars(encoder))


def test_nothing_is_loaded_before_the_first_text() -> None:
    made = Encoder()
    assert loaded(made) == set()
    fresh = Reader()
    assert fresh._encoder is not None
    assert loaded(fresh._encoder) == set()
    fresh.read("The port is open. A ferry left.")
    read(made, "A ferry left.")
    assert loaded(made) == {"_session", "_tokenizer", "_about"}


def test_a_fast_reader_has_no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a fast reading loaded the encoder")

    monkeypatch.setattr(Encoder, "_checked", never)
    fast = Reader(fast=True)
    assert fast._encoder is None
    assert fast.version == f"{READER_VERSION}+fast"
    found = fast.read(STORY)
    assert found.reader_version == f"{READER_VERSION}+fast"
    assert len(found.statements) >= 3


def test_a_full_reading_is_marked_so(reader: Reader) -> None:
    assert reader.version == reader.read(STORY).reader_version == READER_VERSION


# The linker


def test_the_weights_are_those_of_the_features() -> None:
    mean, scale, first, offset, second, _ = _weights()
    assert len(NAMES) == len(set(NAMES)) == len(mean) == len(scale) == len(first)
    assert first.shape[1] == len(offset) == len(second)
    assert (scale > 0).all()


def test_scores_of_no_readings() -> None:
    assert scores([]).shape == (0,)


def test_a_score_does_not_depend_on_the_other_rows() -> None:
    rows = [[0.1 * (i + j) % 1 for j in range(len(NAMES))] for i in range(30)]
    together = scores(rows)
    assert np.allclose(together, [scores([r])[0] for r in rows], atol=1e-12)
    assert np.array_equal(together, scores(rows))


def test_every_reading_has_its_numbers(parser: Parser, encoder: Encoder) -> None:
    cues, encoded = linked(STORY, parser, encoder)
    assert encoded is not None
    assert {"said", "told", "According to"} <= {STORY[s.start : s.end] for c in cues for s in c.top.spans(c.top.cue)}
    for cue in cues:
        assert len(cue.numbers) == len(cue.readings)
        assert all(len(row) == len(NAMES) and np.isfinite(row).all() for row in cue.numbers)


def test_a_text_without_a_cue_is_not_encoded(parser: Parser) -> None:
    untouched = Encoder()
    cues, encoded = linked("Oslo, 12 May\nFerry No. 9", parser, untouched)
    assert (cues, encoded) == ([], None)
    assert loaded(untouched) == set()


def test_every_line_with_speech_is_encoded(parser: Parser, encoder: Encoder) -> None:
    text = (
        "Oslo, 12 May\nThe harbour master said that the ferry was late.\nFerry No. 9\n“Too late,” a deckhand told us."
    )
    _, encoded = linked(text, parser, encoder)
    assert encoded is not None
    for word in ("said", "told"):
        a, b = encoded.rows(Span(text.index(word), text.index(word) + 4))
        assert encoded.highest(CUE, (a, b)) > 0.5


def test_runs_bridge_small_gaps() -> None:
    chance = np.array([0, 0.9, 0.9, 0.1, 0.9, 0, 0, 0, 0.9], np.float32)
    assert runs(chance, least=0.5, bridge=1) == [(1, 5), (8, 9)]
    assert runs(chance, least=0.5, bridge=0) == [(1, 3), (4, 5), (8, 9)]
    assert runs(chance, least=0.95, bridge=3) == []


def test_a_run_of_breaks_has_no_span(encoder: Encoder) -> None:
    encoded = read(encoder, "A ferry left.\nIt was late.")
    (second,) = [i for i, (a, b) in enumerate(zip(encoded.starts, encoded.ends, strict=True)) if a == b and i]
    assert span_of(encoded, (second, second + 1)) is None
    assert span_of(encoded, (0, 3)) == Span(0, 7)


def test_statements_have_a_confidence(reader: Reader) -> None:
    found = reader.read("\n".join([STORY, ODD]))
    assert len(found.statements) >= 5
    assert all(0 <= s.confidence <= 1 for s in found.statements)


def test_reading_twice_gives_the_same(reader: Reader) -> None:
    assert reader.read(STORY) == reader.read(STORY)
    assert not isinstance(reader.read(STORY), BadInput)


# Fast and full in one record


PAGE = Page(
    "ferry.txt",
    b"The harbour master said on Tuesday that no ferry would leave Obock before the inquiry had ended.\n\n"
    b"Djibouti's transport minister told reporters that he had waited long enough for an answer from Eritrea.\n",
    "text",
)


def taken(record: Record, reader: Reader) -> Intake:
    def read_all(pages: Iterable[Page | BadInput]) -> Iterator[Reading | BadInput]:
        return (page if isinstance(page, BadInput) else reader.read(page) for page in pages)

    return take_in(record, [PAGE], read_all, version=reader.version)


def test_a_full_reading_takes_the_place_of_a_fast_one_and_not_the_other_way(tmp_path: Path, reader: Reader) -> None:
    fast = Reader(fast=True)
    with Record(tmp_path / "r.dragoman") as record:
        first = taken(record, fast)
        assert (first.articles, first.superseded, first.known) == (1, 0, 0)
        assert [row["reader_version"] for row in record.articles()] == [f"{READER_VERSION}+fast"]
        again = taken(record, fast)
        assert (again.articles, again.superseded, again.known) == (0, 0, 1)
        full = taken(record, reader)
        assert (full.articles, full.superseded, full.known) == (0, 1, 0)
        held = list(record.statements())
        after = taken(record, fast)
        assert (after.articles, after.superseded, after.known) == (0, 0, 1)
        assert [row["reader_version"] for row in record.articles()] == [READER_VERSION]
        assert list(record.statements()) == held
        assert record.add(fast.read(PAGE)) == "known"
        assert list(record.statements()) == held


@pytest.mark.parametrize(
    ("new", "old", "takes"),
    [
        ("2", "2+fast", True),
        ("2+fast", "2", False),
        ("2", "1", True),
        ("2+fast", "1", True),
        ("1", "2+fast", False),
        ("2+fast", "2+fast", False),
        ("2", "2", False),
        ("10", "9", True),
        ("9", "10+fast", False),
    ],
)
def test_which_version_takes_the_place_of_which(new: str, old: str, takes: bool) -> None:
    assert supersedes(new, old) is takes


# The model card


def test_the_model_card_names_the_files_that_are_here() -> None:
    card = (ROOT / "docs/encoder.md").read_text(encoding="utf-8")
    kept = json.loads((DATA / "encoder.json").read_text(encoding="utf-8"))["sha256"]
    files = {name: hashlib.sha256((DATA / name).read_bytes()).hexdigest() for name in kept}
    assert files == kept
    assert set(files) == {"encoder.onnx", "states.onnx", "tokenizer.json"}
    for name, digest in files.items():
        assert f"| `{name}` | {(DATA / name).stat().st_size:,} | `{digest}` |" in card


def test_an_encoder_without_its_description_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DragomanError, match=r"json of the encoder can't be read .*--fast"):
        read(Encoder(tmp_path), "A ferry left.")
    shutil.copytree(DATA, tmp_path / "copy")
    (tmp_path / "copy" / "encoder.json").write_text('{"sha256": {', encoding="utf-8")
    with pytest.raises(DragomanError, match=r"encoder\.json of the encoder is damaged"):
        read(Encoder(tmp_path / "copy"), "A ferry left.")


def test_windows_without_a_needed_line_are_not_run(encoder: Encoder) -> None:
    line = "The minister said that the harbour would stay shut until the inquiry was over. " * 8
    text = "\n".join([line.strip()] * 6)
    lines = lines_of(text)
    whole = encoder.encode(text, lines)
    part = encoder.encode(text, lines, [False] * 5 + [True])
    assert len(whole.windows) > 2
    last = whole.windows[-1]
    assert (part.inside[last:] == whole.inside[last:]).all()
    assert not part.inside[: whole.windows[1]].any()
    assert whole.inside[: whole.windows[1]].any()
