"""Lakes: the record's tables as Parquet, one folder a batch of input, for clusters to write and anyone to query.

`LAKE/batch=KEY/TABLE.parquet`, and beside them `_batch.json` with the number of rows and the SHA-256 of each file. A
batch is written aside and renamed when it is whole, so that a lost worker loses nothing but the batch in its hands; a
batch that is there is not read again. `LAKE/shards/KEY.json` says that a shard has been read to its end.
"""

from __future__ import annotations

import hashlib
import io
import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from dragoman.engines.inputs import Shard, file_system
from dragoman.engines.pool import read_one
from dragoman.model import BadInput, DragomanError, Page, content_id
from dragoman.reader import Reader
from dragoman.record import TABLES
from dragoman.record.columns import Column
from dragoman.record.record import FILLED, PageMark
from dragoman.record.rows import plain, rows_of
from dragoman.record.table import arrow_schema

PAGES_A_BATCH = 500
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
    """Batches that had been written before."""

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

    def write(self, key: str, tables: dict[str, list[Row]]) -> None:
        """Writes a batch aside and renames it. One that is there already (by another worker) stays."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        aside, there = f"{self._root}/writing-{key}-{uuid.uuid4().hex[:8]}", f"{self._root}/batch={key}"
        self._system.makedirs(aside, exist_ok=True)
        manifest: dict[str, Any] = {"tables": {}}
        for name in LAKE_TABLES:
            schema = arrow_schema(TABLES[name])
            out = io.BytesIO()
            pq.write_table(_arrow(pa, tables.get(name, []), TABLES[name], schema), out, compression="zstd")
            content = out.getvalue()
            self._write(f"{aside}/{name}.parquet", content)
            manifest["tables"][name] = {
                "rows": len(tables.get(name, [])),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
        self._write(f"{aside}/{MANIFEST}", json.dumps(manifest, indent=1).encode())
        if self.has_batch(key):
            self._system.rm(aside, recursive=True)
            return
        if self._system.exists(there):
            self._system.rm(there, recursive=True)
        self._system.mv(aside, there, recursive=True)

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
            yield BadInput(left, "was left by a worker that was stopped; it may be removed")

    def _told(self, key: str) -> dict[str, str]:
        """The SHA-256 of each table of a batch, as its manifest has it. Raises `ValueError`, `KeyError` or `TypeError`
        when that is damaged."""
        said = json.loads(self._system.cat_file(f"{self._root}/batch={key}/{MANIFEST}"))["tables"]
        return {name: str(said[name]["sha256"]) for name in LAKE_TABLES}

    def _write(self, path: str, content: bytes) -> None:
        with self._system.open(path, "wb") as out:
            out.write(content)


def _arrow(pa: Any, rows: list[Row], columns: Sequence[Column], schema: Any) -> Any:
    arrays = [
        pa.array([plain(row.get(c.name), c.kind) for row in rows], type=field.type)
        for c, field in zip(columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def read_shard(
    lake: Lake, shard: Shard, reader: Reader, version: str, *, max_bytes: int | None = None
) -> Iterator[Progress]:
    """Reads a shard into a lake, a batch at a time, and tells of each; what is there already is passed over."""
    whole = content_id("shard", shard.key, version)
    if lake.has_shard(whole):
        yield Progress(there=1)
        return
    pages = shard.pages(max_bytes)
    keys: list[str] = []
    while part := list(islice(pages, PAGES_A_BATCH)):
        key = content_id("batch", shard.key, version, str(len(keys)))
        keys.append(key)
        if lake.has_batch(key):
            yield Progress(pages=len(part), there=1)
            continue
        tables = _tables(part, reader)
        lake.write(key, tables)
        yield Progress(len(part), len(tables["articles"]), len(tables["rejects"]), 1)
    lake.finish_shard(shard, whole, keys)


def _tables(pages: Sequence[Page | BadInput], reader: Reader) -> dict[str, list[Row]]:
    """The rows of all tables; an article that two pages give is there once, its source the first name in order."""
    tables: dict[str, list[Row]] = {name: [] for name in LAKE_TABLES}
    met: dict[str, Row] = {}
    marks: dict[str, Row] = {}
    for page in pages:
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
    return tables


def drained(progress: Iterator[Progress]) -> Progress:
    """All of a shard's progress together."""
    total = Progress()
    for one in progress:
        total = total.plus(one)
    return total
