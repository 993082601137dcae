"""The step that brings the tables of happenings to the record as it stands."""

from __future__ import annotations

import sqlite3

from dragoman.record.happenings.joining import find_happenings
from dragoman.record.happenings.loading import load_reports
from dragoman.record.happenings.writing import write_happenings

TABLES = ("happening_values", "happening_reports", "happenings")


def derive_happenings(connection: sqlite3.Connection, touched: frozenset[str]) -> frozenset[str]:
    """Makes the happenings anew; gives the touched articles back."""
    for table in TABLES:
        connection.execute(f"DELETE FROM {table}")
    write_happenings(connection, find_happenings(load_reports(connection)))
    return touched
