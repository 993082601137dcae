"""Pages that are rows: of JSON lines and of Parquet files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import IO, Any

from dragoman.model import BadInput, Page

TEXT_FIELDS = ("text", "html")
META_FIELDS = ("id", "url", "title", "published", "publisher", "byline", "captured")
ROWS_AT_ONCE = 64


def page_of_row(row: Mapping[str, Any], where: str) -> Page | BadInput:
    """The page of a row with a `text` or an `html`, and what the row says beside it."""
    for name in TEXT_FIELDS:
        content = row.get(name)
        if isinstance(content, str) and content.strip():
            fields = {k: _said(row[k]) for k in META_FIELDS if row.get(k) is not None}
            encoded = content.encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode()
            return Page(where, encoded, "html" if name == "html" else "text", fields, "utf-8")
    return BadInput(where, "has neither a `text` nor an `html` with something in it")


def read_parquet(raw: IO[bytes], source: str, max_bytes: int) -> Iterator[Page | BadInput]:
    """A page a row of a Parquet file with a column `text` or `html`; its source is `FILE:ROW`, counted from 1."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(raw) as table:
            columns = [c for c in (*TEXT_FIELDS, *META_FIELDS) if c in table.schema_arrow.names]
            if not set(columns) & set(TEXT_FIELDS):
                yield BadInput(source, "is a Parquet file without a column `text` or `html`")
                return
            for batch in table.iter_batches(batch_size=ROWS_AT_ONCE, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    page = page_of_row(row, f"{source}:{number}")
                    if isinstance(page, Page) and len(page.content) > max_bytes:
                        page = BadInput(
                            page.source, f"is a row of more than {max_bytes:,} bytes; raise --max-bytes to read it"
                        )
                    yield page
    except (pa.ArrowException, OSError, ValueError) as problem:
        yield BadInput(source, f"is a damaged Parquet file ({problem}); {number} rows before the damage were read")
        return
    if number == 0:
        yield BadInput(source, "is empty")


def _said(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value)
