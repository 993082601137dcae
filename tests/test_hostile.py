"""Pages made to stop the reader: bombs, lies about lengths, endless lines, every plane of Unicode, spoiled bytes.

`benchmarks/fuzz.py` reads more spoiled pages than these; `DRAGOMAN_LONG=1` makes the long versions of these tests.
"""

from __future__ import annotations

import gzip
import io
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from commands import DRAGOMAN, Run, environment, runner
from dragoman.engines.pool import read_one
from dragoman.model import BadInput, Page
from dragoman.pages import read_pages
from dragoman.pages.captures import read_named
from dragoman.reader import Reader
from dragoman.record import Record
from fuzzing import faults_of, spoiled
from test_laws import quotes_hold

TESTS = Path(__file__).parent
LONG = bool(os.environ.get("DRAGOMAN_LONG"))
SPOILED = 20_000 if LONG else 5_000
GOOD = b"OSLO - Norway on Tuesday accused Iceland of overfishing, and said it would recall its ambassador.\n"


@pytest.fixture
def run(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(reader, monkeypatch)


@pytest.fixture(scope="module")
def fast() -> Reader:
    return Reader(fast=True)


def bounded(script: list[str], *, seconds: int, megabytes: int = 4000) -> subprocess.CompletedProcess[str]:
    """Runs a program that is killed when it has used so many seconds of processor time, or so much memory."""
    resource = pytest.importorskip("resource", reason="needs limits for a process")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))

    return subprocess.run(
        [sys.executable, *script], capture_output=True, text=True, preexec_fn=limit, cwd=TESTS,
        env=environment(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", PYTHONPATH=str(TESTS)),
    )  # fmt: skip


def test_every_pattern_is_linear_or_sees_little() -> None:
    done = bounded(["hostile_patterns.py", "60000" if LONG else "8000"], seconds=600 if LONG else 150)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


ROOMS = """
import sys
from dragoman.reader import Reader
reader = Reader(fast=True)
for unit in {units!r}:
    reading = reader.read(unit * ({length} // len(unit)), published="2012-02-08")
    assert all(0 <= s.span.start < s.span.end <= len(reading.article.text) for s in reading.statements), unit
    print(repr(unit), flush=True)
"""
UNITS = (
    '"', "“a” ", "1 ", "A ", ", ", "- ", "(a) ", "he said ", "“no,” he said. ", "1 May ", "$1 ", "the minister ", "Norway and ",
    "voted against the draft ", "14 people were killed, ", "Lavrov told ", "A. ", "and ", "last week ", "漢", "é ",
)  # fmt: skip


def test_no_room_is_slower_than_in_proportion_to_a_text_of_one_thing() -> None:
    length = 400_000 if LONG else 12_000
    done = bounded(["-c", ROOMS.format(units=UNITS, length=length)], seconds=40 * length // 12_000)
    assert done.returncode == 0, done.stdout[-300:] + done.stderr[-2000:]


def test_spoiled_pages_break_no_law(fast: Reader) -> None:
    broken = []
    for number in range(SPOILED):
        broken += faults_of(*spoiled(20130122, number, 160), fast)
    assert not broken


def found(name: str, content: bytes, max_bytes: int = 100_000) -> tuple[list[Page], list[str]]:
    pages = list(read_named(io.BytesIO(content), name, max_bytes=max_bytes))
    return [p for p in pages if isinstance(p, Page)], [str(p) for p in pages if isinstance(p, BadInput)]


LAUGHS = b"<!DOCTYPE l [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)  # fmt: skip


@pytest.mark.parametrize(
    "doctype",
    [
        LAUGHS + b"]>",
        b"<!DOCTYPE l [<!ENTITY j SYSTEM 'file:///etc/passwd'>]>",
        b"<!DOCTYPE l SYSTEM 'http://a.example/l.dtd'>",
        b"<!DOCTYPE l [<!ENTITY %% p 'x'> %p;]>",
        b"<!DOCTYPE l [<!ENTITY j '" + b"x" * 50_000 + b"'>]>",
    ],
    ids=["laughs", "file", "address", "parameter", "long"],
)
def test_a_feed_with_entities_is_refused(doctype: bytes) -> None:
    feed = b"<?xml version='1.0'?>" + doctype + b"<rss><item><description>&j;&j;</description></item></rss>"
    pages, problems = found("a.xml", feed)
    assert not pages
    assert len(problems) == 1


def test_a_feed_of_elements_in_elements_ends() -> None:
    for name in (b"a", b"title", b"description", b"item"):
        deep = b"<rss><item>" + b"<%s>" % name * 30_000 + b"</%s>" % name * 30_000 + b"<title>x</title></item></rss>"
        found("a.xml", deep)


def test_a_feed_whose_item_never_ends_is_left(tmp_path: Path) -> None:
    item = b"<item><description>Norway spoke to Iceland.</description></item>"
    pages, problems = found("a.xml", b"<rss>" + item * 3 + b"<item><description>" + b"Norway spoke. " * 300_000)
    assert len(pages) == 3
    assert "an item is larger than one may be" in problems[0]
    assert "3 items before" in problems[0]


def test_bombs_are_refused(tmp_path: Path) -> None:
    bomb = gzip.compress(b"Norway met Iceland. " * 2_000_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 20_000_000)
    for name, content, said in (
        ("a.txt.gz", bomb, "larger than 100,000 bytes unpacked"),
        ("a.txt.gz", gzip.compress(bomb), "is binary data"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "' + b"a" * 20_000_000), "is a row of more than"),
        ("a.html.gz", bomb, "larger than 100,000 bytes unpacked"),
        ("a.zip", packed.getvalue(), "is a ZIP archive"),
        ("a.txt", packed.getvalue(), "is a ZIP archive"),
    ):
        pages, problems = found(name, content)
        assert not pages, name
        assert said in problems[0], (name, problems)


def test_a_line_of_ten_megabytes_takes_its_time_and_no_more(run: Run, reader: Reader, tmp_path: Path) -> None:
    reader.read(GOOD.decode())  # what is loaded when it is first needed is loaded now
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a-long.txt").write_bytes(b"Norway said on Monday that it had told Iceland of 14 boats. " * 180_000)
    (folder / "b-good.txt").write_bytes(GOOD)
    done = run("read", folder, "--record", tmp_path / "r", "--max-seconds", 6)
    assert done.exit_code == 3, done.output
    with Record(tmp_path / "r") as made:
        assert [Path(a["source"]).name for a in made.articles()] == ["b-good.txt"]
        (reject,) = made.table("rejects")
    assert reject["reason"] == "took longer than 6 seconds; raise --max-seconds to read it"


def test_a_page_larger_than_allowed_is_named_with_the_option(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(GOOD * 100)
    (tmp_path / "b.txt").write_bytes(GOOD)
    done = run("read", tmp_path / "a.txt", tmp_path / "b.txt", "--record", tmp_path / "r", "--max-bytes", 2000)
    assert done.exit_code == 3
    assert "is larger than 2,000 bytes unpacked; raise --max-bytes to read it" in done.stdout
    assert Record(tmp_path / "r").counts()["articles"] == 1


@pytest.mark.parametrize("plane", range(17))
def test_every_plane_of_unicode_is_read_with_right_spans(fast: Reader, plane: int) -> None:
    dice = random.Random(plane)
    odd = [chr(plane << 16 | dice.randrange(1 << 16)) for _ in range(60)]
    sentence = (
        "OSLO - Norway{} on Tuesday accused{} Iceland, “which lies{},” Prime Minister {}Jens Stoltenberg said.{} "
    )
    text = "".join(sentence.format(*odd[n : n + 5]) for n in range(0, 50, 5))
    made = fast.read(text, published="2012-02-08")
    assert made.article.text == text
    quotes_hold(made)
    for page in (Page("a.txt", text.encode("utf-8", "surrogatepass"), "text"),
                 Page("a.html", f"<p>{text}</p>".encode("utf-16-le", "replace"), "html", {}, "utf-16-le")):  # fmt: skip
        read = read_one(fast, page)
        if isinstance(read, BadInput):
            assert "no article text" in read.reason
        else:
            quotes_hold(read)


@pytest.mark.parametrize(
    "spoiler",
    [
        "\u202e",
        "\u2066\u2067",
        "\0",
        "\ud800",
        "\udfff\ud800",
        "\u05d0\u05d1",
        "\u0627\u0644",
        "\u200f",
        "\ufeff",
        "\x1b[31m",
    ],
)
def test_controls_and_right_to_left_between_words_leave_spans_right(fast: Reader, spoiler: str) -> None:
    text = GOOD.decode().replace(" ", f"{spoiler} {spoiler}") * 3
    made = fast.read(text, published="2012-02-08")
    assert made.article.text == text
    quotes_hold(made)


def test_a_folder_of_hostile_files_costs_no_good_page(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(60):
        name, content = spoiled(5, number)
        (folder / name).write_bytes(content)
    (folder / "z-good.txt").write_bytes(GOOD)
    done = subprocess.run(
        [*DRAGOMAN, "read", str(folder), "--record", str(tmp_path / "r"), "--fast"],
        capture_output=True, text=True, env=environment(),
    )  # fmt: skip
    assert done.returncode in (0, 3), done.stderr
    assert "Traceback" not in done.stderr
    with Record(tmp_path / "r") as made:
        assert any(a["source"].endswith("z-good.txt") for a in made.articles())
        assert not [r for r in made.table("rejects") if "the reader failed" in r["reason"]]
    assert len(list(read_pages([folder]))) >= 60
