"""Tables as they leave the record: rows, Arrow, pandas, polars - always in the same order, with the same types."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.model import DragomanError
from dragoman.record.columns import Column
from dragoman.record.opening import explained

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

BATCH_ROWS = 4096
"""Rows that are held at once on the way to Arrow or Parquet."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one question to the record. Nothing is fetched before it is asked for; each ask fetches anew."""

    name: str
    columns: tuple[Column, ...]
    sql: str
    parameters: Sequence[Any]
    connection: sqlite3.Connection
    path: Path

    def rows(self) -> Iterator[dict[str, Any]]:
        """A dict a row: lists as lists, days as ISO text, `None` for what is unknown."""
        readers = [_READERS.get(c.kind) for c in self.columns]
        names = [c.name for c in self.columns]
        for row in self._raw():
            yield {
                name: value if read is None or value is None else read(value)
                for name, value, read in zip(names, row, readers, strict=True)
            }

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return self.rows()

    def __len__(self) -> int:
        with explained(self.path):
            return int(self.connection.execute(f"SELECT count(*) FROM ({self.sql})", self.parameters).fetchone()[0])

    def __bool__(self) -> bool:
        return next(self._raw(), None) is not None

    @property
    def schema(self) -> pyarrow.Schema:
        """The Arrow schema: dates as `date32`, lists as lists, whatever the table holds."""
        return arrow_schema(self.columns)

    def batches(self) -> Iterator[pyarrow.RecordBatch]:
        """The rows as Arrow record batches of at most `BATCH_ROWS`; none when there are no rows."""
        import pyarrow as pa

        schema, rows = self.schema, self._raw()
        readers = [_ARROW_READERS.get(c.kind) for c in self.columns]
        while chunk := list(islice(rows, BATCH_ROWS)):
            arrays = []
            for i, (arrow_field, read) in enumerate(zip(schema, readers, strict=True)):
                values = [row[i] for row in chunk]
                if read is not None:
                    values = [None if v is None else read(v) for v in values]
                arrays.append(pa.array(values, type=arrow_field.type))
            yield pa.RecordBatch.from_arrays(arrays, schema=schema)

    def arrow(self) -> pyarrow.Table:
        """The whole table in Arrow; the types are there also when it is empty."""
        import pyarrow as pa

        return pa.Table.from_batches(list(self.batches()), schema=self.schema)

    def df(self) -> pandas.DataFrame:
        """A pandas DataFrame; days are `datetime64`. Needs `pip install "dragoman[tables]"`."""
        _wanted("pandas")
        frame: pandas.DataFrame = self.arrow().to_pandas(date_as_object=False)
        return frame

    def pl(self) -> polars.DataFrame:
        """A polars DataFrame; days are `Date`. Needs `pip install "dragoman[tables]"`."""
        _wanted("polars")
        import polars

        frame = polars.from_arrow(self.arrow())
        assert isinstance(frame, polars.DataFrame)
        return frame

    def _raw(self) -> Iterator[tuple[Any, ...]]:
        with explained(self.path):
            cursor = self.connection.cursor()
            cursor.row_factory = None
            cursor.execute(self.sql, self.parameters)
            while rows := cursor.fetchmany(BATCH_ROWS):
                yield from rows


def _wanted(package: str) -> None:
    from importlib.util import find_spec

    if find_spec(package) is None:
        raise DragomanError(f'{package} is not installed; `pip install "dragoman[tables]"` brings it')


def arrow_schema(columns: Sequence[Column]) -> pyarrow.Schema:
    """The Arrow schema of columns."""
    import pyarrow as pa

    return pa.schema([pa.field(c.name, _arrow_type(c.kind)) for c in columns])


def _arrow_type(kind: str) -> pyarrow.DataType:
    import pyarrow as pa

    return {
        "text": pa.string(),
        "int": pa.int64(),
        "real": pa.float64(),
        "bool": pa.bool_(),
        "day": pa.date32(),
        "texts": pa.list_(pa.string()),
        "spans": pa.list_(pa.list_(pa.int64())),
    }[kind]


_READERS: dict[str, Callable[[Any], Any]] = {"bool": bool, "texts": json.loads, "spans": json.loads}
_ARROW_READERS = {**_READERS, "day": dt.date.fromisoformat}
