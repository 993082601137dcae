"""Lakes: the record's tables as Parquet, one folder a batch of input, for clusters to write and anyone to query.

`LAKE/batch=KEY/TABLE.parquet`, and beside them `_batch.json` with the number of rows and the SHA-256 of each file. A
batch is read in parts, and each part kept in `LAKE/writing-KEY/` when it is read, so that a lost worker loses nothing
but the part in its hands. The parts together are written aside and renamed: a batch is there whole, or not, and one
that is there is not read again. `LAKE/shards/KEY.json` says that a shard has been read to its end.
"""

from __future__ import annotations

import hashlib
import io
import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count, islice, takewhile
from typing import Any

from dragoman.engines import parts
from dragoman.engines.inputs import Shard, file_system
from dragoman.engines.pool import read_one
from dragoman.model import BadInput, DragomanError, Page, content_id
from dragoman.reader import Reader
from dragoman.record.record import FILLED, PageMark
from dragoman.record.rows import rows_of

PAGES_A_PART = 500
"""Pages that a lost worker loses at most: half a minute of work."""

PARTS_A_BATCH = 20
"""Of 500 pages a batch, two million articles are 4,000 files a table, and a query opens them all: it then takes three
times as long (benchmarks/large_record.md)."""

LAKE_TABLES = (*FILLED, "pages", "rejects")
MANIFEST = "_batch.json"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Progress:
    """What one worker did with a shard, or a part of it."""

    pages: int = 0
    articles: int = 0
    rejects: int = 0
    batches: int = 0
    there: int = 0
    """What had been read before: a shard, batches, or parts of one."""

    def plus(self, other: Progress) -> Progress:
        """Both together."""
        return Progress(*(getattr(self, f) + getattr(other, f) for f in self.__slots__))


class Lake:
    """A lake at a local path or an address that fsspec knows; made when there is none."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._system, self._root = file_system(self.url)

    def batches(self) -> list[str]:
        """The keys of the batches that are whole, sorted."""
        found = self._system.glob(f"{self._root}/batch=*/{MANIFEST}")
        return sorted(name.rsplit("/", 2)[1].removeprefix("batch=") for name in found)

    def has_shard(self, key: str) -> bool:
        """True for a shard that has been read to its end."""
        return bool(self._system.exists(f"{self._root}/shards/{key}.json"))

    def has_batch(self, key: str) -> bool:
        """True for a batch that is whole."""
        return bool(self._system.exists(f"{self._root}/batch={key}/{MANIFEST}"))

    def finish_shard(self, shard: Shard, key: str, batches: Sequence[str]) -> None:
        """Notes that all of a shard is here."""
        said = json.dumps({"files": shard.files, "batches": list(batches)}, indent=1)
        self._system.makedirs(f"{self._root}/shards", exist_ok=True)
        self._write(f"{self._root}/shards/{key}.json", said.encode())

    def has_part(self, key: str, number: int) -> bool:
        """True for a part of a batch that was read, and is whole."""
        return self._part(key, number) is not None

    def keep_part(self, key: str, number: int, tables: dict[str, list[Row]]) -> None:
        """Keeps what was read of a part until its batch is written (nothing, where another worker has written it)."""
        folder = f"{self._root}/writing-{key}"
        content = parts.packed({name: tables.get(name, []) for name in LAKE_TABLES})
        if self.has_batch(key):
            return
        try:
            self._system.makedirs(folder, exist_ok=True)
            aside = f"{folder}/{uuid.uuid4().hex}"
            self._write(aside, content)
            self._system.mv(aside, f"{folder}/{number:03}.zip")
        except FileNotFoundError:
            # Another worker has written the batch meanwhile, and cleared its parts away.
            if not self.has_batch(key):
                raise

    def write(self, key: str, count: int) -> None:
        """Writes so many parts as one batch, aside, and renames it. A batch that is there already (by another worker)
        stays. Raises `DragomanError` when a part is gone."""
        kept = [content for number in range(count) if (content := self._part(key, number)) is not None]
        if len(kept) == count and not self.has_batch(key):
            self._write_batch(key, kept)
        if not self.has_batch(key):
            raise DragomanError(f"{self._root}/writing-{key}: has lost a part; run the same command again")
        with suppress(FileNotFoundError):
            self._system.rm(f"{self._root}/writing-{key}", recursive=True)

    def _write_batch(self, key: str, kept: Sequence[bytes]) -> None:
        aside, there = f"{self._root}/writing-{key}-{uuid.uuid4().hex[:8]}", f"{self._root}/batch={key}"
        self._system.makedirs(aside, exist_ok=True)
        manifest: dict[str, Any] = {"tables": {}}
        for name, rows, content in parts.joined(kept, LAKE_TABLES):
            self._write(f"{aside}/{name}.parquet", content)
            manifest["tables"][name] = {"rows": rows, "sha256": hashlib.sha256(content).hexdigest()}
        self._write(f"{aside}/{MANIFEST}", json.dumps(manifest, indent=1).encode())
        if self.has_batch(key):
            self._system.rm(aside, recursive=True)
            return
        if self._system.exists(there):
            self._system.rm(there, recursive=True)
        self._system.mv(aside, there, recursive=True)

    def rows(self, key: str, table: str) -> int:
        """How many rows a table of a batch has."""
        said = json.loads(self._system.cat_file(f"{self._root}/batch={key}/{MANIFEST}"))
        return int(said["tables"][table]["rows"])

    def read(self, key: str, table: str, columns: Sequence[str] | None = None) -> Any:
        """A table of a batch in Arrow. Raises `DragomanError`, which names the file, when it is damaged: a whole
        table is held against the hash it was written with."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = f"{self._root}/batch={key}/{table}.parquet"
        try:
            if columns:
                with self._system.open(path, "rb") as raw:
                    return pq.read_table(raw, columns=list(columns))
            content = self._system.cat_file(path)
            if hashlib.sha256(content).hexdigest() != self._told(key)[table]:
                raise DragomanError(f"{path}: is not as it was written; remove its folder and read the input again")
            return pq.read_table(io.BytesIO(content))
        except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as problem:
            raise DragomanError(
                f"{path}: can't be read ({problem}); remove its folder and read the input again"
            ) from None

    def check(self) -> Iterator[BadInput]:
        """What is damaged or left over: files that are not what their batch's manifest says, batches not finished."""
        for key in self.batches():
            folder = f"{self._root}/batch={key}"
            try:
                told = self._told(key)
            except (ValueError, KeyError, TypeError):
                yield BadInput(f"{folder}/{MANIFEST}", "is damaged; remove the folder and read the input again")
                continue
            for name, digest in told.items():
                try:
                    content = self._system.cat_file(f"{folder}/{name}.parquet")
                except OSError:
                    yield BadInput(f"{folder}/{name}.parquet", "is missing; remove the folder and read the input again")
                    continue
                if hashlib.sha256(content).hexdigest() != digest:
                    yield BadInput(
                        f"{folder}/{name}.parquet",
                        "is not as it was written; remove the folder and read the input again",
                    )
        for left in sorted(self._system.glob(f"{self._root}/writing-*")):
            yield BadInput(left, "was left by a worker that was stopped; the same command goes on from it")

    def _told(self, key: str) -> dict[str, str]:
        """The SHA-256 of each table of a batch, as its manifest has it. Raises `ValueError`, `KeyError` or `TypeError`
        when that is damaged."""
        said = json.loads(self._system.cat_file(f"{self._root}/batch={key}/{MANIFEST}"))["tables"]
        return {name: str(said[name]["sha256"]) for name in LAKE_TABLES}

    def _part(self, key: str, number: int) -> bytes | None:
        """A part that is kept; `None` when there is none, or it is damaged."""
        try:
            content = bytes(self._system.cat_file(f"{self._root}/writing-{key}/{number:03}.zip"))
        except OSError:
            return None
        return content if parts.whole(content) else None

    def _write(self, path: str, content: bytes) -> None:
        with self._system.open(path, "wb") as out:
            out.write(content)


def read_shard(
    lake: Lake, shard: Shard, reader: Reader, version: str, *, max_bytes: int | None = None
) -> Iterator[Progress]:
    """Reads a shard into a lake, a part of a batch at a time, and tells of each; what is there is passed over."""
    whole = content_id("shard", shard.key, version)
    if lake.has_shard(whole):
        yield Progress(there=1)
        return
    pages = shard.pages(max_bytes)
    # Versions before this one wrote every part as a batch; theirs stay.
    older = (content_id("batch", shard.key, version, str(n)) for n in count())
    keys = list(takewhile(lake.has_batch, older))
    if keys:
        yield Progress(pages=_passed(pages, len(keys) * PAGES_A_PART), there=len(keys))
    more = True
    while more:
        key = content_id("batch", shard.key, version, f"{PARTS_A_BATCH} of {PAGES_A_PART}", str(len(keys)))
        if lake.has_batch(key):
            done = Progress(pages=_passed(pages, PARTS_A_BATCH * PAGES_A_PART), there=1)
            more = done.pages == PARTS_A_BATCH * PAGES_A_PART
            keys.append(key)
            yield done
            continue
        part = 0
        while more and part < PARTS_A_BATCH:
            if lake.has_part(key, part):
                done = Progress(pages=_passed(pages, PAGES_A_PART), there=1)
            else:
                read, tables = _tables(islice(pages, PAGES_A_PART), reader)
                done = Progress(pages=read)
                if read:
                    lake.keep_part(key, part, tables)
            more = done.pages == PAGES_A_PART
            part += done.pages > 0
            yield done
        if part:
            lake.write(key, part)
            keys.append(key)
            yield Progress(articles=lake.rows(key, "articles"), rejects=lake.rows(key, "rejects"), batches=1)
    lake.finish_shard(shard, whole, keys)


def _passed(pages: Iterator[Page | BadInput], most: int) -> int:
    """Passes over so many pages; gives how many there were."""
    return sum(1 for _ in islice(pages, most))


def _tables(pages: Iterable[Page | BadInput], reader: Reader) -> tuple[int, dict[str, list[Row]]]:
    """The number of pages, and the rows of all tables; an article that two pages give is there once, its source the
    first name in order."""
    tables: dict[str, list[Row]] = {name: [] for name in LAKE_TABLES}
    met: dict[str, Row] = {}
    marks: dict[str, Row] = {}
    read = 0
    for page in pages:
        read += 1
        result = page if isinstance(page, BadInput) else read_one(reader, page)
        if isinstance(result, BadInput):
            tables["rejects"].append({"source": result.source, "reason": result.reason})
            continue
        assert isinstance(page, Page)
        mark, article_id = PageMark.of(page), result.article.article_id
        known = marks.get(mark.key)
        if known is None or mark.source < known["source"]:
            marks[mark.key] = {
                "page_key": mark.key, "page_sha256": mark.sha256, "article_id": article_id, "source": mark.source,
            }  # fmt: skip
        if article_id in met:
            met[article_id]["source"] = min(met[article_id]["source"], mark.source)
            continue
        rows = rows_of(result)
        met[article_id] = rows["articles"][0]
        for name, more in rows.items():
            tables[name] += more
    tables["pages"] = list(marks.values())
    return read, tables


def drained(progress: Iterator[Progress]) -> Progress:
    """All of a shard's progress together."""
    total = Progress()
    for one in progress:
        total = total.plus(one)
    return total
