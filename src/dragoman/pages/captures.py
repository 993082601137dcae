"""Paths in, Pages out: folders, files by format, rows of containers, gzip, standard input.

Whatever can't be read is a `BadInput` in its place; the rest goes on. Nothing is held that is larger than one page.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from dragoman.model import BadInput, Page
from dragoman.pages.archives import Forward, is_archive, read_archive
from dragoman.pages.rows import page_of_row, read_parquet

MAX_BYTES = 20_000_000
"""Largest page, unpacked. The longest newspaper articles have some 100,000 characters, the heaviest HTML pages a few
megabytes; what is larger is a book, a log or a bomb."""

MAX_FEED_BYTES = 50 * MAX_BYTES
ITEM_PAGES = 8
"""One item of a feed may be so many times as long as a page: markup that is escaped grows."""
ITEM_PARTS = frozenset({
    "encoded", "content", "description", "summary", "pubDate", "published", "date", "updated", "creator",
    "name", "author", "link", "title",
})  # fmt: skip
MOST_TRIED = 20
"""Elements of one name of an item that are looked at for one that holds something."""
SUFFIXES = {".txt": "text", ".text": "text", ".html": "html", ".htm": "html", ".xhtml": "html"}
ROWS = {".jsonl", ".ndjson"}
FEEDS = {".xml", ".rss", ".atom"}
ARCHIVES = {".warc", ".wet"}
PARQUET = ".parquet"
KNOWN = {*SUFFIXES, *ROWS, *FEEDS, *ARCHIVES, PARQUET}
MAGIC = {
    b"%PDF": "is a PDF",
    b"PK\x03\x04": "is a ZIP archive or an office document",
    b"\x89PNG": "is an image",
    b"\xff\xd8\xff": "is an image",
    b"GIF8": "is an image",
    b"SQLite format 3": "is a database",
    b"\x7fELF": "is a program",
}
PACKED = {
    b"BZh": ("bzip2", "bunzip2"),
    b"\xfd7zXZ\x00": ("xz", "unxz"),
    b"\x28\xb5\x2f\xfd": ("Zstandard", "unzstd"),
    b"7z\xbc\xaf\x27\x1c": ("7-Zip", "7z x"),
}
"""What only gzip is read of: how a file of each begins, its name and what unpacks it."""


def read_pages(paths: Sequence[str | Path], *, max_bytes: int = MAX_BYTES) -> Iterator[Page | BadInput]:
    """The pages of files, folders (with all in them, in the order of their names) and `-`, one after another.

    By suffix: `.txt`, `.html`, `.htm`, `.jsonl`, `.parquet` (a page a row), `.xml`, `.rss`, `.atom` (a page an item),
    `.warc` (a page an HTML response), `.wet`, and `.gz` of each; a file named outright is looked at where its suffix
    says nothing. `max_bytes` bounds one page, unpacked.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        if str(path) == "-":
            yield from _stream(sys.stdin.buffer, "-", "", max_bytes)
            continue
        root = Path(path)
        if not root.exists():
            yield BadInput(str(path), "there is no such file or folder")
        elif root.is_dir():
            for found in walk(root, seen):
                yield from [found] if isinstance(found, BadInput) else _file(found, max_bytes, named=False)
        else:
            yield from _file(root, max_bytes, named=True)


def read_named(raw: IO[bytes], name: str, *, max_bytes: int = MAX_BYTES) -> Iterator[Page | BadInput]:
    """The pages of an open file, its kind told by the suffix of its name, else by its first bytes."""
    if (suffix := _suffix(Path(name))) == PARQUET:
        yield from read_parquet(raw, name, max_bytes)
    else:
        yield from _stream(raw, name, suffix, max_bytes)


def walk(folder: Path, seen: set[tuple[int, int]] | None = None) -> Iterator[Path | BadInput]:
    """Files of a folder and of those in it, sorted; a folder is entered once, however many links lead to it."""
    seen = set() if seen is None else seen
    try:
        status = folder.stat()
        key = (status.st_dev, status.st_ino)
        if key in seen:
            yield BadInput(str(folder), "is a folder that was entered before (a link leads back to it); left out")
            return
        seen.add(key)
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as problem:
        yield BadInput(str(folder), f"can't be opened ({problem.strerror}); check its permissions")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = folder / entry.name
        if path.is_dir():
            yield from walk(path, seen)
        elif path.is_file():
            yield path
        else:
            yield BadInput(str(path), "is no regular file (a broken link or a device); left out")


def _file(path: Path, max_bytes: int, *, named: bool) -> Iterator[Page | BadInput]:
    suffix = _suffix(path)
    if suffix not in KNOWN and not named:
        kinds = " ".join(sorted(KNOWN))
        yield BadInput(str(path), f"has no suffix that is read ({kinds}, or .gz of these); name it outright to read it")
        return
    try:
        with path.open("rb") as raw:
            yield from read_named(raw, str(path), max_bytes=max_bytes)
    except OSError as problem:
        yield BadInput(str(path), f"can't be read ({problem.strerror or problem}); check its permissions")


def _suffix(path: Path) -> str:
    parts = [s.lower() for s in path.suffixes]
    if parts and parts[-1] == ".gz":
        parts.pop()
    return parts[-1] if parts else ""


def _stream(raw: IO[bytes], source: str, suffix: str, max_bytes: int) -> Iterator[Page | BadInput]:
    """Pages of one open file; `suffix` is empty where the content has to tell."""
    if suffix in ARCHIVES:
        yield from read_archive(raw, source, max_bytes)
        return
    stream: IO[bytes] = raw if hasattr(raw, "peek") else io.BufferedReader(raw)  # type: ignore[type-var]
    try:
        if stream.peek(2)[:2] == b"\x1f\x8b":  # type: ignore[attr-defined]
            stream = io.BufferedReader(gzip.GzipFile(fileobj=stream))
        head = stream.peek(4096)[:4096]  # type: ignore[attr-defined]
        kind = suffix if suffix in KNOWN else _looks_like(head)
        if kind in ROWS:
            yield from _rows(stream, source, max_bytes)
        elif kind in ARCHIVES:
            yield from read_archive(raw if _rewound(raw) else Forward(stream), source, max_bytes)
        elif kind in FEEDS:
            yield from _feed(stream, source, max_bytes)
        else:
            yield _whole(stream, source, "html" if SUFFIXES.get(kind) == "html" else "text", max_bytes)
    except (EOFError, gzip.BadGzipFile, zlib.error) as problem:
        yield BadInput(source, f"is a damaged gzip file ({problem}); what came before the damage was read")


def _rewound(raw: IO[bytes]) -> bool:
    """True for a file that stands at its beginning again."""
    if not raw.seekable():
        return False
    raw.seek(0)
    return True


def _looks_like(head: bytes) -> str:
    """The suffix that fits the first bytes of a stream without a name."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512]
    low = start.lower()
    if start.startswith(b"{"):
        return ".jsonl"
    if is_archive(head):
        return ".warc"
    if low.startswith(b"<?xml") and not (b"<html" in low or b"<!doctype html" in low):
        return ".xml"
    if low.startswith((b"<rss", b"<feed", b"<rdf:rdf")):
        return ".xml"
    if low.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<div", b"<article", b"<!--", b"<?xml")):
        return ".html"
    return ".txt"


def _whole(stream: IO[bytes], source: str, form: str, max_bytes: int) -> Page | BadInput:
    content = stream.read(max_bytes + 1)
    if len(content) > max_bytes:
        return BadInput(source, f"is larger than {max_bytes:,} bytes unpacked; raise --max-bytes to read it")
    if not content.strip():
        return BadInput(source, "is empty")
    for start, (name, unpacker) in PACKED.items():
        if content.startswith(start):
            return BadInput(source, f"is packed with {name}, which is not read; unpack it first (`{unpacker} FILE`)")
    if wrong := _binary(content):
        return BadInput(source, f"{wrong}, no text; convert it to text or HTML first")
    return Page(source, content, "html" if form == "html" else "text")


def _binary(content: bytes) -> str | None:
    """What a content that is no text seems to be; UTF-16 with its mark is text."""
    for start, what in MAGIC.items():
        if content.startswith(start):
            return what
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    head = content[:65536]
    odd = sum(head.count(bytes([c])) for c in range(32) if c not in (9, 10, 12, 13, 27))
    if b"\x00" in head or odd > len(head) // 20:
        return "is binary data"
    return None


def _rows(stream: IO[bytes], source: str, max_bytes: int) -> Iterator[Page | BadInput]:
    number = 0
    while True:
        line = stream.readline(max_bytes + 1)
        if not line:
            break
        number += 1
        where = f"{source}:{number}"
        if len(line) > max_bytes:
            while line and not line.endswith(b"\n"):
                line = stream.readline(max_bytes)
            yield BadInput(where, f"is a row of more than {max_bytes:,} bytes; raise --max-bytes to read it")
            continue
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _row(line, where)
    if number == 0:
        yield BadInput(source, "is empty")


def _row(line: bytes, where: str) -> Page | BadInput:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return BadInput(where, "is not UTF-8, as JSON must be; convert it first")
    except (ValueError, RecursionError) as problem:
        return BadInput(where, f"is no JSON ({problem})")
    if not isinstance(row, dict):
        return BadInput(where, 'is no JSON object; a row must look like {"text": …} or {"html": …}')
    return page_of_row(row, where)


def _feed(stream: IO[bytes], source: str, max_bytes: int) -> Iterator[Page | BadInput]:
    """RSS and Atom items, one at a time; an item is let go when its page is made."""
    number = 0
    publisher: str | None = None
    try:
        bounded = _Bounded(stream, MAX_FEED_BYTES, ITEM_PAGES * max_bytes)
        for _, node in iterparse(bounded, events=("end",), forbid_dtd=True):
            name = _local(node)
            if name == "title" and number == 0 and publisher is None:
                publisher = (node.text or "").strip() or None
            if name in {"item", "entry"}:
                number += 1
                yield _item(node, f"{source}#{number}", publisher, max_bytes)
                node.clear()
                bounded.renew()
    except DefusedXmlException as problem:
        yield BadInput(source, f"is XML with a DTD or entities ({type(problem).__name__}); such files are not read")
        return
    except (ParseError, ValueError, LookupError) as problem:
        yield BadInput(source, f"is no well-formed feed ({problem}); {number} items before the fault were read")
        return
    if number == 0:
        yield BadInput(source, "is XML without RSS items or Atom entries")


def _item(node: Element, where: str, publisher: str | None, max_bytes: int) -> Page | BadInput:
    found: dict[str, str] = {}
    tried: Counter[str] = Counter()
    for child in node.iter():
        name = _local(child)
        # Elements inside elements of the same name would each be walked to their ends.
        if name not in ITEM_PARTS or name in found or tried[name] == MOST_TRIED:
            continue
        tried[name] += 1
        text = "".join(child.itertext()).strip()
        if name == "link" and child.get("href") and child.get("rel", "alternate") == "alternate":
            text = child.get("href") or text
        if text:
            found[name] = text
    content = max((found.get(k, "") for k in ("encoded", "content", "description", "summary")), key=len)
    if not content:
        return BadInput(where, "is an item without content or description")
    if len(content) > max_bytes:
        return BadInput(where, f"is larger than {max_bytes:,} bytes; raise --max-bytes to read it")
    day = next((found[k] for k in ("pubDate", "published", "date", "updated") if k in found), None)
    author = found.get("creator") or found.get("name") or found.get("author")
    fields = {
        k: v
        for k, v in (
            ("url", found.get("link")),
            ("title", found.get("title")),
            ("published", day),
            ("publisher", publisher),
            ("byline", author),
        )
        if v
    }
    html = "<" in content
    return Page(where, content.encode("utf-8", "replace"), "html" if html else "text", fields, "utf-8")


def _local(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]


class _Bounded(io.RawIOBase):
    """A stream that fails when more than `limit` bytes have been read from it, or more than `item` since `renew`."""

    def __init__(self, stream: IO[bytes], limit: int, item: int) -> None:
        self._stream = stream
        self._left = limit
        self._item = self._left_of_item = max(item, 1 << 20)

    def renew(self) -> None:
        """An item came to its end."""
        self._left_of_item = self._item

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(65536 if size is None or size < 0 else size)
        self._left -= len(data)
        self._left_of_item -= len(data)
        if self._left < 0:
            raise ValueError("it is larger than a feed may be")
        if self._left_of_item < 0:
            raise ValueError("an item is larger than one may be; raise --max-bytes to read it")
        return data
