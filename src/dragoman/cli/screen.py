"""Answers on a terminal: columns that fit its width, ids never cut, the sentence beneath each row."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.text import Text

from dragoman.cli.ending import printable

Row = dict[str, Any]
GAP = "  "
PEEK = 60
"""Rows that are looked at to choose the widths of the columns; the rest streams."""

_PARTS = re.compile(r"[^\s/-]*[/-]|[^\s/-]+\s*|\s+")
WIDTH_IN_A_PIPE = 120
WIDE = 100
BENEATH_LINES = 3
"""Longest passage beneath a row, in lines; the whole stands in `--format csv` and `jsonl`, and in `why`."""


class Screen(Console):
    """Rich's console for plain text: no markup, no emoji, no guessing; a closed pipe is the caller's to handle."""

    def __init__(self, *, stderr: bool = False) -> None:
        columns = shutil.get_terminal_size((WIDTH_IN_A_PIPE, 24)).columns
        super().__init__(
            file=sys.stderr if stderr else sys.stdout,
            width=max(columns, 40),
            markup=False,
            emoji=False,
            highlight=False,
            soft_wrap=True,
        )

    def on_broken_pipe(self) -> None:
        """Lets the BrokenPipeError go on to the command's end."""
        raise BrokenPipeError


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table on the screen: its head, what it shows of a row, and how it may be narrowed."""

    head: str
    show: Callable[[Row], str]
    least: int = 6
    most: int = 60
    style: str = ""
    right: bool = False
    wide: bool = False
    """Has a column of its own only where the terminal is wide; elsewhere it stands with the id."""


def print_rows(
    rows: Iterable[Row],
    fields: Sequence[Field],
    *,
    beneath: Callable[[Row], str] | None = None,
    mark: Callable[[Row], str] | None = None,
    stress: Callable[[Row], str] | None = None,
) -> int:
    """Prints the rows as they come; gives how many there were.

    `beneath` is a passage for each row, shown under it, cut at `BENEATH_LINES`, and not repeated from row to row;
    `stress` is the part of it that matters; `mark` is the row's id, shown whole at its end.
    """
    screen = Screen()
    folded = [f for f in fields if f.wide and screen.width < WIDE]
    fields = [f for f in fields if f not in folded]
    stream = iter(rows)
    first = list(islice(stream, PEEK))
    if not first:
        return 0
    widths = _widths(first, fields, screen.width)
    screen.print(_line([Text(f.head, style="bold") for f in fields], fields, widths))
    count, before = 0, ""
    for row in chain(first, stream):
        cells = [_wrapped(printable(f.show(row)).replace("\n", " "), w) for f, w in zip(fields, widths, strict=True)]
        for i in range(max(len(c) for c in cells)):
            texts = [Text(c[i] if i < len(c) else "", style=f.style) for c, f in zip(cells, fields, strict=True)]
            screen.print(_line(texts, fields, widths))
        signs = [*(f.show(row) for f in folded), *([mark(row)] if mark else [])]
        passage = beneath(row) if beneath else ""
        words = stress(row) if stress else ""
        shown = passage if passage != before else f"… {words} … (the same sentence)" if words else ""
        for line in _beneath(shown, words, GAP.join(signs), widths[0] + len(GAP), screen.width):
            screen.print(line)
        before = passage
        count += 1
    return count


def print_facts(facts: Iterable[tuple[str, str]], *, screen: Screen | None = None, indent: int = 2) -> None:
    """Names and values in two columns, long values in several lines."""
    screen = screen or Screen()
    listed = list(facts)
    label = max((cell_len(name) for name, _ in listed), default=0)
    for name, value in listed:
        left = " " * indent + name.ljust(label) + GAP
        for i, line in enumerate(_wrapped(" ".join(printable(value).split()), max(screen.width - len(left), 20))):
            screen.print(Text(left if i == 0 else " " * len(left), style="dim").append(line, style="not dim"))


def _widths(rows: Sequence[Row], fields: Sequence[Field], total: int) -> list[int]:
    """What each column would like, narrowed from the widest down until all fit."""
    wishes = [min(f.most, max(cell_len(f.head), *(cell_len(printable(f.show(r))) for r in rows))) for f in fields]
    least = [max(f.least, cell_len(f.head)) for f in fields]
    widths = [max(w, low) for w, low in zip(wishes, least, strict=True)]
    room = total - len(GAP) * (len(fields) - 1)
    while sum(widths) > room:
        spare = [w - low for w, low in zip(widths, least, strict=True)]
        if not any(s > 0 for s in spare):
            break
        widest = max(range(len(widths)), key=lambda i: (spare[i] > 0, widths[i], -i))
        widths[widest] -= 1
    return widths


def _line(texts: Sequence[Text], fields: Sequence[Field], widths: Sequence[int]) -> Text:
    line = Text()
    for i, (text, field, width) in enumerate(zip(texts, fields, widths, strict=True)):
        pad = " " * max(width - text.cell_len, 0)
        line.append(GAP if i else "")
        if field.right:
            line.append(pad).append_text(text)
        else:
            line.append_text(text).append(pad)
    line.rstrip()
    return line


def _beneath(passage: str, words: str, sign: str, indent: int, width: int) -> Iterator[Text]:
    """The passage in few lines with its words stressed, and the sign (source and id) after it or on its own line."""
    passage, words, sign = (" ".join(printable(t).split()) for t in (passage, words, sign))
    room = max(width - indent, 20)
    lines = _wrapped(passage, room) if passage else []
    if len(lines) > BENEATH_LINES:
        lines = [*lines[: BENEATH_LINES - 1], _cut(" ".join(lines[BENEATH_LINES - 1 :]), room)]
    if sign and (not lines or cell_len(lines[-1]) + len(GAP) + cell_len(sign) > room):
        lines.append("")
    for i, line in enumerate(lines):
        text = Text(" " * indent).append(line, style="italic")
        at = line.find(words) if words else -1
        if at >= 0:
            text.stylize("bold", indent + at, indent + at + len(words))
            words = ""
        if sign and i == len(lines) - 1:
            text.append((GAP if line else "") + sign, style="dim")
        yield text


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken at spaces or after a slash or hyphen."""
    lines = [""]
    for part in _PARTS.findall(text):
        if cell_len(lines[-1]) + cell_len(part.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            pieces = chop_cells(part, width) if cell_len(part.rstrip()) > width else [part]
            lines += pieces if lines[-1] else pieces[1:]
            if not lines[0]:
                lines[0] = pieces[0]
        else:
            lines[-1] += part
    return [line.rstrip() for line in lines]


def _cut(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    kept = ""
    for word in text.split(" "):
        if cell_len(kept) + cell_len(word) + 2 > width:
            break
        kept += (" " if kept else "") + word
    return f"{kept} …"


def names(value: Any) -> str:
    """A list of names as words."""
    return ", ".join(str(v) for v in value if v) if isinstance(value, list) else str(value or "")


def note(message: str) -> None:
    """A remark on standard error, only where a person reads along."""
    if sys.stderr.isatty():
        Screen(stderr=True).print(Text(printable(message), style="dim"))
