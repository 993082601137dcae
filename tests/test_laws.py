"""The five laws, each as a property.

1. Every record has a Span, and the article's text at that Span is what it quotes.
2. The same bytes give the same ids and rows, whatever the order, batch or number of workers.
3. Killed at any moment, a read loses no finished article and keeps no half one; run again, it goes on where it stopped.
4. No page makes the program fail: what can't be read is counted, named and kept aside with its reason.
5. Nothing from a page is ever executed or trusted.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands import DRAGOMAN
from dragoman.engines import read_all
from dragoman.exports import json_line, reading_to_json, write_csv
from dragoman.model import BadInput, Page, Reading, RecordError
from dragoman.pages import read_pages
from dragoman.reader import READER_VERSION, Reader
from dragoman.record import TABLES, Record
from dragoman.record.intake import take_in
from dragoman.record.rows import GAP, rows_of
from dragoman.sample import PAGES
from made_readings import any_reading, reading

FRAGMENTS = (
    "Norway on Tuesday accused Iceland of overfishing.",
    "“They take what is ours,” Prime Minister Jens Stoltenberg said.",
    "At least 14 people were killed",
    "and dozens more wounded in clashes near Tromsø,",
    "the foreign ministry denied that it had threatened sanctions",
    "'We will not yield', he told Reuters on March 3",
    "OSLO (Reuters) -",
    "Ministers from France, Russia and Syria met in Geneva on 4 February 2012 to discuss a draft resolution.",
    "\n\n", "\n", " ", "\u00a0", "\t", "“", "”", '"', "(", "-", "…", "\u2028", "\u200b", "\ufeff", "\u202e", "\0",
    "\ud800", "\U0001f54a\ufe0f", "é", "e\u0301", "ß", "İ", "漢字", "עברית", "=1+1", "<script>alert(1)</script>",
    "'; DROP TABLE articles; --", "\x1b[31m", "{{7*7}}", "%s%n",
)  # fmt: skip

odd_texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=12), max_size=14).map(" ".join)
slow = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def dump(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, in the tables' own order."""
    with Record(path, read_only=True) as record:
        return {name: list(record.table(name)) for name in TABLES}


# Law 1


def quotes_hold(made: Reading) -> None:
    """Every row's words are the article's text at the row's Span."""
    rows = rows_of(made)
    text = rows["articles"][0]["text"]
    assert len(text) == len(made.article.text)
    for table in ("mentions", "times", "sentences"):
        for row in rows[table]:
            assert text[row["start"] : row["end"]] == row["text"]
    for row in rows["statements"]:
        parts = [row[f"{part}_spans"] for part in ("source", "cue", "content")]
        for name, spans in zip(("source_text", "cue", "content"), parts, strict=True):
            assert row[name] == (GAP.join(text[s:e] for s, e in spans) or None)
        assert row["start"] == min(s for spans in parts for s, _ in spans)
        assert row["end"] == max(e for spans in parts for _, e in spans)
        assert row["sentence"] in text
    for row in rows["events"]:
        assert text[row["start"] : row["end"]] == row["act"]
        assert row["act"] in row["sentence"]
        assert row["sentence"] in text
        sides = [[row[f"{side}_{what}"] for what in ("ids", "names", "countries", "sectors", "texts", "spans")]
                 for side in ("actor", "recipient")]  # fmt: skip
        assert all(len({len(values) for values in side}) == 1 for side in sides)
    for table in ("figures", "positions", "ballots"):
        for row in rows[table]:
            assert 0 <= row["start"] < row["end"] <= len(text)
            assert text[row["start"] : row["end"]] in row["sentence"]


@slow
@given(text=odd_texts)
def test_law_1_what_is_read_is_in_the_text(reader: Reader, text: str) -> None:
    made = reader.read(text, published="2012-02-08")
    assert made.article.text == text
    quotes_hold(made)
    for event in made.events:
        for person in (*event.actors, *event.recipients):
            assert person.span.of(text) == person.text


ODD_SPACES = "\u00a0\u2009\u202f\u3000\t\u2003"


def test_law_1_with_no_break_spaces(reader: Reader) -> None:
    """Odd spaces and hyphens change nothing of what is read, and stay in what is quoted."""
    plain = " ".join(f for f in FRAGMENTS[:8]) + ".\nThe two-day visit of Prime Minister Jens Stoltenberg ended."
    odd = re.sub(r" ", lambda m: ODD_SPACES[m.start() % len(ODD_SPACES)], plain).replace("-", "\u2011")
    first, second = (reader.read(text, published="2012-02-08") for text in (plain, odd))
    quotes_hold(second)
    people = [person for event in second.events for person in (*event.actors, *event.recipients)]
    assert any("\u00a0" in p.text or "\u2009" in p.text or "\t" in p.text for p in people)
    assert all(p.span.of(odd) == p.text for p in people)
    assert first.sentences == second.sentences
    assert first.mentions == second.mentions
    assert first.times == second.times
    assert [e.anchor for e in first.events] == [e.anchor for e in second.events]
    assert [s.span for s in first.statements] == [s.span for s in second.statements]
    assert [(f.span, f.who) for f in first.figures] == [(f.span, f.who) for f in second.figures]


@given(made=any_reading())
def test_law_1_what_is_written_is_what_was_read(made: Reading) -> None:
    quotes_hold(made)


def test_law_1_in_the_sample(reader: Reader) -> None:
    for page in read_pages([PAGES]):
        assert isinstance(page, Page)
        quotes_hold(reader.read(page))


# Law 2


def read_into(path: Path, pages: Iterable[Page | BadInput], reader: Reader | None, *, workers: int = 1) -> None:
    with Record(path) as record:
        take_in(record, pages, partial(read_all, reader=reader, workers=workers), version=READER_VERSION)
        record.derive()


@pytest.fixture(scope="module")
def sample_dump(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    path = tmp_path_factory.mktemp("laws") / "sample.dragoman"
    read_into(path, read_pages([PAGES]), reader)
    return dump(path)


@pytest.mark.parametrize("seed", [1, 2])
def test_law_2_any_order_and_batch(reader: Reader, sample_dump: dict[str, Any], tmp_path: Path, seed: int) -> None:
    pages = list(read_pages([PAGES]))
    chance = random.Random(seed)
    chance.shuffle(pages)
    path = tmp_path / "r.dragoman"
    cut = chance.randrange(1, len(pages))
    for batch in (pages[:cut], pages[cut:], pages[cut - 1 : cut + 2]):
        read_into(path, batch, reader)
    assert dump(path) == sample_dump


def test_law_2_any_number_of_workers(sample_dump: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "r.dragoman"
    read_into(path, read_pages([PAGES]), None, workers=2)
    assert dump(path) == sample_dump


@settings(max_examples=25, deadline=None, derandomize=True)
@given(made=st.lists(any_reading(), max_size=4, unique_by=lambda r: r.article.article_id), order=st.randoms())
def test_law_2_any_order_of_any_readings(made: list[Reading], order: random.Random) -> None:
    shuffled = made + made[:2]
    order.shuffle(shuffled)
    with TemporaryDirectory() as folder:
        for name, readings in (("a", made), ("b", shuffled)):
            with Record(Path(folder) / name) as record:
                for one in readings:
                    record.add(one)
                record.derive()
        assert dump(Path(folder) / "a") == dump(Path(folder) / "b")


# Law 3


def crisis(folder: Path) -> None:
    """The sample's pages three times over, each time with a line of its own."""
    for n in range(3):
        for page in sorted(PAGES.glob("*.txt")):
            (folder / f"{n}-{page.name}").write_text(page.read_text() + f"\nThis was printed {n + 1} times.\n")


def test_law_3_killed_at_any_moment(reader: Reader, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    crisis(folder)
    whole = tmp_path / "whole.dragoman"
    read_into(whole, read_pages([folder]), reader)
    expected = dump(whole)
    killed = tmp_path / "killed.dragoman"
    chance = random.Random(7)
    finished: set[str] = set()
    for _ in range(6):
        process = subprocess.Popen([*DRAGOMAN, "read", str(folder), "--record", str(killed)], stdout=subprocess.PIPE)
        wait_for_more(killed, len(finished), process)
        time.sleep(chance.uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with Record(killed) as record:
            assert record.sql("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
            now = {row["article_id"] for row in record.sql("SELECT article_id FROM articles")}
            assert finished <= now
            whole_articles(record, now, expected)
            finished = now
    done = subprocess.run(
        [*DRAGOMAN, "read", str(folder), "--record", str(killed)], capture_output=True, text=True, check=True
    )
    assert re.search(rf"already read +{len(finished)}\b", done.stdout)
    assert dump(killed) == expected


def wait_for_more(path: Path, had: int, process: subprocess.Popen[bytes]) -> None:
    """Until the process has written another article, or has ended."""
    while process.poll() is None:
        with suppress(RecordError), Record(path, read_only=True) as record:
            if record.counts()["articles"] > had:
                return
        time.sleep(0.02)


def whole_articles(record: Record, there: set[str], expected: dict[str, list[dict[str, Any]]]) -> None:
    """What is there of an article is all of it."""
    for table in ("articles", "sentences", "mentions", "times", "statements", "events", "participants", "figures"):
        assert list(record.table(table)) == [row for row in expected[table] if row["article_id"] in there]


# Law 4


def page_files() -> st.SearchStrategy[tuple[str, bytes]]:
    """Files of every kind with anything in them, or something that is nearly right."""
    names = st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.xml", "a.txt.gz", "a.jsonl.gz", "a.bin", "a"])
    nearly = st.sampled_from([
        b'<html><head><script type="application/ld+json">{"datePublished": [[[</script><p>',
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><rss><item>&c;</item></rss>',
        b'<?xml version="1.0" encoding="utf-99"?><feed><entry><title>x</title></entry></feed>',
        b'{"text": "Norway met Iceland.", "published": 7}\n{"html": null}\n[]\n"x"\n{"text": {"a": 1}}\n',
        b'{"text": "\\ud800\\u0000 Norway", "title": ["x"], "url": 3}\n',
        b"\xff\xfe" + "Norway met Iceland.".encode("utf-16-le"),
        b"\x1f\x8b\x08\x00garbage",
        b"\xef\xbb\xbf\n\n\x00\x00\n",
    ])  # fmt: skip
    return st.tuples(
        names, st.binary(max_size=300) | nearly | odd_texts.map(lambda t: t.encode("utf-8", "surrogatepass"))
    )


@slow
@given(files=st.lists(page_files(), min_size=1, max_size=3))
def test_law_4_no_page_makes_reading_fail(reader: Reader, files: list[tuple[str, bytes]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for n, (suffix, content) in enumerate(files):
            (folder / f"{n}{suffix}").write_bytes(content)
        (folder / "z.txt").write_text(
            "Norway on Tuesday accused Iceland of overfishing in its own waters, officials said."
        )
        with Record(folder / "r.dragoman") as record:
            intake = take_in(
                record,
                without_the_record(read_pages([folder])),
                partial(read_all, reader=reader),
                version=READER_VERSION,
            )
            record.derive()
            assert any(a["source"].endswith("z.txt") for a in record.articles())
            rejects = list(record.table("rejects"))
            assert all(r["source"] and r["reason"] for r in rejects)
            assert not any("the reader failed" in r["reason"] for r in rejects), rejects
            assert sum(intake.skipped.values()) >= len(rejects)


def without_the_record(pages: Iterator[Page | BadInput]) -> Iterator[Page | BadInput]:
    for page in pages:
        if ".dragoman" not in page.source:
            yield page


@slow
@given(text=odd_texts | st.text(max_size=200))
def test_law_4_no_text_makes_annotate_fail(reader: Reader, text: str) -> None:
    line = json_line(reading_to_json(reader.read(text), text))
    assert json.loads(line)["id"] == text


# Law 5

HOSTILE = st.sampled_from([
    "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1", "\t=1", "'; DROP TABLE events; --", '" OR 1=1 --', "%", "_", "*",
    "<img src=x onerror=alert(1)>", "\x1b]0;owned\x07", '"', "NEAR(a b)", "\0",
])  # fmt: skip


@given(text=HOSTILE | st.text())
def test_law_5_no_cell_is_a_formula(text: str) -> None:
    out = io.StringIO(newline="")
    write_csv([{"text": text, "list": [text]}], ["text", "list"], out)
    out.seek(0)
    for row in csv.reader(out):
        assert not any(cell.lstrip(" ")[:1] in tuple("=+-@\t\r\n") for cell in row if cell)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Record:
    record = Record(tmp_path_factory.mktemp("law5") / "r.dragoman")
    record.add(reading())
    record.derive()
    return record


@settings(max_examples=60, deadline=None)
@given(words=HOSTILE | st.text(max_size=40))
def test_law_5_questions_are_only_data(asked: Record, words: str) -> None:
    before = asked.counts()
    for table in (asked.events, asked.statements, asked.happenings):
        list(table(actor=words, recipient=words, about=words, type=words).rows())
        list(table(about=words).rows())
    list(asked.figures(actor=words, about=words))
    list(asked.mentions(actor=words, about=words))
    list(asked.articles(about=words))
    assert asked.counts() == before
