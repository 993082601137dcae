"""Pages by format, what can't be read, and encodings: each page for itself, whatever stands beside it."""

from __future__ import annotations

import gzip
import io
import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from dragoman.model import BadInput, Page
from dragoman.pages import clean, read_pages
from dragoman.pages.bylines import byline_in

GOOD = (
    "OSLO - Norway on Tuesday accused Iceland of overfishing in the northern sea and said it would recall its ambassador.\n"
    "Iceland's foreign minister denied the charge and told reporters that the boats had never left their own waters.\n"
)
HTML = f"""<!DOCTYPE html><html lang="en"><head><title>Norway recalls envoy | The Fjord Gazette</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Norway recalls envoy</h1>
{"".join(f"<p>{line}</p>" for line in GOOD.splitlines())}</article></body></html>"""
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Fjord Wire</title>
<item><title>Norway recalls envoy</title><link>https://fjord.example/1</link><pubDate>Tue, 05 Mar 2013 08:00:00 GMT</pubDate>
<description>{GOOD}</description></item><item><title>Nothing</title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Fjord Wire</title><entry><title>Norway recalls envoy</title>
<link href="https://fjord.example/2"/><published>2013-03-05T08:00:00Z</published><author><name>Kari Moen</name></author>
<content type="html">&lt;p&gt;{GOOD}&lt;/p&gt;</content></entry></feed>"""


def pages_of(*paths: Path | str, max_bytes: int = 1_000_000) -> tuple[list[Page], list[BadInput]]:
    found = list(read_pages(list(paths), max_bytes=max_bytes))
    return [p for p in found if isinstance(p, Page)], [p for p in found if isinstance(p, BadInput)]


def page(content: str | bytes, form: str = "text", encoding: str | None = None, **fields: str) -> Page:
    raw = content if isinstance(content, bytes) else content.encode()
    return Page("a", raw, "html" if form == "html" else "text", fields, encoding)


# Formats


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.txt", GOOD, "text"),
        ("a.html", HTML, "html"),
        ("a.HTM", HTML, "html"),
        ("a.jsonl", json.dumps({"text": GOOD}), "text"),
        ("b.jsonl", json.dumps({"html": HTML}), "html"),
        ("a.xml", ATOM, "html"),
        ("a.rss", RSS.replace("<item><title>Nothing</title></item>", ""), "text"),
    ],
)
def test_every_format_gives_its_page_also_packed(tmp_path: Path, name: str, content: str, form: str) -> None:
    plain, packed = tmp_path / name, tmp_path / f"{name}.gz"
    plain.write_text(content)
    packed.write_bytes(gzip.compress(content.encode()))
    (first, second), bad = pages_of(plain, packed)
    assert not bad
    assert first.format == second.format == form
    assert first.content == second.content
    article = clean(first)
    assert "Norway on Tuesday accused Iceland" in article.text
    assert "Sport" not in article.text
    assert article.article_id == clean(second).article_id


def test_a_row_brings_its_fields(tmp_path: Path) -> None:
    fields = {
        "url": "https://fjord.example/3",
        "title": "Norway recalls envoy",
        "published": "2013-03-05",
        "publisher": "The Fjord Gazette",
        "byline": "Kari Moen",
    }
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"text": GOOD, "id": "n1", **fields}) + "\n\n" + json.dumps({"text": GOOD}) + "\n")
    (full, bare), bad = pages_of(path)
    assert not bad
    assert (full.source, bare.source) == (f"{path}:1", f"{path}:3")
    article = clean(full)
    assert article.title == "Norway recalls envoy"
    assert article.url == "https://fjord.example/3"
    assert article.publisher == "The Fjord Gazette"
    assert article.byline == "Kari Moen"
    assert article.published.interval.iso == ["2013-03-05", "2013-03-05"]
    assert article.published.basis == "given"


@pytest.mark.parametrize(("content", "name"), [(RSS, "feed.xml"), (ATOM, "feed.atom")])
def test_feeds_bring_title_link_day_and_publisher(tmp_path: Path, content: str, name: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    pages, bad = pages_of(path)
    assert len(pages) == 1
    article = clean(pages[0])
    assert article.source == f"{path}#1"
    assert article.title == "Norway recalls envoy"
    assert article.publisher == "Fjord Wire"
    assert article.published.interval.iso[0] == "2013-03-05"
    assert (article.url or "").startswith("https://fjord.example/")
    assert [b.source for b in bad] == ([f"{path}#2"] if name == "feed.xml" else [])


@pytest.mark.parametrize(
    ("content", "form"), [(GOOD, "text"), (HTML, "html"), (json.dumps({"text": GOOD}), "text"), (ATOM, "html")]
)
def test_standard_input_tells_what_it_is(monkeypatch: pytest.MonkeyPatch, content: str, form: str) -> None:
    for raw in (content.encode(), gzip.compress(content.encode())):
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
        (found,), bad = pages_of("-")
        assert not bad
        assert found.source.startswith("-")
        assert found.format == form


def test_folders_are_read_whole_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/deeper/d.html.gz", ".hidden.txt", ".git/e.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(HTML.encode()) if name.endswith(".gz") else GOOD.encode())
    pages, bad = pages_of(tmp_path)
    names = [str(Path(p.source).relative_to(tmp_path)) for p in pages]
    assert names == ["a.txt", "b.txt", "sub/c.txt", "sub/deeper/d.html.gz"]
    assert not bad


def test_a_file_without_a_known_suffix_is_read_when_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "article.report"
    path.write_text(GOOD)
    assert [b.source for b in pages_of(tmp_path)[1]] == [str(path)]
    assert [p.source for p in pages_of(path)[0]] == [str(path)]


# Identity


def test_the_same_bytes_are_the_same_article_wherever_they_lie(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "z").mkdir()
    (tmp_path / "z" / "other.txt").write_text(GOOD)
    (tmp_path / "z" / "packed.txt.gz").write_bytes(gzip.compress(GOOD.encode()))
    (tmp_path / "z" / "zz.txt").write_text(GOOD.replace("Tuesday", "Wednesday"))
    ids = [clean(p).article_id for p in pages_of(tmp_path)[0]]
    assert len(ids) == 4
    assert len(set(ids[:3])) == 1
    assert ids[3] != ids[0]


def test_a_given_day_is_part_of_the_identity() -> None:
    first, second = (clean(page(GOOD, published=day)).article_id for day in ("2013-03-05", "2014-03-05"))
    assert first != second


# Bad input


def _bad_file(folder: Path, name: str) -> Path:
    path = folder / f"m-{name}"
    deep = "<html><body>" + "<div>" * 100_000 + "<p>Norway met Iceland.</p>"
    laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><rss><item><title>&b;</title></item></rss>'
    contents: dict[str, bytes] = {
        "binary.txt": b"\x00\x01\x02\x03" * 4000,
        "program.txt": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 64,
        "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        "paper.txt": b"%PDF-1.7\n" + b"stream " * 100,
        "empty.txt": b"",
        "blank.txt": b" \n\t\n",
        "empty.jsonl": b"",
        "large.txt": GOOD.encode() * 200,
        "bomb.txt.gz": gzip.compress(b"Norway met Iceland. " * 500_000),
        "bomb.jsonl.gz": gzip.compress(b'{"text": "' + b"Norway met Iceland. " * 500_000 + b'"}'),
        "damaged.txt.gz": gzip.compress(GOOD.encode() * 50)[:-30],
        "noise.txt.gz": b"\x1f\x8b" + b"no gzip at all" * 20,
        "deep.html": deep.encode(),
        "broken.jsonl": b'{"text": nothing}\n',
        "list.jsonl": b'["Norway met Iceland."]\n',
        "nested.jsonl": b"[" * 200_000 + b"\n",
        "no_text.jsonl": b'{"title": "Norway met Iceland"}\n',
        "latin.jsonl": '{"text": "Norwegen heißt Norge"}\n'.encode("latin-1"),
        "sheet.xml": b"<?xml version='1.0'?><table><row>1</row></table>",
        "torn.xml": b"<rss><channel><title>A</title>",
        "laughs.xml": laughs.encode(),
    }
    if name == "dangling.txt":
        path.symlink_to(folder / "nowhere.txt")
    elif name == "loop":
        path.symlink_to(folder, target_is_directory=True)
    else:
        path.write_bytes(contents[name])
    return path


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("binary.txt", "binary data"),
        ("program.txt", "is a program"),
        ("picture.html", "is an image"),
        ("paper.txt", "convert it to text"),
        ("empty.txt", "is empty"),
        ("blank.txt", "is empty"),
        ("empty.jsonl", "is empty"),
        ("large.txt", "raise --max-bytes"),
        ("bomb.txt.gz", "raise --max-bytes"),
        ("bomb.jsonl.gz", "raise --max-bytes"),
        ("damaged.txt.gz", "damaged gzip"),
        ("noise.txt.gz", "damaged gzip"),
        ("deep.html", "nested more than"),
        ("broken.jsonl", "is no JSON"),
        ("list.jsonl", "no JSON object"),
        ("nested.jsonl", "raise --max-bytes"),
        ("no_text.jsonl", "neither a `text` nor an `html`"),
        ("latin.jsonl", "is not UTF-8"),
        ("sheet.xml", "without RSS items"),
        ("torn.xml", "no well-formed feed"),
        ("laughs.xml", "XML with a DTD or entities"),
        ("dangling.txt", "broken link"),
        ("loop", "a link leads back"),
    ],
)
def test_what_is_no_page_is_named_once_and_the_rest_is_read(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "z.txt").write_text(GOOD)
    path = _bad_file(tmp_path, name)
    limit = 1_000_000 if name == "deep.html" else 20_000
    read, bad = [], []
    for found in read_pages([tmp_path], max_bytes=limit):
        try:
            if isinstance(found, BadInput):
                raise found
            read.append(clean(found))
        except BadInput as problem:
            bad.append(problem)
    assert [Path(a.source).name for a in read] == ["a.txt", "z.txt"]
    assert len(bad) == 1
    assert bad[0].source.startswith(str(path))
    assert said in bad[0].reason
    assert str(bad[0]) == f"{bad[0].source}: {bad[0].reason}"


def test_json_nested_past_all_sense_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"[" * 200_000 + b"\n" + json.dumps({"text": GOOD}).encode() + b"\n")
    pages, bad = pages_of(path)
    assert [p.source for p in pages] == [f"{path}:2"]
    assert [b.source for b in bad] == [f"{path}:1"]


def test_rows_before_the_damage_of_a_gzip_file_are_read(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"text": f"{i} {GOOD}", "n": os.urandom(2000).hex()}) + "\n" for i in range(40))
    path = tmp_path / "rows.jsonl.gz"
    packed = gzip.compress(rows.encode())
    path.write_bytes(packed[: len(packed) // 2])
    pages, bad = pages_of(path)
    assert len(pages) > 5
    assert ["damaged gzip" in b.reason for b in bad] == [True]


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    pages, bad = pages_of(tmp_path / "nowhere", max_bytes=10)
    assert not pages
    assert "no such file" in bad[0].reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "b").mkdir(mode=0)
    pages, bad = pages_of(tmp_path)
    (tmp_path / "b").chmod(0o700)
    assert not pages
    assert ["permissions" in b.reason for b in bad] == [True, True]


# Encodings


@pytest.mark.parametrize(
    ("raw", "declared"),
    [
        ("El señor Núñez habló en Córdoba.".encode(), None),
        ("El señor Núñez habló en Córdoba.".encode("utf-8-sig"), None),
        ("El señor Núñez habló en Córdoba.".encode("utf-16"), None),
        ("El señor Núñez habló en Córdoba.".encode("latin-1"), "iso-8859-1"),
        ("El señor Núñez habló en Córdoba.".encode("cp1252"), "windows-1252"),
    ],
)
def test_encodings_are_told(raw: bytes, declared: str | None) -> None:
    article = clean(page(raw, encoding=declared, title="Norway"))
    assert "El señor Núñez habló en Córdoba." in article.text


def test_the_encoding_that_html_declares_counts() -> None:
    html = HTML.replace("<head>", '<head><meta charset="windows-1251">').replace("Iceland's", "«Север» Iceland's")
    assert "«Север»" in clean(page(html.encode("cp1251"), "html")).text


@pytest.mark.parametrize("name", ["unicode_escape", "rot13", "idna", "base64", "no-such-thing"])
def test_a_declared_codec_that_is_no_encoding_is_passed_over(name: str) -> None:
    html = HTML.replace("<head>", f'<head><meta charset="{name}">').encode() + b"<!-- \xff\xfe\xe9 -->"
    assert "Norway on Tuesday" in clean(page(html, "html")).text


def test_a_stray_byte_does_not_change_the_encoding() -> None:
    raw = (GOOD + "The minister’s “red line” – the coast – was never crossed, the café’s owner said.\n").encode()
    article = clean(page(raw + b"It was the talk of Oslo that evening, they said. \xff\n"))
    assert "The minister’s “red line”" in article.text


@pytest.mark.parametrize(
    ("line", "byline", "agency"),
    [("By Agencies", "Agencies", None), ("By News Agencies", "News agencies", None),
     ("By Rosa Lindt and agencies", "Rosa Lindt", None), ("By Reuters and agencies", None, "Reuters")],
)  # fmt: skip
def test_an_article_by_agencies_says_so(line: str, byline: str | None, agency: str | None) -> None:
    assert byline_in(line, dated=False) == (byline, agency)
