"""Pages spoiled by chance: bytes of the sample's pages turned, cut, doubled and mixed, in every kind of file that is read.

`spoiled(seed, number)` gives the same file each time. `faults_of` reads a file as `dragoman read` does and says which law
it broke, if any. `benchmarks/fuzz.py` runs as many as are asked for, `test_hostile_fuzz.py` some thousands.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import time
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import PurePath

from dragoman.engines.pool import read_one
from dragoman.model import BadInput, Page, Reading
from dragoman.pages.captures import read_named
from dragoman.reader import Reader
from dragoman.sample import PAGES
from test_laws import quotes_hold

MOST_SECONDS = 30.0
"""Of processor time, what a page may take; ten times that on the clock, as many programs may share the machine."""
LONGEST = 350
"""Bytes of a piece of a page: small ones are cheap, and one page holds every construct only once anyhow."""

TOKENS: Sequence[bytes] = [
    b'"', b"'", "“".encode(), "”".encode(), b"(", b")", b"[", b"]", b"<", b">", b"</", b"<p>", b"</p>", b"<div>", b"<!--", b"-->",
    b"<![CDATA[", b"]]>", b"&amp;", b"&#0;", b"&#x110000;", b"&lt;", b"\n", b"\n\n", b"\r", b"\t", b"\0", b"\x0b", b"\xff", b"\xfe",
    b"\xc3", b"\xe2\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\xc2\xa0",
    "İ".encode(), "ß".encode(), "ﬁ".encode(), "漢字".encode(), "\U0001d5d4".encode(), "e\u0301".encode(), "א".encode(),
    b"1,", b"99999999999999999999", b"-1", b"0", b"1e999", b"NaN", b"2013-02-31", b"31/12/9999", b"February 30, 0000", b"1 May",
    b"said", b" he said. ", b"told Reuters", b"accused", b"killed 14 people", b" not ", b" and ", b", and ", b"Mr. ", b"U.S. ",
    b"the minister ", b"Lavrov", b"Norway", b"Security Council", b"draft resolution", b"voted against", b"Monday", b"last week",
    b"DAMASCUS (Reuters) - ", b"By A. Writer", "© 2012".encode(), b"http://a.b/2012/02/03/", b"{", b"}", b"\\u0000", b"\\ud800", b"\\",
    b"null", b"[[[[", b'{"text": ', b'"html":', b"WARC/1.0\r\n", b"Content-Length: 99999999999\r\n", b"Content-Length: -1\r\n",
    b"Content-Encoding: gzip\r\n", b"Transfer-Encoding: chunked\r\n", b"HTTP/1.1 200 OK\r\n", b"\x1f\x8b\x08", b"PK\x03\x04",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"<item>", b"</item>", b'<?xml version="1.0" encoding="utf-99"?>',
    b'<script type="application/ld+json">', b'<meta property="article:published_time" content="', b'charset="utf-7"',
]  # fmt: skip


@cache
def seeds(longest: int = LONGEST) -> tuple[tuple[str, bytes], ...]:
    """Whole small files of every kind: a suffix and the content."""
    out: list[tuple[str, bytes]] = []
    for path in sorted(PAGES.iterdir()):
        content = path.read_bytes()
        if path.suffix in (".txt", ".html"):
            pieces = [content[at : at + longest] for at in range(0, len(content), longest * 3 // 4)]
            out += [(path.suffix, piece) for piece in pieces]
            out.append((".warc", _warc(pieces[0], path.suffix)))
            out.append((".warc.gz", gzip.compress(_warc(pieces[-1], path.suffix), mtime=0)))
            out.append((f"{path.suffix}.gz", gzip.compress(pieces[-1], mtime=0)))
        elif path.suffix == ".jsonl":
            out += [(".jsonl", line) for line in content.splitlines(keepends=True)]
        else:
            out.append((path.suffix, content))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.txt"), out[0][1])
    out.append((".zip", packed.getvalue()))
    out.append((".jsonl", json.dumps({"html": out[0][1].decode(), "published": "2013"}).encode()))
    return tuple(out)


def _warc(content: bytes, suffix: str) -> bytes:
    kind = b"text/html" if suffix == ".html" else b"text/plain"
    if suffix == ".html":
        content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + content
    said = b"response" if suffix == ".html" else b"conversion"
    head = b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: http://a.example/1\r\nWARC-Date: 2013-02-07T23:10:00Z\r\n"
    return (head + b"Content-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n") % (
        said, b"application/http" if suffix == ".html" else kind, len(content), content,
    )  # fmt: skip


def spoiled(seed: int, number: int, longest: int = LONGEST) -> tuple[str, bytes]:
    """The number-th file of a seed: its name and its bytes."""
    dice = random.Random(seed * 1_000_003 + number)
    suffix, content = dice.choice(seeds(longest))
    inside = suffix.endswith(".gz") and dice.random() < 0.7
    data = bytearray(gzip.decompress(content) if inside else content)
    for _ in range(dice.choice((1, 1, 2, 3, 5, 9))):
        _spoil(data, dice, longest)
    if inside:
        data = bytearray(gzip.compress(bytes(data), mtime=0))
    return f"{number}{suffix}", bytes(data)


def _spoil(data: bytearray, dice: random.Random, longest: int) -> None:
    at = dice.randrange(len(data) + 1)
    to = min(len(data), at + dice.choice((1, 2, 4, 16, 64, 256)))
    match dice.randrange(9):
        case 0:
            for k in range(at, min(to, at + 4)):
                data[k] ^= 1 << dice.randrange(8)
        case 1:
            del data[at:to]
        case 2:
            data[at:at] = data[at:to] * dice.choice((1, 2, 30))
        case 3 | 4 | 5:
            data[at:at] = dice.choice(TOKENS) * dice.choice((1, 1, 1, 2, 20))
        case 6:
            _, other = dice.choice(seeds(longest))
            start = dice.randrange(len(other))
            data[at:to] = other[start : start + dice.choice((16, 100, 400))]
        case 7:
            data[at:to] = bytes(dice.randrange(256) for _ in range(to - at))
        case _:
            del data[at:]


def faults_of(name: str, content: bytes, reader: Reader, *, seconds: float = MOST_SECONDS) -> Iterator[str]:
    """Which laws a file broke when it was read; a BadInput that says why breaks none."""
    try:
        for page in read_named(io.BytesIO(content), name):
            if isinstance(page, BadInput):
                yield from _of_refusal(page)
            else:
                yield from _of_page(page, reader, seconds)
    except Exception as problem:
        yield f"{name}: reading the file failed: {type(problem).__name__}: {problem}"


def _of_page(page: Page, reader: Reader, seconds: float) -> Iterator[str]:
    began = time.process_time()
    made = read_one(reader, page, max_seconds=10 * seconds)
    if time.process_time() - began > seconds:
        yield f"{page.source}: took longer than {seconds:g} seconds"
    if isinstance(made, BadInput):
        yield from _of_refusal(made)
        return
    try:
        quotes_hold(made)
        _spans_hold(made)
    except AssertionError as problem:
        yield f"{page.source}: a Span is wrong: {str(problem)[:300]}"


def _of_refusal(said: BadInput) -> Iterator[str]:
    if "the reader failed" in said.reason or "took longer" in said.reason:
        yield str(said)
    elif not said.source or not said.reason:
        yield f"{said.source!r} was refused without a reason"


def _spans_hold(made: Reading) -> None:
    text = made.article.text
    for event in made.events:
        for person in (*event.actors, *event.recipients):
            assert person.span.of(text) == person.text, (person, text)
    for zone in made.article.zones:
        assert 0 <= zone.span.start < zone.span.end <= len(text), (zone, len(text))


def kept(name: str, content: bytes) -> str:
    """A file as a line of JSON, to be read again when it broke something."""
    return json.dumps({"name": PurePath(name).name, "bytes": content.hex()})
