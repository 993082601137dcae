"""Odd pages: whatever the bytes are, cleaning gives an Article or a BadInput, and ends."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.model import Article, BadInput, Page
from dragoman.pages import article_from_text, clean


def page(content: str | bytes, form: str) -> Page:
    raw = content if isinstance(content, bytes) else content.encode()
    return Page("a", raw, "html" if form == "html" else "text")


def _cleaned(made: Page) -> Article | BadInput:
    try:
        return clean(made)
    except BadInput as problem:
        return problem


_pieces = st.sampled_from(
    [
        "<div>",
        "</p>",
        "<article>",
        "OSLO (AP) -",
        "\n",
        "“",
        "By ",
        "© 2012",
        "\u2028",
        "\x00",
        "\ud800",
        "<![CDATA[",
        "2013-02-31",
        "&#x110000;",
        "Read more",
        " said. ",
    ]
)
_texts = st.lists(st.one_of(st.text(max_size=40), _pieces), max_size=30).map("".join)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=600), _texts.map(lambda t: t.encode("utf-8", "surrogatepass"))), st.booleans())
def test_any_bytes_give_an_article_or_a_bad_input(content: bytes, html: bool) -> None:
    made = _cleaned(page(content, "html" if html else "text"))
    if isinstance(made, Article):
        made.text.encode()
        for zone in made.zones:
            assert 0 <= zone.span.start < zone.span.end <= len(made.text)
    else:
        assert made.source == "a"


_UNITS: Sequence[str] = [
    '"',
    "'",
    "“",
    "1",
    "1,",
    "A",
    "A ",
    "a,",
    ",",
    "<",
    "<a ",
    ">",
    "\n",
    "(",
    "(A",
    "-",
    " -",
    "\u00a0",
    "http://",
    "by A",
    "By Rosa Lindt, ",
    " in New",
    "1 May ",
    "©",
    "é",
]


@pytest.mark.parametrize("unit", _UNITS)
@pytest.mark.parametrize("form", ["text", "html"])
def test_a_megabyte_of_one_thing_ends(unit: str, form: str) -> None:
    began = time.process_time()
    _cleaned(page(unit * (1_000_000 // len(unit)), form))
    assert time.process_time() - began < 10


@pytest.mark.parametrize("unit", _UNITS)
def test_a_given_megabyte_of_one_thing_ends(unit: str) -> None:
    began = time.process_time()
    text = unit * (1_000_000 // len(unit))
    assert article_from_text(text).text == text
    assert time.process_time() - began < 10
