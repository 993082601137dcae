"""A web archive made by script, as CC-NEWS files are: a gzip member a record, request, response and metadata.

    python benchmarks/made_warc.py FILE.warc.gz [--megabytes 1000]

Its pages are those of `made_pages`. Of a hundred responses about 71 are news in English, 21 in other languages; the
rest are what an archive has beside: other formats, redirects and errors, pages without an article, bodies packed or in
chunks, charsets that are not what is said, and records that are damaged: lengths that lie, members cut off, bytes
between them. The same bytes on every machine with the same zlib.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from pathlib import Path

from made_pages import page

LANGUAGES = ("es", "fr", "de", "ru")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("file", type=Path)
    ap.add_argument("--megabytes", type=float, default=1000, help="of records, not compressed")
    a = ap.parse_args()
    print(json.dumps(write(a.file, a.megabytes)))


def write(path: Path, megabytes: float) -> dict[str, int]:
    """Writes an archive of so many megabytes (unpacked); gives how many of each kind of response, and `bytes`."""
    kinds: Counter[str] = Counter()
    with path.open("wb") as out:
        info = _record("warcinfo", "", b"software: made by script\r\nformat: WARC File Format 1.0\r\n", 0)
        out.write(_packed(info))
        size, number = len(info), 0
        while size < megabytes * 1e6:
            kind, url, record = response(number)
            asked = f"GET {url} HTTP/1.1\r\nAccept: text/html\r\n\r\n".encode()
            for one in (
                _record("request", url, asked, number),
                record,
                _record("metadata", url, b"fetchTimeMs: 431\r\n", number),
            ):
                size += len(one)
                out.write(_damaged(kind, one, number) if one is record else _packed(one))
            kinds[kind] += 1
            number += 1
    return {**dict(sorted(kinds.items())), "bytes": size, "packed": path.stat().st_size}


def response(number: int) -> tuple[str, str, bytes]:
    """The kind of a response, its address, and its record."""
    chance = random.Random(f"response {number}")
    kind = chance.choices([k for k, _ in _KINDS], [w for _, w in _KINDS])[0]
    language = chance.choice(LANGUAGES) if kind == "other language" else "en"
    charset = {"windows-1252": "windows-1252", "undeclared": "iso-8859-1"}.get(kind, "utf-8")
    url, _, html = page(number, language=language, charset=charset if kind != "undeclared" else "utf-8")
    body = html.encode(charset, "xmlcharrefreplace")
    status, content_type, more = "200 OK", "text/html; charset=utf-8", ""
    if kind == "windows-1252":
        content_type = "text/html"
    elif kind == "packed":
        body, more = gzip.compress(body, mtime=0), "Content-Encoding: gzip\r\n"
    elif kind == "in chunks":
        pieces = [body[i : i + 8192] for i in range(0, len(body), 8192)]
        body = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"
        more = "Transfer-Encoding: chunked\r\n"
    elif kind == "not HTML":
        content_type, body = chance.choice(_OTHERS)
    elif kind == "redirect":
        status, body, more = "301 Moved Permanently", b"", f"Location: {url}?x\r\n"
    elif kind == "error":
        status, body = "404 Not Found", b"<html><title>Not found</title><p>There is no such page here.</p></html>"
    elif kind == "no article":
        start = html.index("<article>")
        body = (html[:start] + html[html.index("</article>") :]).encode()
    elif kind == "empty":
        body = b""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{more}Content-Length: {len(body)}\r\n\r\n".encode()
    lie = {"said too long": 5000, "said too short": -5000}.get(kind, 0)
    return kind, url, _record("response", url, http + body, number, lie=lie)


_KINDS = (
    ("news", 66.0), ("other language", 21.0), ("packed", 2.0), ("in chunks", 2.0), ("windows-1252", 1.0),
    ("undeclared", 0.5), ("not HTML", 2.0), ("redirect", 1.5), ("error", 1.0), ("no article", 2.0), ("empty", 0.2),
    ("said too long", 0.2), ("said too short", 0.2), ("cut off", 0.2), ("bytes between", 0.2),
)  # fmt: skip
_OTHERS = (
    ("application/json", b'{"items": [1, 2, 3]}'), ("image/png", b"\x89PNG\r\n\x1a\n" + bytes(500)),
    ("application/pdf", b"%PDF-1.4 ..."), ("application/rss+xml", b"<rss><channel><title>x</title></channel></rss>"),
)  # fmt: skip


def _record(kind: str, url: str, block: bytes, number: int, *, lie: int = 0) -> bytes:
    types = {"warcinfo": "application/warc-fields", "metadata": "application/warc-fields"}
    content_type = types.get(kind, f"application/http; msgtype={kind}")
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{kind}-{number}>\r\n{target}"
        f"WARC-Date: 2019-12-{number // 1000 % 28 + 1:02}T08:00:00Z\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(block) + lie}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _packed(record: bytes) -> bytes:
    return gzip.compress(record, compresslevel=6, mtime=0)


def _damaged(kind: str, record: bytes, number: int) -> bytes:
    packed = _packed(record)
    if kind == "cut off":
        return packed[: len(packed) // 2]
    return packed + (b"\x00junk %d" % number) * 20 if kind == "bytes between" else packed


if __name__ == "__main__":
    main()
