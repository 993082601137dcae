"""The brief as Markdown and HTML: hostile pages are shown and do nothing, links vouch for nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.desk.brief import brief
from dragoman.exports.brief import markdown, plain, render, web_address
from dragoman.model import Actor, Participant, Reading
from dragoman.record import Record
from made_readings import any_reading, reading, span

TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "ul", "li", "span", "a", "cite", "q",
    "section", "table", "thead", "tbody", "tr", "th", "td", "br",
}  # fmt: skip


class _Page(HTMLParser):
    """The tags of a page, its links and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[dict[str, str | None]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        given = dict(attrs)
        assert not any(name.startswith("on") or name in {"src", "style", "srcset", "action"} for name in given), given
        if tag == "a":
            self.links.append(given)

    def handle_data(self, data: str) -> None:
        self.words += data


def rendered(folder: Path, *readings: Reading, **asked: Any) -> tuple[str, str]:
    with Record(folder / "r.dragoman") as record:
        for made in readings:
            record.add(made)
        record.derive()
        data = brief(record, **asked)
    return render(data, "md"), render(data, "html")


def hostile() -> Reading:
    made = reading("a1", publisher="<img src=x onerror=alert(1)>[x](javascript:alert(2))")
    bad = Actor("person:~x", '"><script>alert(3)</script> *bold* `code` | cell')
    made = replace(made, events=(replace(made.events[0], actors=(Participant(span("Djibouti", start=35), "x", bad),)),))
    url = "https://evil.example/a>b) <script>?q=\"'\n)"
    return replace(made, article=replace(made.article, url=url))


def test_what_the_brief_says(tmp_path: Path) -> None:
    made = reading("a1")
    made = replace(made, article=replace(made.article, url="https://news.example/a?b=1&c=2"))
    text, page = rendered(tmp_path, made, about="ferry", first="2013-01", last="2013-02")
    assert text.startswith("# Chronology: ferry, from January 2013 to February 2013\n")
    assert "from 1 article of 1 independent source, published 23 January 2013; the record holds 1 article." in text
    assert "\n## Wednesday, 23 January 2013\n" in text
    assert (
        "- **Accusation by Djibouti.** “Djibouti on Wednesday accused Eritrea of shelling a ferry.” — "
        "[Meridian, 23 January 2013](<https://news.example/a?b=1&c=2>).\n"
    ) in text
    assert "| 23 January 2013 | the report itself | at least 14 people |" in text
    assert "| Djibouti | sanctions (Eritrea) | for, 23 January 2013 |" in text
    shown = _Page(page)
    assert shown.tags <= TAGS
    assert shown.links[0] == {"href": "https://news.example/a?b=1&c=2", "rel": "noopener nofollow noreferrer"}
    assert "“Djibouti on Wednesday accused Eritrea of shelling a ferry.” — Meridian, 23 January 2013." in shown.words


def test_every_row_of_a_table_has_its_cells(tmp_path: Path) -> None:
    text, _ = rendered(tmp_path, hostile())
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert len(tables) == 6
    for line in tables:
        cells = len(re.findall(r"(?<!\\)\|", line)) - 1
        assert cells in {4, 5}, line


def test_no_codes_in_the_text(tmp_path: Path) -> None:
    text, _ = rendered(tmp_path, reading("a1"))
    assert not re.search(r"\b(ACCUSE|ASSAULT|DJI|ERI|happened|state:|None|True)\b", text)
    assert not re.search(r"\d{4}-\d\d-\d\d", text)


def test_a_hostile_page_is_shown_and_does_nothing(tmp_path: Path) -> None:
    text, page = rendered(tmp_path, hostile())
    shown = _Page(page)
    assert shown.tags <= TAGS
    assert "<script" not in page
    assert "<img src=x onerror=alert(1)>" in shown.words, "it is shown as it stands"
    assert all(re.match(r"https://evil\.example/[^\s<>\"]*$", link["href"] or "") for link in shown.links)
    outside = re.sub(r"\(<[^<>]*>\)", "", text)
    assert not re.search(r"(?<!\\)[<>`]", outside)
    assert "\\[x\\](javascript" in text
    assert not re.search(r"(?<!\\)\]\((?!<https?://)", text)


def test_only_the_web_is_linked() -> None:
    for url in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x.example",
        "https:///x",
        "",
        None,
        "x",
    ):
        assert web_address(url) is None, url
    assert web_address("https://a.example/x y>") == "https://a.example/x%20y%3E"
    assert web_address("https://a.example/ü?q=(1)%20") == "https://a.example/%C3%BC?q=%281%29%20"


def test_unseen_characters_are_taken_out() -> None:
    assert plain("a\u202eb\u2066c\x00d\x1be\n\nf\u200f") == "abcde f"


def test_addresses_in_a_sentence_become_no_links_in_markdown() -> None:
    assert markdown("see https://x.example and www.y.example") == "see https\\://x.example and www\\.y.example"
    assert markdown("1 < 2 & *x* _y_ #z | ~a~ [b]!") == "1 \\< 2 &amp; \\*x\\* \\_y\\_ \\#z \\| \\~a\\~ \\[b\\]\\!"


def test_the_page_loads_and_runs_nothing(tmp_path: Path) -> None:
    _, page = rendered(tmp_path, reading("a1"))
    assert "default-src 'none'" in page
    assert "@media print" in page
    assert not re.search(r"url\(|@import|<link|<script|<iframe", page)


def test_an_empty_record_says_so(tmp_path: Path) -> None:
    text, page = rendered(tmp_path)
    for made in (text, page):
        assert "The record holds nothing that answers." in made


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(any_reading())
def test_any_reading(tmp_path_factory: pytest.TempPathFactory, made: Reading) -> None:
    text, page = rendered(tmp_path_factory.mktemp("any"), made)
    assert _Page(page).tags <= TAGS
    assert text.count("\n# ") == 0


@given(st.text(max_size=80))
def test_markdown_opens_no_markup(text: str) -> None:
    made = markdown(text)
    assert "\n" not in made
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>|]", made)


def test_the_command(tmp_path: Path) -> None:
    with Record(tmp_path / "r.dragoman") as record:
        record.add(reading("a1"))
        record.derive()
    common = ["brief", "--record", str(tmp_path / "r.dragoman")]
    done = CliRunner().invoke(app, [*common, "--about", "ferry", "--from", "2013-01-01", "--to", "2013-01-31"])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("# Chronology: ferry")
    out = tmp_path / "brief.html"
    assert CliRunner().invoke(app, [*common, "--actor", "DJI", "--out", str(out)]).exit_code == 0
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "<h1>Chronology: Djibouti</h1>" in out.read_text(encoding="utf-8")
    assert CliRunner().invoke(app, [*common, "--from", "yesterday"]).exit_code == 2
