"""Lakes: batches of several parts, of which each is read once, whatever becomes of the worker."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dragoman.engines import lake as lakes
from dragoman.engines.inputs import Shard, shards
from dragoman.engines.lake import LAKE_TABLES, Lake, Progress, drained, read_shard
from dragoman.engines.loading import Slice, load
from dragoman.model import BadInput, DragomanError, Page, Reading, content_id
from dragoman.reader import Reader
from dragoman.record import TABLES, Record
from dragoman.record.rows import rows_of

VERSION = "test"
TEXTS = [
    "Norway accused Iceland on Monday of cutting the nets of {n} boats. Iceland denied it.",
    "Talks between Norway and Iceland ended on Tuesday. “We agreed on {n} points,” Norway's foreign minister said.",
]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of three parts of four pages."""
    monkeypatch.setattr(lakes, "PAGES_A_PART", 4)
    monkeypatch.setattr(lakes, "PARTS_A_BATCH", 3)


@pytest.fixture
def shard(tmp_path: Path) -> Shard:
    """Twenty-five pages: one can't be read, and two repeat the first, one of them in another part of its batch."""
    texts = [TEXTS[n % 2].format(n=n + 2) for n in range(22)]
    rows = [json.dumps({"text": text, "published": "2012-03-10"}) for text in [*texts[:2], texts[0], *texts[2:7]]]
    rows += [json.dumps({"text": text, "published": "2012-03-10"}) for text in [texts[0], *texts[7:]]]
    (tmp_path / "in.jsonl").write_text("\n".join([*rows, "{broken"]) + "\n", encoding="utf-8")
    (found,) = shards([str(tmp_path / "in.jsonl")])
    assert isinstance(found, Shard)
    return found


@pytest.fixture
def readings(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources of the pages that are read."""
    read: list[str] = []
    inner = reader.read

    def counted(page: Page) -> Reading:
        read.append(page.source)
        return inner(page)

    monkeypatch.setattr(reader, "read", counted)
    return read


def _rows(lake: Lake, record: Path) -> dict[str, list[dict[str, object]]]:
    with Record(record) as store:
        load(lake, store, Slice())
        store.derive()
        assert store.counts()["articles"] == 22
        return {name: list(store.table(name)) for name in TABLES}


@pytest.mark.usefixtures("small")
def test_parts_become_batches_and_the_record_is_the_same(tmp_path: Path, shard: Shard, reader: Reader) -> None:
    lake, one = Lake(str(tmp_path / "lake")), Lake(str(tmp_path / "one"))
    done = list(read_shard(lake, shard, reader, VERSION))
    assert drained(iter(done)) == Progress(pages=25, articles=22, rejects=1, batches=3)
    assert len(lake.batches()) == 3
    assert sum(lake.read(key, "articles").num_rows for key in lake.batches()) == 22
    assert not list(lake.check())
    assert sorted(p.name[:6] for p in (tmp_path / "lake").iterdir()) == ["batch=", "batch=", "batch=", "shards"]
    with pytest.MonkeyPatch.context() as whole:
        whole.setattr(lakes, "PAGES_A_PART", 100)
        assert drained(read_shard(one, shard, reader, VERSION)).batches == 1
    assert _rows(lake, tmp_path / "a.dragoman") == _rows(one, tmp_path / "b.dragoman")


def test_a_batch_is_loaded_some_articles_at_a_time(
    tmp_path: Path, shard: Shard, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake = Lake(str(tmp_path / "lake"))
    drained(read_shard(lake, shard, reader, VERSION))
    assert len(lake.batches()) == 1
    at_once = _rows(lake, tmp_path / "a.dragoman")
    monkeypatch.setattr("dragoman.engines.loading.ARTICLES_AT_ONCE", 5)
    assert _rows(lake, tmp_path / "b.dragoman") == at_once


@pytest.mark.usefixtures("small")
def test_an_article_of_two_parts_is_in_their_batch_once(tmp_path: Path, shard: Shard, reader: Reader) -> None:
    lake = Lake(str(tmp_path / "lake"))
    drained(read_shard(lake, shard, reader, VERSION))
    events = 0
    for key in lake.batches():
        found = lake.read(key, "articles")["article_id"].to_pylist()
        assert len(found) == len(set(found))
        told = lake.read(key, "events")["event_id"].to_pylist()
        assert len(told) == len(set(told))
        events += len(told)
    assert events > 20


@pytest.mark.usefixtures("small")
def test_rows_of_a_batch_are_in_the_order_in_which_they_are_asked_for(
    tmp_path: Path, shard: Shard, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.engines.parts.ROWS_TOGETHER", 3)
    lake = Lake(str(tmp_path / "lake"))
    drained(read_shard(lake, shard, reader, VERSION))
    groups = 0
    for key in lake.batches():
        types = lake.read(key, "events")["type"].to_pylist()
        assert types == sorted(types)
        groups += len(types) > 3
        file = pq.ParquetFile(tmp_path / "lake" / f"batch={key}" / "events.parquet")
        assert file.metadata.num_row_groups == max(1, -(-len(types) // 3))
    assert groups


@pytest.mark.usefixtures("small")
def test_a_worker_that_is_lost_costs_the_part_in_its_hands(
    tmp_path: Path, shard: Shard, reader: Reader, readings: list[str]
) -> None:
    lake, never = Lake(str(tmp_path / "lake")), Lake(str(tmp_path / "never"))
    lost = read_shard(lake, shard, reader, VERSION)
    assert [next(lost).pages for _ in range(2)] == [4, 4]
    lost.close()
    assert not lake.batches()
    assert len(readings) == 8
    (left,) = lake.check()
    assert "the same command goes on from it" in str(left)
    with pytest.raises(DragomanError, match="no batch of it is finished"), Record(tmp_path / "r.dragoman") as record:
        load(lake, record, Slice())
    again = drained(read_shard(lake, shard, reader, VERSION))
    assert (again.there, again.batches, len(readings)) == (2, 3, 24)
    assert not list(lake.check())
    drained(read_shard(never, shard, reader, VERSION))
    assert _contents(lake) == _contents(never)


@pytest.mark.usefixtures("small")
def test_a_part_that_is_damaged_is_read_again(
    tmp_path: Path, shard: Shard, reader: Reader, readings: list[str]
) -> None:
    lake = Lake(str(tmp_path / "lake"))
    for damage in (lambda content: content[:-30], lambda content: content[:200] + b"?" + content[201:], lambda _: b""):
        lost = read_shard(lake, shard, reader, VERSION)
        next(lost)
        lost.close()
        (part,) = (tmp_path / "lake").glob("writing-*/*")
        part.write_bytes(damage(part.read_bytes()))
    readings.clear()
    assert drained(read_shard(lake, shard, reader, VERSION)).there == 0
    assert len(readings) == 24
    assert not list(lake.check())


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("ahead", [1, 2, 3, 5])
def test_two_workers_with_one_shard_write_it_once(tmp_path: Path, shard: Shard, reader: Reader, ahead: int) -> None:
    lake, alone = Lake(str(tmp_path / "lake")), Lake(str(tmp_path / "alone"))
    first = read_shard(lake, shard, reader, VERSION)
    for _ in range(ahead):
        next(first)
    drained(read_shard(lake, shard, reader, VERSION))
    drained(first)
    assert not list(lake.check())
    drained(read_shard(alone, shard, reader, VERSION))
    assert _contents(lake) == _contents(alone)


@pytest.mark.usefixtures("small")
def test_a_lake_of_an_older_version_is_loaded_and_gone_on_with(
    tmp_path: Path, shard: Shard, reader: Reader, readings: list[str]
) -> None:
    lake, one = Lake(str(tmp_path / "lake")), Lake(str(tmp_path / "one"))
    pages = shard.pages()
    for n in range(2):
        _older_batch(tmp_path / "lake", content_id("batch", shard.key, VERSION, str(n)), pages, reader)
    assert len(lake.batches()) == 2
    assert not list(lake.check())
    readings.clear()
    done = drained(read_shard(lake, shard, reader, VERSION))
    assert (done.there, done.pages, len(readings)) == (2, 25, 16)
    assert drained(read_shard(lake, shard, reader, VERSION)) == Progress(there=1)
    drained(read_shard(one, shard, reader, VERSION))
    assert _rows(lake, tmp_path / "a.dragoman") == _rows(one, tmp_path / "b.dragoman")


def _older_batch(lake: Path, key: str, pages: Iterator[Page | BadInput], reader: Reader) -> None:
    """A batch of four pages as versions before wrote it: one part, in the order of the text."""
    import pyarrow as pa

    from dragoman.record.record import PageMark
    from dragoman.record.rows import plain
    from dragoman.record.table import arrow_schema

    read = [(page, reader.read(page)) for page in (next(pages) for _ in range(4)) if isinstance(page, Page)]
    rows = {r.article.article_id: rows_of(r) for _, r in reversed(read)}
    marks = [(PageMark.of(page), reading.article.article_id) for page, reading in read]
    given = {name: list(chain.from_iterable(r.get(name, []) for r in rows.values())) for name in LAKE_TABLES}
    given["pages"] = [
        {"page_key": m.key, "page_sha256": m.sha256, "article_id": a, "source": m.source} for m, a in marks
    ]
    folder = lake / f"batch={key}"
    folder.mkdir(parents=True)
    told = {}
    for name, found in given.items():
        columns = [pa.array([plain(row.get(c.name), c.kind) for row in found], f.type)
                   for c, f in zip(TABLES[name], arrow_schema(TABLES[name]), strict=True)]  # fmt: skip
        pq.write_table(pa.Table.from_arrays(columns, schema=arrow_schema(TABLES[name])), folder / f"{name}.parquet")
        digest = hashlib.sha256((folder / f"{name}.parquet").read_bytes()).hexdigest()
        told[name] = {"rows": len(found), "sha256": digest}
    (folder / "_batch.json").write_text(json.dumps({"tables": told}), encoding="utf-8")


def _contents(lake: Lake) -> dict[str, dict[str, list[dict[str, object]]]]:
    return {key: {name: lake.read(key, name).to_pylist() for name in LAKE_TABLES} for key in lake.batches()}
