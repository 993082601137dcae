"""Ways out of the record: CSV, JSON lines and Parquet of any table, and a Reading as `annotate` writes it."""

from dragoman.exports.annotate import reading_to_json
from dragoman.exports.delimited import defused, write_csv
from dragoman.exports.jsonlines import json_line, write_jsonl
from dragoman.exports.parquet import write_parquet

__all__ = ["defused", "json_line", "reading_to_json", "write_csv", "write_jsonl", "write_parquet"]
