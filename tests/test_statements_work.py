"""How much work statements make: linear in the text, bounded a sentence, and what is kept is what would be made anew."""

from __future__ import annotations

import importlib
import sys
from types import FrameType
from typing import Any

import pytest

from dragoman.extract.statements.cueclass import cue_class_of
from dragoman.extract.statements.cues import judge_cues
from dragoman.extract.statements.features import features
from dragoman.extract.statements.judge import weights
from dragoman.extract.statements.linker import View
from dragoman.extract.statements.propose import CUES, propose
from dragoman.extract.statements.quoted import Speech, speeches
from dragoman.language.analysis import Analysis, analyse
from dragoman.language.encoder import Encoder
from dragoman.language.parser import Parser
from dragoman.model import Span

choose = importlib.import_module("dragoman.extract.statements.choose").choose

TEXT = (
    "The ferry will sail on Monday, the harbour master said, but that depends on the tide.\n"
    "“We have seen worse winters,” Captain Ana Vidal told the crew, “and we came home.” According to the port, two ships "
    "were late because of fog, and the union called for new rules and warned against delays.\n"
    "Port: no strike this week\n"
    "Vidal, who has sailed for years, was quoted as saying that she would not stop and that others should join her."
)
UNITS = {
    "he said": "he said ",
    "that": "he said that ",
    "as": "as he said, ",
    "according": "according to him, ",
    "to": "to go ",
    "said to": "said to it ",
    "commas": ", ",
    "capitals": "ABC ",
    "digits": "1 ",
    "quotations": "“We go on and on.” ",
    "a letter in quotation marks": '"a" ',
    "quoted on both sides": "“a b c d e f,” he said, “and so on and on.” ",
    "colons": "He said: ",
    "a mark at the head of each line": "“He goes.\n",
    "lines of quotations": "“We go on and on.”\n",
}


def calls(analysis: Analysis) -> int:
    """Calls of functions, Python's and C's, that it takes to choose an article's statements."""
    spoken = speeches(analysis.text, analysis.quotations)
    made = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal made
        made += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        choose(analysis, spoken, None)
    finally:
        sys.setprofile(None)
    return made


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_twice_the_text_is_twice_the_work(parser: Parser, unit: str) -> None:
    short, long = (analyse("He said no. " + unit * (size // len(unit)), parser) for size in (3_000, 6_000))
    assert calls(short) > 0
    assert calls(long) < 2.6 * calls(short) + 500


def test_a_sentence_has_only_so_many_cues(parser: Parser) -> None:
    analysis = analyse("he said " * 150 + "\nThe mayor said that the bridge is safe.", parser)
    found = [cues for _, _, cues in judge_cues(analysis, [])]
    assert len(found[0]) == CUES
    assert "said" in [cue.top.tree.words[cue.top.head] for cue in found[-1]]


def test_no_sentence_of_news_comes_near(parser: Parser) -> None:
    for tree, _, cues in judge_cues(analyse(TEXT, parser), []):
        assert len(cues) < CUES / 4, tree.words


def test_scores_are_the_sums_of_the_named_features(parser: Parser) -> None:
    analysis = analyse(TEXT, parser)
    known = weights()
    judged = 0
    for _, title, cues in judge_cues(analysis, speeches(analysis.text, analysis.quotations)):
        for cue in cues:
            for c in cue.readings:
                names = features(c, cue_class_of(c) or "?", title)
                assert c.score == pytest.approx(sum(known.get(name, 0.0) for name in names) + c.prior, abs=1e-9)
                judged += 1
    assert judged > 30


def test_what_a_reading_keeps_is_what_it_would_make_anew(parser: Parser) -> None:
    analysis = analyse(TEXT, parser)
    spoken = speeches(analysis.text, analysis.quotations)
    for (tree, _, first), (again, _, second) in zip(propose(analysis, spoken), propose(analysis, spoken), strict=True):
        for c in first:
            assert (c.mask, c.content_spans) == (c.mask, c.content_spans)
        # asked in another order, of a tree that was asked nothing yet
        anew = [(c.mask, c.content_spans, c.source_spans, cue_class_of(c)) for c in reversed(second)]
        assert anew[::-1] == [(c.mask, c.content_spans, c.source_spans, cue_class_of(c)) for c in first]
        assert len(tree) == len(again)


@pytest.mark.parametrize(
    "span", [Span(0, 4), Span(4, 5), Span(3, 12), Span(9, 30), Span(12, 20), Span(29, 40), Span(40, 41)]
)
def test_the_spans_of_a_quotation_that_touch_a_sentence(span: Span) -> None:
    speech = Speech(0, [Span(4, 9), Span(10, 12), Span(20, 30)], True, 9)
    assert speech.touching(span) == [s for s in speech.spans if s.overlaps(span)]


def test_a_quotation_after_a_speech_in_its_paragraph_is_the_rest_of_it(parser: Parser) -> None:
    more = ["“We will wait for the boats.”", "“Nobody sails in this wind.”", "“That is all for now.”"]
    text = "“The sea is rough,” said Captain Ana Vidal. " + " ".join(more)
    analysis = analyse(text, parser)
    (only,) = choose(analysis, speeches(text, analysis.quotations), None)
    assert [span.of(text) for span in only.content] == ["“The sea is rough,”", *more]


def test_rows_are_those_of_the_encoder(parser: Parser) -> None:
    encoded = Encoder().encode(TEXT, [(m, m + len(line)) for m, line in _lines(TEXT)])
    view = View(encoded)
    for start in range(0, len(TEXT), 7):
        for length in (1, 5, 60):
            span = Span(start, min(start + length, len(TEXT)))
            assert view.rows(span) == encoded.rows(span)


def _lines(text: str) -> list[tuple[int, str]]:
    at, out = 0, []
    for line in text.split("\n"):
        out.append((at, line))
        at += len(line) + 1
    return out
