"""A progress bar with rate and time left, where a person watches; nothing in a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from dragoman.cli.screen import Screen

COUNTED_BYTES = 1 << 30
"""Bytes of a file that are looked through to count its pages; the rest is guessed at the same rate."""

_BLOCK = 1 << 20


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.1f} pages/s", style="progress.data.speed")


@contextmanager
def counted(total: Callable[[], int | None], what: str, *, also: bool = True) -> Iterator[Callable[[], None]]:
    """Gives a function to call for each page done; draws the bar when standard error is a terminal (and `also`)."""
    if not (also and sys.stderr.isatty()):
        yield lambda: None
        return
    progress = Progress(
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=Screen(stderr=True),
        transient=True,
    )
    with progress:
        task = progress.add_task(what, total=total())
        yield lambda: progress.advance(task)


def pages_in(paths: Iterable[Path]) -> Callable[[], int | None]:
    """A function that counts the pages of files and folders without reading them; `None` when that can't be known."""
    listed = list(paths)

    def count() -> int | None:
        if any(str(p) == "-" for p in listed):
            return None
        return sum(_in_file(f) for p in listed for f in _files(p))

    return count


def lines_in(path: Path) -> Callable[[], int | None]:
    """A function that counts the lines of a file; `None` for standard input."""
    return lambda: None if str(path) == "-" else _marks_in(path, (b"\n",))


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, _, names in os.walk(path):
        yield from (Path(folder) / name for name in names if not name.startswith("."))


def _in_file(path: Path) -> int:
    suffix = path.suffix.lower()
    if suffix in (".jsonl", ".ndjson"):
        return _marks_in(path, (b"\n",))
    return _marks_in(path, (b"<item", b"<entry")) if suffix in (".xml", ".rss", ".atom") else 1


def _marks_in(path: Path, marks: tuple[bytes, ...]) -> int:
    """How often any of the marks stands in a file, guessed from its beginning when it is large; at least 1."""
    found = read = 0
    try:
        with path.open("rb") as stream:
            while read < COUNTED_BYTES and (block := stream.read(_BLOCK)):
                read += len(block)
                found += sum(block.count(mark) for mark in marks)
            size = os.fstat(stream.fileno()).st_size
    except OSError:
        return 1
    return max(round(found * size / read) if read else 0, 1)
