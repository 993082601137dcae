"""The language room: paragraphs, sentences, quotations, lemmas."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.language.parser import Parser
from dragoman.language.quotations import find_quotations
from dragoman.language.sentences import LONGEST, split_paragraphs, split_sentences
from dragoman.model import Span

NEWSY = st.text(alphabet=st.sampled_from("abAB .,?!\"'“”‘’«»`\n\r\t()-—:é世\u2028U.S"), max_size=200) | st.text(
    max_size=120
)


def sentences(text: str) -> list[str]:
    return [s.of(text) for line in split_paragraphs(text) for s in split_sentences(text, line)]


def quotations(text: str) -> list[tuple[str, int]]:
    return [(q.inner.of(text), q.depth) for q in find_quotations(text, split_paragraphs(text))]


def test_offsets_of_paragraphs_are_exact() -> None:
    text = "One line\n\n  Two lines. And three.\r\nFour  \n"
    assert split_paragraphs(text) == (Span(0, 8), Span(12, 33), Span(35, 39))


def test_offsets_of_sentences_are_exact() -> None:
    text = "x\n  Two lines.  And three. \n"
    line = split_paragraphs(text)[1]
    assert split_sentences(text, line) == [Span(4, 14), Span(16, 26)]


@pytest.mark.parametrize(
    "parts",
    [
        ["The U.S. Senate met.", "It voted late."],
        ["The envoy flew to the U.S. on Friday.", "She came back."],
        ["Mr. Berg left.", "Dr. Lind stayed."],
        ["Gen. Adams and Lt. Col. Bruun met St. Olav.", "They shook hands."],
        ["J. K. Olsen signed it.", "Nobody else did."],
        ["The train left at 7 p.m. Monday from Oslo.", "It was full."],
        ["See No. 4 on the list.", "It is long."],
        ["A toll of 3.5 million crowns was paid.", "It was late."],
        ["He left (it was late).", "She stayed."],
        ["He asked, “Will it hold?”", "Nobody knew."],
        ["“Will it hold?” he asked.", "Nobody knew."],
        ["“Stop!”", "The guard ran."],
        ['"It will hold."', "The crew left."],
        ["The office of “Yahoo! News” closed.", "It was small."],
    ],
)
def test_sentences(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_a_sentence_never_crosses_a_line_and_is_never_too_long() -> None:
    assert sentences("The talks\nwent on") == ["The talks", "went on"]
    assert sentences("") == sentences(" \n\t\n") == []
    assert max(len(s) for s in sentences("word " * 2000)) <= LONGEST


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "go" and "stay".', [("go", 0), ("stay", 0)]),
        ("He said “go”.", [("go", 0)]),
        ("He said ‘go now’ and left.", [("go now", 0)]),
        ("He said 'go now' and left.", [("go now", 0)]),
        ("«Go», he said.", [("Go", 0)]),
        ("``Go,'' he said.", [("Go,", 0)]),
        ("“He said ‘go’ to me,” she said.", [("He said ‘go’ to me,", 0), ("go", 1)]),
        ("He said \"he called it 'cold' there\" twice.", [("he called it 'cold' there", 0), ("cold", 1)]),
        ("The ministers' car wasn't there.", []),
        ("In the ’90s it was so.", []),
        ('"Go, he said and left.', []),
        ("A lost mark” here.", []),
        ("“Go,” he said. “Stay.", [("Go,", 0)]),
        ("“One.\n\nTwo.", []),
        ("“”", []),
    ],
)
def test_quotations(text: str, found: list[tuple[str, int]]) -> None:
    assert quotations(text) == found


def test_a_quotation_goes_on_where_the_next_paragraph_opens_again() -> None:
    text = "“One.\n\n“Two.\n\n“Three.” End."
    found = find_quotations(text, split_paragraphs(text))
    assert [(q.inner.of(text), q.continued, q.continues) for q in found] == [
        ("One.", False, True),
        ("Two.", True, True),
        ("Three.", True, False),
    ]


def test_marks_in_hidden_stretches_are_not_seen() -> None:
    text = 'He said "go" and "stay".'
    found = find_quotations(text, split_paragraphs(text), [Span(8, 12)])
    assert [q.span.of(text) for q in found] == ['"stay"']


@pytest.mark.parametrize(
    ("sentence", "lemmas"),
    [
        ("The ministers have gone home.", {"ministers": "minister", "have": "have", "gone": "go"}),
        ("She was leaving the cities.", {"was": "be", "leaving": "leave", "cities": "city"}),
        ("They didn’t say who won’t come.", {"did": "do", "n’t": "not", "wo": "will", "come": "come"}),
        ("He stopped the trucks and denied it.", {"stopped": "stop", "trucks": "truck", "denied": "deny"}),
        ("Norway’s envoy said it.", {"Norway": "Norway", "said": "say"}),
    ],
)
def test_lemmas(parser: Parser, sentence: str, lemmas: dict[str, str]) -> None:
    (doc,) = parser.parse([sentence])
    found = {token.text: token.lemma_ for token in doc}
    assert {form: found.get(form) for form in lemmas} == lemmas


def test_tokens_keep_every_character(parser: Parser) -> None:
    texts = ["Two  spaces, “marks” and 3.5 per cent.", "U.S. envoys can’t wait."]
    assert [doc.text for doc in parser.parse(texts)] == texts
    assert all(
        text[t.idx : t.idx + len(t.text)] == t.text
        for text, doc in zip(texts, parser.parse(texts), strict=True)
        for t in doc
    )


@settings(deadline=None, max_examples=150)
@given(NEWSY)
def test_paragraphs_and_sentences_hold_all_but_white_space(text: str) -> None:
    lines = split_paragraphs(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(lines))
    for line in lines:
        found = split_sentences(text, line)
        assert found[0].start == line.start
        assert found[-1].end == line.end
        assert all(a.end <= b.start and not text[a.end : b.start].strip() for a, b in itertools.pairwise(found))
        assert all(s.start < s.end and s.of(text) == s.of(text).strip() for s in found)


@settings(deadline=None, max_examples=150)
@given(NEWSY)
def test_quotations_lie_inside_the_text_in_order(text: str) -> None:
    lines = split_paragraphs(text)
    found = find_quotations(text, lines)
    assert [q.span.start for q in found] == sorted(q.span.start for q in found)
    for q in found:
        assert 0 <= q.span.start < q.inner.start <= q.inner.end <= q.span.end <= len(text)
        assert any(line.start <= q.span.start and q.span.end <= line.end for line in lines)
        assert q.depth == sum(o.span.start <= q.span.start and q.span.end <= o.span.end for o in found) - 1
