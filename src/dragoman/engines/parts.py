"""The parts of a batch: what was read of some hundred pages, kept in one file until all of them become the batch."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dragoman.record import TABLES
from dragoman.record.rows import plain
from dragoman.record.table import arrow_schema

if TYPE_CHECKING:
    import pyarrow

SORTED = {"events": ("type", "date_from"), "statements": ("speaker_country", "said_from")}
"""The order of the rows of a batch, so that who asks for some of them need not unpack the others."""

ROWS_TOGETHER = 5_000
"""Rows of a sorted table that are packed together: of 50,000 events of a batch those of one type are read by
themselves."""


def packed(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> bytes:
    """Rows of tables as one file; a file that was cut off or changed is told by `whole`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as files:
        for name, rows in tables.items():
            schema = arrow_schema(TABLES[name])
            arrays = [
                pa.array([plain(row.get(c.name), c.kind) for row in rows], type=field.type)
                for c, field in zip(TABLES[name], schema, strict=True)
            ]
            one = io.BytesIO()
            pq.write_table(pa.Table.from_arrays(arrays, schema=schema), one, compression="zstd")
            files.writestr(zipfile.ZipInfo(name), one.getvalue())
    return out.getvalue()


def whole(content: bytes) -> bool:
    """True for a part that is as it was written."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as files:
            return files.testzip() is None
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError):
        return False


def joined(kept: Sequence[bytes], names: Sequence[str]) -> Iterator[tuple[str, int, bytes]]:
    """Of each table its name, its number of rows and its Parquet file; one table at a time is unpacked.

    An article that several parts have is there once, its source the first name in order; so is a page.
    """
    import pyarrow as pa

    files = [zipfile.ZipFile(io.BytesIO(content)) for content in kept]
    sources: dict[str, str] = {}
    again: list[list[str]] = []
    for one in files:
        met = _table(one, "articles", ("article_id", "source")).to_pylist()
        again.append([row["article_id"] for row in met if row["article_id"] in sources])
        for row in met:
            sources[row["article_id"]] = min(sources.get(row["article_id"], row["source"]), row["source"])
    for name in names:
        rows, content = _counted(name, _together(files, name, again, sources))
        pa.default_memory_pool().release_unused()
        yield name, rows, content


def _together(
    files: Sequence[zipfile.ZipFile], name: str, again: Sequence[Sequence[str]], sources: Mapping[str, str]
) -> pyarrow.Table:
    """The rows of a table of all parts, without those of articles that an earlier part has."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = []
    for one, those in zip(files, again, strict=True):
        table = _table(one, name)
        if those and name not in ("pages", "rejects"):
            table = table.filter(pc.invert(pc.is_in(table["article_id"], pa.array(those))))
        found.append(table)
    together = pa.concat_tables(found)
    if name == "articles" and any(again):
        place = together.schema.get_field_index("source")
        first = [sources[key] for key in together["article_id"].to_pylist()]
        return together.set_column(place, together.schema.field(place), pa.array(first, pa.string()))
    if name == "pages":
        return together.take(pa.array(_first_pages(together), pa.int64()))
    return together


def _counted(name: str, table: pyarrow.Table) -> tuple[int, bytes]:
    return table.num_rows, written(name, table)


def written(name: str, table: pyarrow.Table) -> bytes:
    """A table of a batch as the Parquet file of a lake."""
    import pyarrow.parquet as pq

    out = io.BytesIO()
    if name in SORTED:
        table = table.sort_by([(column, "ascending") for column in SORTED[name]])
    pq.write_table(table, out, compression="zstd", row_group_size=ROWS_TOGETHER if name in SORTED else None)
    return out.getvalue()


def _table(files: zipfile.ZipFile, name: str, columns: Sequence[str] | None = None) -> Any:
    import pyarrow.parquet as pq

    return pq.read_table(io.BytesIO(files.read(name)), columns=columns and list(columns))


def _first_pages(pages: pyarrow.Table) -> list[int]:
    """The row of each page, that with the first source in order where there are several."""
    best: dict[str, tuple[str, int]] = {}
    for number, page in enumerate(pages.select(["page_key", "source"]).to_pylist()):
        this = (page["source"], number)
        best[page["page_key"]] = min(best.get(page["page_key"], this), this)
    return [number for _, number in best.values()]
