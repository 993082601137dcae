"""The lists and the model that the pages room decides by: each entry is what it says, and none is dead."""

from __future__ import annotations

import csv
import re
from importlib.resources import files

import pytest

from dragoman.model import Page
from dragoman.pages import clean, line_look
from dragoman.pages.furniture import fold, furniture, kinds
from dragoman.pages.line_features import features
from dragoman.pages.line_model import article_lines, odds_of
from dragoman.pages.publishers import agency_named, publisher_of_host

DATA = files("dragoman.pages").joinpath("data")


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(DATA.joinpath(name).read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", table("furniture.csv"), ids=lambda r: f"{r['kind']}-{r['scope']}-{r['certain']}")
def test_each_kind_of_furniture_shows_in_its_example(row: dict[str, str]) -> None:
    found = furniture(fold(row["example"]))
    assert row["kind"] in found
    assert found[row["kind"]] or row["certain"] == "no"


@pytest.mark.parametrize("row", [r for r in table("furniture.csv") if r["needs"]], ids=lambda r: r["kind"])
def test_a_pattern_that_waits_for_a_string_is_woken_by_its_example(row: dict[str, str]) -> None:
    folded = fold(row["example"])
    assert re.search(row["pattern"], folded)
    assert any(needed in folded for needed in row["needs"].split("|"))


def test_patterns_are_written_as_lines_are_folded() -> None:
    for row in table("furniture.csv"):
        literal = re.sub(r"\\.", "", row["pattern"])
        assert literal == literal.lower(), row["pattern"]
        assert not set("“”‘’–—\u00a0") & set(row["pattern"])


def test_each_way_of_writing_an_agency_is_that_agency_alone() -> None:
    seen: dict[str, str] = {}
    for row in table("agencies.csv"):
        for written in row["written"].split("|"):
            assert written == written.lower()
            assert seen.setdefault(written, row["name"]) == row["name"]
            assert agency_named(written.upper()) == row["name"]


def test_each_host_has_one_publisher() -> None:
    hosts = [row["host"] for row in table("publishers.csv")]
    assert len(hosts) == len(set(hosts))
    for row in table("publishers.csv"):
        assert publisher_of_host(f"https://www.{row['host']}/world/1") == row["name"]
    assert publisher_of_host("https://example.org/reuters.com") is None


def test_the_model_has_the_features_of_the_code() -> None:
    table = features(["A line of its own.", "Share"])
    assert odds_of(table).shape == (2,)
    assert table.names[: len(line_look.names())] == line_look.names()
    assert set(kinds()) < set(table.names)


CAPTURE = """
Skip to content
• Home
• World
• Business
• Sport
Sign InRegister
The Strelsau Herald
• Most popular
• Crossword
World
Ruritania and Graustark open talks on the river border
By Rosa Lindt
12 March 2031 10:14
Share
• Facebook
• Twitter
Border guards at the bridge of Zenda last autumn. (Anton Weir/Example Photo)
STRELSAU — The foreign ministers of Ruritania and Graustark began two days of talks on Wednesday about the river that divides them.
Neither side expects a treaty. “We have agreed to count the boats, and that is a beginning,” Minister Flavia Elphberg told reporters.
Advertisement
Read more: Five years of shots across the water
Graustark has accused its neighbour of moving buoys at night, and says that eleven fishermen have been detained since January.
Ruritania denies it. Its navy said on Tuesday that every buoy stood where the commission of 1998 had put it.
What comes next
The delegations are to visit the bridge on Thursday and will then report to their parliaments.
Sign up for our newsletter
Related stories
Storm closes the harbour of Zenda for a third day
12 March 2031
Graustark votes on a new parliament in April
11 March 2031
Comments
Log in to reply
© 2031 The Strelsau Herald. All rights reserved.
Privacy policy
""".strip()


def test_the_article_is_found_in_a_whole_page_of_lines() -> None:
    article = clean(Page("a page", CAPTURE.encode(), "text"))
    body = article.body.splitlines()
    assert article.title == "Ruritania and Graustark open talks on the river border"
    assert body[0].startswith("STRELSAU — The foreign ministers")
    assert body[-1].startswith("The delegations are to visit")
    assert len(body) in (5, 6)
    assert article.byline == "Rosa Lindt"
    assert article.publisher == "The Strelsau Herald"
    assert str(article.published.interval) == "2031-03-12"


def test_the_order_of_a_pages_lines_decides_and_no_line_is_invented() -> None:
    lines = CAPTURE.splitlines()
    keep = article_lines(lines)
    assert len(keep) == len(lines)
    assert keep == article_lines(list(lines))
    assert article_lines([]) == []
