"""Web archives and Parquet files: pages with their address, day of capture and place; damage costs what it hit."""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import io
import lzma
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.model import BadInput, Interval, Page
from dragoman.pages import clean, read_pages
from dragoman.pages.archives import read_archive

STORY = (
    b"<html><head><title>Harbour closed</title></head><body><article><h1>Harbour closed</h1>"
    b"<p>The harbour master of Assab closed the port after shells fell near the northern pier, officials said.</p>"
    b"<p>Fishermen were told to stay at home until the army had searched the water for mines.</p></article></body></html>"
)


def record(
    url: str,
    body: bytes,
    *,
    kind: str = "response",
    status: str = "200 OK",
    content_type: str = "text/html; charset=utf-8",
    more: str = "",
    length: int | None = None,
) -> bytes:
    """One WARC record; `length` is what it says of its own length, when that is a lie."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{more}\r\n".encode() if kind == "response" else b""
    block = http + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2013-02-07T23:10:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{url}>\r\nContent-Type: {'application/http' if http else content_type}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def found(data: bytes, max_bytes: int = 100_000) -> tuple[list[str], list[str]]:
    """The addresses of the pages, and what is said of the rest."""
    pages = list(read_archive(io.BytesIO(data), "a.warc", max_bytes))
    return (
        [p.fields["url"] for p in pages if isinstance(p, Page)],
        [str(p) for p in pages if isinstance(p, BadInput)],
    )


ONE, TWO = record("http://a.example/1", STORY), record("http://a.example/2", STORY)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "unnamed"])
def test_a_page_of_an_archive_has_its_address_its_day_of_capture_and_its_place(tmp_path: Path, name: str) -> None:
    packed = name.endswith(".gz")
    parts = [gzip.compress(r) if packed else r for r in (ONE, TWO)]
    (tmp_path / name).write_bytes(b"".join(parts))
    pages = list(read_pages([tmp_path / name]))
    assert [p.source for p in pages] == [f"{tmp_path / name}@0", f"{tmp_path / name}@{len(parts[0])}"]
    first = pages[0]
    assert isinstance(first, Page)
    assert (first.content, first.format, first.encoding) == (STORY, "html", "utf-8")
    assert first.fields == {"url": "http://a.example/1", "captured": "2013-02-07"}


def test_the_day_of_capture_bounds_the_day_of_an_undated_page() -> None:
    page = next(read_archive(io.BytesIO(ONE), "a.warc", 100_000))
    assert isinstance(page, Page)
    article = clean(page)
    assert article.captured == "2013-02-07"
    assert article.published.interval == Interval(None, dt.date(2013, 2, 7))
    assert "the archive captured the page on that day" in article.published.reasons[-1]


def test_a_dated_page_keeps_its_own_day() -> None:
    story = STORY.replace(b"<h1>", b'<meta property="article:published_time" content="2013-02-05T08:00:00Z"><h1>')
    page = next(read_archive(io.BytesIO(record("http://a.example/2013", story)), "a.warc", 100_000))
    assert isinstance(page, Page)
    assert clean(page).published.interval == Interval.day(dt.date(2013, 2, 5))


@pytest.mark.parametrize(
    "other",
    [
        record("http://a.example/x", b"\x89PNG...", content_type="image/png"),
        record("http://a.example/x", STORY, status="404 Not Found"),
        record("http://a.example/x", STORY, kind="request"),
        record("http://a.example/x", b"software: crawler\r\n", kind="warcinfo", content_type="application/warc-fields"),
    ],
)
def test_what_is_no_html_response_is_passed_over(other: bytes) -> None:
    assert found(other + TWO) == (["http://a.example/2"], [])


def test_plain_text_of_a_wet_file_is_read() -> None:
    text = record("http://a.example/3", b"The port of Assab was closed.", kind="conversion", content_type="text/plain")
    (page,) = read_archive(io.BytesIO(text), "a.wet", 1000)
    assert isinstance(page, Page)
    assert (page.format, page.content) == ("text", b"The port of Assab was closed.")


@pytest.mark.parametrize(
    "body",
    [
        (gzip.compress(STORY), "Content-Encoding: gzip\r\n"),
        (STORY, "Content-Encoding: gzip\r\n"),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(STORY), STORY), "Transfer-Encoding: chunked\r\n"),
    ],
    ids=["packed", "said to be packed", "in chunks"],
)
def test_bodies_are_unpacked(body: tuple[bytes, str]) -> None:
    (page,) = read_archive(io.BytesIO(record("http://a.example/1", body[0], more=body[1])), "a.warc", 100_000)
    assert isinstance(page, Page)
    assert page.content == STORY


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (record("http://a.example/1", STORY, length=10**9) + TWO, "length is longer than it is"),
        (gzip.compress(record("http://a.example/1", STORY, length=10**9)) + gzip.compress(TWO), "longer than it is"),
        (record("http://a.example/1", STORY, length=40) + TWO, "followed by damaged bytes"),
        (record("http://a.example/1", STORY, length=-7) + TWO, "followed by damaged bytes"),
        (b"nonsense\r\n\r\n" + TWO, "damaged WARC record"),
        (gzip.compress(ONE)[:90] + gzip.compress(TWO), "damaged WARC record"),
        (gzip.compress(ONE) + b"junk between" + gzip.compress(TWO), "followed by damaged bytes"),
        (record("http://a.example/b", gzip.compress(bytes(10**8)), more="Content-Encoding: gzip\r\n") + TWO, "unpacked"),
        (record("http://a.example/b", gzip.compress(STORY)[:9] + b"\xff" * 90, more="Content-Encoding: gzip\r\n") + TWO,
         "damaged gzip body"),
        (record("http://a.example/b", b"x" * 200_000) + TWO, "is larger than 100,000 bytes"),
    ],
)  # fmt: skip
def test_damage_is_named_and_costs_no_page_after_it(data: bytes, said: str) -> None:
    pages, problems = found(data)
    assert pages[-1] == "http://a.example/2"
    assert len(problems) == 1
    assert said in problems[0]
    assert problems[0].startswith("a.warc@0") or "@" in problems[0]


def test_a_file_of_damage_ends() -> None:
    pages, problems = found(b"\r\nWARC/1.0\r\nbroken" * 5000 + TWO)
    assert not pages
    assert "more than 1,000 places" in problems[-1]


@pytest.mark.parametrize("lost", [25, 60, 150, 250])
def test_an_archive_cut_in_the_middle_gives_what_came_before_and_names_the_rest(lost: int) -> None:
    first, second = gzip.compress(ONE), gzip.compress(TWO)
    pages, problems = found((first + second)[:-lost])
    assert pages == ["http://a.example/1"], "half an article is none"
    assert [p.partition(": ")[0] for p in problems] == [f"a.warc@{len(first)}"]
    pages, problems = found((ONE + TWO)[:-lost])
    assert pages == ["http://a.example/1"]
    assert problems == [f"a.warc@{len(ONE)}: is cut off: {len(STORY) - lost + 4:,} bytes of {len(STORY)} are there"]


HEAD = TWO.index(b"\r\n\r\n") + 4
OTHER = record("http://a.example/x", b"a" * 900, kind="metadata", content_type="text/plain")


@pytest.mark.parametrize("left", [8, 20, 60, 150, HEAD - 3, HEAD, HEAD + 9, HEAD + 30])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_an_archive_cut_inside_of_headers_gives_what_came_before_and_names_the_rest(
    left: int, pack: Callable[[bytes], bytes]
) -> None:
    second = pack(TWO)
    data = pack(ONE) + (second[: len(second) * left // len(TWO)] if pack is gzip.compress else second[:left])
    pages, problems = found(data)
    assert pages == ["http://a.example/1"]
    (problem,) = problems
    assert problem.startswith(f"a.warc@{len(pack(ONE))}: is cut off")
    assert found(pack(OTHER) * 3 + data[len(pack(ONE)) :])[1] == [
        problem.replace(f"@{len(pack(ONE))}", f"@{3 * len(pack(OTHER))}")
    ]


def test_a_record_of_no_page_that_is_cut_off_at_the_end_is_named() -> None:
    """What follows it is lost with it, and may have been pages."""
    _, problems = found(ONE + OTHER + OTHER[:-40])
    assert problems == [f"a.warc@{len(ONE + OTHER)}: is cut off before its page begins: the end of the file is missing"]
    for whole in (ONE, ONE + OTHER, ONE + OTHER[:-4], ONE[:-2], ONE + b"\r\n" * 40, ONE[:-4] + OTHER):
        assert found(whole) == (["http://a.example/1"], [])


def test_a_page_whose_end_is_there_is_not_said_to_be_cut_off() -> None:
    for data in (ONE + TWO[:-3], ONE + TWO[:-4], ONE + record("http://a.example/2", STORY, length=10**6)):
        assert found(data) == (["http://a.example/1", "http://a.example/2"], [])


def test_a_page_that_is_whole_is_read_though_its_record_says_that_it_is_longer() -> None:
    pages, _ = found(ONE + record("http://a.example/2", STORY, length=10**6))
    assert pages == ["http://a.example/1", "http://a.example/2"]


def test_an_empty_archive_is_named_and_one_of_errors_alone_is_not() -> None:
    assert found(b"") == ([], ["a.warc: is empty"])
    assert found(record("http://a.example/x", STORY, status="503 Service Unavailable")) == ([], [])


def test_records_of_one_gzip_member_are_told_apart() -> None:
    pages = list(read_archive(io.BytesIO(gzip.compress(ONE + TWO + ONE + TWO)), "a.warc.gz", 100_000))
    assert len(pages) == 4
    assert len({p.source for p in pages}) == 4


def test_a_body_packed_in_a_way_that_is_not_read_is_said_to_be() -> None:
    packed = record("http://a.example/br", b"\x1b\x03)\x00\x00\xa4\xe2\xd8\xff" * 30, more="Content-Encoding: br\r\n")
    unpacked = record("http://a.example/1", STORY, more="Content-Encoding: br\r\n")
    pages, problems = found(packed + unpacked)
    assert pages == ["http://a.example/1"]
    assert problems == ["a.warc@0: has a body that is packed as br, which is not read"]


@pytest.mark.parametrize(
    ("name", "start", "said"),
    [
        ("a.warc.bz2", bz2.compress(ONE), "packed with bzip2, which is not read; unpack it first (`bunzip2 FILE`)"),
        ("a.warc.xz", lzma.compress(ONE), "packed with xz"),
        ("a.warc.zst", b"\x28\xb5\x2f\xfd" + b"x" * 90, "packed with Zstandard"),
    ],
)
def test_what_is_packed_otherwise_is_said_to_be(tmp_path: Path, name: str, start: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(start)
    (problem,) = read_pages([tmp_path / name])
    assert said in str(problem)
    (left_out,) = read_pages([tmp_path])
    assert "has no suffix that is read" in str(left_out)


def test_an_archive_from_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    class Stdin:
        buffer = Pipe(gzip.compress(ONE) + gzip.compress(TWO))

    monkeypatch.setattr("sys.stdin", Stdin)
    assert [p.fields["url"] for p in read_pages(["-"]) if isinstance(p, Page)] == [
        "http://a.example/1",
        "http://a.example/2",
    ]


def test_rows_of_a_parquet_file_are_pages(tmp_path: Path) -> None:
    rows = {
        "text": ["The port was closed.", None, "x" * 900],
        "html": [None, None, None],
        "url": ["http://a.example/1", None, None],
        "published": [dt.date(2013, 2, 5), None, None],
        "other": [1, 2, 3],
    }
    pq.write_table(pa.table(rows), tmp_path / "a.parquet")
    first, second, third = read_pages([tmp_path / "a.parquet"], max_bytes=500)
    assert isinstance(first, Page)
    assert first.fields == {"url": "http://a.example/1", "published": "2013-02-05"}
    assert first.source == f"{tmp_path / 'a.parquet'}:1"
    assert "neither a `text` nor an `html`" in str(second)
    assert "more than 500 bytes" in str(third)


def test_a_parquet_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 but not really")
    pq.write_table(pa.table({"body": ["x"]}), tmp_path / "b.parquet")
    one, other = read_pages([tmp_path])
    assert "damaged Parquet file" in str(one)
    assert "without a column `text` or `html`" in str(other)


def test_damage_after_a_page_is_not_told_of_the_page() -> None:
    cut = gzip.compress(record("http://a.example/cut", STORY))[:200]
    data = gzip.compress(ONE) + cut + gzip.compress(TWO)
    pages, problems = found(data)
    assert pages == ["http://a.example/1", "http://a.example/2"]
    assert [p.partition(":")[0] for p in problems] == [f"a.warc@{len(gzip.compress(ONE))}"]
    _, problems = found(gzip.compress(ONE) + b"junk between" + gzip.compress(TWO))
    assert [p.partition(":")[0] for p in problems] == ["a.warc@0+"]
    _, problems = found(gzip.compress(ONE) + b"junk at the end")
    assert [p.partition(":")[0] for p in problems] == ["a.warc@0+"]


@pytest.mark.parametrize("kept", [90, 200, 260])
def test_damage_is_told_of_the_record_that_has_it_and_of_no_request_beside_it(kept: int) -> None:
    """Crawlers write a request before and a description after each response."""
    packed = [gzip.compress(one) for one in (OTHER, ONE, OTHER, OTHER, TWO, OTHER, OTHER, ONE, OTHER)]
    place = sum(map(len, packed[:4]))
    packed[4] = packed[4][:kept]
    pages, problems = found(b"".join(packed))
    assert pages == ["http://a.example/1"] * 2
    assert [p.partition(":")[0] for p in problems] == [f"a.warc@{place}"]
