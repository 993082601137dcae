"""Runs every pattern of the package over long runs of one thing; prints those that take too long. A program of its own,
so that its processor time can be bounded: `python tests/hostile_patterns.py LENGTH`."""

from __future__ import annotations

import importlib
import pkgutil
import re
import resource
import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

UNITS = (
    '"', "'", "“", "1", "1,", "1 ", "A", "A ", "a", "a ", "A. ", ",", ", ", " ", "\n", "(", ")", "[", "{", "-", "- ", "—", " - ", "<",
    "<a ", "\u00a0", "\t", "\r", "\0", "\u2028", ".", ". ", "Aa ", "Aa, ", "by A ", "http://", "a.", "/", "@", "1:", "1 May ", "“a ",
    "A's ", "the ", "of ", "and ", ", and ", "said ", "$1 ", "é", "&", ";", ":", "|", "_", "*", "=", "漢", "א", "\ud800",
)  # fmt: skip

ONLY_AT_A_PLACE = (
    ("dating/opening.py", r"(?:\s+(?:at\s+)?\d{1,2}"),
    ("dating/facts.py", r"(?:\s+\w+){0,3}\s+(?:said|"),
    ("dating/stated.py", r"\s+(?:\w+[ -]){0,2}?(\w+)"),
    ("dating/titles.py", r"\s+(?:candidate|"),
    ("language/times/attach.py", r"\s*(?:-|–|,|and|"),
    ("pages/articles.py", r"[ \u00a0]*(?:--?|[–—]|\()"),
    ("pages/line_look.py", r"\s*[•‣"),
    ("pages/line_look.py", r"\s*\d{1,3}[.)]\s"),
    ("record/happenings/words.py", r"\s+(?:of|on|against)\b"),
)
"""Patterns that are matched at a place and never looked for: by file and how they begin."""

BOUNDED = (
    ("language/sentences.py", r"(?:[A-Z][\w.’'-]*\s+|(?:the|a|", 120),
    ("pages/articles.py", r"[ \u00a0]*\((?:[a-z]{2,4}", 60),
    ("pages/articles.py", r"[ \u00a0]*(?:(?:--?|[–—])[ \u00a0]?)?\(?(?P<name>", 60),
    ("pages/bylines.py", r"\s*(?:,|/|\||;|&| and ", 300),
    ("pages/datelines.py", "(?P<", 200),
    ("pages/opening.py", r"([\w.'-]+)\W*$", 300),
    ("pages/publishers.py", r"\s+(?:all rights", 300),
    ("pages/publishers.py", r"\s*(?:/|,| and |;", 300),
)
"""Patterns that see so many characters at most."""

FURNITURE = "pages/furniture.py"
MOST_SECONDS = 1.5
"""Of processor time for one pattern over all runs: a linear one takes a hundredth of it."""


class Long(BaseException):
    """A pattern took too long."""


def patterns() -> dict[tuple[str | bytes, int], str]:
    """Every pattern that the package's own code makes when it is imported and reads the sample: from which file."""
    made = re._compile  # type: ignore[attr-defined]
    found: dict[tuple[str | bytes, int], str] = {}

    def noted(pattern: Any, flags: int) -> re.Pattern[Any]:
        out: re.Pattern[Any] = made(pattern, flags)
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and "/re/" in frame.f_code.co_filename:
            frame = frame.f_back
        name = frame.f_code.co_filename.replace("\\", "/") if frame is not None else ""
        if "/src/dragoman/" in name or "/site-packages/dragoman/" in name:
            found.setdefault((out.pattern, out.flags), name.rpartition("/dragoman/")[2])
        return out

    re._compile = noted  # type: ignore[attr-defined]
    try:
        import dragoman

        for module in pkgutil.walk_packages(dragoman.__path__, "dragoman."):
            importlib.import_module(module.name)
        from dragoman.model import BadInput
        from dragoman.pages import read_pages
        from dragoman.reader import Reader
        from dragoman.sample import PAGES

        reader = Reader(fast=True)
        for page in read_pages([PAGES]):
            if not isinstance(page, BadInput):
                reader.read(page)
    finally:
        re._compile = made  # type: ignore[attr-defined]
    return found


def runs(length: int) -> Iterator[str]:
    """Long runs of one thing, and a text of all of them."""
    for unit in UNITS:
        yield unit * (length // len(unit)) + "x"


def at_work(file: str, pattern: re.Pattern[Any], length: int) -> None:
    """Runs a pattern over everything, as the code does where it is matched at a place or sees little."""
    said = str(pattern.pattern)
    anchored = any(file == where and said.startswith(start) for where, start in ONLY_AT_A_PLACE)
    bound = next((most for where, start, most in BOUNDED if file == where and said.startswith(start)), length)
    for text in runs(min(length, bound)):
        subject = text.encode("utf-8", "surrogatepass") if isinstance(pattern.pattern, bytes) else text
        if anchored:
            pattern.match(subject)
        else:
            for _ in pattern.finditer(subject):
                pass


def main() -> int:
    """Names the patterns that take too long; 1 when there are any."""
    length = int(sys.argv[1])
    found = patterns()
    long: list[str] = []

    def stop(*_: object) -> None:
        raise Long

    signal.signal(signal.SIGVTALRM, stop)
    from dragoman.pages import furniture

    works: list[tuple[str, Any]] = [
        (f"{file}: {text!s:.90}", lambda f=file, p=re.compile(text, flags): at_work(f, p, length))
        for (text, flags), file in sorted(found.items(), key=lambda pair: (pair[1], str(pair[0][0])))
        if file != FURNITURE
    ]
    rules = furniture._rules()
    works += [
        (f"{FURNITURE}: {rule.kind} {rule.scope}", lambda r=rule: [furniture._matches(r, t, t) for t in runs(length)])
        for rule in (*rules.always, *rules.waiting)
    ]
    for name, work in works:
        signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
        try:
            work()
        except Long:
            long.append(name)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    print(f"{len(works)} patterns; {resource.getrusage(resource.RUSAGE_SELF).ru_utime:.0f} s", *long, sep="\n")
    return 1 if long or len(works) < 300 else 0


if __name__ == "__main__":
    raise SystemExit(main())
