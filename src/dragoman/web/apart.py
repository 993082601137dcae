"""The chronicle of a large record, made by a process of its own: pages go on meanwhile as if nothing were done."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import cast

from dragoman.model import RecordError
from dragoman.record import Record
from dragoman.web.chronicle import Chronicle, chronicle_of
from dragoman.web.words import Words, words_of

LARGE = 40_000
"""Happenings from which on the chronicle is made apart: below it takes less time than a process takes to begin."""
NICE = 5


def is_large(record: Record) -> bool:
    """Whether the chronicle of a record is one to be made apart."""
    (row,) = record.sql("SELECT coalesce(max(rowid), 0) AS n FROM main.happenings")
    return int(row["n"]) > LARGE


def whole(record: Record) -> tuple[Chronicle, Words]:
    """The chronicle of a record, and which sentences its happenings stand in."""
    made = chronicle_of(record)
    return made, words_of(record, made.places)


def whole_apart(path: Path) -> tuple[Chronicle, Words]:
    """The same, made by a process of lower priority. Raises `RecordError` when that ends before it is done."""
    command = [sys.executable, "-c", "from dragoman.web.apart import tell; tell()", str(path), str(os.getpid())]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            # Read as it comes: the columns are then held once, and never beside the text that they are made of.
            counted = pickle.load(process.stdout)
        except (EOFError, pickle.UnpicklingError):
            counted = None
    if process.returncode or counted is None:
        raise RecordError(f"{path}: the happenings could not be counted, the process that did it ended")
    return cast(tuple[Chronicle, Words], counted)


def tell() -> None:
    """In that process: writes the chronicle of the record that is named to where the desk reads it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(int(sys.argv[2]),), daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(NICE)
    with Record(Path(sys.argv[1]), read_only=True) as record:
        counted = whole(record)
    try:
        pickle.dump(counted, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The desk has ended, and nobody waits for this.
        os._exit(1)


def _end_with(desk: int) -> None:
    """Ends this process when the desk that began it has ended, however that came."""
    while os.getppid() == desk:
        time.sleep(1)
    os._exit(1)
