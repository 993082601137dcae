"""Pages to articles: what is cut, marked and kept, who published it and when. Every sentence here is invented."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import Article, Page
from dragoman.pages import article_from_text, clean
from dragoman.pages.bylines import is_byline, names_of
from dragoman.pages.datelines import find_dateline
from dragoman.pages.publishers import names_a_paper

TITLE = "Border posts moved at night, minister says"
BODY = (
    "Zubrowka's foreign minister accused Ruritania on Monday of moving the border posts at night, and called the step a threat to peace.",
    "Ruritania denied the charge. Its ambassador told reporters in the capital that the posts had stood where they stand since the last century.",
    "“We have measured them twice,” the ambassador, Paul Weir, said, adding that his government would open the archives to any neighbour.",
    "The two governments have quarrelled over the valley for two decades, and talks that neighbours arranged in spring broke down after a day.",
)


def page(content: str | bytes, form: str = "text", encoding: str | None = None, **fields: str) -> Page:
    raw = content if isinstance(content, bytes) else content.encode()
    return Page("a", raw, "html" if form == "html" else "text", fields, encoding)


def captured(*lines: str, after: Sequence[str] = ()) -> Article:
    """A text capture with these lines before the body and after it."""
    return clean(page("\n".join([*lines, *BODY, *after])))


def html_page(head: str = "", above: str = "", below: str = "") -> Article:
    body = "".join(f"<p>{line}</p>" for line in BODY)
    article = f"<article><h1>{TITLE}</h1>{above}{body}{below}</article>"
    return clean(
        page(f"<html><head><title>{TITLE} | Lake Herald</title>{head}</head><body>{article}</body></html>", "html")
    )


def zones_of(article: Article, role: str) -> list[str]:
    return [z.span.of(article.text) for z in article.zones if z.role == role]


# What is cut from a capture


@pytest.mark.parametrize(
    "furniture",
    [
        "Support independent journalism: donate to the Lake Herald today!",
        "Read more",
        "Leave a comment",
        "Share on Facebook",
        "Share this article: Twitter Facebook WhatsApp Email",
        "col-md-8 post-content entry-wrap",
        "© 2031 Lake Herald. All rights reserved.",
        "https://lakeherald.example/world/border-posts",
        "Subscribe to our newsletter",
        "(Reporting by Rosa Lindt in Strelsau; editing by Paul Weir)",
        "A border post is seen near Strelsau in this undated file photo. (File photo)",
    ],
)
def test_furniture_is_no_part_of_an_article(furniture: str) -> None:
    for made in (captured(TITLE, "", after=["", furniture]), captured(TITLE, furniture, "")):
        assert furniture not in made.body
        assert made.body.split("\n") == list(BODY)


def test_sentences_about_such_things_stay() -> None:
    sentences = (
        "Readers who want to leave a comment on the treaty must write to the ministry by Friday, the minister told parliament.",
        "The two states share this river, and both have copyright over the maps that were drawn of it, a lawyer said on Sunday.",
    )
    assert captured(TITLE, "", after=sentences).body.split("\n") == [*BODY, *sentences]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("(Reporting by Rosa Lindt in Strelsau; editing by Paul Weir)", "credit"),
        ("By Rosa Lindt and agencies", "credit"),
        ("File photo: a border post near Strelsau", "caption"),
        ("Read more", "boilerplate"),
        ("Leave a comment", "boilerplate"),
        ("Monday, 4 February 2013", "boilerplate"),
    ],
)
def test_a_given_text_keeps_such_lines_and_marks_them(line: str, role: str) -> None:
    text = "\n\n".join([TITLE, line, *BODY])
    article = article_from_text(text)
    assert article.text == text
    assert zones_of(article, role) == [line]
    assert zones_of(article, "headline") == [TITLE]


@given(
    st.lists(
        st.one_of(st.sampled_from([TITLE, *BODY, "Read more", "By Rosa Lindt", "OSLO (AP) -"]), st.text(max_size=60)),
        max_size=8,
    )
)
@settings(max_examples=60, deadline=None)
def test_a_given_text_is_never_altered(lines: list[str]) -> None:
    text = "\n".join(lines)
    article = article_from_text(text)
    assert article.text == text
    ends = 0
    for zone in article.zones:
        assert ends <= zone.span.start < zone.span.end <= len(text)
        ends = zone.span.end


def test_nothing_is_lost_of_a_clean_text() -> None:
    text = "\n".join(BODY)
    assert article_from_text(text).zones == ()
    assert clean(page(text)).body == text


# Headline, dateline, byline, paper


def test_the_headline_is_the_title() -> None:
    article = captured("World", TITLE, "")
    assert article.title == TITLE
    assert article.text.startswith(f"{TITLE}\n\n{BODY[0]}")
    assert zones_of(article, "headline") == [TITLE]
    assert html_page().title == TITLE


@pytest.mark.parametrize(
    ("line", "place", "agency", "day"),
    [
        ("MOSCOW (Reuters) - ", "Moscow", "Reuters", None),
        ("PARIS, May 28 (RIA Novosti) – ", "Paris", "RIA Novosti", (None, 5, 28)),
        ("PARIS — ", "Paris", None, None),
        ("ADDIS ABABA, Ethiopia (AP)_", "Addis Ababa", "AP", None),
        ("STRELSAU (Lake Wire) - ", "Strelsau", "Lake Wire", None),
        ("UNITED NATIONS, Feb. 3, 2013 (AFP) - ", "United Nations", "AFP", (2013, 2, 3)),
        ("Kyiv, 4 May (Interfax) - ", "Kyiv", "Interfax", (None, 5, 4)),
        ("WASHINGTON: ", "Washington", None, None),
    ],
)
def test_a_dateline_gives_place_agency_and_day(
    line: str, place: str, agency: str | None, day: tuple[int | None, int, int] | None
) -> None:
    text = "\n".join([line + BODY[0], *BODY[1:]])
    for article in (clean(page(text)), article_from_text(text)):
        assert article.text == text
        assert article.dateline_place == place
        assert article.agency == agency
        assert zones_of(article, "dateline") == [line]
        marks = [(m.year, m.month, m.day) for m in article.marks if m.kind == "dateline"]
        assert marks == ([day] if day else [])


@pytest.mark.parametrize(
    "line",
    [
        "BREAKING - The",
        "EU - The bloc",
        "UPDATE 2 - The",
        "RENT-A-CAR firms",
        "Strelsau — the capital —",
        "The minister (Labour) - who",
    ],
)
def test_what_is_no_dateline(line: str) -> None:
    assert find_dateline(line) is None


@pytest.mark.parametrize(
    ("line", "people", "agency"),
    [
        ("By Rosa Lindt", "Rosa Lindt", None),
        ("By ROSA LINDT and PAUL WEIR in Strelsau", "Rosa Lindt, Paul Weir", None),
        ("By Rosa Lindt and agencies", "Rosa Lindt", None),
        ("By Rosa Lindt, Reuters", "Rosa Lindt", "Reuters"),
        ("By Rosa Lindt in Strelsau and Paul Weir", "Rosa Lindt, Paul Weir", None),
        ("By Reuters", None, "Reuters"),
        ("By Rosa Lindt, Diplomatic Correspondent", "Rosa Lindt", None),
    ],
)
def test_bylines(line: str, people: str | None, agency: str | None) -> None:
    assert is_byline(line)
    assert names_of(line.removeprefix("By ")) == (people, agency)
    for article in (
        captured(TITLE, "", line, ""),
        html_page(above=f"<p>{line}</p>"),
        article_from_text("\n".join([TITLE, line, *BODY])),
    ):
        assert line not in article.body or zones_of(article, "credit") == [line]
        assert article.byline == people
        assert article.agency == agency


@pytest.mark.parametrize(
    "line",
    [
        "By Monday Evening",
        "By the end of May Ruritania had moved them.",
        "By Friday the Council had voted.",
        "By Rosa Lindt's own account, nobody saw it.",
        "By Design",
    ],
)
def test_a_sentence_that_begins_with_by_is_no_byline(line: str) -> None:
    assert not is_byline(line)
    article = captured(TITLE, line + " Nobody in the valley saw who did it, said the mayor of the nearest town.")
    assert article.byline is None
    assert line in article.body


def test_metadata_tells_the_author_before_the_page_does() -> None:
    assert html_page('<meta name="author" content="Ada Berg">', "<p>By Rosa Lindt</p>").byline == "Ada Berg"


def test_the_paper_stands_above_its_day() -> None:
    lines = ("The Strelsau Tribune", "Monday, February 4, 2013", "", TITLE, "", "By Rosa Lindt", "")
    for article in (captured(*lines), article_from_text("\n".join([*lines, *BODY]))):
        assert article.publisher == "The Strelsau Tribune"
        assert article.title == TITLE
        assert article.byline == "Rosa Lindt"
        assert article.published.interval.iso == ["2013-02-04", "2013-02-04"]


@pytest.mark.parametrize(
    "title", ["The Border That Nobody Wanted", "Rebels Demand Answers Today", "The minister meets the press"]
)
def test_a_headline_is_no_paper(title: str) -> None:
    for article in (captured(title, "Monday, February 4, 2013", ""), captured(title, "")):
        assert article.publisher is None
        assert article.title == title
    assert names_a_paper(title) == (title == "Rebels Demand Answers Today")
    assert article_from_text("\n".join([title, "February 4, 2013", *BODY])).publisher is None


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ('<meta property="og:site_name" content="The Lake Herald">', "The Lake Herald"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","publisher":{"name":"Lake Wire"}}</script>',
            "Lake Wire",
        ),
        ('<link rel="canonical" href="https://www.reuters.com/a">', "Reuters"),
        ("", "Lake Herald"),
    ],
)
def test_a_page_names_its_publisher(head: str, publisher: str) -> None:
    assert html_page(head).publisher == publisher


# The day


@pytest.mark.parametrize(
    ("head", "above", "basis"),
    [
        ('<meta property="article:published_time" content="2013-02-04T08:00:00Z">', "<p>5 March 2013</p>", "metadata"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2013-02-04"}</script>',
            "",
            "metadata",
        ),
        ("", "<p>Monday, 4 February 2013</p>", "header"),
        ('<link rel="canonical" href="https://lake.example/2013/02/04/posts">', "", "url"),
    ],
)
def test_the_day_of_an_html_page(head: str, above: str, basis: str) -> None:
    published = html_page(head, above).published
    assert published.interval.iso == ["2013-02-04", "2013-02-04"]
    assert published.basis == basis
    assert published.reasons


@pytest.mark.parametrize(
    "line",
    [
        "February 4, 2013",
        "Published: 4 Feb 2013 18:40 GMT",
        "4 February 2013",
        "Mon, Feb 4, 2013 | 6:40 PM",
        "2013-02-04",
    ],
)
def test_the_day_of_a_capture(line: str) -> None:
    article = captured(TITLE, line, "")
    assert article.published.interval.iso == ["2013-02-04", "2013-02-04"]
    assert article.published.basis == "header"
    assert line not in article.body


def test_a_given_day_goes_before_all() -> None:
    article = article_from_text("February 4, 2013\n" + "\n".join(BODY), published="2014-03-05")
    assert article.published.interval.iso == ["2014-03-05", "2014-03-05"]
    assert article.published.basis == "given"


def test_a_copyright_year_is_only_an_upper_bound() -> None:
    published = captured(TITLE, "", after=["© 2018 Lake Herald. All rights reserved."]).published
    assert published.interval.iso == [None, "2018-12-31"]
    assert published.basis == "inferred"


def test_no_day_is_unknown() -> None:
    published = captured(TITLE, "").published
    assert published.interval.iso == [None, None]
    assert published.basis == "unknown"


def test_a_day_and_month_that_could_be_either_are_not_guessed() -> None:
    assert captured(TITLE, "04/07/2014", "").published.interval.iso == ["2014-01-01", "2014-12-31"]
    assert captured(TITLE, "26/07/2014", "").published.interval.iso == ["2014-07-26", "2014-07-26"]


# Language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("\n".join(BODY), "en"),
        (
            "Le ministre des Affaires étrangères a accusé lundi le pays voisin d'avoir déplacé les bornes pendant la nuit, selon son porte-parole.",
            "fr",
        ),
        (
            "Der Außenminister warf dem Nachbarland am Montag vor, die Grenzsteine in der Nacht versetzt zu haben, wie ein Sprecher mitteilte.",
            "de",
        ),
        (
            "Министр иностранных дел обвинил в понедельник соседнюю страну в том, что она ночью передвинула пограничные столбы.",
            "ru",
        ),
        ("Yes, no.", None),
    ],
)
def test_the_language_is_told(text: str, language: str | None) -> None:
    assert article_from_text(text).language == language
