"""Parquet with the types of the table, a batch of rows at a time."""

from __future__ import annotations

from typing import BinaryIO

from dragoman.record import Table


def write_parquet(table: Table, out: BinaryIO) -> int:
    """Writes the table (zstd); gives how many rows there were. An empty table keeps its columns and types."""
    import pyarrow.parquet as pq

    count = 0
    with pq.ParquetWriter(out, table.schema, compression="zstd") as writer:
        for batch in table.batches():
            writer.write_batch(batch)
            count += batch.num_rows
    return count
