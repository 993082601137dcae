"""Web archives: the HTML responses of WARC files, compressed or not, with the address and the day of each capture.

Standard: ISO 28500:2017 (WARC 1.1). Headers that are damaged and lengths that lie cost the record that they belong to:
reading goes on at the next record that can be found. Nothing is fetched.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from dragoman.model import BadInput, Page

MOST_DAMAGED = 1000
"""Places of one file at which reading is taken up again before the rest is given up."""

AT_ONCE = 1 << 20
"""Bytes that are looked through at once for where a record begins."""

_LOOKED_AT = 1 << 16
_MEMBER = b"\x1f\x8b\x08"
_RECORD = b"WARC/1."
_NEXT_INSIDE = b"\r\n\r\n" + _RECORD
_UNREAD = ("br", "zstd", "compress")
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]{0,9}([0-9]{1,18})[ \t]{0,9}(?:\r|$)", re.IGNORECASE)
_HTML = ("text/html", "application/xhtml+xml")


def read_archive(stream: IO[bytes] | Forward, source: str, max_bytes: int) -> Iterator[Page | BadInput]:
    """The HTML pages of a WARC file and the plain text of a WET file, in their order.

    A page's source is `FILE@OFFSET`, the byte at which its record (or its gzip member) begins; further records of one
    gzip member are `FILE@OFFSET#2` and so on. Its fields are `url` and `captured`, an ISO day. What is no successful
    HTML response (images, redirects, requests) is passed over. `stream` must be able to seek for reading to go on after
    damage.
    """
    start, damaged = 0, 0
    between: BadInput | None = None
    if not stream.seekable():
        stream = stream if isinstance(stream, Forward) else Forward(stream)
    while True:
        place = _Place(start)
        try:
            for page in _records(stream, start, source, max_bytes, place):
                if between is not None:
                    yield between
                    between = None
                yield page
        except BaseException as problem:
            if not _is_damage(problem):
                raise
            if between is not None and place.reached and (place.met > 1 or place.whole):
                yield between
            damaged, place.cut = damaged + 1, True
            if damaged > MOST_DAMAGED:
                yield BadInput(source, f"is damaged in more than {MOST_DAMAGED:,} places; the rest was not read")
                return
            if place.whole:
                # What is hurt begins after a record that is not. If it is a record, it is met again, and named then.
                said = f"is followed by damaged bytes ({problem}); reading went on at the next record"
                between = BadInput(f"{source}@{place.at}+", said)
            else:
                between = None
                said = f"is a damaged WARC record ({problem}); reading went on at the next"
                yield BadInput(f"{source}@{place.at}", said)
            found = _next_start(stream, place.at + 1)
            if found is None:
                break
            start = found
        else:
            break
    if between is not None:
        yield between
    yield from _ending(stream, source, place)


def _ending(stream: IO[bytes] | Forward, source: str, place: _Place) -> Iterator[BadInput]:
    """What is wrong with the end of a file, when that was not said of its last record."""
    if stream.seekable():
        stream.seek(0, io.SEEK_END)
    if stream.tell() == 0:
        yield BadInput(source, "is empty")
    elif stream.seekable() and not place.cut and (at := _cut_end(stream, place.at)) is not None:
        yield BadInput(f"{source}@{at}", "is cut off before its page begins: the end of the file is missing")


def _cut_end(stream: IO[bytes] | Forward, start: int) -> int | None:
    """Where a last gzip member, or a last plain record, begins that has no end, looked for from one of them on; `None`
    when there is none such."""
    stream.seek(start)
    data = stream.read(_LOOKED_AT)
    if data.startswith(_MEMBER):
        return _cut_member(stream, start, data)
    return _cut_record(stream, start) if data.startswith(_RECORD) else None


def _cut_record(stream: IO[bytes] | Forward, start: int) -> int | None:
    end, at = stream.seek(0, io.SEEK_END), start
    while True:
        stream.seek(at)
        data = stream.read(_LOOKED_AT)
        blank = len(data) - len(data.lstrip(b"\r\n"))
        at, data = at + blank, data[blank:]
        if not data or not data.startswith(_RECORD[: len(data)]):
            return None
        head, closed, _ = data.partition(b"\r\n\r\n")
        if not closed:
            return at if at + len(data) == end else None
        length = _LENGTH.search(head)
        if length is None:
            return None
        body = at + len(head) + len(closed)
        if body + int(length[1]) > end:
            return at
        at = body + int(length[1])


def _cut_member(stream: IO[bytes] | Forward, start: int, data: bytes) -> int | None:
    at, unpacker = start, zlib.decompressobj(zlib.MAX_WBITS | 16)
    while True:
        try:
            unpacker.decompress(data, AT_ONCE)
        except zlib.error:
            return None
        if unpacker.eof:
            data = unpacker.unused_data or stream.read(_LOOKED_AT)
            if not data.startswith(_MEMBER[: len(data)]) or not data:
                return None
            at, unpacker = stream.tell() - len(data), zlib.decompressobj(zlib.MAX_WBITS | 16)
        else:
            data = unpacker.unconsumed_tail or stream.read(_LOOKED_AT)
            if not data:
                return at


@dataclass(slots=True)
class _Place:
    """Where reading stands: the last record that was begun (or where to begin), whether it was read to its end, whether
    its end was missed (which was said of it, or its page was whole all the same), how many were met."""

    at: int
    reached: bool = False
    whole: bool = False
    cut: bool = False
    met: int = 0


def _is_damage(problem: BaseException) -> bool:
    """True for what fastwarc raises on a damaged file; a panic of its core is no `Exception`."""
    return isinstance(problem, OSError | ValueError) or type(problem).__name__ == "PanicException"


def is_archive(head: bytes) -> bool:
    """True for the first bytes of a WARC file that is not compressed (or was unpacked)."""
    return head.startswith(_RECORD)


def _records(
    stream: IO[bytes] | Forward, start: int, source: str, max_bytes: int, place: _Place
) -> Iterator[Page | BadInput]:
    """The pages from a record on; `place` is kept."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    if stream.seekable():
        stream.seek(start)
    wanted = (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion)
    last, here = -1, 0
    for record in ArchiveIterator(stream, parse_http=False, fsspec_args=False):
        place.at, place.reached, place.whole, place.met = record.stream_pos, True, False, place.met + 1
        place.cut = False
        if record.record_type not in wanted:
            # Met all the same, so that damage after it is not told of an earlier record.
            record.reader.consume()
            place.whole = True
            continue
        record.parse_http(auto_decode="none")
        last, here = record.stream_pos, here + 1 if record.stream_pos == last else 1
        where = f"{source}@{last}" + (f"#{here}" if here > 1 else "")
        length = record.content_length
        body = record.reader.read(max_bytes + 1)
        cut = body.find(_NEXT_INSIDE)
        if cut >= 0 and stream.seekable():
            page = _page(record, body[:cut], where, max_bytes)
            if page is not None:
                yield page
            raise OSError("its length is longer than it is")
        page = _page(record, body, where, max_bytes)
        short = len(body) < min(length, max_bytes)
        place.cut = short and page is not None
        if short and isinstance(page, Page) and page.content.rstrip()[-7:].lower() != b"</html>":
            page = BadInput(where, f"is cut off: {len(body):,} bytes of {length:,} are there")
        if page is not None:
            yield page
        place.whole = True


def _page(record: Any, body: bytes, where: str, max_bytes: int) -> Page | BadInput | None:
    """The page of a record; `None` for a record that is no page."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    kind = str(record.headers.get("WARC-Type") or "").lower()
    http = record.http_headers
    if kind == "response" and (http is None or http.status_code != 200):
        return None
    kinds = (http.get("Content-Type") if http is not None else record.headers.get("Content-Type")) or ""
    content_type, _, parameters = kinds.partition(";")
    html = content_type.strip().lower() in _HTML
    if not html and not (kind == "conversion" and content_type.strip().lower() == "text/plain"):
        return None
    if len(body) > max_bytes:
        return BadInput(where, f"is larger than {max_bytes:,} bytes; raise --max-bytes to read it")
    if http is not None:
        unpacked = _unpacked(body, http, where, max_bytes)
        if isinstance(unpacked, BadInput):
            return unpacked
        body = unpacked
    if not body.strip():
        return BadInput(where, "is cut off before its text") if record.content_length else None
    fields = {"url": url} if url else {}
    if record.record_date is not None:
        fields["captured"] = record.record_date.date().isoformat()
    charset = parameters.lower().partition("charset=")[2].split(";")[0].strip("\"' ") or None
    return Page(where, body, "html" if html else "text", fields, charset)


def _unpacked(body: bytes, http: Any, where: str, max_bytes: int) -> bytes | BadInput:
    """The body without its transfer and content coding, as far as it can be undone; never more than `max_bytes`."""
    if (http.get("Transfer-Encoding") or "").strip().lower() == "chunked":
        body = _joined(body)
    coding = (http.get("Content-Encoding") or "").strip().lower()
    if coding in _UNREAD and body.lstrip()[:1] != b"<":
        return BadInput(where, f"has a body that is packed as {coding}, which is not read")
    if coding in ("", "identity") or not _is_packed(body, coding):
        # Crawlers often store a body unpacked under the header of the packed one.
        return body
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32) if coding != "deflate" else zlib.decompressobj()
    try:
        out = unpacker.decompress(body, max_bytes + 1)
    except zlib.error as problem:
        if coding != "deflate":
            return BadInput(where, f"has a damaged {coding} body ({problem})")
        try:
            out = zlib.decompressobj(-zlib.MAX_WBITS).decompress(body, max_bytes + 1)
        except zlib.error:
            return BadInput(where, f"has a damaged {coding} body ({problem})")
    if len(out) > max_bytes:
        return BadInput(where, f"is larger than {max_bytes:,} bytes unpacked; raise --max-bytes to read it")
    return out


def _is_packed(body: bytes, coding: str) -> bool:
    if coding in ("gzip", "x-gzip"):
        return body.startswith(b"\x1f\x8b")
    return coding == "deflate" and body.lstrip()[:1] != b"<"


def _joined(body: bytes) -> bytes:
    """The chunks of a chunked body, as long as they are whole; the body itself when it is not chunked after all."""
    out: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\r\n", at, at + 32)
        size_text = body[at:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            size = int(size_text, 16)
        except ValueError:
            return b"".join(out) if out else body
        if size <= 0:
            break
        out.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(out)


def _next_start(stream: IO[bytes] | Forward, after: int) -> int | None:
    """Where the next gzip member or plain record may begin, from `after` on."""
    if not stream.seekable():
        return None
    stream.seek(0)
    mark = _MEMBER if stream.read(3) == _MEMBER else b"\n" + _RECORD
    ahead = 0 if mark is _MEMBER else 1
    stream.seek(after)
    at, kept = after, b""
    while chunk := stream.read(AT_ONCE):
        seen = kept + chunk
        found = seen.find(mark)
        if found >= 0:
            return at - len(kept) + found + ahead
        kept = seen[-(len(mark) - 1) :]
        at += len(chunk)
    return None


class Forward(io.RawIOBase):
    """A stream that can't seek, with the place that it has come to."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._at = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(AT_ONCE if size is None or size < 0 else size)
        self._at += len(data)
        return data
