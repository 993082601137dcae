"""The store: one SQLite file that holds everything that was read, and what follows from all of it together."""

from dragoman.record.columns import READING_TABLES, TABLES, Column
from dragoman.record.judgements import Judgement
from dragoman.record.record import Outcome, Record
from dragoman.record.table import Table

__all__ = ["READING_TABLES", "TABLES", "Column", "Judgement", "Outcome", "Record", "Table"]
